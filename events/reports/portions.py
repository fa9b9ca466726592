"""Rows of a long read, portion by portion, each in a short transaction of its own."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Select

from events.database import db, reading

# In TRUNCATE mode one open read stops every commit, so no more than 2,000 rows are read in one transaction. With so few
# the records of a portion hold a few megabytes; fewer still make it no faster and hardly smaller (measured).
PORTION = 250
Row = Sequence[object]


def portions(chosen: Select, column, read: Callable[[list], list[Row]]) -> Iterator[Row]:
    """The rows of a query, portion by portion in order of a unique column; `read` makes them of its records."""
    last = None
    while True:
        with reading():
            after = chosen if last is None else chosen.where(column > last)
            found = list(db.session.scalars(after.order_by(column).limit(PORTION)))
            made = read(found)
            last, is_last = (getattr(found[-1], column.key) if found else None), len(found) < PORTION
        del found  # the records need not wait in memory for the next portion
        yield from made
        if is_last:
            return
