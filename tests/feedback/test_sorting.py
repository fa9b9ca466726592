"""Themes, translations and what became of a remark."""

import pytest
from sqlalchemy import event as listening

from events import event as event_record
from events.database import db, unit_of_work
from events.feedback import answering, moderating, queries, sorting
from tests.feedback.test_capturing import captured


@pytest.fixture
def approved(make):
    """(event, officer, an approved remark)."""
    event = make.event()
    officer = make.officer("organiser", on=event)
    remark, _ = captured(event)
    with unit_of_work():
        moderating.approve(remark, by=officer)
    return event, officer, remark


def test_themes_are_counted_without_what_is_withheld(approved):
    event, officer, remark = approved
    worry, _ = captured(event, text="A worry")
    with unit_of_work():
        theme = sorting.add_theme(event, name="Hearing back", by=officer)
        sorting.theme(remark, themes=[theme], by=officer)
        sorting.theme(worry, themes=[theme], by=officer)
        moderating.withhold(worry, by=officer)
    assert [(found.name, number) for found, number in queries.themes_of(event)] == [("Hearing back", 1)]
    assert [found.id for found in queries.remarks_of(event, theme=theme.id)] == [remark.id]
    assert queries.remarks_of(event, theme=0) == []


def test_a_theme_s_name_stands_once_in_any_letter_case(approved):
    event, officer, _ = approved
    with unit_of_work():
        theme = sorting.add_theme(event, name="Hearing back", by=officer)
    with pytest.raises(sorting.ThemeKnown), unit_of_work():
        sorting.add_theme(event, name=" hearing  BACK ", by=officer)
    with unit_of_work():
        sorting.rename_theme(theme, event=event, name="HEARING BACK", by=officer)
    assert theme.name == "HEARING BACK"


def test_a_theme_taken_away_leaves_its_remarks(approved):
    event, officer, remark = approved
    with unit_of_work():
        theme = sorting.add_theme(event, name="Hearing back", by=officer)
        sorting.theme(remark, themes=[theme], by=officer)
    with unit_of_work():
        sorting.remove_theme(queries.theme_of(event, theme.id), event=event, by=officer)
    db.session.expire_all()
    assert queries.themes_of(event) == [] and len(queries.approved(event)) == 1


def test_what_became_of_a_remark_is_said_with_a_reason(approved):
    event, officer, remark = approved
    assert [left.id for left in queries.undisposed(event)] == [remark.id]
    with pytest.raises(sorting.ReasonTooShort), unit_of_work():
        sorting.dispose(remark, disposition="noted", reason=" ", by=officer)
    with unit_of_work():
        sorting.dispose(remark, disposition="noted", reason="The hall is warm enough.", by=officer)
    assert queries.undisposed(event) == []


def test_what_somebody_else_said_meanwhile_is_not_overwritten(approved):
    event, officer, remark = approved
    seen = sorting.disposed_of(remark)
    with unit_of_work():
        sorting.dispose(remark, disposition="noted", reason="Noted.", by=officer, seen=seen)
    with pytest.raises(sorting.DisposedMeanwhile), unit_of_work():
        sorting.dispose(remark, disposition="referred", reason="Passed on.", by=officer, seen=seen)
    assert remark.disposition == "noted"


def test_only_an_approved_remark_is_disposed_of_or_answered(approved):
    event, officer, _ = approved
    waiting, _ = captured(event, text="Still waiting")
    with pytest.raises(sorting.NotApproved), unit_of_work():
        sorting.dispose(waiting, disposition="noted", reason="Noted.", by=officer)
    with pytest.raises(answering.NotApprovedYet), unit_of_work():
        answering.answer(waiting, text="An answer", by=officer)


def test_the_filters_find_what_they_are_asked_for(make, approved):
    event, officer, remark = approved
    item = make.agenda_item(event)
    card, _ = captured(event, text="100% of the 50_50 chances", channel="paper", agenda_item=item, kind="comment")
    assert [found.id for found in queries.remarks_of(event, item=item.key)] == [card.id]
    assert [found.id for found in queries.remarks_of(event, item="none")] == [remark.id]
    assert [found.id for found in queries.remarks_of(event, channel="paper", kind="comment")] == [card.id]
    assert [found.id for found in queries.remarks_of(event, q="100%")] == [card.id]
    assert queries.remarks_of(event, q="%") == [card] and queries.remarks_of(event, q="5_5") == []
    assert [found.id for found in queries.remarks_of(event, q=remark.ref.lower())] == [remark.id]
    assert [found.id for found in queries.remarks_of(event, states=("approved",))] == [remark.id]
    assert queries.remarks_of(event, state="withheld") == []


def test_a_list_of_thirty_costs_what_a_list_of_three_does(make, approved):
    event, officer, _ = approved
    asked = []

    def cost() -> int:
        db.session.rollback()
        db.session.expunge_all()
        del asked[:]
        for remark in queries.remarks_of(event_record.find("evening")):
            assert remark.themes == [] and remark.answers == []
            assert remark.agenda_item is None or remark.agenda_item.title
        return len(asked)

    listening.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    few = cost()
    for number in range(30):
        event = event_record.find("evening")
        captured(event, text=f"Question {number}", agenda_item=make.agenda_item(event))
    assert cost() == few
