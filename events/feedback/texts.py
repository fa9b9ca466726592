"""What people type, made safe to keep and to show: no control characters, no turned-about lines."""

import unicodedata

# Embeddings, overrides and isolates change the direction of what stands around them.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200c\u200d")  # Persian, Indic scripts and emoji are written with them
NEVER_KEPT = ("Cc", "Cs", "Co", "Cn")


def clean_text(text: str) -> str:
    """Several lines as they were typed, without control characters and without bidi overrides.

    Line ends become one kind; more than two empty lines together become two.
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    kept = "\n".join("".join(c for c in _spaced(line) if _stays(c)).rstrip() for line in lines)
    while "\n\n\n\n" in kept:
        kept = kept.replace("\n\n\n\n", "\n\n\n")
    return kept.strip()


def clean_name(name: str) -> str:
    """One line, for a name or a body: of the invisible characters only ZWJ and ZWNJ stay."""
    words = "".join(
        c for c in _spaced(unicodedata.normalize("NFC", name))
        if _stays(c) and (unicodedata.category(c) != "Cf" or c in JOINERS)
    )
    return " ".join(words.split())


def _spaced(line: str) -> str:
    """Tabs and the rarer line ends are white space, so that words do not run together."""
    return "".join(" " if c in "\t\v\f\n\r\x85\u2028\u2029" else c for c in line)


def _stays(character: str) -> bool:
    return character not in TURNING and unicodedata.category(character) not in NEVER_KEPT
