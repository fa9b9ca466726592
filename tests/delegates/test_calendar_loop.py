"""Every calendar part of an event's whole life, read by two libraries that we do not write with, and kept in a store.

The store knows RFC 5546's order of messages and nothing else; through invitation, change, withdrawal,
putting off, a new day and cancellation it holds at most one event, and always the right one.
"""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from events.agenda import calendars, planning
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import inviting, queries
from events.delegates.models import Invitation
from events.delegates.states import InvitationState
from events.event import Event
from tests.delegates.calendar_libraries import Store, by_icaljs, by_libical

NAMES = ["Joyce Applegarth", 'Smith; Harold, "the second"', "محمد علي"]


@pytest.fixture
def life(make, post):
    """An event with three guests of odd names, and every letter as it leaves."""
    event = make.event(title="Preventing something delicate", venue_room="Rooms 1, 2; and 3")
    for place, name in enumerate(NAMES):
        make.invitation(event, make.contact(name, email=f"guest{place}@example.org"), sent=False)
    return Life(event.id, post)


class Life:
    """What happens to the event, and what the guests' calendars are sent."""

    def __init__(self, event_id: int, post):
        """Nothing has left yet."""
        self.event_id, self.post, self.seen = event_id, post, 0

    def does(self, act) -> None:
        """One thing happens, in a unit of work of its own."""
        db.session.rollback()  # an open read would hold the write back
        with unit_of_work():
            act(db.session.get(Event, self.event_id))

    def sent(self) -> list[tuple[str, str]]:
        """(to whom, calendar part) of the letters that left since we last looked; both parts of each are the same."""
        messages = self.post()[self.seen:]
        self.seen += len(messages)
        found = []
        for message in messages:
            parts = [part for part in message.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
            texts = [part.get_payload(decode=True).decode() for part in parts]
            if not texts:
                continue
            assert len(texts) == 2 and texts[0] == texts[1]
            assert parts[0].get_param("method") in texts[0]
            assert "/i/" not in texts[0] and "http" not in texts[0] and "delicate" not in texts[0]
            found.append((message["To"].addresses[0].addr_spec, texts[0]))
        return found

    def guest(self, place: int) -> Invitation:
        """A guest's invitation, in the order of the names above."""
        rows = {row.contact.email: row for row in queries.invitations_of(db.session.get(Event, self.event_id))}
        return rows[f"guest{place}@example.org"]


def send_all(event: Event) -> None:
    """What the Send button does."""
    drafts = queries.invitations_of(event, state=InvitationState.DRAFTED)
    inviting.send_invitations(event, drafts, by="organiser", hold=timedelta(0))


def changed(**values):
    """An act that changes the event."""
    return lambda event: planning.change_event(event, by="organiser", sure=True, **values)


def later(days: int):
    """An act that moves it."""
    return lambda event: planning.change_event(
        event, by="organiser", sure=True, starts_at=event.starts_at + timedelta(days=days),
        ends_at=event.ends_at + timedelta(days=days), reply_by_on=date(2009, 5, 13))


def test_two_libraries_read_every_part_alike_and_a_store_holds_one_event_throughout(life, at):
    stores = {f"guest{place}@example.org": Store() for place in range(3)}
    steps = [
        # (what happens, at which minute, who is sent something, how many then have the event, its SEQUENCE)
        (send_all, {0, 1, 2}, {0, 1, 2}, 0),
        (changed(title="Another title", strapline="and words"), set(), {0, 1, 2}, 0),
        (lambda event: inviting.renew_link(life.guest(0), by="organiser"), {0}, {0, 1, 2}, 0),
        (later(1), {0, 1, 2}, {0, 1, 2}, 1),
        (changed(venue_room="Room 4"), {0, 1, 2}, {0, 1, 2}, 2),
        (lambda event: inviting.withdraw_invitation(life.guest(1), by="organiser"), {1}, {0, 2}, 2),
        (lambda event: inviting.invite_again(life.guest(1), by="organiser"), {1}, {0, 1, 2}, 2),
        (lambda event: planning.postpone_event(event, by="organiser"), {0, 1, 2}, set(), 3),
        (changed(venue_room="Room 5"), set(), set(), 3),
        (later(7), {0, 1, 2}, {0, 1, 2}, 4),
        (lambda event: planning.cancel_event(event, by="organiser"), {0, 1, 2}, set(), 5),
    ]
    for minute, (act, told, standing, sequence) in enumerate(steps):
        with at(2009, 4, 22, 10, minute):
            life.does(act)
            parts = life.sent()
        assert {address for address, _ in parts} == {f"guest{place}@example.org" for place in told}, minute
        first, second = by_icaljs([part for _, part in parts]), by_libical([part for _, part in parts])
        assert [(row.method, row.uid, row.sequence, row.starts, row.ends, row.summary, row.location, row.status)
                for row in first] == [(row.method, row.uid, row.sequence, row.starts, row.ends, row.summary,
                                       row.location, row.status) for row in second], minute
        for (address, _), read, other in zip(parts, first, second, strict=True):
            assert len(read.attendees) == 1 and read.attendees[0][0] == other.attendees[0][0] == f"mailto:{address}"
            assert read.attendees[0][1] == other.attendees[0][1]
            assert read.organiser == other.organiser and read.organiser.startswith("mailto:replies+")
            assert stores[address].take(read), f"step {minute}: the calendar of {address} takes it for an old one"
            lifted = life.guest(int(address[5])).sequence_lift
            assert read.sequence == sequence + lifted
        event = db.session.get(Event, life.event_id)
        for place in range(3):
            store = stores[f"guest{place}@example.org"]
            assert len(store.entries) == 1
            assert len(store.standing) == (place in standing), (minute, place)
            if place in standing:
                assert store.standing[0].starts == event.starts_at.strftime("%Y%m%dT%H%M%SZ")
        db.session.rollback()


def test_what_the_libraries_read_is_what_was_meant(life):
    life.does(send_all)
    parts = [part for _, part in life.sent()]
    names = set()
    for read in (*by_icaljs(parts), *by_libical(parts)):
        assert (read.method, read.uid, read.sequence, read.status) == ("REQUEST", "evening@localhost", 0, "CONFIRMED")
        assert (read.starts, read.ends, read.summary) == ("20090520T170000Z", "20090520T200000Z", "Evening of 20 May")
        assert read.location == "Rooms 1, 2; and 3, Wynyard Rooms, Wynyard, Stockton-on-Tees"
        [(_, name, partstat)] = read.attendees
        names.add(name)
        assert partstat == "NEEDS-ACTION"
    assert names == {"Joyce Applegarth", "Smith; Harold, 'the second'", "محمد علي"}


def test_a_message_that_arrives_late_or_twice_changes_no_calendar(life, at):
    life.does(send_all)
    [first] = [part for address, part in life.sent() if address.startswith("guest0")]
    with at(2009, 4, 22, 11):
        life.does(later(1))
        [second] = [part for address, part in life.sent() if address.startswith("guest0")]
    with at(2009, 4, 22, 12):
        life.does(lambda event: planning.cancel_event(event, by="organiser"))
        [last] = [part for address, part in life.sent() if address.startswith("guest0")]
    read = by_icaljs([first, second, last])
    for order in ((0, 2, 1), (0, 1, 2, 1, 0), (1, 0, 2, 2)):
        store = Store()
        for place in order:
            store.take(read[place])
        assert store.standing == [], order


def test_the_file_for_everybody_is_read_by_both_too_also_when_the_event_is_put_off(life):
    for act, status, title in (
        (lambda event: None, "CONFIRMED", "Evening of 20 May"),
        (lambda event: planning.postpone_event(event, by="organiser"), "CANCELLED", "Put off: Evening of 20 May"),
        (lambda event: planning.cancel_event(event, by="organiser"), "CANCELLED", "Evening of 20 May"),
    ):
        life.does(act)
        event = db.session.get(Event, life.event_id)
        words = calendars.calendar_of(event, agenda_queries.arrangements_of(event), base="http://localhost").decode()
        for [read] in (by_icaljs([words]), by_libical([words])):
            assert (read.method, read.status, read.summary, read.attendees) == ("PUBLISH", status, title, ())
        Calendar.from_ical(words)


def test_a_guest_who_had_no_letter_yet_needs_no_higher_sequence_to_be_withdrawn(make, life):
    guest = life.guest(0)
    life.does(lambda event: inviting.withdraw_invitation(life.guest(0), by="organiser"))
    db.session.expire_all()
    assert guest.sequence_lift == 0 and life.sent() == []
