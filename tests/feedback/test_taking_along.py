"""Unanswered questions are taken along to an event that follows, and name nobody who gave no name."""

from datetime import date, timedelta

import pytest
from sqlalchemy import inspect

from events.database import db, unit_of_work
from events.event import Event
from events.feedback import answering, capturing, moderating, queries, shuffling, taken_queries, taking_along
from events.feedback.models import Remark
from tests.people import STARTS


def ask(event, text, *, approved=True, kind="question", **values):
    """A question or comment that a moderator has let through; with its receipt."""
    with unit_of_work():
        asked = {"attribution": "anonymous", "channel": "web"} | values
        remark, receipt = capturing.capture(db.session.get(Event, event.id), kind=kind, text=text, **asked)
        if approved:
            moderating.approve(remark, by="command")
    return remark, receipt


@pytest.fixture
def two(make):
    """An evening and the seminar after it."""
    return make.event(), make.event(slug="seminar", title="The seminar", starts_at=STARTS + timedelta(days=84))


def take(two, *refs):
    """Take those questions along to the seminar."""
    with unit_of_work():
        return [remark.ref for remark in taking_along.take_along(
            db.session.get(Event, two[1].id), db.session.get(Event, two[0].id), refs=refs, by="command")]


def test_only_questions_that_a_moderator_read_and_nobody_answered_are_offered(two):
    evening, _seminar = two
    open_one, _ = ask(evening, "Who pays?")
    answered, _ = ask(evening, "When?")
    ask(evening, "Not read yet", approved=False)
    ask(evening, "A comment", kind="comment")
    hidden, _ = ask(evening, "Hidden")
    withheld, _ = ask(evening, "About a child")
    with unit_of_work():
        answering.answer(db.session.get(Remark, answered.id), text="In June.", by="command")
        moderating.hide(db.session.get(Remark, hidden.id), reason="Rude", by="command")
        moderating.withhold(db.session.get(Remark, withheld.id), by="command")
    assert [remark.ref for remark in taken_queries.unanswered(evening)] == [open_one.ref]


def test_it_stands_in_the_queue_with_its_ref_its_words_and_its_day(two, at):
    evening, seminar = two
    with at(2009, 5, 20, 18):
        first, _ = ask(evening, "Who pays?", attribution="named", name="Joyce", organisation="Forum")
    with at(2009, 6, 1):
        assert take(two, first.ref) == [first.ref]
        assert take(two, first.ref) == []  # once
    [copy] = queries.waiting(seminar)
    assert (copy.text, copy.received_on, copy.name, copy.organisation) == (
        "Who pays?", date(2009, 5, 20), "Joyce", "Forum")
    assert copy.id != first.id
    with unit_of_work():
        moderating.approve(db.session.get(Remark, copy.id), by="command")
    assert taken_queries.origins_of([copy])[copy.id].ref == first.ref


def test_of_an_anonymous_question_nothing_goes_along_but_words_and_day(two):
    first, receipt = ask(two[0], "Who pays?")
    take(two, first.ref)
    [copy] = queries.waiting(two[1])
    held = {column.key: getattr(copy, column.key) for column in inspect(Remark).column_attrs}
    for name in ("invitation_id", "receipt_hash", "received_at", "name", "organisation", "partnership", "speaker_id",
                 "table_number", "agenda_item_id", "original"):
        assert not held[name], name
    assert queries.remark_by_receipt(two[1], receipt) is None  # its receipt opens the first asking alone


def test_a_ref_that_is_taken_there_is_another_one(two):
    first, _ = ask(two[0], "Who pays?", ref="Q-1")
    ask(two[1], "Another", ref="Q-1")
    [ref] = take(two, first.ref)
    assert ref != "Q-1"


def test_the_link_outlives_the_night_in_which_nameless_words_are_mixed(two, at):
    with at(2009, 5, 20, 18):
        first, _ = ask(two[0], "Who pays?")
    with at(2009, 5, 21, 3):
        take(two, first.ref)
        db.session.rollback()
        shuffling.rewrite_anonymous_remarks()
    assert [row.original.ref for row in taken_queries.taken_from(two[1], two[0])] == [first.ref]


def test_the_link_goes_with_the_question(two):
    first, _ = ask(two[0], "Who pays?")
    take(two, first.ref)
    with unit_of_work():
        db.session.delete(db.session.get(Remark, first.id))
    assert taken_queries.taken_from(two[1], two[0]) == []
    assert len(queries.waiting(two[1])) == 1
