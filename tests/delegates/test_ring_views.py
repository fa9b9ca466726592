"""Putting an event off settles everything at once: letters, offers, answers, pages, and whom to ring."""

from datetime import timedelta

import pytest

from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import inviting, queries, replying, ring_queries
from events.delegates.models import Contact, Invitation
from events.delegates.replying import ReplyClosed
from events.delegates.states import Channel, InvitationState, Place, Said
from events.event import Event
from events.outbox import Letter, LetterState


@pytest.fixture
def evening(make):
    """An event with one who comes, one who waits, one who declined and one whose letter is still held."""
    event = make.event(capacity=1)
    rows = {name: make.invitation(event, make.contact(name), sent=False) for name in ("Ann", "Bob", "Cy", "Dee")}
    with unit_of_work():
        drafts = [row for row in queries.invitations_of(event) if row.contact.name != "Dee"]
        inviting.send_invitations(event, drafts, by="organiser", hold=timedelta(0))
    return event, rows


@pytest.fixture
def answered(evening, post):
    """The same, answered, and Dee's invitation still held."""
    event, rows = evening
    post()
    with unit_of_work():
        for name, said in (("Ann", "ACCEPTED"), ("Bob", "ACCEPTED"), ("Cy", "DECLINED")):
            replying.reply(db.session.get(Invitation, rows[name].id), said=said, channel=Channel.LINK)
        inviting.send_invitations(event, [db.session.get(Invitation, rows["Dee"].id)], by="organiser")
    return event, rows


def put_off(event) -> None:
    """What the button does."""
    with unit_of_work():
        planning.postpone_event(db.session.get(Event, event.id), by="organiser")


def stands(rows, name: str):
    """Somebody's invitation as it is stored now."""
    db.session.expire_all()
    return db.session.get(Invitation, rows[name].id)


def test_answers_and_places_stay_and_letters_that_wait_do_not_leave(answered, post):
    event, rows = answered
    put_off(event)
    assert (stands(rows, "Ann").place, stands(rows, "Bob").place) == (Place.HELD, Place.WAITING)
    assert (stands(rows, "Cy").said, stands(rows, "Dee").state) == (Said.DECLINED, InvitationState.DRAFTED)
    told = {message["To"].addresses[0].display_name: message for message in post()[3:]}
    assert {message["Subject"] for message in told.values()} == {"Put off: Evening of 20 May"}
    assert set(told) == {"Ann", "Bob", "Cy"}
    assert "The new day is not known yet" in told["Ann"].get_body(("plain",)).get_content()


def test_an_offer_is_taken_back_and_they_wait_where_they_stood(answered):
    event, rows = answered
    with unit_of_work():
        bob = db.session.get(Invitation, rows["Bob"].id)
        bob.place, bob.offered_until = Place.OFFERED, event.starts_at
    put_off(event)
    bob = stands(rows, "Bob")
    assert (bob.place, bob.offered_until, bob.waiting_number) == (Place.WAITING, None, 1)


def test_who_has_an_offer_and_no_address_is_rung_first(make, reader):
    event = make.event(capacity=1)
    make.invitation(event, make.contact("Ann", email=None), said="ACCEPTED", place=Place.WAITING, waiting_number=2)
    make.invitation(event, make.contact("Peggy", email=None), said="ACCEPTED", place=Place.OFFERED,
                    offered_until=event.starts_at - timedelta(days=9))
    assert [row.invitation.contact.name for row in ring_queries.people_to_ring(event)[1]] == ["Peggy", "Ann"]
    organiser = reader.signed_in(make.officer("organiser", on=event))
    guests = organiser.get("guests.list_guests", slug=event.slug).words
    assert "1 person has to be rung before the offer runs out." in guests
    assert "until Monday 11 May 2009 at 6pm" in guests
    assert "Places are free" not in guests, "the one free place is on offer"
    rung = organiser.get("ring.list_people_to_ring", slug=event.slug).words
    assert "A place is kept for them until Monday 11 May 2009 at 6pm." in rung


def test_a_new_day_takes_the_mark_away_and_tells_everybody_who_was_told(answered, post):
    event, rows = answered
    put_off(event)
    post()
    with unit_of_work():
        again = db.session.get(Event, event.id)
        planning.change_event(again, by="organiser", sure=True, starts_at=again.starts_at + timedelta(days=21),
                              ends_at=again.ends_at + timedelta(days=21))
    db.session.expire_all()
    assert db.session.get(Event, event.id).postponed_at is None
    told = [message for message in post() if message["Subject"].startswith("New day")]
    assert {message["To"].addresses[0].display_name for message in told} == {"Ann", "Bob", "Cy"}
    assert stands(rows, "Ann").place == Place.HELD


def test_while_it_is_put_off_nobody_answers_and_nobody_is_invited(answered):
    event, rows = answered
    put_off(event)
    with pytest.raises(ReplyClosed), unit_of_work():
        replying.reply(db.session.get(Invitation, rows["Ann"].id), said="DECLINED", channel=Channel.LINK)
    with pytest.raises(inviting.InvitationsClosed), unit_of_work():
        inviting.send_invitations(event, [db.session.get(Invitation, rows["Dee"].id)], by="organiser")


