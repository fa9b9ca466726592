"""The pages of the door."""

import pytest

from events.delegates import door_queries
from events.delegates.states import Place


@pytest.fixture
def evening(at):
    """The clock stands at half past five on the evening itself."""
    with at(2009, 5, 20, 16, 30):
        yield


def test_a_badge_is_met_and_its_holder_welcomed_by_one_press(make, reader, evening):
    event = make.event()
    guest = make.invitation(event, said="ACCEPTED", place=Place.HELD)
    door = reader.signed_in(make.officer("door", on=event))
    page = door.get("door.meet_badge", code=guest.badge_code)
    assert page.heading == "Joyce Applegarth"
    welcomed = door.send(page, {}, to="/door/", follow=True)
    assert "Arrived at 5:30pm." in welcomed.words
    undone = door.send(welcomed, {}, to="undo", follow=True)
    assert "Welcome: record arrival" in undone.words


def test_opening_a_badges_address_records_nothing(make, reader, evening):
    event = make.event()
    guest = make.invitation(event, said="ACCEPTED", place=Place.HELD)
    reader.signed_in(make.officer("door", on=event)).get("door.meet_badge", code=guest.badge_code)
    assert door_queries.arrival_of(guest) is None


def test_a_guest_who_waits_is_let_in_only_by_the_second_button(make, reader, evening):
    event = make.event()
    guest = make.invitation(event, said="ACCEPTED", place=Place.WAITING, waiting_number=1)
    door = reader.signed_in(make.officer("door", on=event))
    page = door.get("door.meet_badge", code=guest.badge_code)
    assert "no place yet" in page.words and "Welcome: record arrival" not in page.words
    assert "Arrived at" in door.send(page, {}, to="/door/", follow=True).words


def test_an_unknown_badge_and_another_events_badge_are_the_same_page(make, reader):
    mine, other = make.event(), make.event(slug="other")
    guest = make.invitation(other)
    door = reader.signed_in(make.officer("door", on=mine))
    unknown = door.get("/door/0000000000000000", status=404)
    foreign = door.get("door.meet_badge", code=guest.badge_code, status=404)
    assert unknown.words == foreign.words
    door.post("door.meet_badge", code=guest.badge_code, status=404)
    door.post("door.undo_arrival", code=guest.badge_code, status=404)


def test_a_stranger_is_sent_to_sign_in_whether_the_badge_exists_or_not(make, reader):
    guest = make.invitation(make.event())
    for code in (guest.badge_code, "0000000000000000"):
        reader.anybody().get("door.meet_badge", code=code, status=302)


def test_a_moderator_does_not_see_who_is_coming(make, reader):
    event = make.event()
    guest = make.invitation(event, said="ACCEPTED", place=Place.HELD)
    moderator = reader.signed_in(make.officer("moderator", on=event))
    moderator.get("door.meet_badge", code=guest.badge_code, status=403)
    moderator.get("door.show_door", slug=event.slug, status=403)


def test_a_guest_without_a_badge_is_found_by_a_part_of_the_name(make, reader):
    event = make.event()
    make.invitation(event, make.contact("Søren Kjær Lauritsen"), said="ACCEPTED", place=Place.HELD)
    make.invitation(event, make.contact("Ann Lee"))
    door = reader.signed_in(make.officer("door", on=event))
    page = door.get("/desk/events/evening/door?q=lauri")
    assert "Søren Kjær Lauritsen" in page.words and "Ann Lee" not in page.words
    assert "No guest of that name" in door.get("/desk/events/evening/door?q=100%25").words
