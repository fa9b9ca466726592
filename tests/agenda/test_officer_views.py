"""The organiser's pages of an event and its programme."""

import pytest

from events import history
from events.agenda import planning, queries
from events.agenda.models import AgendaItem
from events.database import db, unit_of_work
from events.event import Event, find
from events.outbox import Letter

NEW = {"title": "An awareness evening", "short_title": "Evening of 20 May", "slug": "evening", "doors": "5.30pm",
       "day": "Wednesday 20 May 2009", "starts": "6pm", "ends": "21:00", "zone": "Europe/London", "capacity": "90",
       "reply_by_on": "13 May 2009", "visibility": "by address"}


@pytest.fixture
def council(make, reader):
    """A council-wide organiser at work."""
    return reader.signed_in(make.officer("organiser"))


@pytest.fixture
def organiser(make, reader):
    """The organiser of the evening at work, and the evening."""
    event = make.event()
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event = event
    return reading


def value(page, name: str) -> str:
    """What stands in a box of the page."""
    tag = page.find(["input", "textarea"], attrs={"name": name})
    return tag.get_text().strip() if tag.name == "textarea" else tag.get("value", "")


def typed(page, **values) -> dict:
    """The form of the page with some of it typed anew."""
    return page.form("", place=1) | values  # the first form on a desk page signs out


def test_an_event_is_made_from_what_one_types(council):
    page = council.get("planning.make_event")
    council.post("planning.make_event", typed(page) | NEW)
    event = find("evening")
    assert event.local(event.starts_at).strftime("%H:%M") == "18:00"
    assert queries.arrangements_of(event).doors_at.isoformat() == "2009-05-20T16:30:00+00:00"
    assert history.of(event)[0].who.startswith("officer ")
    assert council.get("planning.change_event", slug="evening").heading == "Arrangements"


def test_pressed_twice_one_event_is_made(council):
    data = typed(council.get("planning.make_event")) | NEW | {"slug": ""}
    first, second = (council.post("planning.make_event", data).headers["Location"] for _ in range(2))
    assert first == second
    assert db.session.query(Event).count() == 1


def test_only_a_council_wide_organiser_makes_events(organiser):
    organiser.get("planning.make_event", status=403)


def test_an_empty_form_says_what_each_box_wants(council):
    page = council.post("planning.make_event", {"zone": "Europe/London", "visibility": "by address"}, status=422)
    assert len(page.errors) == 5 and "Enter the event's title" in page.errors
    assert page.title.get_text().startswith("Error:")
    assert db.session.query(Event).count() == 0


@pytest.mark.parametrize(("wrong", "says"), [
    ({"day": "Tuesday 20 May 2009"}, "20 May 2009 is a Wednesday, not a Tuesday. Which of the two is wrong?"),
    ({"day": "31 June 2009"}, "Day: write the day like this"),
    ({"day": "31 June 2009"}, "There is no 31 June 2009"),
    ({"day": "next Tuesday"}, "Day: write the day like this"),
    ({"day": "5/20/2009"}, "Day: write the day like this"),
    ({"starts": "half six"}, "Starts: write the time like this"),
    ({"ends": "5pm"}, "The event ends before it starts"),
    ({"doors": "7pm"}, "The doors open after the start"),
    ({"capacity": "ninety"}, "How many people fit in: write a whole number"),
    ({"capacity": "-1"}, "between 1 and 100,000"),
    ({"capacity": "0"}, "between 1 and 100,000"),
    ({"slug": "New Event"}, "small letters, figures and hyphens"),
    ({"day": "Sunday 29 March 2009", "starts": "1:30am", "ends": "5am", "doors": ""}, "There is no 1:30am that day"),
])
def test_what_cannot_be_comes_back_with_everything_that_was_typed(council, wrong, says):
    page = council.post("planning.make_event", NEW | wrong, status=422)
    assert says in " ".join(page.errors)
    for name, words in (NEW | wrong).items():
        if name not in ("zone", "visibility"):
            assert value(page, name) == words
    assert db.session.query(Event).count() == 0


