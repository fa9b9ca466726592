"""The address to which one speaker's mails go: REPLY_ADDRESS with a tag that nobody can make up.

As guests have it: derived from the secret key and the speaker, standing in no table, saying whose a mail is and opening
no page. An `s` between number and tag, where a guest's has an `x`.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable

from events.agenda.models import Speaker

SIGNS = 20  # hexadecimal, 80 bits: mail systems may write an address in capitals


def _mac(key: str, number: int, ref: str) -> str:
    text = f"speaker's address\x1f{number}\x1f{ref}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:SIGNS]


def address_for(base: str, key: str, speaker: Speaker) -> str:
    """`replies+12s0a…@example.org` for that speaker."""
    local, _, domain = base.rpartition("@")
    return f"{local}+{speaker.id}s{_mac(key, speaker.id, speaker.ref)}@{domain}"


def divided(address: str, base: str) -> tuple[int, str] | None:
    """(number, mac) of an address that has the form of a speaker's; None for every other one."""
    local, _, domain = base.casefold().rpartition("@")
    form = rf"{re.escape(local)}\+([0-9]{{1,10}})s([0-9a-f]{{{SIGNS}}})@{re.escape(domain)}"
    found = re.fullmatch(form, address.strip().casefold())
    return (int(found[1]), found[2]) if found else None


def is_genuine(keys: Iterable[str], speaker: Speaker, mac: str) -> bool:
    """Whether the mac was made by us, under any of the keys in use, for that speaker."""
    return any(hmac.compare_digest(_mac(key, speaker.id, speaker.ref), mac) for key in keys)
