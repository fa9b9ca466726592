"""Serials of printed cards: four signs that tell nothing, and the letters that a scribe may type before them.

The letters stand in no serial, so one typed where the serial goes says something of the card instead: `q` a question,
`c` a comment, `p` paper, `v` spoken, `e` by letter or e-mail, `s` a worry about somebody's safety.
"""

import re
import secrets
from dataclasses import dataclass

from events.feedback.states import RemarkChannel, RemarkKind

# Without 0, 1, I, L, O and U, which are taken for one another, and without the letters that say something.
ALPHABET = "23456789ABDFGHJKMNRTWXYZ"
LENGTH = 4
KINDS = {"Q": RemarkKind.QUESTION.value, "C": RemarkKind.COMMENT.value}
CHANNELS = {"P": RemarkChannel.PAPER.value, "V": RemarkChannel.SPOKEN.value, "E": RemarkChannel.EMAIL.value}
FLAG = "S"


@dataclass(frozen=True)
class Typed:
    """What stood where the serial goes. Empty words where nothing was said."""

    serial: str
    kind: str = ""
    channel: str = ""
    is_flagged: bool = False


@dataclass(frozen=True)
class NewCard:
    """A card as it is printed: its serial, and the receipt that nobody else ever sees."""

    serial: str
    receipt: str


def new(taken: set[str]) -> str:
    """A random serial that is not among those taken."""
    while True:
        serial = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if serial not in taken:
            return serial


def divided(typed: str) -> Typed:
    """The letters before a serial read for what they say; what is left is the serial, right or wrong."""
    left = re.sub(r"[\s\-–—.]", "", typed).upper()
    kind = channel = ""
    is_flagged = False
    while left[:1] in {*KINDS, *CHANNELS, FLAG}:
        sign, left = left[0], left[1:]
        kind, channel = KINDS.get(sign, kind), CHANNELS.get(sign, channel)
        is_flagged = is_flagged or sign == FLAG
    return Typed(left, kind, channel, is_flagged)
