"""Parts that run at the same time: which of them nobody can choose together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar


class Timed(Protocol):
    """Anything with a begin and an end."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""


T = TypeVar("T", bound=Timed)


def overlap(one: Timed, other: Timed) -> bool:
    """Whether two parts run at the same time, be it for a minute; one that begins as the other ends does not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def groups_of(parts: Sequence[T]) -> list[list[T]]:
    """The parts put together that run at the same time, the earliest group first: one question each."""
    groups: list[list[T]] = []
    for part in sorted(parts, key=lambda one: (one.starts_at, one.ends_at)):
        if groups and any(overlap(part, other) for other in groups[-1]):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def excludes_all(group: Sequence[Timed]) -> bool:
    """Whether of a group nobody can choose two: each overlaps each."""
    return all(overlap(one, other) for place, one in enumerate(group) for other in group[place + 1:])


def clash(parts: Sequence[T]) -> tuple[T, T] | None:
    """The first two of some parts that run at the same time, or None."""
    for place, one in enumerate(parts):
        for other in parts[place + 1:]:
            if overlap(one, other):
                return one, other
    return None
