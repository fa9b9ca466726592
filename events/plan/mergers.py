"""Several changes to one text as one text, word by word, or the places where they meet.

Every change is compared with the ground they share. Places with at least one word of the ground
between them are independent and all come in; the same change made twice is one; all others meet,
and are reported with the words of each. The order in which the changes are given does not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from events.plan.redlines import pieces


@dataclass(frozen=True, order=True)
class Edit:
    """The pieces from `start` up to `end` of the ground give way to `words`."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Meeting:
    """A place where changes meet: what the ground says there, and what each change, by name, would say."""

    ground: str
    wordings: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The changes that meet here."""
        return tuple(name for name, _words in self.wordings)


@dataclass(frozen=True)
class Merged:
    """One text out of several changes. Where `meetings` is not empty, `text` says both there, one after the other."""

    text: str
    meetings: tuple[Meeting, ...]


def _has_word(some: list[str] | tuple[str, ...]) -> bool:
    return any(piece[0].isalnum() or piece[0] == "_" for piece in some)


def edits(ground: list[str], after: str) -> list[Edit]:
    """What a change does to the pieces of the ground; places with no word between them are one."""
    new = pieces(after)
    found: list[Edit] = []
    for act, i, j, k, m in SequenceMatcher(None, ground, new, autojunk=False).get_opcodes():
        if act == "equal":
            continue
        if found and not _has_word(ground[found[-1].end:i]):
            last = found.pop()
            found.append(Edit(last.start, j, (*last.words, *ground[last.end:i], *new[k:m])))
        else:
            found.append(Edit(i, j, tuple(new[k:m])))
    return found


def _groups(all_edits: list[Edit], ground: list[str]) -> list[list[Edit]]:
    """Edits that touch, together; between two groups stands at least one word of the ground."""
    groups: list[list[Edit]] = []
    end = -1
    for edit in all_edits:
        if groups and not _has_word(ground[end:edit.start]):
            groups[-1].append(edit)
            end = max(end, edit.end)
        else:
            groups.append([edit])
            end = edit.end
    return groups


def _wording(ground: list[str], start: int, end: int, mine: list[Edit]) -> str:
    """What one change says between two places of the ground."""
    said, at = "", start
    for edit in sorted(mine):
        said += "".join(ground[at:edit.start]) + "".join(edit.words)
        at = edit.end
    return said + "".join(ground[at:end])


def _both(wordings: list[str]) -> str:
    """Wordings one after the other, with the space around them that any of them has."""
    def space(place: int) -> str:
        return next((words[place] for words in wordings if words and words[place].isspace()), "")

    return space(0) + " / ".join(words.strip() for words in wordings if words.strip()) + space(-1)


def merge(ground: str, changes: Mapping[str, str]) -> Merged:
    """All changes to one text together. `changes`: the whole text as each change, by its name, would have it."""
    old = pieces(ground)
    made_by: dict[Edit, set[str]] = {}
    for name, after in changes.items():
        for edit in edits(old, after):
            made_by.setdefault(edit, set()).add(name)
    text, at, meetings = "", 0, []
    for group in _groups(sorted(made_by), old):
        start, end = group[0].start, max(edit.end for edit in group)
        names = sorted(set().union(*(made_by[edit] for edit in group)))
        wordings = tuple(
            (name, _wording(old, start, end, [edit for edit in group if name in made_by[edit]])) for name in names)
        different = list(dict.fromkeys(words for _name, words in wordings))
        text += "".join(old[at:start])
        if len(different) > 1:
            meetings.append(Meeting("".join(old[start:end]), wordings))
            text += _both(different)
        else:
            text += different[0]
        at = end
    return Merged(text + "".join(old[at:]), tuple(meetings))
