"""Moderating: nothing unread is seen, nobody is undone, and a worry goes to the lead alone."""

import pytest
from sqlalchemy import select

from events import history, outbox
from events import letters as registry
from events.database import db, unit_of_work
from events.feedback import moderating, queries, sorting, wall_queries
from events.feedback.models import Remark
from tests.feedback.test_capturing import captured


@pytest.fixture
def evening(make):
    """An event with its moderator, as (event, officer)."""
    event = make.event()
    return event, make.officer("moderator", on=event)


def acts_on(remark) -> list[str]:
    """What history says was done to a remark."""
    return [entry.act for entry in history.of(remark)]


def test_an_approved_question_goes_to_the_wall_and_history_has_no_text(evening, clock_now):
    event, officer = evening
    remark, _ = captured(event, text="A secret sentence")
    assert wall_queries.on_wall(event) == []
    with unit_of_work():
        moderating.approve(remark, by=officer)
    assert [shown.id for shown in wall_queries.on_wall(event)] == [remark.id]
    assert acts_on(remark) == ["approved"]
    assert not list(db.session.scalars(select(history.EntryDetail)))


def test_two_moderators_never_undo_each_other(evening):
    event, officer = evening
    remark, _ = captured(event)
    seen = moderating.seen_of(remark)
    with unit_of_work():
        moderating.hide(remark, reason="It names somebody", by=officer, seen=seen)
    with pytest.raises(moderating.ChangedMeanwhile) as refused, unit_of_work():
        moderating.approve(remark, by=officer, seen=seen)
    assert refused.value.status == 409
    assert remark.state == "hidden"


def test_a_text_mended_meanwhile_is_not_approved_unseen(evening):
    event, officer = evening
    remark, _ = captured(event)
    seen = moderating.seen_of(remark)
    with unit_of_work():
        moderating.redact(remark, text="Other words", by=officer, seen=seen)
    with pytest.raises(moderating.ChangedMeanwhile), unit_of_work():
        moderating.approve(remark, by=officer, seen=seen)


def test_doing_the_same_twice_is_done_once(evening):
    event, officer = evening
    remark, _ = captured(event)
    seen = moderating.seen_of(remark)
    with unit_of_work():
        moderating.approve(remark, by=officer, seen=seen)
        moderating.approve(remark, by=officer, seen=seen)
    assert acts_on(remark) == ["approved"]


def test_words_taken_out_are_gone(evening):
    event, officer = evening
    remark, _ = captured(event, text="Mrs Carol Dinsdale at 41 Thimble Terrace")
    with unit_of_work():
        remark.translation = "Mrs Carol Dinsdale"
        moderating.redact(remark, text="[…]", by=officer)
    db.session.expire_all()
    stored = db.session.execute(select(Remark.__table__)).mappings().one()
    assert stored["text"] == "[…]" and stored["is_redacted"]
    assert not [value for value in stored.values() if "Dinsdale" in str(value)]


def test_a_remark_is_hidden_only_with_a_reason(evening):
    event, officer = evening
    remark, _ = captured(event)
    with pytest.raises(moderating.ReasonWanted), unit_of_work():
        moderating.hide(remark, reason=" ", by=officer)


def test_a_withheld_remark_is_in_no_list_and_the_lead_is_told_nothing_of_it(make, evening):
    event, officer = evening
    lead = make.officer("safeguarding", on=event, email="lead@council.example.org")
    make.officer("safeguarding", on=make.event(slug="another"), email="other@council.example.org")
    remark, _ = captured(event, text="I am worried about Kyle")
    with unit_of_work():
        assert moderating.withhold(remark, by=officer) == 1
    for listed in (queries.waiting, queries.approved, queries.hidden, queries.remarks_of, wall_queries.on_wall,
                   queries.undisposed):
        assert listed(event) == []
    assert queries.remark_by_ref(event, remark.ref) is None
    assert queries.counts_of(event).withheld == 1
    assert [held.id for held in queries.withheld(event)] == [remark.id]
    letters = list(db.session.scalars(select(outbox.Letter)))
    assert [letter.to_address for letter in letters] == [lead.email]
    assert remark.ref not in str(letters[0].facts) + letters[0].record and remark.id not in letters[0].record


def test_the_letter_to_the_lead_holds_a_link_and_no_content(make, evening):
    event, officer = evening
    make.officer("safeguarding", on=event)
    remark, _ = captured(event, text="I am worried about Kyle")
    with unit_of_work():
        moderating.withhold(remark, by=officer)
    letter = db.session.scalars(select(outbox.Letter)).one()
    composer = registry.composer("feedback/safeguarding")
    mail = composer.fill(composer.prepare(letter), letter)
    for part in (mail.subject, mail.text, mail.html):
        assert "Kyle" not in part and remark.ref not in part
    assert "http://localhost/desk/events/evening/withheld" in mail.text
    assert "/desk/events/evening/withheld" in mail.html


def test_only_one_question_is_being_answered_and_answered_leaves_the_wall(evening):
    event, officer = evening
    first, second = (captured(event, text=text)[0] for text in ("One?", "Two?"))
    with unit_of_work():
        for remark in (first, second):
            moderating.approve(remark, by=officer)
        moderating.begin_answer(first, by=officer)
        moderating.begin_answer(second, by=officer)
    db.session.expire_all()
    assert [remark.text for remark in wall_queries.on_wall(event) if remark.is_being_answered] == ["Two?"]
    with unit_of_work():
        moderating.end_answer(second, by=officer)
    assert [remark.text for remark in wall_queries.on_wall(event)] == ["One?"]
    assert second.disposition == "answered"


def test_put_first_comes_first_and_comments_never_reach_the_wall(evening):
    event, officer = evening
    made = [captured(event, text=text)[0] for text in ("One?", "Two?", "Three?")]
    comment, _ = captured(event, kind="comment", text="A comment")
    with unit_of_work():
        for remark in (*made, comment):
            moderating.approve(remark, by=officer)
        moderating.put_first(made[2], by=officer)
    assert [remark.text for remark in wall_queries.on_wall(event)] == ["Three?", "One?", "Two?"]
    with pytest.raises(moderating.CannotMove), unit_of_work():
        moderating.put_on_wall(comment, by=officer)


def test_the_wall_s_mark_changes_with_decisions_and_never_with_a_waiting_remark(evening, clock_now):
    event, officer = evening
    before = wall_queries.mark_of(event, clock_now())
    remark, _ = captured(event)
    assert wall_queries.mark_of(event, clock_now()) == before
    with unit_of_work():
        moderating.approve(remark, by=officer)
    after = wall_queries.mark_of(event, clock_now())
    assert after != before
    with unit_of_work():
        moderating.take_off_wall(remark, by=officer)
    assert wall_queries.mark_of(event, clock_now()) not in (before, after)


def test_the_lead_alone_can_give_back_what_was_withheld(make, evening):
    event, officer = evening
    remark, _ = captured(event)
    with unit_of_work():
        moderating.withhold(remark, by=officer)
        moderating.put_back(remark, by=officer)
    assert remark.state == "waiting"
    assert sorting.disposed_of(remark)
