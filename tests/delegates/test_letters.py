"""Letters as they leave: one person each, and nobody else's name, address or link in them."""

import re
from datetime import timedelta

import icalendar
import pytest

from events import clock, council, news
from events.access import links
from events.database import db, unit_of_work
from events.delegates import inviting, queries, replying
from events.delegates.models import Invitation

NAMES = ["Ann Lee", "علی‌رضا کریمی", 'Joseph "Joe" <D\'Arcy> & Sons', "\ue000link\ue001 {{ 7*7 }} %(name)s"]


@pytest.fixture
def sent(make):
    """An event whose four guests have been sent their invitations."""
    event = make.event()
    contacts = [make.contact(name, organisation=f"Body {place}") for place, name in enumerate(NAMES)]
    with unit_of_work():
        inviting.draft_invitations(event, contacts, by="organiser")
    with unit_of_work():
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser", hold=timedelta(0))
    return event


def entry_of(message) -> icalendar.Event:
    found = next(row for row in message.walk() if row.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(found.get_payload(decode=True))
    assert found["Content-Type"].params["method"] == str(calendar["METHOD"])
    return next(iter(calendar.walk("VEVENT")))


def test_each_letter_names_one_recipient_one_attendee_and_nobody_elses_address_or_link(app, sent, post, words):
    messages = post()
    guests = queries.invitations_of(sent)
    assert len(messages) == len(guests) == len(NAMES)
    for message in messages:
        address = str(message["To"].addresses[0].addr_spec)
        guest = next(row for row in guests if row.contact.email == address)
        assert len(message["To"].addresses) == 1 and message["Cc"] is None and message["Bcc"] is None
        attendee = entry_of(message)["ATTENDEE"]
        assert str(attendee) == f"mailto:{address}"
        whole = "".join(words(message, kind) for kind in ("text/plain", "text/html"))
        whole += str(message) + entry_of(message).to_ical().decode()
        for other in guests:
            if other is not guest:
                assert other.contact.email not in whole and other.ref not in whole
        token = links.token(app.config["SECRET_KEY"], "invitation", guest.ref, 1)
        assert f"http://localhost/i/{token}" in words(message, "text/plain")
        assert f'href="http://localhost/i/{token}"' in words(message, "text/html")
        for part in message.walk():
            if part.get_content_type() in ("text/calendar", "application/ics"):
                assert guest.ref.encode() not in part.get_payload(decode=True)


def test_names_stand_in_the_letter_as_they_are_and_are_never_read_as_anything_else(sent, post, words):
    bodies = [(words(row, "text/plain"), words(row, "text/html")) for row in post()]
    for name in NAMES:
        assert any(f"Dear {name}," in plain for plain, _ in bodies), name
    assert not any("<D'Arcy>" in html for _, html in bodies), "a name is no markup"
    assert any("{{ 7*7 }} %(name)s," in html for _, html in bodies)


def test_the_first_letter_says_where_the_address_comes_from_and_where_the_privacy_page_is(sent, post, words):
    for message in post():
        assert "Where we have your address from: a test's list." in words(message, "text/plain")
        assert "http://localhost/privacy" in words(message, "text/plain")
        assert "http://localhost/privacy" in words(message, "text/html")


def test_without_a_source_of_its_own_the_councils_words_are_used(make, post, words):
    with unit_of_work():
        db.session.add(council.Council(id=1, name="Our council", source_words="the partnership's list"))
    event, contact = make.event(), make.contact()
    with unit_of_work():
        contact.source = ""
        inviting.draft_invitations(event, [contact], by="organiser")
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser", hold=timedelta(0))
    assert "the partnership's list" in words(post()[0], "text/plain")


def test_the_subject_is_the_neutral_short_title(sent, post):
    assert {message["Subject"] for message in post()} == {"Invitation: Evening of 20 May"}


def test_both_parts_say_the_same_day_and_place(sent, post, words):
    message = post()[0]
    for kind in ("text/plain", "text/html"):
        text = re.sub(r"<[^>]+>", " ", words(message, kind))
        for fact in ("Wednesday 20 May 2009", "6pm to 9pm", "Wynyard Rooms", "Wednesday 13 May 2009"):
            assert fact in text, (kind, fact)


def test_an_invitation_names_who_speaks_in_the_order_of_the_programme(make, post, words):
    event = make.event()
    make.agenda_item(event, "Second", speaker=make.speaker(event, "Ann Early", organisation="Police"), after_minutes=30)
    make.agenda_item(event, "First", speaker=make.speaker(event, "Zoe <First>", organisation="Ministry & Co"))
    joyce = make.contact("Joyce")
    with unit_of_work():
        inviting.draft_invitations(event, [joyce], by="organiser")
    with unit_of_work():
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser", hold=timedelta(0))
    letter = post()[0]
    assert "Speakers: Zoe <First>, Ministry & Co; Ann Early, Police" in words(letter, "text/plain")
    assert "Zoe &lt;First&gt;, Ministry &amp; Co; Ann Early, Police" in words(letter, "text/html")


def test_a_confirmation_says_coming_and_carries_the_badge_inside_the_letter(make, post, words):
    guest = make.invitation(make.event())
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link")
    message = post()[0]
    picture = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<badge>", "inline")
    assert picture.get_content()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "You are coming, and you have a place" in words(message, "text/plain")
    assert 'src="cid:badge"' in words(message, "text/html")


@pytest.mark.parametrize(("said", "sentence"), [
    ("TENTATIVE", '"Perhaps" keeps no place for you'), ("DECLINED", "you are not coming"),
])
def test_a_confirmation_says_how_the_answer_stands(make, post, words, said, sentence):
    guest = make.invitation(make.event())
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said=said, channel="link")
    message = post()[0]
    assert sentence in words(message, "text/plain")
    assert not [part for part in message.walk() if part.get_content_type() == "image/png"], "no place, no badge"


