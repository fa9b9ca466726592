"""The room on a phone, and the receipt."""

import re

import pytest
from sqlalchemy import func, select

from events.database import Base, db, unit_of_work
from events.event import Visibility
from events.feedback import moderating, queries
from events.feedback.models import Remark
from events.reports import describing

WORDS = {"kind": "question", "text": "Why here, and why now?", "shown": "anonymous"}


def remarks() -> list[Remark]:
    """Every remark that stands."""
    db.session.rollback()
    return list(db.session.scalars(select(Remark)))


def sent(anybody, slug: str, **typed):
    """The receipt's page after sending."""
    return anybody.send(anybody.get("room.ask", slug=slug), WORDS | typed, to="", follow=True)


def test_a_question_is_sent_without_javascript_and_shows_its_receipt(make, reader):
    event = make.event()
    page = sent(reader.anybody(), event.slug)
    assert "A moderator has not read it yet" in page.words and "Why here, and why now?" in page.words
    receipt = page.select_one(".sd-code").get_text().strip()
    assert queries.remark_by_receipt(event, receipt).text == WORDS["text"]


def test_an_anonymous_question_writes_one_row_in_one_table(make, reader):
    event = make.event()
    invitation = make.invitation(event)

    def rows() -> dict[str, int]:
        db.session.rollback()
        return {t.name: db.session.scalar(select(func.count()).select_from(t)) for t in Base.metadata.sorted_tables}

    guest, before = reader.by_link("invitation", invitation), rows()
    sent(guest, event.slug, name="Joyce", organisation="Forum", wants_to_hear="y")
    after = rows()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"remark": 1}
    remark = remarks()[0]
    assert (remark.name, remark.organisation, remark.invitation_id, remark.received_at) == ("", "", None, None)


def test_the_same_form_twice_is_one_remark_and_the_same_receipt(make, reader):
    event = make.event()
    anybody = reader.anybody()
    page = anybody.get("room.ask", slug=event.slug)
    first = anybody.send(page, WORDS)
    second = anybody.send(page, WORDS)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(remarks()) == 1


def test_nothing_about_the_writer_is_chosen_beforehand(make, reader):
    event = make.event()
    anybody = reader.anybody()
    page = anybody.get("room.ask", slug=event.slug)
    assert not page.select("input[type=radio][checked]")
    refused = anybody.send(page, {"text": "Words"}, status=422)
    assert len(refused.errors) == 2 and refused.find("textarea").get_text().strip() == "Words"
    assert remarks() == []


def test_a_closed_room_gives_the_words_back(make, reader, at):
    event = make.event()
    anybody = reader.anybody()
    page = anybody.get("room.ask", slug=event.slug)
    with at(2009, 6, 10, 12):
        refused = anybody.send(page, WORDS, status=422)
        assert "is over" in refused.errors[0]
        assert refused.find("textarea").get_text().strip() == WORDS["text"]
        assert not anybody.get("room.ask", slug=event.slug).find("textarea")
    assert remarks() == []


def test_an_expired_form_gives_the_words_back(make, reader):
    event = make.event()
    anybody = reader.anybody()
    page = anybody.get("room.ask", slug=event.slug)
    refused = anybody.send(page, WORDS | {"csrf_token": "old"}, status=422)
    assert refused.find("textarea").get_text().strip() == WORDS["text"] and remarks() == []


@pytest.mark.parametrize("typed, field", [
    ({"shown": "named"}, "name"), ({"shown": "organisation only"}, "own_organisation"),
    ({"shown": "partnership only"}, "partnership"), ({"text": "a" * 2_001}, "text"),
])
def test_what_is_missing_is_said_at_its_field(make, reader, typed, field):
    event = make.event()
    anybody = reader.anybody()
    refused = anybody.send(anybody.get("room.ask", slug=event.slug), WORDS | typed, status=422)
    assert refused.select_one(f".govuk-error-summary a[href='#{field}']"), refused.errors
    assert refused.title.get_text().startswith("Error:")


def test_a_name_is_offered_by_an_opened_link_and_taken_only_if_chosen(make, reader):
    event = make.event()
    invitation = make.invitation(event, make.contact("Joyce Applegarth", organisation="Over Fifties Forum"))
    other = make.invitation(make.event(slug="another"))
    guest = reader.by_link("invitation", invitation)
    page = guest.get("room.ask", slug=event.slug)
    assert "Show my name: Joyce Applegarth" in page.words
    assert "Joyce Applegarth" not in reader.by_link("invitation", other).get("room.ask", slug=event.slug).words
    guest.send(page, WORDS | {"shown": f"me:{invitation.ref}", "wants_to_hear": "y"})
    remark = remarks()[0]
    assert (remark.invitation_id, remark.name, remark.wants_to_hear) == (invitation.id, "Joyce Applegarth", True)
    refused = reader.anybody()
    refused.send(refused.get("room.ask", slug=event.slug), WORDS | {"shown": f"me:{invitation.ref}"}, status=422)


