"""History is append-only."""

import pytest

from events import history
from events.database import db, unit_of_work


def test_an_entry_is_neither_changed_nor_removed(make):
    event = make.event()
    with unit_of_work():
        entry = history.record(event, "planned", by="command", event=event)
    with pytest.raises(history.HistoryIsAppendOnly), unit_of_work():
        entry.act = "never happened"
    with pytest.raises(history.HistoryIsAppendOnly), unit_of_work():
        db.session.delete(entry)
    assert [row.act for row in history.of(event)] == ["planned"]
