"""Whom a version was sent to, and when."""

from datetime import date

import pytest

from events.database import unit_of_work
from events.plan import amending_queries, queries, sending


def note(held, **values):
    values = {"to_whom": "Regional office", "sent_on": date(2009, 5, 1), "by": held.organiser} | values
    with unit_of_work():
        sending.note_sent(queries.latest(held.plan), **values)


def test_a_version_says_to_whom_it_went(held):
    note(held, sent_on=date(2009, 5, 4), answer_by=date(2009, 5, 18))
    note(held, to_whom="Faith network", note="Printed, ten copies")
    rows = amending_queries.sent_of(queries.latest(held.plan))
    assert [(row.to_whom, row.noted_by.name) for row in rows] == [
        ("Faith network", "Olive Organiser"), ("Regional office", "Olive Organiser")]


@pytest.mark.parametrize(("values", "refusal"), [
    ({"to_whom": " "}, sending.NobodyNamed), ({"answer_by": date(2009, 4, 1)}, sending.AnsweredBeforeSent)])
def test_what_cannot_be_is_refused(held, values, refusal):
    with pytest.raises(refusal):
        note(held, **values)