def test_a_changed_place_is_told_only_with_the_new_day(answered, post):
    event, _ = answered
    put_off(event)
    count = len(post())
    with unit_of_work():
        planning.change_event(db.session.get(Event, event.id), by="organiser", venue_room="Another room")
    db.session.expire_all()
    assert db.session.get(Event, event.id).sequence == 1
    assert len(post()) == count


def test_it_is_put_off_once_and_not_when_it_is_cancelled_or_over(make, at):
    for number, (act, refusal) in enumerate((
        (lambda event: planning.postpone_event(event, by="x"), planning.AlreadyPostponed),
        (lambda event: planning.cancel_event(event, by="x"), planning.AlreadyCancelled),
    )):
        event = make.event(slug=f"event-{number}")
        with unit_of_work():
            act(db.session.get(Event, event.id))
        with pytest.raises(refusal):
            put_off(event)
    event = make.event(slug="over")
    with at(2009, 6, 1), pytest.raises(planning.OverAlready):
        put_off(event)
    with at(2009, 6, 1), pytest.raises(planning.OverAlready), unit_of_work():
        planning.cancel_event(db.session.get(Event, event.id), by="x")


def test_the_button_asks_for_the_short_title_and_every_page_says_so(answered, make, reader):
    event, rows = answered
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("planning.postpone_event", slug=event.slug)
    refused = organiser.send(page, {"typed": "another"}, place=1, status=422)
    assert refused.errors == ["That is not the short title. Nothing was put off."]
    done = organiser.send(refused, {"typed": "evening of 20 may"}, place=1, follow=True)
    assert done.heading.endswith("Whom to ring")
    hers = reader.by_link("invitation", rows["Ann"])
    for who, page in ((reader.anybody(), f"/events/{event.slug}/"), (reader.anybody(), f"/events/{event.slug}/room"),
                      (reader.anybody(), f"/events/{event.slug}/programme"), (hers, f"/my/{rows['Ann'].ref}/"),
                      (hers, f"/my/{rows['Ann'].ref}/reply"), (organiser, f"/desk/events/{event.slug}/"),
                      (organiser, f"/desk/events/{event.slug}/arrangements")):
        assert "put off" in who.get(page).words.lower(), page
    assert b"Put off" in reader.client(reader.anybody()).get(f"/events/{event.slug}/calendar.ics").data
    assert not hers.get(f"/my/{rows['Ann'].ref}/reply").find("input", attrs={"name": "said"})
    assert "put off already" in organiser.get("planning.postpone_event", slug=event.slug).words


def names_to_ring(event) -> list[str]:
    """Who is on the list."""
    db.session.rollback()
    return [row.invitation.contact.name for row in ring_queries.people_to_ring(event)[1]]


def test_whom_to_ring_are_those_a_letter_may_not_reach(answered, make, at):
    event, rows = answered
    make.invitation(event, make.contact("Eve", email=None), place=Place.HELD, said=Said.ACCEPTED)
    make.invitation(event, make.contact("Fay", email=None), said=Said.DECLINED)
    assert names_to_ring(event) == ["Eve"]
    with unit_of_work():
        db.session.get(Contact, rows["Bob"].contact_id).bounced_at = event.created_at
    assert names_to_ring(event) == ["Bob", "Eve"]
    put_off(event)
    with unit_of_work():
        db.session.query(Letter).filter_by(record=f"invitation {rows['Ann'].id}", name="delegates/postponed").update(
            {"state": LetterState.FAILED})
    assert names_to_ring(event) == ["Ann", "Bob", "Eve"]


def test_within_two_days_everybody_who_is_coming_or_waiting_is_rung(answered, at, make, reader):
    event, _ = answered
    assert names_to_ring(event) == []
    with at(2009, 5, 18, 18):
        assert names_to_ring(event) == ["Ann", "Bob"]
        organiser = reader.signed_in(make.officer("organiser", on=event))
        page = organiser.get("ring.list_people_to_ring", slug=event.slug)
    assert "less than 48 hours" in page.words
    assert [row.get_text(" ", strip=True) for row in page.select("tbody th")] == ["Ann", "Bob"]


def test_when_it_is_over_nobody_is_rung_because_it_is_near(answered, at, make, reader):
    event, _ = answered
    with at(2009, 6, 1):
        assert names_to_ring(event) == []
        organiser = reader.signed_in(make.officer("organiser", on=event))
        assert "This event is over" in organiser.get("ring.list_people_to_ring", slug=event.slug).words
        for page in ("planning.cancel_event", "planning.postpone_event"):
            shown = organiser.get(page, slug=event.slug)
            assert "This event is over." in shown.words and not shown.find("input", attrs={"name": "typed"})
        assert "Cancel the event" not in organiser.get("planning.change_event", slug=event.slug).words


def test_only_the_organiser_sees_whom_to_ring(make, reader):
    event = make.event()
    for role in ("moderator", "door", "scribe", "reviewer"):
        reader.signed_in(make.officer(role, on=event)).get("ring.list_people_to_ring", slug=event.slug, status=403)
        reader.signed_in(make.officer(role, on=event)).get("planning.postpone_event", slug=event.slug, status=403)
