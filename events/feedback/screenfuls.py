"""How many questions a projector shows at once: as many as can be read whole from the back of a hall."""

import math
import unicodedata

from events.feedback.models import Remark

MOST = 5
LINES = 10  # of the wall's text; the gap above a question takes one
PER_LINE = 80  # characters: about what fits beside a projector's edges


def _width_of(character: str) -> float:
    """About how wide a character is, in widths of a usual small letter."""
    if character in "WMmw%@" or unicodedata.east_asian_width(character) in "WF":
        return 2
    return 1.4 if character.isupper() or character.isdigit() else 1


def lines_of(text: str) -> int:
    """About how many lines a text takes on the wall."""
    widths = (sum(_width_of(character) for character in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(width / PER_LINE)) for width in widths)


def first_screenful(questions: list[Remark]) -> list[Remark]:
    """The first questions, in their order, that fit whole; always one if there is one."""
    shown: list[Remark] = []
    lines = 0
    for question in questions[:MOST]:
        lines += 1 + lines_of(question.text) + (lines_of(question.translation) if question.translation else 0)
        if shown and lines > LINES:
            break
        shown.append(question)
    return shown
