"""Receipts of remarks: a one-way function of the form's own random key, and of nothing else.

No cookie, no personal link and no key of ours goes into one, so a receipt leads to its remark and
to nobody. Only its hash is stored.
"""

import hashlib
import re

# Without I, L, O and U: read aloud or copied from a card, none is taken for another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # characters of five bits: 80 bits
SHAPE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")


def receipt_of(place: str, form_key: str) -> str:
    """The receipt for a form's key at a place (an event's slug): "7K2M-9QXP-4TDF-W3HC"."""
    digest = hashlib.sha256(f"receipt\x1f{place}\x1f{form_key}".encode("utf-8", "replace")).digest()
    number = int.from_bytes(digest[:10], "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return "-".join(letters[start:start + 4] for start in range(0, LENGTH, 4))


def tidy(typed: str) -> str:
    """A receipt as somebody types it, in the shape it was given; an empty word if it cannot be one."""
    letters = re.sub(r"[\s\-–—.]", "", typed).upper().translate(str.maketrans("ILOU", "110V"))
    shaped = "-".join(letters[start:start + 4] for start in range(0, len(letters), 4))
    return shaped if SHAPE.fullmatch(shaped) else ""


def hash_of(receipt: str) -> str:
    """How a receipt is stored."""
    return hashlib.sha256(receipt.encode("utf-8", "replace")).hexdigest()
