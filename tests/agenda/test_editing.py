"""The whole programme on one page: what is typed in its lines, and what becomes of it."""

import pytest

from events.agenda import editing, queries, scheduling
from events.agenda.models import AgendaItem
from events.agenda.named_people import SeveralByThatName, found_in
from events.database import db, unit_of_work
from events.event import Event
from tests.agenda.test_officer_views import typed, value


@pytest.fixture
def organiser(make, reader):
    """An organiser at work on an evening of three parts."""
    event = make.event()
    ann = make.speaker(event, "Ann Lee")
    items = [make.agenda_item(event, title, speaker=ann if title == "Talk" else None, after_minutes=20 * number)
             for number, title in enumerate(("Welcome", "Talk", "Close"))]
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event, reading.numbers, reading.ann = event, [item.id for item in items], ann
    return reading


def opened(organiser):
    """The page of the whole programme."""
    return organiser.get("planning.show_agenda", slug="evening")


def save(organiser, page, status: int = 302, **values):
    """Send the page with some of it typed anew."""
    return organiser.post("planning.show_agenda", typed(page, **values), slug="evening", status=status)


def programme(organiser) -> list[tuple[str, str, int, list[str]]]:
    """The working copy: hour, title, minutes, who."""
    db.session.rollback()
    return [(organiser.event.local(item.starts_at).strftime("%H:%M"), item.title,
             int((item.ends_at - item.starts_at).total_seconds() // 60), [slot.speaker.name for slot in item.slots])
            for item in queries.items_of(organiser.event)]


def test_every_line_that_was_changed_is_saved_and_nothing_else_is_touched(organiser):
    first, second, third = organiser.numbers
    page = opened(organiser)
    save(organiser, page, **{f"title_{first}": "Opening", f"minutes_{third}": "40", f"starts_{third}": "6.50"})
    assert programme(organiser) == [("18:00", "Opening", 20, []), ("18:20", "Talk", 20, ["Ann Lee"]),
                                    ("18:50", "Close", 40, [])]


def test_a_new_line_begins_where_the_last_ends_and_its_people_are_known_by_surname_or_new(organiser):
    page = opened(organiser)
    assert value(page, "starts_new") == "7pm"
    done = save(organiser, page, title_new="Questions", minutes_new="25", kind_new="questions",
                who_new="lee, Ben Shah")
    assert done.headers["Location"].endswith("at=minutes_new")
    assert programme(organiser)[-1] == ("19:00", "Questions", 25, ["Ann Lee", "Ben Shah"])
    parts = [str(slot.part) for slot in queries.items_of(organiser.event)[-1].slots]
    assert parts == ["speaker", "panel"]
    page = opened(organiser)
    assert "New on the list of speakers: Ben Shah." in page.words
    assert page.find("a", string="Add their email address")["href"] == "/desk/events/evening/speakers"


def test_what_cannot_be_saved_says_which_part_and_comes_back_whole(organiser):
    first, second, _third = organiser.numbers
    refused = save(organiser, opened(organiser), 422, **{
        f"minutes_{first}": "ten", f"starts_{second}": "half", f"title_{second}": "", "title_new": "More"})
    assert len(refused.errors) == 4
    assert "Part 2: enter its title" in refused.errors and "New part: enter how many minutes it takes" in refused.errors
    assert value(refused, f"minutes_{first}") == "ten" and value(refused, f"starts_{second}") == "half"
    assert value(refused, "title_new") == "More"
    assert programme(organiser)[0] == ("18:00", "Welcome", 20, [])


def test_a_button_saves_what_was_typed_and_then_does_its_own(organiser):
    first, second, third = organiser.numbers
    save(organiser, opened(organiser), **{f"title_{first}": "Opening"}, act=f"later-{first}")
    assert [row[:2] for row in programme(organiser)] == [("18:00", "Talk"), ("18:20", "Opening"), ("18:40", "Close")]
    done = save(organiser, opened(organiser), **{f"by_{second}": "-5"}, act=f"shift-{second}")
    assert [row[0] for row in programme(organiser)] == ["18:00", "18:15", "18:35"]
    assert done.headers["Location"].endswith(f"at=shift-{second}")
    asked = save(organiser, opened(organiser), **{f"title_{third}": "End"}, act=f"remove-{third}")
    assert asked.headers["Location"].endswith(f"{third}/removal") and programme(organiser)[2][1] == "End"
    refused = save(organiser, opened(organiser), 422, **{f"by_{second}": "9999"}, act=f"shift-{second}")
    assert refused.errors == ["Part 1: Write by how many minutes, such as 10, or -5 for earlier."]


def test_two_organisers_at_once_see_both_and_nothing_is_lost(organiser):
    first, _second, third = organiser.numbers
    page = opened(organiser)
    with unit_of_work():
        scheduling.change_item(db.session.get(AgendaItem, first), by="command", title="Their welcome")
        scheduling.add_item(db.session.get(Event, organiser.event.id), title="Their part", kind="close", by="command",
                            starts_at=organiser.event.ends_at, ends_at=organiser.event.ends_at.replace(minute=30))
    stale = save(organiser, page, 409, **{f"title_{third}": "My close"})
    assert "Somebody else has changed this" in stale.errors[0]
    assert "Their welcome" in stale.words and value(stale, f"title_{third}") == "My close"
    save(organiser, stale)
    assert [row[1] for row in programme(organiser)] == ["Welcome", "Talk", "My close", "Their part"]


def test_a_name_that_fits_two_is_asked_about_and_beginnings_of_names_are_enough(organiser, make):
    bo = make.speaker(organiser.event, "Bo Lee")
    refused = save(organiser, opened(organiser), 422, title_new="Talk", minutes_new="5", who_new="Lee")
    assert refused.errors == ["New part: “Lee” can be Ann Lee, Bo Lee. Write the whole name."]
    ann = organiser.ann
    assert found_in("a l; Bo Lee, Bo Lee,, New One", [ann, bo]) == [ann, bo, "New One"]
    with pytest.raises(SeveralByThatName):
        found_in("Lee", [ann, bo])


def test_a_part_that_two_days_hold_is_put_on_its_day_and_one_evening_never_asks(organiser, make, reader):
    assert not opened(organiser).find("select", attrs={"name": "day_new"})
    two = make.event(slug="two-days", hours=27)
    reading = reader.signed_in(make.officer("organiser", on=two))
    page = reading.get("planning.show_agenda", slug="two-days")
    data = typed(page, title_new="Second day", minutes_new="30", starts_new="10am", day_new="2009-05-21")
    reading.post("planning.show_agenda", data, slug="two-days")
    [item] = queries.items_of(two)
    assert two.local(item.starts_at).strftime("%d %H:%M") == "21 10:00"
    assert "Thursday 21 May 2009" in reading.get("planning.show_agenda", slug="two-days").words


@pytest.mark.parametrize(("act", "goes_to"), [("release", "/programme/release"), ("about-{}", "/programme/{}")])
def test_what_was_typed_is_saved_before_the_release_or_more_about_a_part(organiser, act, goes_to):
    first = organiser.numbers[0]
    done = save(organiser, opened(organiser), act=act.format(first), **{f"title_{first}": "Opening"})
    assert done.headers["Location"].endswith(goes_to.format(first))
    assert programme(organiser)[0][1] == "Opening"
    wrong = save(organiser, opened(organiser), status=422, act=act.format(first),
                 **{f"title_{first}": "Doors", f"minutes_{first}": "0"})
    assert wrong.find("button", value="release") and value(wrong, f"title_{first}") == "Doors"
    assert programme(organiser)[0][1] == "Opening"


def test_errors_name_the_part_that_they_are_about(organiser):
    first, second, third = organiser.numbers
    wrong = save(organiser, opened(organiser), status=422, **{
        f"title_{first}": "x" * 201, f"minutes_{second}": "ten", f"starts_{third}": "later", f"who_{first}": "x" * 1001,
        "title_new": "Talk", "minutes_new": "soon"})
    assert sorted(wrong.errors) == [
        "New part, minutes: write a whole number, such as 90", "Part 1: keep its title to 200 characters or fewer",
        "Part 1: keep the names to 1000 characters or fewer", "Part 2, minutes: write a whole number, such as 90",
        "Part 3, start: write the time like this: 6:30pm or 18:30"]


def test_a_removed_part_leaves_a_gap_that_is_said(organiser):
    at = {"slug": "evening", "item_id": organiser.numbers[1]}
    page = organiser.get("planning.remove_item", **at)
    assert "It leaves a gap from 6:20pm to 6:40pm" in page.words
    done = organiser.send(page, {}, follow=True, place=1)
    assert "Nothing is on now from 6:20pm to 6:40pm." in done.words
    last = {"slug": "evening", "item_id": organiser.numbers[2]}
    assert "It leaves a gap" not in organiser.get("planning.remove_item", **last).words


def test_saving_says_so_in_a_line_that_takes_the_keyboard_nowhere(organiser):
    save(organiser, opened(organiser), **{f"title_{organiser.numbers[0]}": "Opening"})
    said = opened(organiser)
    assert said.find(role="status").get_text() == "Saved." and said.find(role="alert") is None


def test_cautions_stand_beside_their_part(organiser):
    _first, second, _third = organiser.numbers
    save(organiser, opened(organiser), **{f"minutes_{second}": "30"})
    line = opened(organiser).find(attrs={"data-line": str(organiser.numbers[2])})
    assert "Overlaps with “Talk”." in line.get_text()


def test_a_shift_of_nothing_is_asked_about(organiser):
    item = db.session.get(AgendaItem, organiser.numbers[0])
    with pytest.raises(editing.ShiftTooFar):
        editing.shift(item, minutes=None, by="command")
