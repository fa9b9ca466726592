"""The organiser's page of reminders, and the page that stops them."""

import pytest

from events.database import db, unit_of_work
from events.delegates import reminder_addresses
from events.delegates.models import Invitation
from events.delegates.states import Place


@pytest.fixture
def desk(make, reader):
    event = make.event()
    return event, reader.signed_in(make.officer("organiser", on=event))


def test_a_planned_reminder_says_when_it_goes_and_to_how_many_as_of_now(make, desk):
    event, organiser = desk
    for name in ("Ann", "Bob"):
        make.invitation(event, make.contact(name))
    page = organiser.get("reminders.list_reminders", slug=event.slug)
    typed = {"to": "not answered", "days": "5", "counts_from": "-reply by", "hour": "9am"}
    shown = organiser.send(page, typed, to="reminders", follow=True)
    assert "goes on Friday 8 May 2009 at 9am to 2 people as of now" in shown.words
    missed = organiser.send(page, typed | {"days": "60", "form_key": "another"}, to="reminders", follow=True)
    assert "was due Saturday 14 March 2009 at 9am; not sent" in missed.words
    refused = organiser.send(page, {"days": "many", "hour": "soon", "form_key": "x"}, to="reminders", status=422)
    assert len(refused.errors) == 3
    gone = organiser.send(missed, {}, to="/remove", follow=True)
    assert "The reminder is removed." in gone.words


def test_after_the_event_nobody_is_offered_to_remind(make, desk, at):
    event, organiser = desk
    make.invitation(event, make.contact("Ann"))
    with at(2009, 6, 1):
        page = organiser.get("reminders.list_reminders", slug=event.slug)
    assert "The event is over. No reminders go out." in page.words
    assert not page.find("input", attrs={"name": "days"}) and "Remind people now" not in page.words


def test_reminding_now_asks_for_the_number(make, desk):
    event, organiser = desk
    make.invitation(event, make.contact("Ann"))
    page = organiser.get("reminders.remind_now", slug=event.slug, kind="not-answered")
    assert "This sends a reminder to 1 person." in page.words
    refused = organiser.send(page, {"typed": "7"}, to="now/not-answered", status=422)
    assert refused.errors == ["There are 1 people to remind now. Look again, and confirm that number."]
    sent = organiser.send(page, {"typed": "1"}, to="now/not-answered", follow=True)
    assert "can still be called back" in sent.words
    assert "called back" in organiser.send(sent, {}, to="call-back", follow=True).words.lower()
    organiser.get("reminders.remind_now", slug=event.slug, kind="nonsense", status=404)


@pytest.fixture
def stopping(app, make):
    guest = make.invitation(make.event(), make.contact("Ann"), said="ACCEPTED", place=Place.HELD)
    with app.test_request_context():
        return guest, reminder_addresses.address_for(guest).removeprefix("http://localhost")


def wants_none(guest) -> bool:
    db.session.rollback()
    db.session.expire_all()
    found = db.session.get(Invitation, guest.id).no_reminders_at is not None
    db.session.rollback()
    return found


def test_one_click_of_a_mail_program_stops_reminders(reader, stopping):
    guest, path = stopping
    client = reader.anybody().client
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and wants_none(guest)
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200, "twice is once"


def test_looking_and_submitting_untouched_changes_nothing_and_a_choice_does(reader, stopping):
    guest, path = stopping
    somebody = reader.anybody()
    page = somebody.get(path)
    assert somebody.client.head(path).status_code == 200
    assert somebody.send(page, {}, to="no-reminders", status=422).errors == ["Choose whether you want reminders"]
    assert not wants_none(guest)
    assert "You get no more reminders" in somebody.send(page, {"wanted": "no"}, to="no-reminders", follow=True).words
    assert wants_none(guest)
    assert "You get reminders" in somebody.send(page, {"wanted": "yes", "form_key": "b"}, to="no-reminders",
                                                follow=True).words


def test_the_address_opens_nothing_else_and_a_wrong_one_nothing(reader, stopping, make):
    guest, path = stopping
    token = path.rpartition("/")[2]
    client = reader.anybody().client
    assert client.get(f"/i/{token}").status_code == 404
    assert client.get(f"/no-reminders/{guest.ref}-{'x' * 22}").status_code == 404
    assert client.get("/no-reminders/nothing").status_code == 404
    with unit_of_work():
        db.session.get(Invitation, guest.id).link_version = 2
    assert client.get(path).status_code == 200, "a new personal link leaves it as it is"
