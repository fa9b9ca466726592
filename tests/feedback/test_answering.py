"""Answers in writing."""

import pytest

from events.database import unit_of_work
from events.feedback import answering, moderating
from events.feedback.capturing import TooLong
from tests.feedback.test_capturing import captured


def test_an_answer_is_read_by_receipt_once_it_is_published(make, reader):
    event = make.event()
    officer = make.officer("organiser", on=event)
    remark, receipt = captured(event)
    with unit_of_work():
        moderating.approve(remark, by=officer)
        written = answering.answer(remark, text="Because <b>of</b> this.", by=officer, published=False)
    page = reader.anybody().get("room.show_receipt", slug=event.slug, receipt=receipt)
    assert "Because" not in page.words
    with unit_of_work():
        answering.change(written, text="Because <b>of</b> this.", published=True, by=officer)
    page = reader.anybody().get("room.show_receipt", slug=event.slug, receipt=receipt)
    assert "Because <b>of</b> this." in page.words


def test_an_answer_has_words_and_an_end(make):
    event = make.event()
    officer = make.officer("organiser", on=event)
    remark, _ = captured(event)
    with unit_of_work():
        moderating.approve(remark, by=officer)
    with pytest.raises(answering.AnswerWanted), unit_of_work():
        answering.answer(remark, text="\u202e", by=officer)
    with pytest.raises(TooLong), unit_of_work():
        answering.answer(remark, text="a" * 4_001, by=officer)


def test_an_answer_can_be_taken_away(make):
    event = make.event()
    officer = make.officer("organiser", on=event)
    remark, _ = captured(event)
    with unit_of_work():
        moderating.approve(remark, by=officer)
        answering.answer(remark, text="Yes.", by=officer)
    with unit_of_work():
        answering.remove(remark.answers[0], by=officer)
    assert remark.answers == []
