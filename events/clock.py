"""The one place that reads the time. Everything stored is UTC; a zone is applied when shown."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

# One offset for the whole process: a server under test answers from many threads.
_offset = timedelta(0)


def now() -> datetime:
    """The present moment in UTC, aware. Moved only by `moved_to` (tests, `example --date`)."""
    return datetime.now(UTC) + _offset


def today() -> date:
    """The present day in UTC, for retention dates, where an hour does not matter."""
    return now().date()


@contextmanager
def moved_to(moment: datetime):
    """Let the clock run from `moment` (aware) for the length of the block."""
    global _offset
    if moment.tzinfo is None:
        raise ValueError("the clock is moved to an aware moment")
    before, _offset = _offset, moment - datetime.now(UTC)
    try:
        yield
    finally:
        _offset = before
