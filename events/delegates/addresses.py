"""Names and e-mail addresses as they are kept and compared, whatever invisible signs came with them."""

import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

# The joiners of Persian, Indic scripts and emoji: they change how a name is written, so they stay.
JOINERS = "\u200c\u200d"


class TwoAddresses(ValueError):
    """More than one address stands where one belongs."""


class NotAnAddress(ValueError):
    """What stands there is no e-mail address that a mail server can be given."""


def cleaned(words: str) -> str:
    """One line of words without control, bidi and other invisible signs, white space folded."""
    kept = []
    for sign in unicodedata.normalize("NFC", words or ""):
        kind = unicodedata.category(sign)
        if kind in ("Cc", "Zl", "Zp", "Zs"):
            kept.append(" ")
        elif kind not in ("Cf", "Co", "Cs") or sign in JOINERS:
            kept.append(sign)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=2000)
def checked(words: str) -> str:
    """One e-mail address as it will be written to. Raises TwoAddresses or NotAnAddress.

    Invisible signs that came along by copying are left out; an address that a mail server without
    SMTPUTF8 cannot take is refused.
    """
    text = "".join(sign for sign in words if unicodedata.category(sign) != "Cf").strip()
    text = text.removeprefix("mailto:").strip()
    if text.count("@") > 1 or any(sign in text for sign in ",;"):
        raise TwoAddresses(text)
    try:
        found = validate_email(text, allow_smtputf8=False, strict=True, check_deliverability=False)
    except EmailNotValidError as error:
        raise NotAnAddress(str(error)) from error
    return found.ascii_email or found.normalized


def key_of(address: str | None) -> str | None:
    """How an address is compared: no invisible signs, no letter case. None for none."""
    if not address:
        return None
    return "".join(sign for sign in address if unicodedata.category(sign) != "Cf").strip().casefold()


def person_key(name: str, organisation: str) -> tuple[str, str]:
    """How somebody without an address is compared: by name and organisation, in any letter case."""
    return cleaned(name).casefold(), cleaned(organisation).casefold()
