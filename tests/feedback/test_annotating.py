"""What moderators put beside a remark: who sees to it, notes, pins, themes. Nobody undoes another."""

import pytest

from events import history
from events.database import unit_of_work
from events.feedback import annotating, moderating, moderation_queries, sorting, wall_queries
from tests.feedback.test_capturing import captured


@pytest.fixture
def evening(make):
    """(event, a waiting remark, two officers)."""
    event = make.event()
    remark, _ = captured(event)
    return event, remark, make.officer("moderator", on=event), make.officer("reviewer", on=event, name="Colin")


def test_the_second_to_assign_gets_the_first_s_decision(evening):
    _event, remark, jill, colin = evening
    had = annotating.assigned_of(remark)
    with unit_of_work():
        annotating.assign(remark, to=colin, by=jill, had=had)
        annotating.assign(remark, to=colin, by=jill, had=had)  # the very same is no quarrel
    with pytest.raises(annotating.AssignedMeanwhile, match="Colin"), unit_of_work():
        annotating.assign(remark, to=jill, by=jill, had=had)
    had = annotating.assigned_of(remark)
    with unit_of_work():
        annotating.assign(remark, to=None, by=jill, had=had)
    with pytest.raises(annotating.UnassignedMeanwhile), unit_of_work():
        annotating.assign(remark, to=jill, by=jill, had=had)


def test_notes_stand_in_their_order_with_who_wrote_them(evening):
    _event, remark, jill, colin = evening
    for words, officer in (("Ask Dean first", jill), ("Dean knows", colin)):
        with unit_of_work():
            annotating.note(remark, words=words, by=officer)
    notes = moderation_queries.notes_of([remark])[remark.id]
    assert [(noted.words, noted.officer.name) for noted in notes] == [
        ("Ask Dean first", jill.name), ("Dean knows", "Colin")]
    assert "Dean" not in " ".join(entry.act for entry in history.of(remark))
    with pytest.raises(annotating.NoteWanted), unit_of_work():
        annotating.note(remark, words=" ", by=jill)


def test_a_pinned_question_comes_first_whatever_the_order(evening):
    event, remark, jill, _colin = evening
    other, _ = captured(event, text="Another?")
    with unit_of_work():
        for one in (other, remark):
            moderating.approve(one, by=jill)
        annotating.pin(remark, by=jill)
        annotating.pin(remark, by=jill)
    assert [one.ref for one in wall_queries.on_wall(event)] == [remark.ref, other.ref]
    with unit_of_work():
        annotating.unpin(remark, by=jill)
    assert [one.ref for one in wall_queries.on_wall(event)] == [other.ref, remark.ref]
    assert [entry.act for entry in history.of(remark)] == ["approved", "pinned", "unpinned"]


def test_themes_are_added_and_taken_one_by_one(evening):
    event, remark, jill, _colin = evening
    with unit_of_work():
        first, second = (sorting.add_theme(event, name=name, by=jill) for name in ("Policing", "Schools"))
        for theme in (first, second, first):
            annotating.put_under(remark, theme=theme, by=jill)
    assert [theme.name for theme in remark.themes] == ["Policing", "Schools"]
    with unit_of_work():
        annotating.take_from_under(remark, theme=first, by=jill)
    assert [theme.name for theme in remark.themes] == ["Schools"]
