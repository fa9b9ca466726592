"""Links for volunteers at the door: one evening, one event, closed at will."""

from datetime import date, datetime, timedelta, timezone

import pytest

from events import clock
from events.database import db, unit_of_work
from events.delegates import door_linking, evenings
from events.delegates.door_models import DoorLink


def link_for(event, good_on=date(2009, 5, 20)) -> DoorLink:
    with unit_of_work():
        return door_linking.make_link(event, name="Sam", good_on=good_on, by="officer")


def shut(link) -> str:
    return evenings.shut(db.session.get(DoorLink, link.id)) or ""


def test_a_link_opens_from_six_hours_before_until_four_hours_after_by_the_events_own_clock(make, at):
    link = link_for(make.event())  # 18:00 to 21:00 in London
    for hour, minute, open_ in ((10, 59, False), (11, 0, True), (23, 59, True)):
        with at(2009, 5, 20, hour, minute):
            assert (shut(link) == "") == open_
    with at(2009, 5, 21, 0, 0):
        assert "one evening" in shut(link)
    with at(2009, 5, 19, 18, 0):
        assert "on the day" in shut(link)


def test_a_night_past_twelve_belongs_to_its_evening(make, at):
    event = make.event(hours=7)  # until one in the morning
    assert evenings.days_of(event) == [date(2009, 5, 20)]
    link = link_for(event)
    with at(2009, 5, 21, 3, 59):
        assert shut(link) == ""


def test_each_day_of_a_longer_event_has_links_of_its_own(make, at):
    event = make.event(hours=26)
    assert evenings.days_of(event) == [date(2009, 5, 20), date(2009, 5, 21)]
    second = link_for(event, date(2009, 5, 21))
    with at(2009, 5, 20, 18, 0):
        assert shut(second)
    with at(2009, 5, 21, 18, 0):
        assert not shut(second)


def test_a_link_is_made_only_for_a_day_of_the_event_and_while_it_stands(make, at):
    event = make.event()
    with pytest.raises(door_linking.NotADayOfIt):
        link_for(event, date(2009, 5, 22))
    with at(2009, 5, 22, 9), pytest.raises(door_linking.NoDoorAnyMore):
        link_for(event)


def test_a_closed_link_stays_closed(make, at):
    link = link_for(make.event())
    with unit_of_work():
        door_linking.close_link(db.session.get(DoorLink, link.id), by="officer")
        door_linking.close_link(db.session.get(DoorLink, link.id), by="officer")
    with at(2009, 5, 20, 17):
        assert "closed" in shut(link)


def test_the_hours_are_told_in_the_events_zone(make):
    opens, closes = evenings.hours_of(link_for(make.event()))
    assert opens == datetime(2009, 5, 20, 12, 0, tzinfo=timezone(timedelta(hours=1)))
    assert closes - opens == timedelta(hours=13) and clock.now() < opens
