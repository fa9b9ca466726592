"""The address to which one guest's answers go: REPLY_ADDRESS with a tag that nobody can make up.

The tag stands behind a plus sign, is derived from the secret key and the invitation, and stands in
no table. It says whose answer a mail is; it opens no page.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app

SIGNS = 20  # hexadecimal, 80 bits: mail systems may write an address in capitals
LOCAL_AT_MOST = 64  # RFC 5321 4.5.3.1.1
TAG_AT_MOST = 1 + 10 + 1 + SIGNS  # the plus sign, a number, the x between


@dataclass(frozen=True)
class Ours:
    """What tells our own addresses and events: REPLY_ADDRESS, the keys in use, BASE_URL."""

    reply_address: str
    keys: tuple[str, ...]
    base: str


def ours() -> Ours:
    """The same by the settings."""
    config = current_app.config
    return Ours(config["REPLY_ADDRESS"], (config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"]), config["BASE_URL"])


def _mac(key: str, number: int, ref: str) -> str:
    text = f"reply address\x1f{number}\x1f{ref}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:SIGNS]


def address_for(base: str, key: str, *, number: int, ref: str) -> str:
    """`replies+12x0a…@example.org` for the invitation of that number and ref."""
    local, _, domain = base.rpartition("@")
    return f"{local}+{number}x{_mac(key, number, ref)}@{domain}"


def divided(address: str, base: str) -> tuple[int, str] | None:
    """(number, mac) of an address that has the form of ours; None for every other one."""
    local, _, domain = base.casefold().rpartition("@")
    left, _, right = address.strip().casefold().rpartition("@")
    number, cross, mac = left.removeprefix(f"{local}+").partition("x")
    if right != domain or not left.startswith(f"{local}+") or not cross:
        return None
    if not (number.isascii() and number.isdigit() and len(number) <= 10 and len(mac) == SIGNS):
        return None
    return int(number), mac


def is_genuine(keys: Iterable[str], *, number: int, ref: str, mac: str) -> bool:
    """Whether the mac was made by us, under any of the keys in use, for that invitation."""
    given = mac.encode("utf-8", "replace")
    return any(hmac.compare_digest(_mac(key, number, ref).encode(), given) for key in keys)
