"""What was answered at the microphone is settled when a moderator has read the question, and not before."""

import pytest

from events.database import db, unit_of_work
from events.feedback import entering, moderating, queries
from events.feedback.models import Remark


def spoken(event, **values) -> Remark:
    """Something said into the microphone, entered in a unit of work of its own."""
    with unit_of_work():
        return entering.enter_spoken(event, **({
            "kind": "question", "text": "Why here?", "spoken_by": "delegate", "writer": entering.Writer(),
            "by": "scribe"} | values)).remark


@pytest.mark.parametrize(("answer", "waits"), [("", False), ("Because of the bus.", True)])
def test_an_answered_question_has_its_disposition_once_it_is_approved(make, answer, waits):
    event = make.event()
    remark = spoken(event, answered=True, answer=answer)
    assert remark.disposition is None and queries.undisposed(event) == []
    note = remark.answers[0]
    assert (note.is_published, note.waits_for_approval) == (False, waits)
    with unit_of_work():
        moderating.approve(db.session.merge(remark), by="officer")
    found = queries.approved(event)[0]
    assert (found.disposition, found.disposition_reason) == ("answered", "Answered at the event.")
    assert not found.answers[0].is_published  # nobody has read the note of it yet
    assert queries.undisposed(event) == []


def test_a_question_that_was_not_answered_stays_open(make):
    event = make.event()
    remark = spoken(event)
    with unit_of_work():
        moderating.approve(db.session.merge(remark), by="officer")
    assert [found.ref for found in queries.undisposed(event)] == [remark.ref]