def test_where_to_turn_stands_above_the_box_and_what_is_on_now(make, reader, at):
    event = make.event()
    make.agenda_item(event, "Prevent in practice")
    with at(2009, 5, 20, 17, 5):
        page = reader.anybody().get("room.ask", slug=event.slug)
        assert "On now: Prevent in practice" in page.words
        body = str(page)
        assert body.index("999") < body.index("<textarea")
        sent(reader.anybody(), event.slug, item=page.form()["item"])
    assert remarks()[0].agenda_item.title == "Prevent in practice"


@pytest.mark.parametrize(("own", "times"), [
    ("", 1), ("If somebody is in danger now, ring 999. Else ring 01632 960180.", 1), ("Ring us on 01632 960999.", 1),
])
def test_the_emergency_number_is_named_once_whatever_the_council_wrote(make, reader, own, times):
    with unit_of_work():
        describing.describe_council(by="command", name="Borough Council", safeguarding_words=own)
    notice = reader.anybody().get("room.ask", slug=make.event().slug).select_one(".sd-notice--care").get_text(" ")
    assert len(re.findall(r"\bring 999\b", notice)) == times and own in " ".join(notice.split())


def test_a_comment_on_an_action_of_the_plan_keeps_its_number(make, reader):
    event = make.event()
    anybody = reader.anybody()
    page = anybody.get("room.ask", slug=event.slug, action="4.3")
    assert page.select_one("input[name=about_action]")["value"] == "4.3"
    anybody.send(page, {"text": "Ask the young", "shown": "anonymous"})
    assert (remarks()[0].kind, remarks()[0].about_action) == ("comment", "4.3")


def test_a_receipt_tells_where_it_stands_and_an_unknown_one_is_not_found(make, reader):
    event, elsewhere = make.event(), make.event(slug="another")
    officer = make.officer("moderator", on=event)
    anybody = reader.anybody()
    receipt = sent(anybody, event.slug).select_one(".sd-code").get_text().strip()
    with unit_of_work():
        moderating.hide(queries.remark_by_receipt(event, receipt), reason="It names somebody", by=officer)
    assert "It names somebody" in anybody.get("room.show_receipt", slug=event.slug, receipt=receipt).words
    anybody.get("room.show_receipt", slug=elsewhere.slug, receipt=receipt, status=404)
    anybody.get("room.show_receipt", slug=event.slug, receipt="0000-0000-0000-0000", status=404)
    anybody.get("room.find_receipt", slug=event.slug, code=receipt.lower(), status=302)
    assert "nothing here" in anybody.get("room.find_receipt", slug=event.slug, code="wrong").words


def test_the_words_of_what_is_withheld_are_not_on_its_receipt(make, reader):
    event = make.event()
    officer = make.officer("moderator", on=event)
    anybody = reader.anybody()
    receipt = sent(anybody, event.slug, text="I am worried about Kyle").select_one(".sd-code").get_text().strip()
    with unit_of_work():
        moderating.withhold(queries.remark_by_receipt(event, receipt), by=officer)
    page = anybody.get("room.show_receipt", slug=event.slug, receipt=receipt)
    assert "Kyle" not in page.words and "safety" in page.words


def test_a_remark_is_taken_back_while_nobody_has_read_it(make, reader):
    event = make.event()
    officer = make.officer("moderator", on=event)
    anybody = reader.anybody()
    receipt = sent(anybody, event.slug).select_one(".sd-code").get_text().strip()
    page = anybody.get("room.take_back", slug=event.slug, receipt=receipt)
    anybody.send(page, {}, status=422)
    assert "You took it back" in anybody.send(page, {"sure": "yes"}, follow=True).words
    assert remarks()[0].text == ""
    second = sent(anybody, event.slug).select_one(".sd-code").get_text().strip()
    page = anybody.get("room.take_back", slug=event.slug, receipt=second)
    with unit_of_work():
        moderating.approve(queries.remark_by_receipt(event, second), by=officer)
    anybody.send(page, {"sure": "yes"}, status=409)
    assert queries.remark_by_receipt(event, second).text == WORDS["text"]


def test_a_closed_event_s_room_opens_only_with_a_link(make, reader):
    event = make.event(visibility=Visibility.CLOSED)
    reader.anybody().get("room.ask", slug=event.slug, status=404)
    reader.by_link("invitation", make.invitation(event)).get("room.ask", slug=event.slug)


def test_the_room_is_never_kept_by_a_browser_and_weighs_little(make, reader):
    page = reader.anybody().get("room.ask", slug=make.event().slug)
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.answer.get_data()) < 25_000
