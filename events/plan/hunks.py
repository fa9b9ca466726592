"""Changes to a text as hunks: whose each is, whether several go together, and one text that shows them all.

A hunk says that the characters from `start` to `end` of the earlier text become `new`. Whatever is
done with them, the pieces that come out give back exactly the two texts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from events.plan.redlines import redline


@dataclass(frozen=True)
class Hunk:
    """From `start` to `end`, the text becomes `new`."""

    start: int
    end: int
    new: str

    def touches(self, other: "Hunk") -> bool:
        """Whether both change the same characters, or put words in at the same place."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Piece:
    """Some words of a text that shows two wordings, and whose change they are (empty: nobody's in particular)."""

    act: Literal["equal", "insert", "delete"]
    text: str
    by: str = ""


def hunks_of(before: str, after: str) -> list[Hunk]:
    """What one wording changes of another, word by word, in the order of the text."""
    hunks: list[Hunk] = []
    place, start, new, open_ = 0, 0, "", False
    for act, text in [*redline(before, after), ("equal", "")]:
        if act == "equal":
            if open_:
                hunks.append(Hunk(start, place, new))
            open_, new = False, ""
            place += len(text)
            continue
        start = start if open_ else place
        open_ = True
        if act == "delete":
            place += len(text)
        else:
            new += text
    return hunks


def pieces_of(before: str, hunks: Iterable[tuple[Hunk, str]]) -> list[Piece]:
    """The earlier text with these hunks, (hunk, whose), shown in it. No two of them touch."""
    pieces: list[Piece] = []
    place = 0
    for hunk, by in sorted(hunks, key=lambda pair: (pair[0].start, pair[0].end)):
        pieces += [Piece("equal", before[place:hunk.start]), Piece("delete", before[hunk.start:hunk.end], by),
                   Piece("insert", hunk.new, by)]
        place = hunk.end
    return [piece for piece in [*pieces, Piece("equal", before[place:])] if piece.text]


def attributed(before: str, after: str, claims: Mapping[str, tuple[str, str]]) -> list[Piece]:
    """One word diff of two wordings, each change with whose it is.

    `claims` says for each amendment the words (before, after) it was about. A change that is in none
    of them, or in a claim on other words than these, is nobody's in particular.
    """
    if len(claims) == 1 and (before, after) in claims.values():
        only = next(iter(claims))
        return pieces_of(before, [(hunk, only) for hunk in hunks_of(before, after)])
    owners: dict[Hunk, str] = {}
    for ref, (was, became) in claims.items():
        if was == before:
            for hunk in hunks_of(was, became):
                owners.setdefault(hunk, ref)
    return pieces_of(before, [(hunk, owners.get(hunk, "")) for hunk in hunks_of(before, after)])


def merged(before: str, wishes: Iterable[tuple[str, str]]) -> tuple[list[Piece], list[tuple[str, str]]]:
    """Several wishes, (whose, the whole text after), for one text as one: (pieces, those left out).

    Of two that touch the same words the later one is left out: [(whose, the one it collides with)].
    """
    taken: list[tuple[Hunk, str]] = []
    left_out: list[tuple[str, str]] = []
    for ref, after in wishes:
        mine = hunks_of(before, after)
        rival = next((by for hunk in mine for other, by in taken if hunk.touches(other) and hunk != other), "")
        if rival:
            left_out.append((ref, rival))
        else:
            known = {hunk for hunk, _by in taken}
            taken += [(hunk, ref) for hunk in mine if hunk not in known]
    return pieces_of(before, taken), left_out


def before_of(pieces: Iterable[Piece]) -> str:
    """The earlier wording."""
    return "".join(piece.text for piece in pieces if piece.act != "insert")


def after_of(pieces: Iterable[Piece]) -> str:
    """The later wording."""
    return "".join(piece.text for piece in pieces if piece.act != "delete")
