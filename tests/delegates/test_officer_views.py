"""The organiser's pages of an event's guests."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from events import clock, delivery, outbox
from events.database import db, unit_of_work
from events.delegates import keeping, queries, replying
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place


@pytest.fixture
def desk(make, reader):
    """An event and its organiser's browser."""
    event = make.event()
    return event, reader.signed_in(make.officer("organiser", on=event))


def test_nobody_but_the_organiser_sees_who_is_invited(make, reader, desk):
    event, _ = desk
    guest = make.invitation(event)
    pages = [("guests.list_guests", {}), ("needs.list_needs", {}), ("guests.list_letters", {}),
             ("post.list_letters_by_post", {}), ("guests.draft_invitations", {}), ("guests.preview_sending", {}),
             ("guest.show_guest", {"invitation_id": guest.id})]
    for role in ("moderator", "scribe", "door", "reviewer", "approver", "safeguarding", "administrator"):
        other = reader.signed_in(make.officer(role, on=event))
        for endpoint, values in pages:
            other.get(endpoint, slug=event.slug, status=403, **values)
    hers = reader.by_link("invitation", guest)
    for endpoint, values in pages:
        hers.get(endpoint, slug=event.slug, status=302, **values)


def test_an_organiser_of_another_event_finds_nothing(make, reader, desk):
    event, _ = desk
    other = make.event(slug="other")
    guest = make.invitation(event)
    stranger = reader.signed_in(make.officer("organiser", on=other))
    stranger.get("guests.list_guests", slug=event.slug, status=404)
    stranger.get("guest.show_guest", slug=other.slug, invitation_id=guest.id, status=404)
    stranger.post("guest.withdraw_invitation", slug=other.slug, invitation_id=guest.id, status=404)


def test_the_list_says_who_answered_what_and_filters_by_address(make, desk):
    event, organiser = desk
    make.invitation(event, make.contact("Ann", partnership="Renaissance"), said="ACCEPTED", place=Place.HELD)
    make.invitation(event, make.contact("Bob"), said="DECLINED")
    make.invitation(event, make.contact("Cy"))
    page = organiser.get("guests.list_guests", slug=event.slug)
    assert all(name in page.words for name in ("Ann", "Bob", "Cy", "3 guests"))
    for query, name in (("said=coming", "Ann"), ("said=not-coming", "Bob"), ("said=no-answer", "Cy"),
                        ("partnership=Renaissance", "Ann"), ("q=bo", "Bob")):
        page = organiser.get(f"/desk/events/evening/guests?{query}")
        assert [row.get_text(" ", strip=True) for row in page.select("tbody th")] == [name]


def test_from_choosing_people_to_the_letter_that_leaves(make, desk, post):
    event, organiser = desk
    for name in ("Ann Lee", "李伟", "Bartholomew Featherstonehaugh-Cholmondeley"):
        make.contact(name)
    make.contact("Peggy Skelton", email=None, organisation="Resident of Roseworth")
    page = organiser.get("guests.draft_invitations", slug=event.slug)
    assert "Everybody who is not invited yet (4 people)" in page.words
    preview = organiser.send(page, {"whom": "all"}, to="new", follow=True)
    assert queries.counts_of(event).invited == 0, "choosing sends nothing"
    for name in ("Bartholomew Featherstonehaugh-Cholmondeley", "李伟", "Peggy Skelton"):
        assert f"Dear {name}," in preview.words
    refs = [row.ref for row in queries.invitations_of(event)]
    assert not [ref for ref in refs if ref in str(preview)], "a personal link stands on no page of the desk"
    db.session.rollback()
    letters = organiser.send(preview, {}, to="invitations", follow=True)
    assert "0 of 3 letters sent" in letters.words and "can still be called back" in letters.words
    organiser.send(preview, {}, to="invitations")
    assert db.session.query(outbox.Letter).count() == 3, "the same form pressed twice"
    db.session.rollback()
    back = organiser.send(letters, {}, to="call-back", follow=True)
    assert "Called back: 4 invitations are drafts again." in back.words
    assert [row.state for row in queries.invitations_of(event)] == [InvitationState.DRAFTED] * 4


def test_more_than_fifty_letters_leave_only_when_their_number_is_typed(make, desk):
    event, organiser = desk
    for place in range(51):
        make.invitation(event, make.contact(f"Ann {place}"), sent=False)
    page = organiser.get("guests.preview_sending", slug=event.slug)
    assert "Type 51 to send 51 letters" in page.words
    for typed in ("", "50", "yes"):
        refused = organiser.send(page, {"typed": typed}, to="invitations", status=422)
        assert refused.errors == ["Type 51 to send 51 letters"]
    assert queries.counts_of(event).invited == 0
    db.session.rollback()
    organiser.send(page, {"typed": "51"}, to="invitations")
    assert queries.counts_of(event).invited == 51


