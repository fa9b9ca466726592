"""The code of an invitation as it is said over the telephone: eight signs in two halves."""

from events.delegates.models import SPOKEN

LENGTH = 8


def spoken(code: str) -> str:
    """As it is printed and read out: XXXX-XXXX."""
    return f"{code[:4]}-{code[4:]}"


def typed(words: str) -> str:
    """The code that somebody typed, whatever spaces and hyphens came with it; empty where it can be none."""
    code = "".join(sign for sign in words.upper() if sign.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SPOKEN) else ""