def test_the_letter_says_at_once_that_the_event_is_full(make, post, words):
    guest = make.invitation(make.event(capacity=0))
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link")
    message = post()[0]
    assert message["Subject"] == "You are on the waiting list: Evening of 20 May"
    assert "you are number 1 on the waiting list" in words(message, "text/plain")


def test_a_letter_says_what_held_when_it_was_put_in_the_outbox(make, post, words):
    """The row freezes the times; the update that follows is a letter of its own."""
    event = make.event()
    contact = make.contact()
    with unit_of_work():
        inviting.draft_invitations(event, [contact], by="organiser")
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser", hold=timedelta(0))
    with unit_of_work():
        event.starts_at += timedelta(days=7)
    assert "Wednesday 20 May 2009" in words(post()[0], "text/plain")


def move(event):
    with unit_of_work():
        event.starts_at += timedelta(days=7)
        event.ends_at += timedelta(days=7)
        event.sequence += 1
        news.event_moved.send(event, by="organiser")


def test_a_moved_event_is_told_with_the_same_uid_and_a_higher_sequence(sent, post, words):
    before = entry_of(post()[0])
    move(sent)
    messages = [row for row in post() if "changed" in row["Subject"]]
    assert len(messages) == len(NAMES)
    after = entry_of(messages[0])
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert "Wednesday 27 May 2009" in words(messages[0], "text/plain")


def test_who_declined_is_not_told_of_a_move(make, post):
    event = make.event()
    make.invitation(event, said="DECLINED")
    make.invitation(event, said="TENTATIVE")
    move(event)
    assert len(post()) == 1


def test_an_invitation_that_has_not_left_says_the_new_day_in_the_first_place(make, post, words):
    event = make.event()
    contact = make.contact()
    with unit_of_work():
        inviting.draft_invitations(event, [contact], by="organiser")
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser")
    move(event)
    with clock.moved_to(clock.now() + timedelta(minutes=3)):
        messages = post()
    assert len(messages) == 1
    assert "Wednesday 27 May 2009" in words(messages[0], "text/plain")
    assert entry_of(messages[0])["SEQUENCE"] == 1


def test_a_cancelled_event_cancels_in_the_calendar_of_everybody_who_had_a_letter_and_of_nobody_else(make, post):
    event = make.event()
    first, second = make.contact("Ann"), make.contact("Bob")
    with unit_of_work():
        inviting.draft_invitations(event, [first], by="organiser")
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser", hold=timedelta(0))
    before = post()
    with unit_of_work():
        inviting.draft_invitations(event, [second], by="organiser")
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser")
    with unit_of_work():
        event.cancelled_at, event.sequence = clock.now(), event.sequence + 1
        news.event_cancelled.send(event, by="organiser")
    with clock.moved_to(clock.now() + timedelta(minutes=3)):
        left = post()[len(before):]
    assert [row["To"].addresses[0].display_name for row in left] == ["Ann"]
    entry = entry_of(left[0])
    assert (entry["STATUS"], entry["SEQUENCE"], entry["UID"]) == ("CANCELLED", 1, entry_of(before[0])["UID"])
    assert left[0]["Subject"] == "Cancelled: Evening of 20 May"
