"""Cards and table sheets on paper: six cards to a page with cut marks and a receipt to tear off; a page for each table.

Lengths are millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from events.council import Council
from events.feedback.serials import NewCard
from events.papers import Box, Paper

COLUMNS, ROWS = 2, 3
ON_A_PAGE = COLUMNS * ROWS
MARGIN = 9
MARK = 4  # length of a cut mark
STRIP = 24.5  # height of what is torn off
CODE = 23.5  # side of the receipt's code
LINE = 6.9  # between the lines to write on
POINTS = 6  # on a table's sheet


@dataclass(frozen=True)
class Words:
    """What all cards of a file say: whose they are, where to turn, and where one sees what became of one."""

    caption: str
    safety: str
    address: str


def safety_words(council: Council) -> str:
    """Where to turn in an emergency or with a worry about somebody, in a line or two."""
    words = _("In danger? Ring 999.")
    if council.telephone:
        return f"{words} " + _("Worried about a child or an adult? Tell somebody here, or ring %(number)s.",
                               number=council.telephone)
    return f"{words} " + _("Worried about a child or an adult? Tell somebody here.")


def _tick(paper: Paper, x: float, y: float, words: str, width: float) -> None:
    paper.frame(Box(x, y + 0.6, 3.2, 3.2))
    paper.write_in(Box(x + 4.4, y, width - 4.4, 4.4), words, size=8.5, smallest=6, most=1)


def _cut_marks(paper: Paper, box: Box) -> None:
    """A short cross at each corner: to lay a guillotine along."""
    for x in (box.x, box.x + box.width):
        for y in (box.y, box.y + box.height):
            paper.frame(Box(x - MARK / 2, y, MARK, 0))
            paper.frame(Box(x, y - MARK / 2, 0, MARK))


def _fields(paper: Paper, box: Box) -> float:
    """What the writer fills in, from the top of a box: how far down it reaches."""
    half = box.width / 2
    _tick(paper, box.x, box.y, _("Question, to:"), half)
    paper.rule(Box(box.x + 25, box.y + 4.4, half - 27, 0))
    _tick(paper, box.x + half, box.y, _("Comment, on action:"), half)
    paper.rule(Box(box.x + half + 34, box.y + 4.4, half - 34, 0))
    y = box.y + 6
    for number in range(1, 5):
        paper.rule(Box(box.x, y + number * LINE, box.width, 0))
    y += 4 * LINE + 2
    for words, tall in ((_("Partnership"), 0), (_("Name and organisation"), 6)):
        paper.write_in(Box(box.x, y + tall, 34, 4.4), words, size=8, smallest=6, most=1)
        paper.rule(Box(box.x + (18 if not tall else 35), y + tall + 4.2, box.width - (37 if not tall else 35), 0))
    paper.write_in(Box(box.x + box.width - 18, y, 9, 4.4), _("Table"), size=8, smallest=6, most=1)
    paper.rule(Box(box.x + box.width - 9, y + 4.2, 9, 0))
    return y + 11.4


def _receipt(paper: Paper, box: Box, card: NewCard, words: Words) -> None:
    """The strip that the writer tears off and keeps."""
    paper.code(f"{words.address}?code={card.receipt}", side=CODE, x=box.x, y=box.y + 0.5)
    left = Box(box.x + CODE + 1.5, box.y + 2.5, box.width - CODE - 1.5, box.height - 3)
    used = paper.write_in(left, _("Tear off and keep: your receipt"), size=8, smallest=7, most=1)
    used += paper.write_in(left.below(used + 0.6), card.receipt, size=13, smallest=11, bold=True, most=1) + 0.6
    used += paper.write_in(left.below(used + 0.4), _("With it you see the answer, and what became of your words:"),
                           size=7.5, smallest=7, most=2) + 0.4
    paper.write_in(left.below(used), words.address.partition("//")[2], size=7.5, smallest=6, most=2)


def _card(paper: Paper, box: Box, card: NewCard, words: Words) -> None:
    _cut_marks(paper, box)
    inner = box.inside(4.5)
    paper.write_in(Box(inner.x, inner.y + 0.5, inner.width - 30, 5), words.caption, size=9, smallest=7, most=1)
    paper.write_in(Box(inner.x + inner.width - 30, inner.y - 1.5, 30, 8), card.serial, size=17, bold=True, most=1,
                   align="R")
    y = _fields(paper, inner.below(7))
    tear = box.y + box.height - STRIP
    privacy = _("A moderator reads this first. Without a name it leads to nobody. Leave other people’s names out.")
    paper.write_in(Box(inner.x, y, inner.width, tear - y), f"{words.safety} {privacy}", size=7, smallest=6)
    paper.frame(Box(box.x + 1, tear, box.width - 2, 0), dotted=True)
    _receipt(paper, Box(box.x + 2.5, tear, box.width - 5, STRIP), card, words)


def cards_on(paper: Paper, cards: Sequence[NewCard], *, words: Words) -> None:
    """Cards, six to a page, to cut along the marks and to tear along the dotted line."""
    for box, card in zip(paper.labels(len(cards), columns=COLUMNS, rows=ROWS, margin=MARGIN), cards, strict=True):
        _card(paper, box, card, words)


def sheet_on(paper: Paper, *, caption: str, table: str, about: str, address: str) -> None:
    """The sheet of one table on a page of its own: its subject, points to fill in, and the facilitator's code."""
    paper.new_page()
    top = paper.box
    paper.code(address, side=42, x=top.x + top.width - 42, y=top.y - 4)
    left = Box(top.x, top.y, top.width - 48, 60)
    used = paper.write_in(Box(left.x, left.y, left.width, 6), caption, size=10, smallest=8, most=1)
    used += paper.write_in(Box(left.x, left.y + used, left.width, 16), _("Table %(number)s", number=table), size=30,
                           smallest=16, bold=True, most=1)
    paper.write_in(Box(left.x, left.y + used + 1, left.width, 24), about or _("What this table wants to say"), size=15,
                   smallest=10, most=4)
    paper.write_in(Box(top.x + top.width - 42, top.y + 38, 42, 9), _("For the facilitator: type the points in here"),
                   size=8, smallest=7, most=2, align="C")
    paper.move_to(top.y + 50)
    paper.paragraph(_("One point in each box, in the table’s own words, and how many agreed. No names. Each point is "
                      "read by a moderator and weighs as much as any other."), size=10, after=3)
    box = paper.box
    tall = (box.height - 4) / POINTS
    for number in range(POINTS):
        spot = Box(box.x, box.y + number * tall, box.width, tall - 3)
        paper.frame(spot)
        paper.write_in(Box(spot.x + 2, spot.y + 1.5, 8, 6), str(number + 1), size=11, bold=True, most=1)
        for line in (1, 2):
            paper.rule(Box(spot.x + 10, spot.y + 2 + line * 9, spot.width - 46, 0))
        paper.write_in(Box(spot.x + spot.width - 32, spot.y + 2, 30, 5), _("So many agreed"), size=8, smallest=6,
                       most=1, align="R")
        paper.frame(Box(spot.x + spot.width - 18, spot.y + 8, 16, 10))
    paper.move_to(box.y)
