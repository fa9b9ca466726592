"""Every calendar part of an event's whole life, read by two libraries that we do not write with, and kept in a store.

The store knows RFC 5546's order of messages and nothing else; through invitation, change, withdrawal,
putting off, a new day and cancellation it holds at most one event, and always the right one.
"""

import ast
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from events import event as event_record
from events.agenda import calendars, planning
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import (
    choosing_dates,
    inviting,
    offering_dates,
    queries,
    replying,
    seat_queries,
    seating,
    sending_again,
    substituting,
)
from events.delegates.models import Invitation
from events.delegates.states import InvitationState
from events.event import Event
from events.outbox import Letter, LetterState
from tests.delegates.calendar_libraries import Store, by_icaljs, by_libical
from tests.people import STARTS
from tests.rules.reading import functions, modules

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


# Where a letter's calendar part is asked for, and what that letter is called.
CARRIES = {
    "inviting.send_invitations": "invitation", "inviting.renew_link": "invitation",
    "inviting.post_cancellation": "cancelled", "listeners.tell_of_the_move": "moved", "naming.welcome": "named",
    "choosing_dates._take_out_of_calendar": "date_left",
}


def test_every_place_that_asks_for_a_calendar_part_is_known_here():
    """A new letter with a calendar part has to be read by both libraries too: then it is added to the table above."""
    found = {
        f"{path.stem}.{function.name}" for path in modules("delegates") for function in functions(path)
        for call in ast.walk(function) if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "facts_of" and any(word.arg == "method" for word in call.keywords)
    }
    looked_at = {"officer_views._preview", "wording.sample_facts"}  # samples and trials leave to no guest
    assert found - looked_at == set(CARRIES)


def put_off_and_fail(event: Event) -> None:
    """The server refuses every letter that waits."""
    db.session.query(Letter).filter_by(state=LetterState.QUEUED).update({"state": LetterState.FAILED})


def test_who_is_named_or_comes_for_another_and_a_letter_sent_again_are_read_by_both_too(life):
    def name(event: Event) -> None:
        seats = seating.give_seats(event, name="Board", count=2, by="organiser", coordinator_name="Carol",
                                   coordinator_email="carol@example.org")
        seating.name_person(seats, name="Nadia Ali", email="nadia@example.org")

    def substitute(event: Event) -> None:
        replying.reply(life.guest(0), said="DELEGATED", channel="link",
                       substitute=substituting.Named("Omar Khan", "omar@example.org"))
        [proposed] = seat_queries.proposed_for(life.guest(0))
        substituting.confirm(proposed, by="organiser")

    def again(event: Event) -> None:
        sending_again.send_again(event, by="organiser")

    seen = {}
    for acts in ([send_all], [name], [substitute], [later(1)],
                 [lambda event: inviting.renew_link(life.guest(2), by="organiser"), put_off_and_fail, later(1), again]):
        for act in acts:
            life.does(act)
        parts = life.sent()
        for (address, _), *both in zip(parts, by_icaljs([part for _, part in parts]),
                                       by_libical([part for _, part in parts]), strict=True):
            for read in both:
                assert read.method == "REQUEST" and [row[0] for row in read.attendees] == [f"mailto:{address}"]
            seen.setdefault(address, []).append(both[0].sequence)
    assert {"nadia@example.org", "omar@example.org"} <= set(seen)
    assert all(numbers == sorted(numbers) for numbers in seen.values())
    assert {row.name.removeprefix("delegates/") for row in db.session.query(Letter) if row.facts.get("method")} == (
        set(CARRIES.values()) - {"cancelled", "date_left"})  # these two take out, and are read above and below


def test_who_chooses_another_date_has_the_one_that_they_left_taken_out(make, life):
    make.event(slug="second", starts_at=STARTS + timedelta(days=7))
    life.does(lambda event: offering_dates.offer_together(event, event_record.find("second"), by="organiser"))
    guest, store = life.guest(0).id, Store()
    life.does(send_all)
    assert life.sent() == []  # no date is chosen yet
    for slug, methods in (("evening", {"evening": "REQUEST"}), ("second", {"evening": "CANCEL", "second": "REQUEST"}),
                          ("evening", {"evening": "REQUEST", "second": "CANCEL"})):
        life.does(lambda event, slug=slug: choosing_dates.answer(
            db.session.get(Invitation, guest), date=slug, said="ACCEPTED", channel="link"))
        parts = [part for _, part in life.sent()]
        for read, other in zip(by_icaljs(parts), by_libical(parts), strict=True):
            assert (read.method, read.uid, read.sequence, read.status, read.starts) == (
                other.method, other.uid, other.sequence, other.status, other.starts)
            assert methods.pop(read.uid.partition("@")[0]) == read.method and store.take(read)
            assert [row[0] for row in read.attendees] == ["mailto:guest0@example.org"]
        assert methods == {} and [read.uid for read in store.standing] == [f"{slug}@localhost"]
    assert {row.facts["method"] for row in db.session.query(Letter).filter_by(name="delegates/date_left")} == {"CANCEL"}


def faulty(part: str, line: str, instead: str = "") -> str:
    """The part with another line in place of the one that begins so."""
    folded = part.replace("\r\n ", "")
    rows = [instead if row.startswith(line) else row for row in folded.split("\r\n")]
    return "\r\n".join(row for row in rows if row) + "\r\n"


@pytest.mark.parametrize(("line", "instead"), [
    ("DTSTAMP", ""), ("UID", ""), ("ORGANIZER", ""), ("DTSTART", "DTSTART:20091399T999999Z"),
    ("STATUS", "STATUS:MAYBE"), ("SEQUENCE", ""),
    ("ATTENDEE", "ATTENDEE:PARTSTAT=NEEDS-ACTION:mailto:guest0@example.org"),
    ("METHOD", "METHOD:INVITE"),
])
def test_a_part_with_a_fault_would_be_noticed(life, line, instead):
    life.does(send_all)
    address, part = life.sent()[0]

    def is_right(words: str) -> bool:
        try:
            first, second = by_icaljs([words])[0], by_libical([words])[0]
        except (AssertionError, KeyError, ValueError):
            return False
        return (first.method, first.attendees[0][0], first.starts) == ("REQUEST", f"mailto:{address}", second.starts)

    assert is_right(faulty(part, "nothing")) and not is_right(faulty(part, line, instead))


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
