"""Guests and bodies of an earlier event are invited to another: drafts, nobody twice, nothing of what they said."""

from datetime import timedelta

import pytest

from events import clock
from events.database import db, unit_of_work
from events.delegates import carrying_guests, inviting, queries, seating
from events.delegates.door_models import Arrival
from events.delegates.models import Contact
from events.delegates.seat_models import Seats
from events.outbox import Letter
from tests.people import STARTS


@pytest.fixture
def two(make):
    """An evening with somebody who came, one who apologised, one who only was invited, and one drafted."""
    evening = make.event()
    later = make.event(slug="later", starts_at=STARTS + timedelta(days=84), capacity=5,
                       reply_by_on=(STARTS + timedelta(days=77)).date())
    came = make.invitation(evening, make.contact("Came"), said="ACCEPTED", place="held")
    make.invitation(evening, make.contact("Apologised"), said="DECLINED")
    make.invitation(evening, make.contact("Silent"))
    make.invitation(evening, make.contact("Drafted"), sent=False)
    with unit_of_work():
        db.session.add(Arrival(invitation_id=came.id, at=clock.now()))
    return evening, later


def names(rows) -> list[str]:
    """Whose invitations they are."""
    return sorted(row.contact.name for row in rows)


@pytest.mark.parametrize(("groups", "wanted"), [
    (["everybody"], ["Apologised", "Came", "Silent"]), (["came"], ["Came"]), (["apologised"], ["Apologised"]),
    (["came", "apologised"], ["Apologised", "Came"]), ([], []),
])
def test_each_group_is_drafted_and_nothing_is_sent(two, groups, wanted):
    evening, later = two
    with unit_of_work():
        made = carrying_guests.draft_again(later, evening, groups=groups, by="command")
        assert names(made) == wanted
        assert {(row.said, row.place, row.state) for row in made} <= {("NEEDS-ACTION", "none", "drafted")}
    with unit_of_work():
        assert carrying_guests.draft_again(later, evening, groups=groups, by="command") == []
    assert db.session.query(Letter).count() == 0


def test_who_asked_not_to_be_invited_is_left_out(two):
    evening, later = two
    with unit_of_work():
        db.session.query(Contact).filter_by(name="Came").one().do_not_invite = True
        made = carrying_guests.draft_again(later, evening, groups=["came"], by="command")
        assert made == []


def test_bodies_get_as_many_places_as_they_had_while_there_is_room(make, two):
    evening, later = two
    with unit_of_work():
        for name, count in (("Board", 3), ("Forum", 4), ("Trust", 2)):
            seating.give_seats(evening, name=name, count=count, coordinator_name=f"Head of {name}",
                               coordinator_email=f"{name.lower()}@example.org", by="command")
    with unit_of_work():
        given = carrying_guests.give_again(later, evening, by="command")
        assert (given.bodies, given.short) == (2, ["Forum"])
    rows = {row.name: row for row in db.session.query(Seats).filter_by(event_id=later.id)}
    assert {name: (row.count, row.coordinator.name, row.sent_at) for name, row in rows.items()} == {
        "Board": (3, "Head of Board", None), "Trust": (2, "Head of Trust", None)}
    with unit_of_work():
        assert carrying_guests.give_again(later, evening, by="command").bodies == 0


def test_nobody_is_drafted_for_an_event_that_is_over(two, at):
    evening, later = two
    with at(2009, 12, 1), pytest.raises(inviting.InvitationsClosed), unit_of_work():
        carrying_guests.draft_again(later, evening, groups=["came"], by="command")
    assert queries.invitations_of(later) == []
