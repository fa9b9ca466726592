""""What was said" opens to everybody when the organiser says so, and holds nothing that nobody has let through."""

import pytest
from sqlalchemy import event as listening

from events import history
from events.database import db, unit_of_work
from events.event import Visibility
from events.feedback import moderating, publishing, queries, said_queries, sorting
from tests.feedback.test_capturing import captured
from tests.feedback.test_sense_views import many
from tests.feedback.test_wall_views import approved

NEXT_DAY = (2009, 5, 21, 9)


@pytest.fixture
def evening(make):
    """An event with one remark in each state, each with words of its own."""
    event = make.event()
    approved(event, text="Let through and read")
    captured(event, text="Still waiting")
    for act, text in ((moderating.hide, "Now hidden"), (moderating.withhold, "A worry about a child")):
        remark = approved(event, text=text)
        with unit_of_work():
            values = {"reason": "Rude."} if act is moderating.hide else {}
            act(queries.remark_by_ref(event, remark.ref), by="command", **values)
    many(event, 1, state="withdrawn", text="", ref="M-BACK")
    return event


def test_the_page_is_not_there_before_it_is_published_and_after_it_is_taken_down(evening, make, reader, at):
    organiser, anybody = reader.signed_in(make.officer("organiser", on=evening)), reader.anybody()
    with at(*NEXT_DAY):
        anybody.get("said.show_said", slug=evening.slug, status=404)
        page = organiser.get("said.publish_said", slug=evening.slug)
        assert "1 approved remark would be on it" in page.words and "1 waits for a moderator" in page.words
        organiser.send(page, {}, place=1)
        assert "Let through and read" in anybody.get("said.show_said", slug=evening.slug).words
        page = organiser.get("said.publish_said", slug=evening.slug)
        organiser.send(page, {}, place=1)
        anybody.get("said.show_said", slug=evening.slug, status=404)
    acts = [entry.act for entry in history.of(evening)]
    assert acts[-2:] == ["what was said published", "what was said taken down"]


def test_nothing_waiting_hidden_withheld_or_taken_back_is_on_it_nor_is_it_later(evening, reader, at):
    with at(*NEXT_DAY):
        with unit_of_work():
            publishing.publish_said(evening, by="command")
        anybody = reader.anybody()
        for asked in ({}, {"by": "part"}, {"by": "theme"}, {"page": "2"}):
            words = anybody.get("said.show_said", slug=evening.slug, **asked).words
            for never in ("Still waiting", "Now hidden", "worry", "M-BACK"):
                assert never not in words
        late = approved(evening, text="Came later")
        assert "Came later" in anybody.get("said.show_said", slug=evening.slug).words
        with unit_of_work():
            moderating.withhold(queries.remark_by_ref(evening, late.ref), by="command")
        assert "Came later" not in anybody.get("said.show_said", slug=evening.slug).words


def test_it_is_refused_before_the_event_is_over_and_while_there_is_nothing(make, reader, at):
    event = make.event()
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("said.publish_said", slug=event.slug)
    assert "when the event is over" in organiser.send(page, {}, place=1, status=409).words
    with at(*NEXT_DAY):
        page = organiser.get("said.publish_said", slug=event.slug)
        assert "nothing to publish" in organiser.send(page, {}, place=1, status=409).words
        assert not said_queries.said_is_public(event)


def test_names_stand_only_as_their_writers_wanted(make, reader, at):
    event = make.event()
    many(event, 1, text="Named", attribution="named", name="Joyce Applegarth", organisation="The forum")
    many(event, 1, text="For the room", attribution="anonymous to the room", name="Harold", organisation="The yard",
         partnership="The board")
    with at(*NEXT_DAY):
        with unit_of_work():
            publishing.publish_said(event, by="command")
        words = reader.anybody().get("said.show_said", slug=event.slug).words
    assert "Joyce Applegarth, The forum" in words
    assert not [never for never in ("Harold", "The yard", "The board") if never in words]


def test_what_says_the_same_is_folded_and_counted_and_groups_follow_themes_or_parts(make, at):
    event = make.event()
    second = make.agenda_item(event, "The second part", after_minutes=60)
    first = make.agenda_item(event, "The first part", after_minutes=10)
    main, alike = (approved(event, text=text, agenda_item=second) for text in ("Why?", "Why!"))
    other, alone = approved(event, text="Else", agenda_item=first), approved(event, text="Merged into a hidden one")
    hidden = many(event, 1, state="hidden")[0]
    with unit_of_work():
        theme = sorting.add_theme(event, name="Asking why", by="command")
        sorting.theme(queries.remark_by_ref(event, main.ref), themes=[theme], by="command")
        queries.remark_by_ref(event, alike.ref).merged_into_id = main.id
        queries.remark_by_ref(event, alone.ref).merged_into_id = hidden.id
    by_theme = said_queries.said_of(event)
    assert [(name, [row.remark.ref for row in rows]) for name, rows in by_theme.groups] == [
        ("Asking why", [main.ref]), ("", sorted([other.ref, alone.ref]))]
    assert [row.remark.ref for row in by_theme.groups[0][1][0].alike] == [alike.ref]
    assert (by_theme.sizes, by_theme.total) == ({"Asking why": 2, "": 2}, 4)
    assert [name for name, _rows in said_queries.said_of(event, by="part").groups] == [
        "The first part", "The second part", ""]


def test_a_closed_event_s_page_stays_closed_and_an_unlisted_one_is_not_indexed(make, reader, at):
    closed = make.event(slug="closed", visibility=Visibility.CLOSED)
    event = make.event()
    with at(*NEXT_DAY):
        for one in (closed, event):
            approved(one)
            with unit_of_work():
                publishing.publish_said(one, by="command")
        reader.anybody().get("said.show_said", slug="closed", status=404)
        assert reader.anybody().get("said.show_said", slug=event.slug).select_one("meta[content=noindex]")


def test_five_hundred_cost_as_many_questions_as_five(make):
    event, statements = make.event(), []
    many(event, 5)
    listening.listen(db.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    said_queries.said_of(event)
    few = len(statements)
    many(event, 500)
    statements.clear()
    said = said_queries.said_of(event, number=3)
    assert len(statements) <= few + 1 and (said.total, said.pages) == (505, 3)
    assert sum(len(rows) for _name, rows in said.groups) == 105
