"""An event is planned, changed and cancelled."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events import history, news
from events.access import signing_in
from events.agenda import planning, queries, telling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from events.event import Event, Visibility
from events.outbox import Letter

STARTS = datetime(2009, 5, 20, 17, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=3)


def plan(**values):
    """Plan an evening, with what is given besides."""
    arrangements = {"capacity": 90, "reply_by_on": date(2009, 5, 13)} | values.pop("arrangements", {})
    asked = {"slug": "evening", "title": "An awareness evening", "short_title": "Evening of 20 May", "by": "command",
             "zone": "Europe/London", "starts_at": STARTS, "ends_at": ENDS, "arrangements": arrangements} | values
    with unit_of_work():
        return planning.plan_event(**asked)


def fresh(event) -> Event:
    """The event as it is stored now."""
    return db.session.get(Event, event.id)


@pytest.fixture
def told(in_app):
    """Which news were told of which event."""
    heard = []

    def moved(event, **_):
        heard.append(("moved", event.slug))

    def cancelled(event, **_):
        heard.append(("cancelled", event.slug))

    news.event_moved.connect(moved)
    news.event_cancelled.connect(cancelled)
    yield heard
    news.event_moved.disconnect(moved)
    news.event_cancelled.disconnect(cancelled)


def change(event, **values):
    """Change the event in a unit of work of its own."""
    with unit_of_work():
        return planning.change_event(fresh(event), by="command", **values)


def test_a_planned_event_is_there_by_its_address_and_history_says_who(in_app):
    with unit_of_work():
        officer = signing_in.add_officer(name="Margaret", email="m@council.example.org", by="command")
    event = plan(by=officer)
    assert event.visibility == Visibility.BY_ADDRESS
    assert queries.arrangements_of(event).capacity == 90
    assert event.keep_until == ENDS + timedelta(days=365)
    assert [(entry.act, entry.who) for entry in history.of(event)] == [("planned", f"officer {officer.id}")]


def test_an_empty_address_is_made_from_the_short_title_and_never_taken_twice(in_app):
    assert [plan(slug="").slug for _ in range(3)] == ["evening-of-20-may", "evening-of-20-may-2", "evening-of-20-may-3"]
    assert plan(slug="", short_title="محاضرة").slug == "event"
    assert plan(slug="", short_title="New").slug == "new-2"  # /desk/events/new is a page


@pytest.mark.parametrize("slug", ["new", "Evening", "an evening", "a/b", "-a", "a--b", "ä", "x" * 81])
def test_an_address_that_cannot_be_one_is_refused(in_app, slug):
    with pytest.raises(planning.SlugRefused):
        plan(slug=slug)


def test_two_events_cannot_share_an_address(in_app):
    plan()
    with pytest.raises(planning.SlugTaken) as refused:
        plan()
    assert refused.value.field == "slug"


@pytest.mark.parametrize(("values", "refusal"), [
    ({"ends_at": STARTS}, planning.EndsBeforeItStarts),
    ({"ends_at": STARTS - timedelta(hours=1)}, planning.EndsBeforeItStarts),
    ({"arrangements": {"doors_at": STARTS + timedelta(minutes=1)}}, planning.DoorsTooLate),
    ({"zone": "Europe/Thornaby"}, planning.NoSuchZone),
])
def test_times_that_cannot_be_are_refused(in_app, values, refusal):
    with pytest.raises(refusal):
        plan(**values, sure=True)
    assert db.session.query(Event).count() == 0


@pytest.mark.parametrize(("day", "odd"), [
    (date(2009, 5, 20), False), (date(2009, 5, 21), True), (date(2010, 5, 13), True),
    (date(2009, 1, 20), False), (date(2009, 1, 19), True),
])
def test_a_reply_day_far_from_its_event_is_questioned_and_passes_when_one_is_sure(in_app, day, odd):
    if odd:
        with pytest.raises(planning.ReplyDayFarOff) as refused:
            plan(arrangements={"reply_by_on": day})
        assert "20 May 2009" in str(refused.value) and refused.value.field == "reply_by_on"
    assert plan(arrangements={"reply_by_on": day}, sure=odd)


def test_the_day_on_which_places_come_back_is_questioned_too(in_app):
    with pytest.raises(planning.GiveBackDayFarOff):
        plan(arrangements={"give_back_on": date(2009, 6, 1)})


def test_a_new_time_or_place_raises_the_sequence_and_is_told_and_nothing_else_does(told, in_app):
    event = plan()
    for values in ({"title": "Another title"}, {"capacity": 40}, {"parking": "Round the back"},
                   {"visibility": Visibility.LISTED}, {"starts_at": STARTS}):
        change(event, **values)
    assert (fresh(event).sequence, told) == (0, [])
    change(event, starts_at=STARTS + timedelta(minutes=30))
    assert (fresh(event).sequence, told) == (1, [("moved", "evening")])
    change(event, venue_name="The other hall")
    assert fresh(event).sequence == 2 and len(told) == 2


def test_a_change_is_in_the_history_by_field(in_app):
    event = plan()
    assert change(event, title="Another title", parking="Round the back") == ["title", "parking"]
    assert [entry.field for entry in history.of(event)][1:] == ["title", "parking"]
    assert change(event, title="Another title") == []


def test_an_event_that_moves_as_a_whole_takes_its_doors_and_programme_along(make):
    event = plan(arrangements={"doors_at": STARTS - timedelta(minutes=30)})
    item = make.agenda_item(fresh(event), after_minutes=30)
    started = item.starts_at
    week = timedelta(days=7)
    change(event, starts_at=STARTS + week, ends_at=ENDS + week)
    assert queries.items_of(fresh(event))[0].starts_at == started + week
    assert queries.arrangements_of(fresh(event)).doors_at == STARTS - timedelta(minutes=30) + week


def test_an_event_that_only_gets_longer_leaves_its_programme(make):
    event = plan()
    started = make.agenda_item(fresh(event)).starts_at
    change(event, ends_at=ENDS + timedelta(hours=1))
    assert queries.items_of(fresh(event))[0].starts_at == started


def test_moving_an_event_past_its_reply_day_asks(in_app):
    event = plan()
    with pytest.raises(planning.ReplyDayFarOff):
        change(event, starts_at=STARTS - timedelta(days=10), ends_at=ENDS - timedelta(days=10))
    assert fresh(event).starts_at == STARTS


def test_an_event_moved_later_is_kept_longer(in_app):
    event = plan()
    change(event, starts_at=STARTS + timedelta(days=30), ends_at=ENDS + timedelta(days=30))
    assert fresh(event).keep_until == ENDS + timedelta(days=395)


def test_a_name_that_is_no_events_is_a_mistake_in_the_code(in_app):
    with pytest.raises(ValueError):
        change(plan(), colour="red")


def test_another_change_gives_another_fingerprint(in_app):
    event = plan()
    before = planning.fingerprint(event, queries.arrangements_of(event))
    assert planning.fingerprint(fresh(event), queries.arrangements_of(event)) == before
    change(event, parking="Round the back")
    assert planning.fingerprint(fresh(event), queries.arrangements_of(event)) != before


def test_cancelling_raises_the_sequence_tells_once_and_cannot_be_done_twice(told, in_app):
    event = plan()
    with unit_of_work():
        planning.cancel_event(fresh(event), by="command")
    assert fresh(event).cancelled_at and fresh(event).sequence == 1
    with unit_of_work(), pytest.raises(planning.AlreadyCancelled):
        planning.cancel_event(fresh(event), by="command")
    change(event, starts_at=STARTS + timedelta(minutes=30))
    assert told == [("cancelled", "evening")]  # a cancelled event's move is nobody's news


def test_a_speaker_who_has_their_link_hears_of_a_move_and_of_the_cancellation(make):
    event = make.event()
    known, stranger = make.speaker(event), make.speaker(event, "No letter yet")
    with unit_of_work():
        telling.send_link(db.session.get(Speaker, known.id), by="command")
    with unit_of_work():
        db.session.query(Letter).update({"state": "sent"})
    change(event, venue_name="The other hall")
    with unit_of_work():
        planning.cancel_event(fresh(event), by="command")
    letters = {(letter.name, letter.to_address, letter.state) for letter in db.session.query(Letter)}
    assert letters == {
        ("agenda/speaker_link", known.email, "sent"), ("agenda/event_moved", known.email, "withdrawn"),
        ("agenda/event_cancelled", known.email, "queued"),
    }
    assert stranger.email not in {letter.to_address for letter in db.session.query(Letter)}
