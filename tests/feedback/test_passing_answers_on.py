"""What is answered at the event that followed is answered where it was asked first, and the asker hears."""

from datetime import timedelta

import pytest

from events.database import db, unit_of_work
from events.event import Event
from events.feedback import answering, moderating, queries, sorting
from events.feedback.models import Answer, Remark
from events.outbox import Letter
from tests.feedback.test_taking_along import ask, take
from tests.people import STARTS


@pytest.fixture
def taken(make):
    """(the first asking, the same at the seminar): by somebody who wants to hear."""
    evening = make.event()
    seminar = make.event(slug="seminar", title="The seminar", starts_at=STARTS + timedelta(days=84))
    guest = make.invitation(evening)
    with unit_of_work():
        guest = db.session.merge(guest)
    first, receipt = ask(evening, "Who pays?", attribution="named", name="Joyce", invitation=guest, wants_to_hear=True)
    take((evening, seminar), first.ref)
    [copy] = queries.waiting(seminar)
    with unit_of_work():
        moderating.approve(db.session.get(Remark, copy.id), by="command")
    return db.session.get(Remark, first.id), db.session.get(Remark, copy.id), receipt


def published(remark) -> list[str]:
    """What everybody may read in answer to a remark."""
    db.session.rollback()
    return [row.text for row in db.session.query(Answer).filter_by(remark_id=remark.id, is_published=True)]


def test_a_published_answer_stands_at_the_first_asking_and_the_asker_is_told(taken):
    first, copy, _ = taken
    with unit_of_work():
        answering.answer(copy, text="The council.", by="command")
    assert published(first) == ["The council."]
    assert [row.name for row in db.session.query(Letter)] == ["feedback/answered"]


def test_one_that_is_not_published_stays_where_it_is_until_it_is(taken):
    first, copy, _ = taken
    with unit_of_work():
        written = answering.answer(copy, text="Perhaps.", published=False, by="command")
    assert published(first) == []
    with unit_of_work():
        answering.change(db.session.get(Answer, written.id), text="The council.", published=True, by="command")
    assert published(first) == ["The council."]
    with unit_of_work():
        answering.change(db.session.get(Answer, written.id), text="The county.", published=True, by="command")
    assert published(first) == ["The county."]
    with unit_of_work():
        answering.remove(db.session.get(Answer, written.id), by="command")
    assert published(first) == []


def test_answers_that_the_first_asking_had_of_its_own_stay(taken):
    first, copy, _ = taken
    with unit_of_work():
        answering.answer(first, text="We are asking.", by="command")
        written = answering.answer(copy, text="The council.", by="command")
    with unit_of_work():
        answering.remove(db.session.get(Answer, written.id), by="command")
    assert published(first) == ["We are asking."]


def test_answered_from_the_platform_it_is_answered_for_whoever_holds_the_receipt(reader, taken):
    first, copy, receipt = taken
    page = reader.anybody().get("room.show_receipt", slug="evening", receipt=receipt)
    assert "It was taken along to The seminar" in page.words
    with unit_of_work():
        moderating.end_answer(db.session.get(Remark, copy.id), by="command")
    page = reader.anybody().get("room.show_receipt", slug="evening", receipt=receipt)
    assert "It is answered. Answered at an event that followed." in page.words
    assert db.session.get(Remark, first.id).disposition == "answered"


def test_what_was_said_of_the_first_asking_meanwhile_stands(taken):
    first, copy, _ = taken
    with unit_of_work():
        sorting.dispose(first, disposition="out of scope", reason="Not ours.", by="command")
        sorting.dispose(copy, disposition="answered", reason="Said in August.", by="command")
    assert db.session.get(Remark, first.id).disposition == "out of scope"


def test_one_that_is_withheld_by_now_is_left_alone(taken):
    first, copy, _ = taken
    with unit_of_work():
        moderating.withhold(first, by="command")
        answering.answer(copy, text="The council.", by="command")
    assert published(first) == []


def test_taken_along_twice_the_answer_goes_all_the_way_back(make, taken):
    first, copy, _ = taken
    third = make.event(slug="third", starts_at=STARTS + timedelta(days=200))
    take((db.session.get(Event, copy.event_id), third), copy.ref)
    [last] = queries.waiting(third)
    with unit_of_work():
        moderating.approve(db.session.get(Remark, last.id), by="command")
        answering.answer(db.session.get(Remark, last.id), text="At last.", by="command")
    assert published(copy) == ["At last."] and published(first) == ["At last."]
