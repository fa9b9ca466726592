"""Languages by their codes, from the words that lists have for them."""

from functools import lru_cache

from babel import Locale


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