def test_only_those_ticked_or_of_a_body_are_drafted(make, desk):
    event, organiser = desk
    ann, _bob = make.contact("Ann"), make.contact("Bob", partnership="Renaissance")
    page = organiser.get("guests.draft_invitations", slug=event.slug)
    refused = organiser.send(page, {"whom": "chosen"}, to="new", status=422)
    assert refused.errors == ["Tick the people you want to invite"]
    assert organiser.send(page, {}, to="new", status=422).errors == ["Choose whom to invite"]
    organiser.send(page, {"whom": "body:Renaissance"}, to="new")
    assert [row.contact.name for row in queries.invitations_of(event)] == ["Bob"]
    db.session.rollback()
    page = organiser.get("guests.draft_invitations", slug=event.slug)
    organiser.send(page, {"whom": "chosen", "chosen": str(ann.id)}, to="new")
    assert [row.contact.name for row in queries.invitations_of(event)] == ["Ann", "Bob"]


def test_letters_that_failed_come_first_with_the_servers_words(make, desk):
    event, organiser = desk
    good, bad = make.invitation(event, make.contact("Ann")), make.invitation(event, make.contact("Zoë"))
    with unit_of_work():
        for guest, state, words in ((good, "sent", "accepted"), (bad, "failed", "550 no such mailbox")):
            letter = outbox.post("delegates/invitation", about=guest, to_name=guest.contact.name,
                                 to_address=guest.contact.email, event=event)
            letter.state, letter.server_words = state, words
    page = organiser.get("guests.list_letters", slug=event.slug)
    assert [row.get_text(" ", strip=True).split()[0] for row in page.select("tbody th")] == ["Zoë", "Ann"]
    assert "550 no such mailbox" in page.words and "1 of 2 letters sent" in page.words
    page = organiser.get("/desk/events/evening/letters?state=sent")
    assert [row.get_text(" ", strip=True).split()[0] for row in page.select("tbody th")] == ["Ann"]


def test_needs_are_gathered_for_the_organiser(make, desk):
    event, organiser = desk
    guest = make.invitation(event)
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link", access="Hearing loop",
                       transport=True, consent=True)
    page = organiser.get("needs.list_needs", slug=event.slug)
    assert "Hearing loop" in page.words and "Seat wanted" in page.words
    assert "Hearing loop" not in organiser.get("guests.list_guests", slug=event.slug).words


def test_an_answer_by_telephone_is_noted_with_who_entered_it(make, desk):
    event, organiser = desk
    guest = make.invitation(event, make.contact("Peggy Skelton", email=None))
    page = organiser.get("guest.show_guest", slug=event.slug, invitation_id=guest.id)
    noted = organiser.send(page, {"said": "ACCEPTED", "channel": "telephone"}, follow=True,
                           to=f"guests/{guest.id}")
    assert re.search(r"telephone, entered by Margaret Tulloch", noted.words)
    refused = organiser.send(page, {"said": "ACCEPTED", "form_key": "another"}, status=422, to=f"guests/{guest.id}")
    assert refused.errors == ["Choose how they said it"]


def test_withdrawing_and_renewing_from_the_guests_page(make, desk):
    event, organiser = desk
    guest = make.invitation(event, make.contact("Ann"))
    page = organiser.get("guest.show_guest", slug=event.slug, invitation_id=guest.id)
    organiser.send(page, {}, to="/link")
    db.session.expire_all()
    assert db.session.get(Invitation, guest.id).link_version == 2
    db.session.rollback()
    assert "Invite again" in organiser.send(page, {}, to="/withdraw", follow=True).words


def test_somebody_new_is_added_from_the_invitations_and_comes_back_ticked(reader, make):
    event = make.event(capacity=40)
    organiser = reader.signed_in(make.officer("organiser"))
    page = organiser.get("guests.draft_invitations", slug=event.slug)
    assert "40 places" in page.words and "0 people invited so far" in page.words
    added = organiser.get("contacts.add_contact", event=event.slug)
    said = {"name": "Pat", "email": "pat@example.org", "source": "herself"}
    page = organiser.send(added, said, to="new", follow=True)
    ticked = page.select("input[name=chosen][checked]")
    assert len(ticked) == 1 and page.select_one("input[name=whom][value=chosen]").has_attr("checked")
    preview = organiser.send(page, {"whom": "chosen", "chosen": ticked[0]["value"]}, to="new", follow=True)
    assert "Pat" in preview.words


def test_people_are_found_by_name_and_ticking_one_says_whom_is_meant(reader, make):
    event = make.event()
    ann, _bob = make.contact(name="Ann Archer"), make.contact(name="Bob Baker")
    organiser = reader.signed_in(make.officer("organiser"))
    page = organiser.get("guests.draft_invitations", slug=event.slug, q="archer")
    assert [box["value"] for box in page.select("input[name=chosen]")] == [str(ann.id)]
    organiser.send(page, {"chosen": str(ann.id)}, to="new")
    assert [row.contact.name for row in queries.invitations_of(event)] == ["Ann Archer"]