def test_an_odd_reply_day_is_asked_about_and_a_tick_lets_it_pass(council):
    page = council.get("planning.make_event")
    assert not page.find("input", attrs={"name": "sure"})
    asked = council.post("planning.make_event", NEW | {"reply_by_on": "13 May 2010"}, status=422)
    assert "If that is right, tick the box below" in asked.errors[0]
    assert asked.find("input", attrs={"name": "sure"})
    council.post("planning.make_event", NEW | {"reply_by_on": "13 May 2010", "sure": "y"})
    assert queries.arrangements_of(find("evening")).reply_by_on.year == 2010


def test_an_hour_that_comes_twice_is_asked_about(council):
    night = NEW | {"day": "Sunday 25 October 2009", "starts": "1:30am", "ends": "4am", "doors": "",
                   "reply_by_on": "20 October 2009"}
    asked = council.post("planning.make_event", night, status=422)
    assert "There are two 1:30am" in asked.errors[0]
    assert len(asked.find_all("input", attrs={"name": "which"})) == 2
    council.post("planning.make_event", night | {"which": "second"})
    assert find("evening").starts_at.isoformat() == "2009-10-25T01:30:00+00:00"
    page = council.get("planning.change_event", slug="evening")
    council.post("planning.change_event", typed(page), slug="evening")
    assert find("evening").sequence == 0  # saved as it stood: nothing moved


def test_the_short_titles_reason_is_told(council):
    assert "shared telephones" in council.get("planning.make_event").words


def test_saving_the_arrangements_untouched_changes_nothing(organiser):
    page = organiser.get("planning.change_event", slug="evening")
    done = organiser.post("planning.change_event", typed(page), slug="evening", follow=True)
    assert "Nothing was different" in done.words
    assert history.of(organiser.event) == [] and db.session.get(Event, organiser.event.id).sequence == 0


def test_arrangements_are_changed_and_a_move_says_that_people_are_told(organiser, make):
    make.invitation(organiser.event)
    page = organiser.get("planning.change_event", slug="evening")
    done = organiser.post("planning.change_event", typed(page, parking="Behind"), slug="evening", follow=True)
    assert "Saved." in done.words and "told" not in done.find(class_="govuk-notification-banner").get_text()
    page = organiser.get("planning.change_event", slug="evening")
    asked = organiser.post("planning.change_event", typed(page, starts="6.30pm", parking="Front"), slug="evening",
                           status=422)
    assert "Nothing is saved yet: 1 person will be told" in asked.words and "Joyce Applegarth" in asked.words
    assert "6pm 6.30pm" in asked.words and not asked.errors
    assert db.session.get(Event, organiser.event.id).sequence == 0 and db.session.query(Letter).count() == 0
    db.session.rollback()
    again = organiser.post("planning.change_event", typed(asked) | {"again": "y"}, slug="evening", status=200)
    assert value(again, "starts") == "6.30pm" and value(again, "parking") == "Front"
    done = organiser.post("planning.change_event", typed(asked) | {"tell": "y"}, slug="evening", follow=True)
    assert "Saved. 1 person is being told by letter." in done.words
    assert db.session.get(Event, organiser.event.id).sequence == 1
    assert {letter.name for letter in db.session.query(Letter)} == {"delegates/moved"}


def test_two_officers_at_once_see_both_texts_and_nothing_is_lost(organiser, make, reader):
    page = organiser.get("planning.change_event", slug="evening")
    with unit_of_work():
        planning.change_event(db.session.get(Event, organiser.event.id), by="command", parking="Their words")
    stale = organiser.post("planning.change_event", typed(page, parking="My words"), slug="evening", status=409)
    assert "Somebody else has changed this" in stale.errors[0]
    assert "Their words" in stale.words and value(stale, "parking") == "My words"
    assert queries.arrangements_of(organiser.event).parking == "Their words"
    organiser.post("planning.change_event", typed(stale), slug="evening")
    assert queries.arrangements_of(organiser.event).parking == "My words"


