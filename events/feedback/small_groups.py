"""Breakdowns that point at nobody: groups of fewer than five are put together, so that none can be worked out."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5  # fewer than so many could be pointed at


@dataclass(frozen=True)
class Breakdown:
    """Groups with their numbers as they may be shown, and the number of all others together.

    `others` is None where there are none. Nothing tells how many groups were put together, or which.
    `is_hidden`: not even the others' number may be shown, so there is no breakdown at all.
    """

    shown: list[tuple[str, int]]
    others: int | None = None
    is_hidden: bool = False


def breakdown(counts: Sequence[tuple[str, int]]) -> Breakdown:
    """The groups that may be shown, in the order they were given; empty ones are left out.

    Who knows the sum of all could subtract what is shown, and who knows the rule could reason from what is not. So
    the small groups are put together with all groups of the next larger size: whatever a reader knows, any of those
    names may stand for the larger number or for a small one. Where that takes in every group, none is shown.
    """
    held = [(name, count) for name, count in counts if count > 0]
    if all(count >= LEAST for _name, count in held):
        return Breakdown(held)
    limit = min((count for _name, count in held if count >= LEAST), default=LEAST)
    shown = [row for row in held if row[1] > limit]
    if not shown:
        return Breakdown([], is_hidden=True)
    return Breakdown(shown, sum(count for _name, count in held if count <= limit))
