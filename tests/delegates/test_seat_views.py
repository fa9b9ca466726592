"""The pages of bodies' places: the coordinator's, the organiser's."""

import pytest
from sqlalchemy import event as sql_event

from events.database import db, unit_of_work
from events.delegates import replying, seat_queries, seating, substituting
from events.delegates.letters import letters
from events.delegates.models import Invitation
from events.delegates.seat_models import Seats
from events.delegates.states import Place
from events.outbox import Letter


@pytest.fixture
def event(make):
    return make.event(capacity=10)


def give(event, name="Renaissance", count=2, **values) -> Seats:
    with unit_of_work():
        who = {"coordinator_name": "Carol Reed", "coordinator_email": "carol@renaissance.example"} | values
        return seating.give_seats(event, name=name, count=count, by="organiser", **who)


def test_the_coordinator_fills_swaps_and_gives_back_from_their_own_link(make, reader, event):
    seats = give(event)
    coordinator, ref = reader.by_link("seats", seats), seats.ref
    page = coordinator.get("seats.fill_seats", ref=ref)
    coordinator.send(page, {"name": "Nadia Ali", "email": "nadia@example.org"}, to="/seats")
    page = coordinator.get("seats.fill_seats", ref=ref)
    assert "Nadia Ali" in page.words
    guest = seat_queries.named_on(seats)[0]
    page = coordinator.get("seats.change_person", ref=ref, invitation_id=guest.id)
    coordinator.send(page, {"what": "swap", "name": "Omar Khan", "email": "omar@example.org"}, to="/seats")
    page = coordinator.get("seats.fill_seats", ref=ref)
    assert "Omar Khan" in page.words
    coordinator.send(page, {"count": "1"}, to="/seats/back")
    db.session.expire_all()
    assert db.session.get_one(Seats, seats.id).count == 1


def test_a_program_that_submits_every_form_changes_nothing(make, reader, event):
    seats = give(event)
    with unit_of_work():
        guest = seating.name_person(db.session.get_one(Seats, seats.id), name="Nadia", email="nadia@example.org")
    coordinator = reader.by_link("seats", seats)
    page = coordinator.get("seats.fill_seats", ref=seats.ref)
    for form in range(2):
        coordinator.send(page, {}, to="/seats", place=form, status=422)
    page = coordinator.get("seats.change_person", ref=seats.ref, invitation_id=guest.id)
    coordinator.send(page, {}, to="/seats", status=422)
    db.session.expire_all()
    assert (guest.place, db.session.get_one(Seats, seats.id).count) == (Place.HELD, 2)


def test_after_the_event_nothing_is_asked_of_the_coordinator(make, reader, event, at):
    seats = give(event)
    with unit_of_work():
        guest = seating.name_person(db.session.get_one(Seats, seats.id), name="Nadia", email="nadia@example.org")
    coordinator = reader.by_link("seats", seats)
    with at(2009, 6, 1):
        page = coordinator.get("seats.fill_seats", ref=seats.ref)
        assert "The event is over. Names cannot be changed now." in page.words
        assert "newsletter" not in page.words and not page.find("input", attrs={"name": "name"})
        person = coordinator.get("seats.change_person", ref=seats.ref, invitation_id=guest.id)
        assert "The event is over." in person.words and not person.find("input", attrs={"name": "what"})


def test_what_was_typed_comes_back_with_the_sentence(make, reader, event):
    seats = give(event)
    coordinator = reader.by_link("seats", seats)
    page = coordinator.get("seats.fill_seats", ref=seats.ref)
    typed = {"name": "Nadia", "email": "a@example.org, b@example.org"}
    refused = coordinator.send(page, typed, to="/seats", status=422)
    assert refused.errors and refused.form("/seats")["name"] == "Nadia"


def test_a_coordinators_link_opens_no_guests_page_and_a_guests_link_no_seats(make, reader, event):
    seats, guest = give(event), make.invitation(event)
    coordinator = reader.by_link("seats", seats)
    coordinator.get("delegates.reply_to_invitation", ref=seats.ref, status=404)
    reader.by_link("invitation", guest).get("seats.fill_seats", ref=seats.ref, status=404)
    others = give(event, "Another body")
    named = make.invitation(event, seats_id=others.id, said="ACCEPTED", place=Place.HELD)
    coordinator.get("seats.change_person", ref=seats.ref, invitation_id=named.id, status=404)