def test_cancelling_wants_the_short_title_typed(organiser):
    page = organiser.post("planning.cancel_event", {"typed": "yes"}, slug="evening", status=422)
    assert page.errors == ["That is not the short title. Nothing was cancelled."]
    assert db.session.get(Event, organiser.event.id).cancelled_at is None
    done = organiser.post("planning.cancel_event", {"typed": " evening OF 20 may "}, slug="evening", follow=True)
    assert "This event is cancelled" in done.words
    again = organiser.post("planning.cancel_event", {"typed": "Evening of 20 May"}, slug="evening", status=422)
    assert again.errors == ["This event is cancelled already."]


ITEM = {"title": "In practice", "kind": "presentation", "day": "Wednesday 20 May 2009", "starts": "6:30pm",
        "ends": "6:50pm", "level": "local", "lead": ""}


def test_a_part_is_added_with_its_speakers_changed_and_taken_off(organiser, make):
    ann, ben = make.speaker(organiser.event, "Ann"), make.speaker(organiser.event, "Ben")
    organiser.post("planning.add_item", ITEM | {"lead": str(ann.id), "panel": [str(ben.id)]}, slug="evening")
    [item] = queries.items_of(organiser.event)
    assert [slot.speaker.name for slot in item.slots] == ["Ann", "Ben"]
    assert "6:30pm – 6:50pm" in organiser.get("planning.show_agenda", slug="evening").words
    at = {"slug": "evening", "item_id": item.id}
    page = organiser.get("planning.change_item", **at)
    assert value(page, "starts") == "6:30pm"
    assert page.find("option", selected=True).get_text() == "Ann"
    organiser.post("planning.change_item", ITEM | {"title": "On our streets"}, **at)
    [item] = queries.items_of(organiser.event)
    assert (item.title, item.slots) == ("On our streets", [])
    organiser.send(organiser.get("planning.remove_item", **at), {}, place=1)
    assert queries.items_of(organiser.event) == []


def test_a_part_is_added_together_with_the_speaker_who_leads_it(organiser, make):
    page = organiser.get("planning.add_item", slug="evening")
    organiser.post("planning.add_item", typed(page) | ITEM | {"newcomer": "Dr Ann Lee"}, slug="evening")
    [item], [ann] = queries.items_of(organiser.event), queries.speakers_of(organiser.event)
    assert ([slot.speaker.name for slot in item.slots], str(ann.level)) == (["Dr Ann Lee"], "local")
    both = ITEM | {"lead": str(ann.id), "newcomer": "Ben Shah"}
    refused = organiser.post("planning.add_item", both, slug="evening", status=422)
    assert refused.errors == ["Choose one of those who stand here, or write a new name, not both"]
    assert value(refused, "newcomer") == "Ben Shah"
    organiser.post("planning.add_item", ITEM | {"newcomer": "Ben Shah", "day": "21 May 2009"}, slug="evening",
                   status=422)
    assert len(queries.speakers_of(organiser.event)) == 1, "a refused part leaves no speaker behind"


def test_a_new_part_begins_where_the_last_one_ends(organiser, make):
    assert value(organiser.get("planning.add_item", slug="evening"), "starts") == "6pm"
    make.agenda_item(organiser.event, minutes=25)
    page = organiser.get("planning.add_item", slug="evening")
    assert (value(page, "starts"), value(page, "day")) == ("6:25pm", "Wednesday 20 May 2009")


def test_a_part_on_another_day_is_asked_about(organiser):
    asked = organiser.post("planning.add_item", ITEM | {"day": "21 May 2009"}, slug="evening", status=422)
    assert "The event is on 20 May 2009" in asked.errors[0]
    organiser.post("planning.add_item", ITEM | {"day": "21 May 2009", "sure": "y"}, slug="evening")


def test_somebody_elses_speaker_cannot_be_put_on_the_programme(organiser, make):
    other = make.speaker(make.event(slug="other"))
    page = organiser.post("planning.add_item", ITEM | {"lead": str(other.id)}, slug="evening", status=422)
    assert page.errors and queries.items_of(organiser.event) == []


