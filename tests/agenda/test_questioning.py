"""What a new event is asked back about, and what is made for it where its organiser left a box empty."""

import pytest

from events.agenda import queries
from events.event import find
from tests.agenda.test_officer_views import NEW, value


@pytest.fixture
def council(make, reader):
    """A council-wide organiser at work."""
    return reader.signed_in(make.officer("organiser"))


def test_what_may_be_left_empty_is_made_from_the_rest(council, at):
    left = NEW | {"short_title": "", "slug": "", "reply_by_on": "", "doors": ""}
    council.post("planning.make_event", left)
    event = find("evening-of-20-may")
    assert event.short_title == "Evening of 20 May"
    assert queries.arrangements_of(event).reply_by_on.isoformat() == "2009-05-13"
    with at(2009, 5, 17, 9):
        council.post("planning.make_event", left | {"slug": "soon", "starts": "9.30am", "ends": "11.30am"})
    assert find("soon").short_title == "Morning of 20 May"
    assert queries.arrangements_of(find("soon")).reply_by_on.isoformat() == "2009-05-17", "no day that has gone by"


@pytest.mark.parametrize(("hours", "says"), [
    ({"starts": "7", "ends": "9pm"}, ["Starts: write the time like this: 7am or 7pm"]),
    ({"starts": "half past seven", "ends": "9pm"}, ["Starts: write the time like this: 7:30am or 7:30pm"]),
    ({"starts": "7.30", "ends": "9.30"}, ["Starts: in the morning or in the evening? Write 7:30am or 7:30pm."]),
    ({"starts": "6pm", "ends": "9:00"}, ["Ends: in the morning or in the evening? Write 9am or 9pm."]),
    ({"starts": "6pm", "ends": "9"}, ["Ends: write the time like this: 9am or 9pm"]),
])
def test_an_hour_that_leaves_open_morning_or_evening_is_asked_about_at_its_field(council, hours, says):
    page = council.post("planning.make_event", NEW | {"doors": ""} | hours, status=422)
    assert page.errors == says
    assert {name: value(page, name) for name in hours} == hours
    assert page.find(id=page.select_one(".govuk-error-summary a")["href"][1:])["name"] in hours
    taken = {"starts": "7.30 in the evening", "ends": "half past nine pm"}
    council.post("planning.make_event", NEW | {"doors": ""} | taken)
    assert find("evening").local(find("evening").ends_at).strftime("%H:%M") == "21:30"


def test_a_reply_day_that_has_gone_by_is_asked_about_beside_its_field(council):
    asked = council.post("planning.make_event", NEW | {"reply_by_on": "20/4/09"}, status=422)
    assert asked.errors == ["20 April 2009 has gone by, so nobody could answer. If that is right, tick the box below."]
    names = [tag["name"] for tag in asked.find_all("input", attrs={"name": ["reply_by_on", "sure", "short_title"]})]
    assert names == ["reply_by_on", "sure", "short_title"]
    council.post("planning.make_event", NEW | {"reply_by_on": "20/4/09", "sure": "y"})


def test_what_is_wrong_in_what_is_folded_away_is_unfolded(council):
    folded = council.get("planning.make_event").find("details")
    assert folded.find(attrs={"name": "slug"}) and not folded.has_attr("open")
    page = council.post("planning.make_event", NEW | {"slug": "New Event"}, status=422)
    assert page.find("details").has_attr("open")


def test_a_new_event_in_the_past_is_asked_about(council):
    slip = NEW | {"day": "20 May 2008", "reply_by_on": "13 May 2008"}
    asked = council.post("planning.make_event", slip, status=422)
    assert asked.errors == ["20 May 2008 has gone by. If that is right, tick the box below."]
    council.post("planning.make_event", slip | {"sure": "y"})
