"""Each comment gets an answer with its reason, and where it was taken in, the part that changed."""

import pytest

from events import history
from events.agenda import advice_queries, answering_advice
from events.database import db
from events.event import Event
from events.refusals import NotFound
from tests.agenda.advised import asked, back, done, said


@pytest.fixture
def comment(make):
    """A comment on an evening's break."""
    event = make.event()
    item = make.agenda_item(event, "Break", kind="break", after_minutes=60)
    made = said(asked(event), item=item)
    made.item = item
    return made


def answer(comment, **values):
    """Answer it."""
    done(answering_advice.answer, comment, **({"became": "noted", "answer": "Thank you.", "by": "command"} | values))


def test_an_answer_needs_its_reason(comment):
    for words in ("", "  "):
        with pytest.raises(answering_advice.AnswerMissing):
            answer(comment, answer=words)


@pytest.mark.parametrize("became", ["taken in", "taken in part"])
def test_what_was_taken_in_names_the_part_that_changed(comment, became):
    with pytest.raises(answering_advice.ChangeMissing):
        answer(comment, became=became)
    answer(comment, became=became, changed=str(comment.item.id))
    assert (back(comment).changed, back(comment).changed_item_id) == ("Break", comment.item.id)
    answer(comment, became=became, changed="whole")
    assert (back(comment).changed, back(comment).changed_item_id) == ("", None)


def test_what_was_not_taken_in_changes_no_part(comment):
    answer(comment, became="not taken", changed=str(comment.item.id))
    assert back(comment).changed_item_id is None


def test_another_events_part_is_not_there(comment, make):
    other = make.agenda_item(make.event(slug="other"), "Elsewhere")
    with pytest.raises(NotFound):
        answer(comment, became="taken in", changed=str(other.id))


def test_the_list_of_unanswered_ones_shrinks_and_history_tells_who_answered(comment, make):
    event = db.session.get(Event, comment.event_id)
    assert [row.ref for row in advice_queries.advice_of(event, unanswered=True)] == ["P-1"]
    officer = make.officer("organiser", on=event)
    answer(comment, by=officer)
    answer(comment, became="not taken", answer="No.", by=officer)
    assert advice_queries.advice_of(event, unanswered=True) == []
    assert [(row.act, row.who) for row in history.of(comment)][1:] == [
        ("answered", f"officer {officer.id}"), ("answered otherwise", f"officer {officer.id}")]
