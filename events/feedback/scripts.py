"""Whether a text is in a script that a reader of English cannot be expected to read."""

import unicodedata


def is_in_another_script(text: str) -> bool:
    """Whether most of the letters are not Latin ones (the names of Unicode's characters say which they are)."""
    letters = [character for character in text if unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lo")]
    foreign = sum(1 for letter in letters if not unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")))
    return 2 * foreign > len(letters)
