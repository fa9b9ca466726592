"""One reviewed text held against what was sent: which changes were taken, which not, which are open, and what is new.

A program that accepts or rejects a change leaves no trace of it but the words. So the words are
compared with each way of taking and leaving our changes; the nearest is what the reviewer did, and
what still differs from it is the reviewer's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from events.plan.hunks import Piece, hunks_of
from events.plan.word_readings import Said, with_all, words_of

Fate = Literal["taken", "not taken", "in part", "open"]
MOST_TOGETHER = 5  # amendments to one text whose every combination is tried
MOST_MENDED = 40  # changes of one text that are tried one by one


@dataclass
class _Change:
    old: str
    new: str
    by: str


@dataclass(frozen=True)
class Weighed:
    """What became of each amendment in one text, the text as the reviewer leaves it, and whose edits are in it.

    `words` counts what is still open as the file's kind says; `alone` is for each amendment the text
    with what was taken of it and nothing else.
    """

    fates: Mapping[str, Fate]
    words: str
    edited: bool
    inside: frozenset[str] = frozenset()  # open amendments whose own new words the reviewer changed
    everything: str = ""  # the text with every tracked change accepted
    editors: tuple[str, ...] = ()
    alone: Mapping[str, str] = field(default_factory=dict)


def plain(words: str) -> str:
    """Words as they are compared: what programs do to spaces at the end of a line is no edit."""
    return "\n".join(line.rstrip() for line in words.replace("\u00a0", " ").split("\n")).strip()


def _sequence(pieces: Sequence[Piece]) -> list[str | _Change]:
    """The text as words that stayed and changes, in order."""
    made: list[str | _Change] = []
    for piece in pieces:
        if piece.act == "equal":
            made.append(piece.text)
            continue
        last = made[-1] if made else None
        if not isinstance(last, _Change) or last.by != piece.by or (piece.act == "delete" and last.new):
            made.append(last := _Change("", "", piece.by))
        if piece.act == "delete":
            last.old += piece.text
        else:
            last.new += piece.text
    return made


def _text(sequence: Sequence[str | _Change], taken: Sequence[bool]) -> str:
    places = iter(taken)
    return "".join(part if isinstance(part, str) else (part.new if next(places) else part.old) for part in sequence)


def _apart(one: str, other: str) -> int:
    one, other = plain(one), plain(other)
    return 0 if one == other else sum(len(h.new) + h.end - h.start for h in hunks_of(one, other)) or 1


def _nearest(sequence: Sequence[str | _Change], words: str) -> list[bool]:
    """Which changes are in the words: the nearest way of taking each amendment whole, mended change by change."""
    changes = [part for part in sequence if isinstance(part, _Change)]
    refs = list(dict.fromkeys(change.by for change in changes))[:MOST_TOGETHER]
    ways = [dict(zip(refs, way, strict=True)) for way in product((True, False), repeat=len(refs))]
    best, least = [True] * len(changes), _apart(_text(sequence, [True] * len(changes)), words)
    for way in ways:
        if not least:
            break
        other = [way.get(change.by, True) for change in changes]
        if (apart := _apart(_text(sequence, other), words)) < least:
            best, least = other, apart
    for place in range(min(len(changes), MOST_MENDED)):
        if not least:
            break
        other = [*best[:place], not best[place], *best[place + 1:]]
        if (apart := _apart(_text(sequence, other), words)) < least:
            best, least = other, apart
    return best


def _fates(changes: Sequence[_Change], taken: Sequence[bool], still_open: set[str]) -> dict[str, Fate]:
    said: dict[str, set[bool]] = {}
    for change, is_taken in zip(changes, taken, strict=True):
        said.setdefault(change.by, set()).add(is_taken)
    words: dict[frozenset[bool], Fate] = {frozenset({True}): "taken", frozenset({False}): "not taken"}
    return {ref: "open" if ref in still_open else words.get(frozenset(ways), "in part") for ref, ways in said.items()}


def _inside(said: Sequence[Said], ours: Mapping[str, str]) -> frozenset[str]:
    """Open amendments whose new words the reviewer changed: some taken out again, or others put between them."""
    found = set()
    for place, piece in enumerate(said):
        before, after = said[place - 1] if place else None, said[place + 1] if place + 1 < len(said) else None
        mine = ours.get(piece.put_in or "")
        if mine is not None and piece.taken_out is not None and piece.taken_out not in ours:
            found.add(mine)
        if piece.put_in is not None and piece.put_in not in ours and before and after and before.put_in == after.put_in:
            beside = ours.get(before.put_in or "")
            found |= {beside} if beside is not None else set()
    return frozenset(found)


def weigh(pieces: Sequence[Piece], said: Sequence[Said], ours: Mapping[str, str], *, open_is_new: bool) -> Weighed:
    """Hold one reviewed text against what was sent.

    `ours` gives the amendment for each name that we wrote beside changes; whatever is tracked under
    another name is the reviewer's. `open_is_new`: what is still open counts as taken (a version has it).
    """
    sequence = _sequence(pieces)
    changes = [part for part in sequence if isinstance(part, _Change)]

    def theirs(name: str | None) -> bool:
        return name is not None and name not in ours

    def reads(piece: Said, *, their_edits: bool) -> bool:
        put_in, taken_out = piece.put_in, piece.taken_out
        if theirs(put_in) and not their_edits or theirs(taken_out) and their_edits:
            return False
        if put_in in ours and not open_is_new:
            return False
        return not (taken_out in ours and open_is_new)

    without = words_of(said, lambda piece: reads(piece, their_edits=False))
    words = words_of(said, lambda piece: reads(piece, their_edits=True))
    taken = _nearest(sequence, without)
    marks = [mark for piece in said for mark in (piece.put_in, piece.taken_out) if mark is not None]
    fates = _fates(changes, taken, {ours[mark] for mark in marks if mark in ours})
    pairs = list(zip(changes, taken, strict=True))
    alone = {ref: _text(sequence, [is_taken and change.by == ref for change, is_taken in pairs]) for ref in fates}
    return Weighed(fates, words, plain(words) != plain(_text(sequence, taken)), _inside(said, ours), with_all(said),
                   tuple(dict.fromkeys(mark for mark in marks if mark not in ours)), alone)
