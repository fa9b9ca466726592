"""Marks on badge and register."""

import pytest

from events import history
from events.database import db, unit_of_work
from events.delegates import marking
from events.delegates.models import Invitation


def test_marks_are_set_and_unset_with_a_line_of_history_for_each_change(make):
    guest = make.invitation(make.event())
    for values in ({"is_under_18": True, "no_photographs": True}, {"is_under_18": True}, {"no_photographs": False}):
        with unit_of_work():
            marking.mark(db.session.get(Invitation, guest.id), by="officer", **values)
    db.session.expire_all()
    assert (guest.is_under_18, guest.no_photographs, guest.print_no_name) == (True, False, False)
    assert [(row.act, row.field) for row in history.of(guest)] == [
        ("marked", "is_under_18"), ("marked", "no_photographs"), ("unmarked", "no_photographs")]


def test_there_are_no_other_marks(make):
    guest = make.invitation(make.event())
    with pytest.raises(TypeError), unit_of_work():
        marking.mark(guest, by="officer", place="held")
