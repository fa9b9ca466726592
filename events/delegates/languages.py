"""Languages by their codes, from the words that lists have for them."""

from functools import lru_cache

from babel import Locale

# Those that letters are most often written in, each in its own words.
COMMON = {
    "en": "English", "cy": "Cymraeg", "pl": "Polski", "ur": "اردو", "pa": "ਪੰਜਾਬੀ", "bn": "বাংলা", "gu": "ગુજરાતી",
    "ar": "العربية", "fa": "فارسی", "ro": "Română", "zh": "中文", "so": "Soomaali",
}
# Others that somebody may speak or write here.
FURTHER = {
    "ckb": "کوردی", "cs": "Čeština", "es": "Español", "fr": "Français", "hi": "हिन्दी", "hu": "Magyar",
    "lt": "Lietuvių", "lv": "Latviešu", "ps": "پښتو", "pt": "Português", "ru": "Русский", "sk": "Slovenčina",
    "syl": "সিলেটি", "ta": "தமிழ்", "ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська", "vi": "Tiếng Việt",
}


def choices(held: str = "") -> list[tuple[str, str]]:
    """(code, "Polish, Polski") to choose among, English first, the others by their English names.

    A code that is `held` already and not among them stands there too, so that saving does not change it.
    """
    own = COMMON | FURTHER
    english = {**Locale("en").languages, "syl": "Sylheti"}
    found = sorted((english.get(code, name), code, name) for code, name in own.items() if code != "en")
    rows = [("en", "English"), *((code, f"{said}, {name}") for said, code, name in found)]
    return rows if not held or held in own else [*rows, (held, english.get(held, held))]


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Code by name, in English and in the language itself."""
    english = Locale("en").languages
    found = {name.casefold(): code for code, name in english.items()}
    for code in ("cy", "pl", "ur", "fa", "ar", "ro", "lt", "pt", "es", "fr", "de", "it", "so", "tr", "uk", "ru", "zh"):
        found.setdefault(Locale(code).languages.get(code, code).casefold(), code)
    return found | {"farsi": "fa", "punjabi": "pa", "bengali": "bn", "sylheti": "syl"}


def code_of(words: str) -> str:
    """"Polish" and "polski" are pl; a code stays as it is, in small letters before the hyphen."""
    text = words.strip()
    if not text or text.casefold() in _codes():
        return _codes().get(text.casefold(), "")
    first, hyphen, rest = text.partition("-")
    return f"{first.lower()}{hyphen}{rest}"