def test_parts_change_places_by_a_button_and_the_ends_have_none(organiser, make):
    make.agenda_item(organiser.event, "First", minutes=20)
    make.agenda_item(organiser.event, "Second", after_minutes=20)
    page = organiser.get("planning.show_agenda", slug="evening")
    up, down = page.select("button[value^=earlier-]"), page.select("button[value^=later-]")
    assert len(up) == len(down) == 1
    organiser.post("planning.show_agenda", typed(page, act=up[0]["value"]), slug="evening")
    assert [item.title for item in queries.items_of(organiser.event)] == ["Second", "First"]
    first = queries.items_of(organiser.event)[0].id
    page = organiser.get("planning.show_agenda", slug="evening")
    refused = organiser.post("planning.show_agenda", typed(page, act=f"earlier-{first}"), slug="evening", status=422)
    assert "nothing on that side" in refused.words


def test_parts_that_overlap_are_pointed_out(organiser, make):
    make.agenda_item(organiser.event, "First", minutes=60)
    make.agenda_item(organiser.event, "Second", after_minutes=20)
    assert "Overlaps" in organiser.get("planning.show_agenda", slug="evening").words
    db.session.rollback()
    with unit_of_work():
        db.session.delete(db.session.query(AgendaItem).filter_by(title="Second").one())
    assert "Overlaps" not in organiser.get("planning.show_agenda", slug="evening").words


def test_an_empty_programme_says_how_to_begin(organiser):
    assert "Begin with the welcome" in organiser.get("planning.show_agenda", slug="evening").words


PART = {"title": "Welcome", "kind": "welcome", "day": "20 May 2009", "starts": "6pm", "ends": "6.10pm",
        "level": "local", "abstract": ""}


def test_the_first_part_of_a_new_event_can_be_added_before_any_speaker(organiser):
    page = organiser.get("planning.add_item", slug="evening")
    assert "Nobody is down to speak yet" in page.words
    organiser.post("planning.add_item", typed(page) | PART, slug="evening")
    assert [(item.title, item.slots) for item in queries.items_of(organiser.event)] == [("Welcome", [])]


def test_a_choice_that_is_not_offered_is_refused_in_our_own_words(organiser, make):
    make.speaker(organiser.event)
    page = organiser.get("planning.add_item", slug="evening")
    wrong = organiser.post("planning.add_item", typed(page) | PART | {"lead": "999", "kind": "dance", "panel": "998"},
                           slug="evening", status=422)
    assert wrong.errors == ["Choose one of the answers that stand here"] * 3


def test_a_move_that_nobody_has_heard_of_is_saved_at_once(organiser):
    page = organiser.get("planning.change_event", slug="evening")
    done = organiser.post("planning.change_event", typed(page, starts="6.30pm"), slug="evening", follow=True)
    assert "Saved." in done.words and "told" not in done.find(class_="govuk-notification-banner").get_text()


def test_problems_of_day_and_time_are_told_together(council):
    page = council.post("planning.make_event", NEW | {"day": "soon", "ends": "5pm", "doors": "7pm"}, status=422)
    assert [error.split(":")[0] for error in page.errors] == [
        "Day", "The doors open after the start. Check the two times.",
        "The event ends before it starts. Check the two times."]


def test_a_new_event_names_its_maker_as_whom_to_ask_and_says_what_comes_next(make, reader):
    pat = reader.signed_in(make.officer("organiser", name="Pat Whitfield", email="pat@council.example.org"))
    page = pat.get("planning.make_event")
    done = pat.post("planning.make_event", typed(page) | NEW | {"venue_name": "Library Hall"}, follow=True)
    assert done.heading == "Overview" and "Below stands what comes next" in done.words
    arrangements = queries.arrangements_of(find("evening"))
    assert (arrangements.contact_name, arrangements.contact_email) == ("Pat Whitfield", "pat@council.example.org")
    assert arrangements.venue_name == "Library Hall"
