"""Seats that a body fills by name."""

from datetime import date

import pytest

from events import outbox
from events.database import db, unit_of_work
from events.delegates import chair_queries, queries, replying, seat_queries, seating
from events.delegates.models import Invitation
from events.delegates.seat_models import Seats
from events.delegates.states import Channel, Place, Said


def give(event, count=3, name="Renaissance", **values):
    with unit_of_work():
        values = {"coordinator_name": "Carol Reed", "coordinator_email": "carol@renaissance.example"} | values
        return seating.give_seats(event, name=name, count=count, by="organiser", **values).id


def seats(key) -> Seats:
    return db.session.get_one(Seats, key)


def name(key, who="Nadia Ali", email="nadia@example.org", **values) -> Invitation:
    with unit_of_work():
        return seating.name_person(seats(key), name=who, email=email, **values)


def test_seats_without_a_name_are_chairs_until_the_give_back_day_is_over(make, at):
    event = make.event(capacity=10, give_back_on=date(2009, 5, 6))
    key = give(event, 3)
    assert queries.taken(event) == 3
    name(key)
    assert (queries.taken(event), chair_queries.chairs_of(event).unnamed) == (3, 2)
    with at(2009, 5, 6, 22, 0):
        assert queries.taken(event) == 3, "the whole of the day counts, by the event's clock"
    with at(2009, 5, 6, 23, 30):
        assert queries.taken(event) == 1


def test_a_name_has_a_place_and_a_letter_with_a_calendar_part_and_their_own_link(make):
    key = give(make.event(capacity=5, give_back_on=date(2009, 5, 6)))
    guest = name(key)
    assert (guest.said, guest.place, guest.origin, guest.seats_id) == (Said.ACCEPTED, Place.HELD, "named", key)
    letter = outbox.about(guest)[0]
    assert (letter.name, letter.to_address, letter.facts["method"]) == (
        "delegates/named", "nadia@example.org", "REQUEST")
    note = queries.replies_of(guest)[0]
    assert (note.channel, note.on_behalf_by) == (Channel.COORDINATOR, "Carol Reed, Renaissance")


def test_who_has_no_mail_is_named_all_the_same_and_stands_among_the_letters_by_post(make):
    event = make.event(capacity=5)
    guest = name(give(event), "Old Mr Brown", "", address="1 High Street\nStockton")
    assert [row.id for row in queries.by_post(event)] == [guest.id]
    assert guest.contact.address == "1 High Street\nStockton"


def test_there_are_no_more_names_than_seats_and_nobody_stands_on_them_twice(make):
    event = make.event(capacity=5)
    key = give(event, 2)
    name(key)
    with pytest.raises(seating.OnTheList):
        name(key)
    name(key, "Second", "second@example.org")
    with pytest.raises(seating.SeatsFilled):
        name(key, "Third", "third@example.org")


def test_more_seats_than_chairs_are_not_given(make):
    event = make.event(capacity=4)
    make.invitation(event, said="ACCEPTED", place=Place.HELD)
    with pytest.raises(seating.NotSoMany, match="Only 3"):
        give(event, 4)
    key = give(event, 3)
    with unit_of_work(), pytest.raises(seating.NotSoMany):
        seating.change_seats(seats(key), name="Renaissance", count=4, by="organiser")


def test_a_full_event_still_has_the_seats_that_a_body_was_given(make):
    event = make.event(capacity=2, give_back_on=date(2009, 5, 6))
    key = give(event, 1)
    first, second = make.invitation(event), make.invitation(event)
    for guest, place in ((first, Place.HELD), (second, Place.WAITING)):
        with unit_of_work():
            said = replying.reply(db.session.get_one(Invitation, guest.id), said="ACCEPTED", channel="link")
            assert said.place == place
    assert name(key).place == Place.HELD
    assert queries.taken(event) == 2


def test_an_apology_frees_the_seat_for_another_name_and_shows_in_the_numbers(make):
    key = give(make.event(capacity=5), 2)
    guest = name(key)
    with unit_of_work():
        replying.reply(db.session.get_one(Invitation, guest.id), said="DECLINED", channel="link")
    standing = seat_queries.standing_of(seats(key))
    assert (standing.given, standing.named, standing.coming, standing.apologies, standing.unused) == (2, 1, 0, 1, 2)


