"""Counting back from a meeting, over weekends and the bank holidays of England."""

from datetime import date

import pytest

from events.reports import report_calendars


@pytest.mark.parametrize(("meets_on", "published"), [
    (date(2009, 6, 16), date(2009, 6, 8)),  # Tuesday: Monday of the week before
    (date(2009, 6, 1), date(2009, 5, 21)),  # the bank holiday of 25 May lies between
    (date(2010, 1, 5), date(2009, 12, 23)),  # Christmas, the day kept for Boxing Day, New Year
])
def test_five_clear_days_lie_between_publication_and_meeting(meets_on, published):
    assert report_calendars.last_day_to_publish(meets_on, 5) == published
    assert report_calendars.clear_days_between(published, meets_on) == 5
    next_day = report_calendars.working_days_before(meets_on, 5)
    assert report_calendars.clear_days_between(next_day, meets_on) == 4


def test_the_calendar_comes_in_the_order_of_its_days():
    steps = report_calendars.count_back(date(2009, 6, 16), cut_off_days=7, clear_days=5, today=date(2009, 6, 4))
    assert [(step.key, step.on) for step in steps] == [
        ("gates", date(2009, 6, 3)), ("cut-off", date(2009, 6, 5)), ("published", date(2009, 6, 8)),
        ("meeting", date(2009, 6, 16))]
    assert [step.is_past for step in steps] == [True, False, False, False]


def test_a_meeting_that_has_been_leaves_no_clear_day():
    assert report_calendars.clear_days_between(date(2009, 6, 16), date(2009, 6, 16)) == 0
    assert report_calendars.clear_days_between(date(2009, 6, 18), date(2009, 6, 16)) == 0


def test_bank_holidays_carry_their_names():
    found = report_calendars.holidays_between(date(2009, 5, 20), date(2009, 6, 16))
    assert found == [(date(2009, 5, 25), "Spring Bank Holiday")]
