"""Days and hours as people write them."""

from datetime import date, time

import pytest

from events.written_times import HalfSaid, is_half_said, parse_day, parse_hour


@pytest.mark.parametrize(
    ("words", "day", "weekday"),
    [
        ("Wednesday 20 May 2009", date(2009, 5, 20), "wednesday"),
        ("Wednesday 20th May 2009", date(2009, 5, 20), "wednesday"),
        ("wed, 20 may 2009", date(2009, 5, 20), "wednesday"),
        ("20 May 2009", date(2009, 5, 20), None),
        ("20/5/2009", date(2009, 5, 20), None),
        ("20.05.2009", date(2009, 5, 20), None),
        ("2009-05-20", date(2009, 5, 20), None),
        ("1 Sept 2026", date(2026, 9, 1), None),
        ("20/5/09", date(2009, 5, 20), None),
        ("20 May 09", date(2009, 5, 20), None),
        ("20 May", date(2009, 5, 20), None),  # the tests stand on 22 April 2009
        ("22 April", date(2009, 4, 22), None),
        ("Wednesday 21/4", date(2010, 4, 21), "wednesday"),
        ("29 February", date(2012, 2, 29), None),
        ("the 20th of May '09", date(2009, 5, 20), None),
        ("Wed. 20 Sept.", date(2009, 9, 20), "wednesday"),
        ("May 20, 2009", date(2009, 5, 20), None),
        ("May 20", date(2009, 5, 20), None),
        ("20-May-2009", date(2009, 5, 20), None),
        ("20may", date(2009, 5, 20), None),
        ("20/5/2009 (Wednesday)", date(2009, 5, 20), "wednesday"),
        ("tomorrow", date(2009, 4, 23), None),
    ],
)
def test_a_day_is_read_as_it_is_written(words, day, weekday):
    assert parse_day(words) == (day, weekday)


@pytest.mark.parametrize("words", ["", "soon", "31 June 2009", "31 June", "2009", "5/20/2009", "20 Foo 2009",
                                   "next Tuesday", "May 2009"])
def test_what_is_not_a_day_is_refused(words):
    with pytest.raises(ValueError):
        parse_day(words)


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("6pm", time(18)),
        ("6:30pm", time(18, 30)),
        ("6.30 pm", time(18, 30)),
        ("18:00", time(18)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("9.05am", time(9, 5)),
        ("7 p.m.", time(19)),
        ("7.30 P.M", time(19, 30)),
        ("at 7pm", time(19)),
        ("19.00", time(19)),
        ("19:00 hrs", time(19)),
        ("19h30", time(19, 30)),
        ("1930", time(19, 30)),
        ("19", time(19)),
        ("7.30 in the evening", time(19, 30)),
        ("half past seven pm", time(19, 30)),
        ("quarter to one", time(12, 45)),
        ("12 noon", time(12)),
    ],
)
def test_an_hour_is_read_as_it_is_written(words, hour):
    assert parse_hour(words) == hour


@pytest.mark.parametrize("words", ["", "6", "25:00", "6:75pm", "13pm", "evening", "0am", "24:00",
                                   "7pm-9pm", "midnight"])
def test_what_is_not_an_hour_is_refused(words):
    with pytest.raises(ValueError):
        parse_hour(words)


@pytest.mark.parametrize(("words", "hour"), [
    ("6", time(6)), ("seven o'clock", time(7)), ("half past seven", time(7, 30)),
])
def test_an_hour_without_morning_or_evening_says_so(words, hour):
    with pytest.raises(HalfSaid) as said:
        parse_hour(words)
    assert said.value.hour == hour


def test_only_what_leaves_it_open_counts_as_half_said():
    assert [words for words in ("7.30", "9:00", "07:30", "7:30pm", "19:30", "12:30") if is_half_said(words)] == [
        "7.30", "9:00"]
