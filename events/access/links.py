"""Personal links: derived with the secret key from a record and its version number.

Nothing in the database opens a door: a token is `<ref>-<mac>`, the mac over kind, ref and version.
Raising the version revokes what was sent before.
"""

import base64
import hashlib
import hmac

MAC_LENGTH = 22  # base64url characters, 132 bits
MOST_VERSIONS = 50  # how far back a superseded link is still known as one


def mac(key: str, *parts: object, length: int = MAC_LENGTH) -> str:
    """A keyed hash over the parts, as base64url text without hyphens."""
    text = "\x1f".join(str(part) for part in parts)
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().replace("-", "x").replace("_", "y")[:length]


def token(key: str, kind: str, ref: str, version: int) -> str:
    """The token of a personal link."""
    return f"{ref}-{mac(key, 'link', kind, ref, version)}"


def divided(words: str) -> tuple[str, str]:
    """A token's ref and mac; two empty words for what cannot be one."""
    ref, _, given = words.rpartition("-")
    return (ref, given) if ref and len(given) == MAC_LENGTH else ("", "")


def matches(keys: list[str], kind: str, ref: str, version: int, given: str) -> bool:
    """Whether the mac is the one for that version, under any of the keys in use."""
    return any(hmac.compare_digest(mac(key, "link", kind, ref, version), given) for key in keys)


def was_once(keys: list[str], kind: str, ref: str, version: int, given: str) -> bool:
    """Whether the mac belongs to an earlier version: a link that was replaced."""
    earlier = range(max(1, version - MOST_VERSIONS), version)
    return any(matches(keys, kind, ref, number, given) for number in earlier)


def code_of(key: str, ref: str) -> str:
    """The six-digit code of a sign-in request."""
    digest = hmac.new(key.encode(), f"code\x1f{ref}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
