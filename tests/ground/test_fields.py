"""Days and hours as people write them."""

from datetime import date, time

import pytest

from events.written_times import parse_day, parse_hour


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
    ],
)
def test_a_day_is_read_as_it_is_written(words, day, weekday):
    assert parse_day(words) == (day, weekday)


@pytest.mark.parametrize("words", ["", "soon", "31 June 2009", "31 June", "2009", "5/20/2009", "20 Foo 2009"])
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
    ],
)
def test_an_hour_is_read_as_it_is_written(words, hour):
    assert parse_hour(words) == hour


@pytest.mark.parametrize("words", ["", "6", "25:00", "6:75pm", "13pm", "evening", "0am"])
def test_what_is_not_an_hour_is_refused(words):
    with pytest.raises(ValueError):
        parse_hour(words)
