"""Local times: hours that do not exist, hours that exist twice, and every other hour of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda import local_times
from events.agenda.local_times import HourSkipped, HourTwice, moment_of, moments_of, next_valid, which_of

LONDON = "Europe/London"
SPRING, AUTUMN = date(2009, 3, 29), date(2009, 10, 25)  # the clocks change at 1am UTC


def last_sunday(year: int, month: int) -> date:
    """The day of the change in that month, by the law's own words."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def test_an_ordinary_hour_is_one_moment():
    assert moment_of(date(2009, 5, 20), time(18), LONDON) == datetime(2009, 5, 20, 17, tzinfo=UTC)
    assert moment_of(date(2009, 12, 20), time(18), LONDON) == datetime(2009, 12, 20, 18, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_refused_with_the_next_one():
    assert moments_of(SPRING, time(1, 30), LONDON) == []
    with pytest.raises(HourSkipped) as refused:
        moment_of(SPRING, time(1, 30), LONDON, field="starts")
    assert "There is no 1:30am that day" in str(refused.value)
    assert "is 2am" in str(refused.value)
    assert refused.value.field == "starts"


def test_an_hour_that_comes_twice_is_asked_about_and_both_answers_count():
    with pytest.raises(HourTwice):
        moment_of(AUTUMN, time(1, 30), LONDON)
    first = moment_of(AUTUMN, time(1, 30), LONDON, which="first")
    second = moment_of(AUTUMN, time(1, 30), LONDON, which="second")
    assert (first, second) == (datetime(2009, 10, 25, 0, 30, tzinfo=UTC), datetime(2009, 10, 25, 1, 30, tzinfo=UTC))
    assert (which_of(first, LONDON), which_of(second, LONDON)) == ("first", "second")
    assert which_of(first - timedelta(hours=3), LONDON) == ""


def test_an_answer_to_a_question_that_was_not_asked_changes_nothing():
    plain = moment_of(date(2009, 5, 20), time(18), LONDON)
    assert moment_of(date(2009, 5, 20), time(18), LONDON, which="second") == plain


@pytest.mark.parametrize(("hour", "words"), [
    (time(0), "12am"), (time(12), "12pm"), (time(1, 5), "1:05am"), (time(18, 30), "6:30pm"),
])
def test_hours_are_written_as_people_write_them(hour, words):
    assert local_times.clock_words(hour) == words


def test_half_an_hour_of_summer_time_is_known_too():
    # Lord Howe Island puts its clocks forward by thirty minutes.
    assert next_valid(date(2009, 10, 4), time(2, 10), "Australia/Lord_Howe") == time(2, 30)


@given(st.integers(1996, 2037), st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_in_london_exactly_the_hour_after_one_is_skipped_in_spring_and_doubled_in_autumn(year, hour):
    inside = hour.hour == 1
    spring = moments_of(last_sunday(year, 3), hour, LONDON)
    autumn = moments_of(last_sunday(year, 10), hour, LONDON)
    assert len(spring) == (0 if inside else 1)
    assert len(autumn) == (2 if inside else 1)
    if inside:
        assert autumn[1] - autumn[0] == timedelta(hours=1)
        assert next_valid(last_sunday(year, 3), hour, LONDON) == time(2)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
       st.sampled_from([LONDON, "America/New_York", "Asia/Karachi", "Australia/Lord_Howe"]))
def test_every_moment_is_found_again_from_what_the_clock_shows(naive, zone):
    moment = naive.replace(tzinfo=UTC)
    wall = moment.astimezone(ZoneInfo(zone))
    found = moments_of(wall.date(), wall.time(), zone)
    assert moment in found
    assert all(m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall.replace(tzinfo=None) for m in found)
    if len(found) == 2:
        assert moment_of(wall.date(), wall.time(), zone, which=which_of(moment, zone)) == moment


def test_the_zones_offered_are_places():
    zones = local_times.zones()
    assert LONDON in zones and zones == sorted(zones)
    assert not [name for name in zones if name.startswith("Etc/") or "/" not in name]
