"""One invitation with a choice of date: the place is at the date that was chosen, and nobody counts twice."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import choosing_dates, date_queries, inviting, queries, replying, seating
from events.delegates.door_models import Needs
from events.delegates.models import Invitation
from events.event import Event
from tests.delegates.test_offering_dates import together
from tests.people import STARTS


@pytest.fixture
def two(make):
    """The same evening on 20 and 27 May, with one place each."""
    dates = make.event(capacity=1), make.event(slug="second", title="The second evening", capacity=1,
                                                starts_at=STARTS + timedelta(days=7))
    together(*dates)
    return dates


def say(guest, said="ACCEPTED", date="", **told):
    """Somebody answers over their link; the place that it came to."""
    with unit_of_work():
        return choosing_dates.answer(
            db.session.get(Invitation, guest.id), date=date, said=said, channel="link", **told).place


def counts(two) -> list[tuple[int, int, int]]:
    """(invited, coming, waiting) of each date."""
    db.session.rollback()
    return [(row.invited, row.coming, row.waiting) for row in map(queries.counts_of, two)]


def calendars(messages) -> list[tuple[str, str, int]]:
    """(METHOD, the event's slug, SEQUENCE) of each calendar part that left, in order."""
    found = []
    for message in messages:
        for part in message.walk():
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(part.get_content())
                [entry] = calendar.walk("VEVENT")
                found.append((str(calendar["METHOD"]), str(entry["UID"]).partition("@")[0], int(entry["SEQUENCE"])))
    return found


def test_the_place_is_at_the_date_that_was_chosen_and_moves_with_a_change_of_mind(make, two):
    guest = make.invitation(two[0])
    assert counts(two) == [(1, 0, 0), (0, 0, 0)]
    assert say(guest, date="second") == "held"
    assert counts(two) == [(0, 0, 0), (1, 1, 0)]
    assert say(guest, date="evening") == "held"
    assert counts(two) == [(1, 1, 0), (0, 0, 0)]
    assert say(guest, "DECLINED") == "none"  # both
    assert counts(two) == [(1, 0, 0), (0, 0, 0)]


def test_a_date_has_to_be_chosen_by_who_comes_and_one_that_there_is(make, two):
    guest = make.invitation(two[0])
    with pytest.raises(choosing_dates.DateNeeded):
        say(guest)
    with pytest.raises(choosing_dates.DateShut):
        say(guest, date="another")
    assert say(guest, "TENTATIVE") == "none"


def test_a_full_date_has_a_waiting_list_of_its_own(make, two):
    first, second = make.invitation(two[0]), make.invitation(two[0])
    say(first, date="second")
    assert say(second, date="second") == "waiting"
    assert counts(two) == [(0, 0, 0), (2, 1, 1)]


def test_nobody_gives_up_a_place_for_a_waiting_list(make, two):
    first, second = make.invitation(two[0]), make.invitation(two[0])
    say(first, date="second")
    say(second, date="evening")
    with pytest.raises(choosing_dates.DateFull):
        say(second, date="second")
    assert counts(two) == [(1, 1, 0), (1, 1, 0)]


def test_the_place_that_is_left_is_offered_to_who_waits_there(make, two):
    first, second = make.invitation(two[0]), make.invitation(two[0])
    say(first, date="evening")
    say(second, date="evening")
    say(first, date="second")
    assert db.session.get(Invitation, second.id).place == "offered"


def test_the_calendar_is_asked_for_the_chosen_date_alone_and_told_of_the_one_left(make, two, post):
    guest, officer = make.invitation(two[0], sent=False), make.officer("organiser")
    with unit_of_work():
        inviting.send_invitations(db.session.get(Event, two[0].id), [db.session.get(Invitation, guest.id)],
                                  by=officer, hold=timedelta(0))
    assert calendars(post()) == []
    say(guest, date="evening")
    assert calendars(post()) == [("REQUEST", "evening", 0)]
    say(guest, date="second")
    assert sorted(calendars(post())[1:]) == [("CANCEL", "evening", 1), ("REQUEST", "second", 1)]
    say(guest, date="evening")
    assert sorted(calendars(post())[3:]) == [("CANCEL", "second", 2), ("REQUEST", "evening", 2)]


def test_the_letter_offers_both_dates(make, two, post, words):
    guest, officer = make.invitation(two[0], sent=False), make.officer("organiser")
    with unit_of_work():
        inviting.send_invitations(db.session.get(Event, two[0].id), [db.session.get(Invitation, guest.id)],
                                  by=officer, hold=timedelta(0))
    [letter] = post()
    text = words(letter, "text/plain")
    assert "Choose one of these dates:" in text
    assert "- Wednesday 20 May 2009, 6pm to 9pm, Wynyard Rooms, Wynyard, Stockton-on-Tees" in text
    assert "- Wednesday 27 May 2009, 6pm to 9pm" in text
    assert "Wednesday 27 May 2009" in words(letter, "text/html")


def test_who_waits_has_no_entry_in_the_calendar_until_a_place_is_theirs(make, two, post):
    first, second = make.invitation(two[0]), make.invitation(two[0])
    say(first, date="second")
    say(second, date="second")
    assert [row[1] for row in calendars(post())] == ["second"]
    with unit_of_work():
        queries_of = db.session.get(Event, two[1].id)
        planning.change_event(queries_of, capacity=2, by="command")
        replying.give_free_places(queries_of, by="command")
    say(second, date="second")
    assert [row[1] for row in calendars(post())] == ["second", "second"]


def test_needs_go_along_and_a_bodys_place_and_a_stop_stay_behind(make, two):
    guest = make.invitation(two[0])
    with unit_of_work():
        db.session.get(Event, two[0].id)
        seats = seating.give_seats(db.session.get(Event, two[0].id), name="Board", count=1, by="command")
        db.session.get(Invitation, guest.id).seats_id = seats.id
    say(guest, date="second", kinds=("loop",), consent=True)
    found = db.session.get(Invitation, guest.id)
    assert found.seats_id is None and db.session.get(Needs, guest.id).kinds == ["loop"]
    assert found.keep_until == two[1].keep_until


def test_a_cancelled_date_leaves_the_other_to_choose(make, two, post, words):
    guest = make.invitation(two[0])
    say(guest, date="evening")
    post()
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, two[0].id), by="command")
    text = words(post()[-1], "text/plain")
    assert "It is held on another date, too." in text and "Wednesday 27 May 2009" in text
    assert choosing_dates.closed(db.session.get(Invitation, guest.id)) is None
    with pytest.raises(choosing_dates.DateShut):
        say(make.invitation(two[1]), date="evening")
    assert say(guest, date="second") == "held"


def test_an_event_with_one_date_asks_for_none(make):
    event = make.event(slug="alone")
    assert date_queries.dates_of(event) == []
    assert say(make.invitation(event)) == "held"