def test_the_coordinator_settles_who_comes_instead(make, reader, event):
    seats = give(event)
    with unit_of_work():
        guest = seating.name_person(db.session.get_one(Seats, seats.id), name="Nadia", email="nadia@example.org")
        replying.reply(guest, said="DELEGATED", channel="link", substitute=substituting.Named("Omar"))
    coordinator = reader.by_link("seats", seats)
    assert "Omar" in coordinator.get("seats.fill_seats", ref=seats.ref).words
    [proposed] = seat_queries.proposed_on(seats)
    page = coordinator.get("seats.settle_substitute", ref=seats.ref, substitute_id=proposed.id)
    coordinator.send(page, {"answer": "yes"}, to="/substitutes")
    db.session.expire_all()
    assert [(row.named_as, row.place) for row in seat_queries.named_on(seats)] == [("Omar", "held"), ("Nadia", "none")]


def test_the_organiser_gives_places_and_sends_a_letter_whose_link_opens(app, make, reader, event):
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("giving.give_seats", slug=event.slug)
    organiser.send(page, {"name": "Renaissance", "count": "11"}, place=1, status=422)
    organiser.send(page, {"name": "Renaissance", "count": "3", "coordinator_name": "Carol",
                          "coordinator_email": "carol@example.org"}, place=1)
    seats = db.session.query(Seats).one()
    page = organiser.get("giving.change_seats", slug=event.slug, seats_id=seats.id)
    organiser.send(page, {}, to="/letter")
    letter = db.session.query(Letter).filter_by(name="delegates/seats").one()
    with app.app_context():
        composer = letters.composer(letter.name)
        mail = composer.fill(composer.prepare(letter), letter)
    link = reader.link("seats", seats)
    assert link in mail.text and link in mail.html and "3 places" in mail.text
    assert link not in str(letter.facts)
    assert "To name 3 people" in organiser.get("giving.show_paper", slug=event.slug, seats_id=seats.id).words


def test_one_button_of_the_organiser_confirms_a_substitute(make, reader, event):
    guest = make.invitation(event)
    with unit_of_work():
        replying.reply(db.session.get_one(Invitation, guest.id), said="DELEGATED", channel="link",
                       substitute=substituting.Named("Omar", "omar@example.org"))
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("giving.list_substitutes", slug=event.slug)
    organiser.send(page, {}, to="/substitutes/")
    assert "Nobody waits" in organiser.get("giving.list_substitutes", slug=event.slug).words


@pytest.mark.parametrize("endpoint", ["giving.list_seats", "giving.list_substitutes", "asking.list_requests"])
def test_five_thousand_rows_cost_as_many_queries_as_five(app, make, reader, event, endpoint):
    organiser = reader.signed_in(make.officer("organiser", on=event))
    counted = []
    for more in (5, 4995):
        fill(event, more)
        asked: list[str] = []
        def note(*told, asked=asked):
            asked.append(told[2])

        sql_event.listen(db.engine, "before_cursor_execute", note)
        page = organiser.get(endpoint, slug=event.slug)
        sql_event.remove(db.engine, "before_cursor_execute", note)
        counted.append(len(asked))
    assert page.select(".govuk-pagination"), "the list is paged"
    assert counted[0] == counted[1]


def fill(event, more: int) -> None:
    """Bodies, substitutes and requests, written at once."""
    import secrets  # only here

    from sqlalchemy import insert

    from events import clock
    from events.delegates.models import Contact, new_reply_code
    from events.delegates.seat_models import PlaceRequest, Substitute

    now, keep = clock.now(), event.keep_until
    with unit_of_work():
        def rows(**values):
            return [{name: make() if callable(make) else make for name, make in values.items()} for _ in range(more)]

        def token():
            return secrets.token_hex(8)

        first = db.session.query(db.func.coalesce(db.func.max(Contact.id), 0)).scalar()
        db.session.execute(insert(Contact), rows(name=token, created_at=now, keep_until=keep))
        people = [row for row, in db.session.query(Contact.id).filter(Contact.id > first)]
        codes = {new_reply_code() for _ in range(more * 2)}
        db.session.execute(insert(Invitation), [
            {"event_id": event.id, "contact_id": key, "ref": token(), "badge_code": token(), "reply_code": codes.pop(),
             "drafted_at": now, "keep_until": keep, "state": "sent", "said": "DELEGATED", "place": "held"}
            for key in people])
        guests = [row for row, in db.session.query(Invitation.id).filter(Invitation.contact_id > first)]
        db.session.execute(insert(Substitute), [
            {"invitation_id": key, "name": "Omar", "proposed_at": now, "keep_until": keep} for key in guests])
        db.session.execute(insert(Seats), [
            {"event_id": event.id, "name": token(), "coordinator_id": key, "count": 1, "ref": token(),
             "code": codes.pop(), "given_at": now, "keep_until": keep} for key in people])
        db.session.execute(insert(PlaceRequest), rows(
            event_id=event.id, ref=token, name=token, email="a@example.org", email_key="a@example.org",
            state="waiting", asked_at=now, confirmed_at=now, keep_until=keep))
