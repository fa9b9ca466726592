"""The chair's list on the platform: begin, answered, skip; and nobody pushed aside unseen."""

import pytest

from events.database import unit_of_work
from events.feedback import moderating, queries
from tests.feedback.test_wall_views import approved


@pytest.fixture
def evening(make, reader):
    """(event, the chair's browser, two questions)."""
    event = make.event()
    made = [approved(event, text=text).ref for text in ("One?", "Two?")]
    return event, reader.signed_in(make.officer("moderator", on=event)), made


def test_a_question_is_begun_answered_skipped_and_brought_back(evening, reader):
    event, chair, (first, second) = evening
    page = chair.get("chair.show_chair", slug=event.slug)
    page = chair.send(page, {}, to=f"{first}/answering", follow=True)
    assert page.heading == "Chair’s list" and "Being answered now" in page.words
    assert reader.anybody().get("wall.show_wall", slug=event.slug).heading == "One?"
    page = chair.send(page, {}, to=f"{first}/answered", follow=True)
    assert "Done" in page.words
    page = chair.send(page, {}, to=f"{second}/off-wall", follow=True)
    assert "Skipped" in page.words and "No question waits" in page.words
    page = chair.send(page, {}, to=f"{second}/on-wall", follow=True)
    assert "Skipped" not in page.words


def test_a_second_chair_does_not_push_aside_what_is_being_answered_unseen(evening):
    event, chair, (first, second) = evening
    page = chair.get("chair.show_chair", slug=event.slug)
    with unit_of_work():
        moderating.begin_answer(queries.remark_by_ref(event, first), by="command")
    stale = chair.send(page, {}, to=f"{second}/answering", status=409)
    assert "One?" in stale.words
    chair.send(stale, {}, to=f"{second}/answering")
    assert queries.being_answered(event).ref == second


def test_an_answered_question_is_not_begun_again_unseen(evening):
    event, chair, (first, _second) = evening
    page = chair.get("chair.show_chair", slug=event.slug)
    with unit_of_work():
        moderating.end_answer(queries.remark_by_ref(event, first), by="command")
    chair.send(page, {}, to=f"{first}/answering", status=409)
