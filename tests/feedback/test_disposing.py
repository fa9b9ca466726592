"""What became of a remark for a second action; and the lessons that come up again when an event is made."""

from datetime import UTC, datetime

import pytest

from events import history
from events.database import db, unit_of_work
from events.feedback import disposing, disposition_queries, moderating, queries, sorting
from tests.feedback.test_capturing import captured
from tests.feedback.test_wall_views import approved

AUGUST = datetime(2009, 8, 12, 17, tzinfo=UTC)


def disposed(event, disposition="noted", reason="Because.", **values):
    """An approved remark with a disposition."""
    remark = approved(event, **values)
    with unit_of_work():
        sorting.dispose(queries.remark_by_ref(event, remark.ref), disposition=disposition, reason=reason, by="command")
    return queries.remark_by_ref(event, remark.ref)


def test_a_remark_about_two_actions_ends_with_one_disposition_for_each(make):
    event = make.event()
    officer = make.officer("reviewer", on=event)
    remark = disposed(event, "amends the plan", about_action="2.1")
    with unit_of_work():
        disposing.add_further(remark, about_action=" 4.3 ", disposition="referred", reason="The school does it.",
                              by=officer)
        for typed, refusal in (("4.3", disposing.ActionKnown), (" ", disposing.ActionWanted)):
            with pytest.raises(refusal):
                disposing.add_further(remark, about_action=typed, disposition="noted", reason="So.", by=officer)
        with pytest.raises(sorting.ReasonTooShort):
            disposing.add_further(remark, about_action="5.1", disposition="noted", reason=" ", by=officer)
    further = disposition_queries.further_of(remark)[0]
    with unit_of_work():
        disposing.change_further(further, about_action="4.4", disposition="noted", reason="Seen.", by=officer)
    told = [(row.about_action, row.disposition, row.reason) for row in disposition_queries.further_of(remark)]
    assert told == [("4.4", "noted", "Seen.")]
    with unit_of_work():
        disposing.remove_further(disposition_queries.further_of(remark)[0], by=officer)
    assert disposition_queries.further_of(remark) == []
    acts = {entry.act for entry in history.of(remark)}
    assert {"disposed for action 4.3: referred", "no disposition for action 4.4"} <= acts
    assert not any("school" in act for act in acts)


def test_its_own_disposition_comes_first_and_a_moderator_before_that(make):
    event = make.event()
    waiting, _ = captured(event)
    undisposed = approved(event)
    for remark, refusal in ((waiting, sorting.NotApproved), (undisposed, disposing.FirstWanted)):
        with pytest.raises(refusal), unit_of_work():
            disposing.add_further(queries.remark_by_ref(event, remark.ref), about_action="1.1", disposition="noted",
                                  reason="So.", by="command")


def test_what_was_merged_ends_as_the_one_it_was_merged_into_unless_something_else_was_said(make):
    event = make.event()
    main, alike, own = approved(event, text="Why?"), approved(event, text="Why!"), disposed(event, reason="Its own.")
    with unit_of_work():
        for ref in (alike.ref, own.ref):
            queries.remark_by_ref(event, ref).merged_into_id = main.id
    for reason in ("First said.", "Said better."):
        with unit_of_work():
            sorting.dispose(queries.remark_by_ref(event, main.ref), disposition="referred", reason=reason, by="command")
        assert queries.remark_by_ref(event, alike.ref).disposition_reason == reason
    assert queries.remark_by_ref(event, own.ref).disposition_reason == "Its own."
    assert queries.undisposed(event) == []


def test_lessons_come_up_again_when_an_event_is_made_and_name_nobody(make, reader, at):
    event, later = make.event(), make.event(slug="august", title="The August evening", starts_at=AUGUST)
    before = make.event(slug="earlier", starts_at=datetime(2009, 4, 1, 17, tzinfo=UTC))
    lesson = disposed(event, "for the next event", "A hall with a loop.", text="Nobody at the back could hear.",
                      attribution="named", name="Joyce Applegarth")
    second = disposed(event, text="The bus had gone.")
    with unit_of_work():
        disposing.add_further(second, about_action="6.1", disposition="for the next event", reason="End by nine.",
                              by="command")
    disposed(event, text="Only noted.")
    worry = disposed(event, "for the next event", text="A worry about a child")
    with unit_of_work():
        moderating.withhold(queries.remark_by_ref(event, worry.ref), by="command")
    with at(2009, 6, 1):
        officer = make.officer("organiser", on=later)
        organiser = reader.signed_in(officer)
        overview = organiser.get("reports.show_overview", slug="august")
        assert "2 lessons of earlier events are for this one" in overview.words
        page = organiser.get("dispositions.list_lessons", slug="august")
        for words in ("Nobody at the back could hear.", "A hall with a loop.", "The bus had gone.", "End by nine."):
            assert words in page.words
        assert "could hear" in overview.words
        for words in ("Applegarth", "Only noted", "worry"):
            assert words not in page.words + overview.words
        # Whoever has no role at the earlier event reads the lesson and is led to no page that is shut.
        assert not page.select(f"main a[href*='{lesson.ref}']")
        council_wide = reader.signed_in(make.officer("organiser"))
        shown = council_wide.get("dispositions.list_lessons", slug="august")
        assert shown.select(f"main a[href*='{lesson.ref}']")
        assert "No earlier event left anything" in council_wide.get("dispositions.list_lessons", slug="earlier").words
    assert before.id != later.id


def test_further_dispositions_are_typed_changed_and_taken_back_on_pages(make, reader):
    event = make.event()
    remark = disposed(event)
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    page = reviewer.get("dispositions.add_further", slug=event.slug, ref=remark.ref)
    refused = reviewer.send(page, {"about_action": "4.3", "reason": "Kept on the page."}, place=1, status=422)
    assert len(refused.errors) == 1 and "Kept on the page." in refused.get_text()
    page = reviewer.send(refused, {"disposition": "referred"}, place=1, follow=True)
    assert "Action 4.3" in page.words and "Kept on the page." in page.words
    key = disposition_queries.further_of(queries.remark_by_ref(event, remark.ref))[0].id
    page = reviewer.get("dispositions.change_further", slug=event.slug, ref=remark.ref, further_id=key)
    assert "Changed." in reviewer.send(page, {"reason": "Changed."}, place=1, follow=True).words
    page = reviewer.get("dispositions.change_further", slug=event.slug, ref=remark.ref, further_id=key)
    assert "Action 4.3" not in reviewer.send(page, {}, to="removal", follow=True).words
    other = disposed(event)
    reviewer.get("dispositions.change_further", slug=event.slug, ref=other.ref, further_id=key, status=404)


def test_what_has_none_is_a_list_that_becomes_empty_and_the_overview_leads_there(make, reader, at):
    event = make.event()
    remark = approved(event)
    with at(2009, 5, 21, 9):
        organiser = reader.signed_in(make.officer("organiser", on=event))
        overview = organiser.get("reports.show_overview", slug=event.slug)
        link = overview.find("a", string=lambda words: words and "has no disposition" in words)
        assert remark.ref in organiser.get(link["href"]).words
        with unit_of_work():
            sorting.dispose(queries.remark_by_ref(event, remark.ref), disposition="withdrawn", reason="She rang.",
                            by="command")
        assert "Nothing is left here" in organiser.get(link["href"]).words
        db.session.rollback()