def test_who_is_ticked_stays_ticked_through_the_next_search(reader, make):
    event = make.event()
    ann, bob, _cy = (make.contact(name=name) for name in ("Ann Archer", "Bob Baker", "Cy Cook"))
    organiser = reader.signed_in(make.officer("organiser"))
    page = organiser.get("guests.draft_invitations", slug=event.slug, q="archer")
    page = organiser.send(page, {"chosen": str(ann.id), "q": "baker", "find": "y"}, to="new", status=200)
    assert queries.invitations_of(event) == [] and page.select_one("input[name=whom][value=chosen][checked]")
    boxes = {box["value"]: box.has_attr("checked") for box in page.select("input[name=chosen]")}
    assert boxes == {str(ann.id): True, str(bob.id): False}
    organiser.send(page, {"chosen": [str(ann.id), str(bob.id)]}, to="new")
    assert [row.contact.name for row in queries.invitations_of(event)] == ["Ann Archer", "Bob Baker"]


def test_the_page_of_invitations_shows_a_hundred_people_and_says_that_there_are_more(reader, make):
    event = make.event()
    with unit_of_work():
        for number in range(130):
            keeping.add_contact(name=f"Guest {number:03}", email="", partnerships=[], by="test")
    page = reader.signed_in(make.officer("organiser")).get("guests.draft_invitations", slug=event.slug)
    assert len(page.select("input[name=chosen]")) == 100
    assert "the first 100 of 130 people" in page.words


def test_letters_do_not_leave_without_a_place_in_silence(make, reader):
    event = make.event(venue_name="", venue_address="")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    make.invitation(event, make.contact("Ann"), sent=False)
    assert "The place is missing" in organiser.get("reports.show_overview", slug="evening").words
    page = organiser.get("guests.preview_sending", slug="evening")
    assert "These letters would not say where to come." in page.words
    assert page.find("a", string="Enter the place")["href"].endswith("/arrangements#where")
    for pressed in ({}, {"now": "y"}):
        refused = organiser.send(page, pressed, to="invitations", status=422)
        assert refused.errors == ["Enter the place first, or tick that the letters shall leave without one"]
    assert db.session.query(outbox.Letter).count() == 0
    db.session.rollback()
    organiser.send(page, {"placeless": "y"}, to="invitations")
    assert db.session.query(outbox.Letter).count() == 1


def test_where_people_meet_by_link_alone_no_place_is_missed(make, reader):
    event = make.event(venue_name="", venue_address="", meeting="link", meeting_link="https://meet.example.org/e")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    make.invitation(event, make.contact("Ann"), sent=False)
    assert "The place is missing" not in organiser.get("reports.show_overview", slug="evening").words
    organiser.send(organiser.get("guests.preview_sending", slug="evening"), {}, to="invitations")
    assert db.session.query(outbox.Letter).count() == 1


def test_a_letter_to_oneself_alone_leaves_at_once_by_the_first_button(make, reader):
    event = make.event()
    me = make.officer("organiser", on=event)
    organiser = reader.signed_in(me)
    make.invitation(event, make.contact(me.name, email=me.email), sent=False)
    page = organiser.get("guests.preview_sending", slug=event.slug)
    first = page.select("main form[action*=invitations] button")[0]
    assert (first.get_text().strip(), first["name"], first["value"]) == ("Send it to myself now", "now", "y")


def test_a_few_letters_leave_at_once_where_that_is_chosen_and_the_page_names_their_files(make, desk, reader, settings):
    event, organiser = desk
    make.invitation(event, make.contact("Ann"), sent=False)
    page = organiser.get("guests.preview_sending", slug=event.slug)
    assert "letters wait for 2 minutes" in page.words and page.find("button", attrs={"name": "now"})
    sent = organiser.send(page, {"now": "y"}, to="invitations", follow=True)
    assert "call back" not in sent.words.lower()
    delivery.deliver()
    [file] = Path(settings["INSTANCE"], "mail").glob("*.eml")
    page = organiser.get("guests.list_letters", slug=event.slug)
    assert page.find("code", title=file.name).get_text() == f"{file.name[:8]}…"
    assert "No mail server is set here" in page.words and str(file.parent) not in page.words
    administrator = reader.signed_in(make.officer("organiser", "administrator"))
    assert str(file.parent) in administrator.get("guests.list_letters", slug=event.slug).words


def test_more_than_a_few_letters_always_wait_and_the_page_says_until_when(make, desk):
    event, organiser = desk
    for place in range(6):
        make.invitation(event, make.contact(f"Ann {place}"), sent=False)
    page = organiser.get("guests.preview_sending", slug=event.slug)
    assert not page.find("button", attrs={"name": "now"})
    with clock.moved_to(datetime(2009, 4, 22, 9, 30, tzinfo=UTC)):
        waits = organiser.send(page, {"now": "y"}, to="invitations", follow=True)
        assert "6 invitations leave at 10:32am, by themselves." in waits.words
        assert delivery.deliver() == 0
