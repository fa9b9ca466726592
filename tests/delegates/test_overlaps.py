"""Which parts run at the same time, and which of them one person can come to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from events.delegates import overlaps


@dataclass
class Part:
    """A part from one minute to another."""

    name: str
    begins: int
    ends: int

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return datetime(2009, 5, 20, 18, tzinfo=UTC) + timedelta(minutes=self.begins)

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return datetime(2009, 5, 20, 18, tzinfo=UTC) + timedelta(minutes=self.ends)


def test_parts_at_the_same_time_are_one_question_and_those_after_them_another():
    a, b, c = Part("a", 0, 30), Part("b", 0, 30), Part("c", 30, 60)
    assert [[part.name for part in group] for group in overlaps.groups_of([c, b, a])] == [["b", "a"], ["c"]]
    assert not overlaps.overlap(a, c)


def test_a_long_part_binds_two_short_ones_that_go_together():
    long, first, second = Part("long", 0, 60), Part("first", 0, 30), Part("second", 30, 60)
    [group] = overlaps.groups_of([long, first, second])
    assert len(group) == 3 and not overlaps.excludes_all(group)
    assert overlaps.clash([first, second]) is None
    assert {part.name for part in overlaps.clash([second, long])} == {"second", "long"}
