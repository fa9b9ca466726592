"""A programme that was written elsewhere is pasted in: what the lines say, and what is wrong with them."""

from datetime import time

import pytest

from events.agenda import queries
from events.agenda.pasted_lines import read
from tests.agenda.test_officer_views import typed, value

EVENING = """18:00 10 Welcome | Colin Hindmarsh
6.10 25 The national picture | Adeyemi
18:35-18:55 In practice
Break and refreshments (not read)
"""


def within(hour: time) -> bool:
    """An evening's hours."""
    return time(17) <= hour <= time(22)


@pytest.mark.parametrize(("line", "starts", "minutes", "title", "who"), [
    ("18:00 25 Welcome | Colin", time(18), 25, "Welcome", "Colin"),
    ("6pm - 6.25pm: Welcome", time(18), None, "Welcome", ""),
    ("18.00\t25 min\tWelcome\tColin", time(18), 25, "Welcome", "Colin"),
    ("• 6.30 10 Welcome", time(18, 30), 10, "Welcome", ""),
    ("25 Welcome", None, 25, "Welcome", ""),
    ("25 minutes | Welcome | Ann | Ben", None, 25, "Welcome", "Ann, Ben"),
    ("Coffee 15 mins", None, 15, "Coffee", ""),
    ("7pm Coffee and talk (15 minutes) | Ann", time(19), 15, "Coffee and talk", "Ann"),
    ("19:00 10 The last 5 minutes | Ann", time(19), 10, "The last 5 minutes", "Ann"),
    ("19:00 10 20 years on: a talk", time(19), 10, "20 years on: a talk", ""),
])
def test_lines_are_read_as_people_write_them(line, starts, minutes, title, who):
    lines, _wrong = read(line, within)
    assert [(one.starts, one.minutes, one.title, one.who) for one in lines] == [(starts, minutes, title, who)]


def test_what_cannot_be_read_says_its_line():
    _lines, wrong = read("18:00 25 Welcome\n\n25:99 10 Talk\n18:25 10", within)
    assert [str(refusal) for refusal in wrong] == [
        "Line 3: there is no time “25:99”.",
        "Line 4: write a time, how many minutes and a title, such as 18:00 25 Welcome | Name."]
    _lines, wrong = read("18:00 Welcome\nTalk", within)
    assert [str(refusal) for refusal in wrong] == [
        "Line 1: write how many minutes “Welcome” takes.", "Line 2: write how many minutes “Talk” takes."]


def test_a_programme_is_looked_at_first_and_added_by_the_second_press(make, reader):
    event = make.event()
    make.speaker(event, "Judith Adeyemi-Clarke")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("pasting.paste_programme", slug="evening")
    wrong = organiser.post("pasting.paste_programme", typed(page, lines=EVENING), slug="evening", status=422)
    assert "Line 4" in wrong.errors[0] and value(wrong, "lines") == EVENING.strip()
    good = EVENING.replace("Break and", "20 Break and")
    shown = organiser.post("pasting.paste_programme", typed(page, lines=good), slug="evening", status=200)
    assert "Colin Hindmarsh New" in shown.words and "6:55pm – 7:15pm" in shown.words
    assert queries.items_of(event) == []
    done = organiser.post("pasting.paste_programme", typed(shown) | {"add": "y"}, slug="evening", follow=True)
    assert "4 parts are added to the programme." in done.words
    assert "New on the list of speakers: Colin Hindmarsh. Add their email address" in done.words
    items = queries.items_of(event)
    assert [(event.local(item.starts_at).strftime("%H:%M"), str(item.kind)) for item in items] == [
        ("18:00", "welcome"), ("18:10", "presentation"), ("18:35", "presentation"), ("18:55", "break")]
    assert [slot.speaker.name for slot in items[1].slots] == ["Judith Adeyemi-Clarke"]


def test_a_part_that_ends_before_it_begins_is_asked_about(make, reader):
    organiser = reader.signed_in(make.officer("organiser", on=make.event()))
    wrong = organiser.post("pasting.paste_programme", {"lines": "19:00-18:30 Talk"}, slug="evening", status=422)
    assert wrong.errors == ["Line 1: “Talk” ends before it begins. Check the times."]