def test_a_swap_gives_the_place_to_another_and_tells_both(make, post, words):
    key = give(make.event(capacity=1), 1)
    guest = name(key)
    post()
    with unit_of_work():
        made = seating.swap(db.session.get_one(Invitation, guest.id), name="Omar", email="omar@example.org")
    db.session.expire_all()
    assert (guest.place, guest.said, made.place) == (Place.NONE, Said.DECLINED, Place.HELD)
    assert (made.stands_in_for_id, made.origin) == (guest.id, "substitute")
    assert outbox.about(made)[0].name == "delegates/named"
    letter = [row for row in post() if row["To"].addresses[0].display_name == "Nadia Ali"][-1]
    assert "Renaissance has told us that you are not coming" in words(letter, "text/plain")
    assert "METHOD:CANCEL" in words(letter, "text/calendar") and "SEQUENCE:1" in words(letter, "text/calendar")


def test_who_is_off_the_list_before_their_letter_left_gets_none(make, post):
    key = give(make.event(capacity=1), 1)
    guest = name(key)
    with unit_of_work():
        seating.take_back(db.session.get_one(Invitation, guest.id))
    assert post() == [] and guest.place == Place.NONE


def test_those_who_come_stand_before_those_who_do_not(make):
    key = give(make.event(capacity=3), 3)
    first = name(key, "Ann Bell", "ann@example.org")
    name(key)
    with unit_of_work():
        seating.take_back(db.session.get_one(Invitation, first.id))
    assert [row.contact.name for row in seat_queries.named_on(seats(key))] == ["Nadia Ali", "Ann Bell"]


def test_seats_given_back_are_offered_to_those_who_wait(make):
    event = make.event(capacity=2)
    key = give(event, 2)
    guest = make.invitation(event)
    with unit_of_work():
        replying.reply(db.session.get_one(Invitation, guest.id), said="ACCEPTED", channel="link")
    with unit_of_work():
        seating.give_back(seats(key), count=1)
    db.session.expire_all()
    assert (seats(key).count, guest.place) == (1, Place.OFFERED)
    with unit_of_work(), pytest.raises(seating.NamedAlready):
        seating.give_back(seats(key), count=2)


def test_a_name_taken_back_leaves_the_seat_to_the_body(make):
    key = give(make.event(capacity=2, give_back_on=date(2009, 5, 6)), 1)
    guest = name(key)
    with unit_of_work():
        seating.take_back(db.session.get_one(Invitation, guest.id))
    db.session.expire_all()
    assert (guest.place, seat_queries.standing_of(seats(key)).unused) == (Place.NONE, 1)


def test_fewer_seats_than_names_are_refused_with_the_number(make):
    key = give(make.event(capacity=5), 3)
    name(key)
    with unit_of_work(), pytest.raises(seating.NamedAlready, match="1 of these"):
        seating.change_seats(seats(key), name="Renaissance", count=0, by="organiser")


def test_another_coordinator_has_another_link(make):
    key = give(make.event(capacity=5), 3)
    with unit_of_work():
        seating.change_seats(seats(key), name="Renaissance", count=3, coordinator_name="Carol Reed",
                             coordinator_email="carol@renaissance.example", by="organiser")
        assert seats(key).link_version == 1
        seating.change_seats(seats(key), name="Renaissance", count=3, coordinator_name="Dev Patel",
                             coordinator_email="dev@renaissance.example", by="organiser")
        assert seats(key).link_version == 2


def test_a_name_of_theirs_shows_nothing_of_what_the_council_knows_of_an_address(make):
    event = make.event(capacity=5)
    make.contact("Her Ladyship Nadia Ali-Smith", email="nadia@example.org")
    assert name(give(event)).named_as == "Nadia Ali"


def test_who_does_not_want_letters_gets_none_when_named(make):
    event = make.event(capacity=5)
    make.contact("Nadia", email="nadia@example.org", do_not_invite=True)
    assert outbox.about(name(give(event))) == []


def test_after_the_event_no_name_is_changed(make, at):
    key = give(make.event(capacity=5))
    with at(2009, 5, 21, 9), pytest.raises(seating.SeatsClosed):
        name(key)
