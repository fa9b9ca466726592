"""The organiser's tray of mail: everything held is there with its reason, and one button settles it."""

from email.message import EmailMessage

import pytest
from sqlalchemy import event as sql_event

from events import outbox
from events.database import db, unit_of_work
from events.delegates import queries
from events.delegates.mail_models import ReceivedMail
from events.delegates.models import Invitation
from events.delegates.states import Channel, Place, Said
from tests.delegates.answers import bare, calendar, gmail
from tests.delegates.test_bounces import report, written
from tests.delegates.test_receiving import joyce, take

__all__ = ["joyce"]


@pytest.fixture
def tray(joyce, make, reader):
    """Joyce's invitation, what her calendar was asked, and the organiser's browser."""
    invitation, asked = joyce
    organiser = make.officer("organiser", on=invitation.event)
    return invitation, asked, reader.signed_in(organiser)


def cards(page) -> list[str]:
    """The words of each mail on the tray."""
    return [" ".join(card.get_text(" ").split()) for card in page.select("article")]


def test_a_held_answer_is_there_with_its_reason_and_recorded_by_one_button(app, tray):
    invitation, asked, organiser = tray
    take(app, gmail(asked.but(attendee="stranger@example.net"), "ACCEPTED", comment="See you"))
    page = organiser.get("mail.list_mail", slug="evening")
    [card] = cards(page)
    assert "stranger@example.net answers, who was not invited" in card and "See you" in card
    assert "Joyce Applegarth" in card
    organiser.send(page, {}, to="/answer")
    db.session.expire_all()
    assert (invitation.said, invitation.place) == (Said.ACCEPTED, Place.HELD)
    [answer] = queries.replies_of(invitation)
    assert answer.channel == Channel.CALENDAR and answer.by_officer.name == "Margaret Tulloch"
    assert cards(organiser.get("mail.list_mail", slug="evening")) == []
    [settled] = cards(organiser.get("/desk/events/evening/mail?part=settled"))
    assert "settled by Margaret Tulloch: Coming" in settled


@pytest.mark.parametrize(("place", "said", "stands"), [(0, Said.ACCEPTED, "held"), (1, Said.TENTATIVE, "none"),
                                                       (2, Said.DECLINED, "none")])
def test_what_a_plain_mail_says_is_recorded_by_one_of_three_buttons(app, tray, place, said, stands):
    invitation, asked, organiser = tray
    take(app, written(asked, "<b>I will tell you</b> & more"))
    page = organiser.get("mail.list_mail", slug="evening")
    assert "<b>I will tell you</b> & more" in cards(page)[0]
    organiser.send(page, {}, to="/answer", place=place)
    db.session.expire_all()
    assert (invitation.said, invitation.place) == (said, stands)
    assert queries.replies_of(invitation)[0].channel == Channel.MAIL


def test_a_mail_is_put_aside_without_an_answer_and_settled_once(app, tray, make, reader):
    invitation, asked, organiser = tray
    take(app, written(asked, "Thank you!"))
    page = organiser.get("mail.list_mail", slug="evening")
    organiser.send(page, {}, to="/aside")
    other = reader.signed_in(make.officer("organiser", on=invitation.event, name="Another"))
    other.post("mail.record_answer", {"said": "ACCEPTED"}, slug="evening", mail_id=1, status=409)
    db.session.expire_all()
    assert queries.replies_of(invitation) == []


def test_a_mail_of_nobody_we_know_is_shown_apart_and_gives_no_answer(app, tray):
    _, asked, organiser = tray
    take(app, written(asked, "Is there parking?", From="x@else.example", To="soundings@localhost.localdomain"))
    assert cards(organiser.get("mail.list_mail", slug="evening")) == []
    page = organiser.get("/desk/events/evening/mail?part=unknown")
    assert "Is there parking?" in cards(page)[0]
    assert not page.find_all("form", action=lambda path: path and path.endswith("/answer"))
    organiser.post("mail.record_answer", {"said": "ACCEPTED"}, slug="evening", mail_id=1, status=409)


def test_without_an_answer_in_the_form_nothing_is_recorded(app, tray):
    invitation, asked, organiser = tray
    take(app, written(asked, "Perhaps"))
    organiser.post("mail.record_answer", {}, slug="evening", mail_id=1, status=422)
    organiser.post("mail.record_answer", {"said": "WHATEVER"}, slug="evening", mail_id=1, status=422)
    db.session.expire_all()
    assert db.session.query(ReceivedMail).one().state == "held"
    assert queries.replies_of(invitation) == []


def test_bounces_are_counted_and_shown_with_the_servers_words(app, tray):
    invitation, _, organiser = tray
    letter = outbox.about(invitation)[0].message_id
    take(app, report(f"<{letter}@localhost.localdomain>"))
    [card] = cards(organiser.get("/desk/events/evening/mail?part=bounces"))
    assert "Joyce Applegarth" in card and "User unknown" in card
    assert "User unknown" in organiser.get("guests.list_letters", slug="evening").words


def test_another_events_mail_is_not_there_and_only_the_organiser_opens_the_tray(app, tray, make, reader):
    invitation, asked, organiser = tray
    take(app, written(asked, "Yes"))
    other = make.event(slug="other")
    stranger = reader.signed_in(make.officer("organiser", on=other))
    stranger.get("mail.list_mail", slug="evening", status=404)
    stranger.post("mail.put_aside", slug="other", mail_id=1, status=404)
    assert cards(stranger.get("mail.list_mail", slug="other")) == []
    for role in ("moderator", "door", "scribe"):
        reader.signed_in(make.officer(role, on=invitation.event)).get("mail.list_mail", slug="evening", status=403)


def test_who_is_proposed_in_somebodys_place_is_named(app, tray):
    _, asked, organiser = tray
    take(app, bare(calendar(asked, "DELEGATED", params=';DELEGATED-TO="mailto:harold@example.org"'), asked=asked))
    assert "They ask that harold@example.org comes in their place." in cards(
        organiser.get("mail.list_mail", slug="evening"))[0]


def count_queries(read) -> int:
    """How many statements a page asks."""
    asked = []
    note = lambda *args: asked.append(args[2])  # noqa: E731
    sql_event.listen(db.engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        sql_event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_full_tray_asks_no_more_than_a_short_one_and_has_pages(app, tray, make):
    invitation, asked, organiser = tray
    event = invitation.event

    def fill(count: int) -> None:
        for number in range(count):
            guest = make.invitation(event, make.contact(f"Guest {number}"))
            with unit_of_work():
                message = EmailMessage()
                message["From"] = db.session.get(Invitation, guest.id).contact.email
            take(app, written(asked, f"Mail {number}", From=str(message["From"]), To="soundings@localhost.localdomain"))

    fill(3)
    few = count_queries(lambda: organiser.get("mail.list_mail", slug="evening"))
    fill(27)
    many = count_queries(lambda: organiser.get("mail.list_mail", slug="evening"))
    assert many == few
    assert len(cards(organiser.get("/desk/events/evening/mail?page=2"))) == 5
