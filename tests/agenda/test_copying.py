"""An event is copied to another day: what it is moves along, what people did does not."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.agenda import copying, describing, planning, queries, release_queries
from events.agenda.models import VenueRoom
from events.database import db, unit_of_work
from events.event import Event, Visibility

NOVEMBER = date(2009, 11, 18)


@pytest.fixture
def evening(make):
    """An evening in British summer time: two speakers, a room of its own, a workshop with places."""
    event = make.event(give_back_on=date(2009, 5, 6), doors_at=datetime(2009, 5, 20, 16, 30, tzinfo=UTC),
                       directions="By bus")
    first, second = make.speaker(event, "Alison Garbutt", bio="A biography"), make.speaker(event, "Omar Khan")
    make.agenda_item(event, "Welcome", speaker=first, kind="welcome")
    item = make.agenda_item(event, "Workshop", speaker=second, after_minutes=30, minutes=60)
    with unit_of_work():
        room = VenueRoom(event_id=event.id, name="The library", position=1)
        db.session.add(room)
        item = queries.item(event, item.id)
        item.venue_room, item.places, item.is_contentious = room, 20, True
        describing.add_access_fact(event, label="Step-free", available=True, detail="By the ramp", by="command")
        describing.add_host(event, name="Silver Group", by="command")
        describing.add_host(event, name="Faith Network", part="consulted", by="command")
    return event


def copy(evening, day=NOVEMBER, **values):
    """The evening on another day."""
    asked = {"slug": "", "title": "The evening again", "short_title": "Evening again", "with_speakers": True} | values
    with unit_of_work():
        return copying.copy_event(evening, day=day, by="command", **asked)


def test_every_hour_stays_what_the_clock_on_the_wall_showed(evening):
    made = copy(evening).event
    assert made.slug == "evening-again"
    assert made.starts_at == datetime(2009, 11, 18, 18, 0, tzinfo=UTC)  # 6pm in winter time, as in summer time
    assert [made.local(item.starts_at).time() for item in queries.items_of(made)] == [time(18), time(18, 30)]
    kept = queries.arrangements_of(made)
    assert made.local(kept.doors_at) == datetime(2009, 11, 18, 17, 30, tzinfo=made.time_zone)
    assert (kept.reply_by_on, kept.give_back_on) == (date(2009, 11, 11), date(2009, 11, 4))
    assert (kept.capacity, kept.directions, kept.contact_name) == (90, "By bus", "Evening desk")


def test_programme_rooms_access_and_hosts_are_taken_over(evening):
    made = copy(evening).event
    workshop = queries.items_of(made)[1]
    assert (workshop.venue_room.name, workshop.places, workshop.is_contentious) == ("The library", 20, True)
    assert workshop.venue_room.event_id == made.id
    assert [fact.detail for fact in queries.access_facts_of(made)] == ["By the ramp"]
    assert [host.name for host in queries.hosts_of(made)] == ["Silver Group"]


@pytest.mark.parametrize(("before", "after"), [("listed", "by_address"), ("by_address", "by_address"),
                                               ("closed", "closed")])
def test_nobody_hears_of_a_copy_before_its_organiser_says_so(make, evening, before, after):
    make.released(evening)
    with unit_of_work():
        db.session.get(Event, evening.id).visibility = Visibility(before.replace("_", " "))
    made = copy(evening).event
    assert made.visibility == Visibility(after.replace("_", " "))
    assert made not in [event for event, _arrangements in queries.listed_events()]
    assert len(queries.public_items_of(evening)) == 2 and queries.public_items_of(made) == []
    assert release_queries.newest(made) is None
    make.released(made)  # its organiser does
    assert [item.title for item in queries.public_items_of(made)] == ["Welcome", "Workshop"]
    assert [item.places for item in queries.public_items_of(made)] == [None, 20]


def test_speakers_are_proposed_anew_with_links_of_their_own(evening):
    with unit_of_work():
        for one in queries.speakers_of(evening):
            one.state, one.leaves_by = "accepted", evening.ends_at
    before = {one.ref for one in queries.speakers_of(evening)}
    made = copy(evening)
    people = queries.speakers_of(made.event)
    assert [(one.name, one.bio, one.state, one.leaves_by) for one in people] == [
        ("Alison Garbutt", "A biography", "proposed", None), ("Omar Khan", "", "proposed", None)]
    assert not {one.ref for one in people} & before
    assert [item.slots[0].speaker.name for item in queries.items_of(made.event)] == ["Alison Garbutt", "Omar Khan"]
    bare = copy(evening, day=NOVEMBER + timedelta(days=7), short_title="Bare", with_speakers=False).event
    assert queries.speakers_of(bare) == [] and not any(item.slots for item in queries.items_of(bare))


def test_an_hour_that_the_new_day_does_not_have_is_moved_and_said(make):
    night = make.event(starts_at=datetime(2009, 3, 21, 23, 0, tzinfo=UTC), hours=4, reply_by_on=date(2009, 3, 14))
    make.agenda_item(night, "After one", after_minutes=150, minutes=15)  # 1:30 to 1:45 in the morning
    made = copy(night, day=date(2010, 3, 27))  # the clocks go forward in that night
    [item] = queries.items_of(made.event)
    assert made.event.local(item.starts_at).time() == time(2) and item.ends_at - item.starts_at == timedelta(minutes=15)
    assert made.move.shifted[0] == (time(1, 30), time(2))


def test_a_taken_web_address_is_refused_as_for_any_new_event(evening):
    with pytest.raises(planning.SlugTaken):
        copy(evening, slug="evening")
