"""A register that was ticked on paper is typed in."""

import pytest

from events.database import db, unit_of_work
from events.delegates import arriving, door_queries, register_queries, registering
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def guests(make, event):
    return [make.invitation(event, make.contact(name), said="ACCEPTED", place=Place.HELD) for name in "ABC"]


def type_in(event, came, shown=()):
    with unit_of_work():
        return registering.type_in(event, came=[guest.id for guest in came], shown=[guest.id for guest in shown],
                                   by="officer")


def came(guests) -> list[bool]:
    found = [door_queries.arrival_of(guest) for guest in guests]
    return [row is not None and row.undone_at is None for row in found]


def test_ticks_are_saved_all_at_once_and_a_second_time_changes_nothing(event, guests, at):
    with at(2009, 5, 21, 9):
        assert type_in(event, guests[:2]) == registering.Typed(2, 0)
        assert type_in(event, guests[:2]) == registering.Typed(0, 0)
    assert came(guests) == [True, True, False]
    assert door_queries.arrival_of(guests[0]).at == event.starts_at  # paper knows no hour


def test_a_tick_taken_away_is_taken_back_but_not_one_that_the_page_did_not_show(event, guests, at):
    with at(2009, 5, 20, 17):
        type_in(event, guests[:1])
        with unit_of_work():
            arriving.arrive(db.session.get(Invitation, guests[1].id), by="door")  # at the door, meanwhile
        assert type_in(event, [], shown=guests[:1]) == registering.Typed(0, 1)
    assert came(guests) == [False, True, False]


def test_nothing_is_typed_in_before_the_day_and_nothing_of_another_event(make, event, guests, at):
    with pytest.raises(registering.NotYet):
        type_in(event, guests)
    other = make.event(slug="other")
    with at(2009, 5, 20, 17):
        assert type_in(other, guests) == registering.Typed(0, 0)
    assert came(guests) == [False, False, False]


def test_the_register_is_by_partnership_and_who_walked_in_stands_last(make, event):
    def guest(name, partnership="", **values):
        return make.invitation(event, make.contact(name, partnership=partnership), **values)

    guest("Zoë", "Board", said="ACCEPTED", place=Place.HELD)
    guest("Ann", "Network", said="TENTATIVE")
    guest("Abe", said="ACCEPTED", place=Place.WAITING)
    guest("Wim", "Board", said="ACCEPTED", place=Place.HELD, origin="walked in")
    guest("Not coming", "Board", said="DECLINED")
    guest("By link", "Board", said="ACCEPTED", place=Place.HELD, attendance="by link")
    lines = register_queries.lines_of(event)
    assert [(line.number, line.body, line.name) for line in lines] == [
        (1, "Board", "Zoë"), (2, "Network", "Ann"), (3, "", "Abe"), (4, "Board", "Wim")]
    assert register_queries.length(event) == 4
    assert register_queries.lines_of(event, first=1, most=1)[0].number == 2
    assert [line.name for line in register_queries.lines_of(event, held_alone=True)] == ["Zoë", "Wim"]


def test_attendance_tells_attended_apologies_absent_and_substitute_by_partnership(make, event, at):
    def guest(name, partnership="Board", **values):
        return make.invitation(event, make.contact(name, partnership=partnership), **values)

    held = {"said": "ACCEPTED", "place": Place.HELD}
    here, away = guest("Here", **held), guest("Away", **held)
    sent = guest("Sent somebody", said="DECLINED")
    stand_in = guest("Stand-in", "Network", stands_in_for_id=sent.id, **held)
    guest("Waits", "", said="ACCEPTED", place=Place.WAITING)
    gone = guest("Withdrawn", **held)
    with unit_of_work():
        db.session.get(Invitation, gone.id).state = InvitationState.WITHDRAWN
    with at(2009, 5, 20, 17):
        type_in(event, [here, stand_in])
    assert register_queries.attendance_by_body(event) == {
        "Board": {"attended": 1, "absent": 1, "apologies": 1}, "Network": {"substitute": 1}, "": {"no place": 1}}
    assert register_queries.attendance(event) == {
        "attended": 1, "absent": 1, "apologies": 1, "substitute": 1, "no place": 1}
    total, people = register_queries.people(event, body="Network")
    assert (total, people[0].name, people[0].stands_in_for) == (1, "Stand-in", "Sent somebody")
    assert [row.name for row in register_queries.people(event, status="absent")[1]] == [away.contact.name]
    assert register_queries.people(event, body="")[0] == 1
