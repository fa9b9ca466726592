"""Texts that say nearly the same: groups of them, by the short runs of letters they share, in any language."""

import math
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

RUN = 4  # letters in one run: short enough that an ending more or less does not matter
LEAST = 0.45  # of all runs of two texts together, so many stand in both


def runs_of(text: str) -> frozenset[str]:
    """The runs of letters of a text, without its case, its accents' spelling and its punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()
    line = f" {' '.join(words)} " if words else ""
    return frozenset(line[place:place + RUN] for place in range(max(1, len(line) - RUN + 1))) if line else frozenset()


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts share, by their runs: 0 nothing, 1 everything."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def groups(texts: Sequence[tuple[Key, str]], *, least: float = LEAST) -> list[list[Key]]:
    """Groups of two or more texts of which each is like the group's first one, the largest group first.

    The first of a group is the one that was given first. Two texts that share so much have at least one of their
    rarest runs in common, so only those that have are compared: 2,000 texts take about a second.
    """
    runs = [(key, runs_of(text)) for key, text in texts]
    common = Counter(run for _key, found in runs for run in found)
    first_by_run: dict[str, list[int]] = {}
    found: list[tuple[frozenset[str], list[Key]]] = []
    for key, mine in runs:
        if not mine:
            continue
        rarest = sorted(mine, key=lambda run: (common[run], run))[:len(mine) - math.ceil(least * len(mine)) + 1]
        near = {place for run in rarest for place in first_by_run.get(run, ())}
        of_such_length = (place for place in near if least <= len(found[place][0]) / len(mine) <= 1 / least)
        best = max(((likeness(mine, found[place][0]), -place) for place in of_such_length), default=(0.0, 0))
        if best[0] >= least:
            found[-best[1]][1].append(key)
            continue
        for run in rarest:
            first_by_run.setdefault(run, []).append(len(found))
        found.append((mine, [key]))
    several = [keys for _runs, keys in found if len(keys) > 1]
    return sorted(several, key=len, reverse=True)
