"""The desk's pages for an event like one before, and for one that follows another."""

from datetime import timedelta

import pytest

from events import event as event_record
from events.agenda import queries as agenda_queries
from events.delegates import queries as guest_queries
from events.feedback import queries as remark_queries
from tests.feedback.test_taking_along import ask
from tests.people import STARTS


@pytest.fixture
def evening(make):
    """An evening with a speaker, a guest who came and one question."""
    event = make.event()
    make.agenda_item(event, speaker=make.speaker(event))
    make.invitation(event, make.contact("Joyce Applegarth"), said="ACCEPTED", place="held")
    ask(event, "Who pays?", ref="Q-1")
    return event


@pytest.fixture
def organiser(make, reader):
    """A council-wide organiser."""
    return reader.signed_in(make.officer("organiser"))


def test_the_way_from_a_new_event_to_one_like_before(evening, organiser):
    page = organiser.get("planning.make_event")
    assert page.find("a", string="Like one before")["href"] == "/desk/events/new/like"
    assert "An awareness evening" in organiser.get("following.choose_event").words
    page = organiser.get("following.copy_event", key="evening")
    done = organiser.send(page, {"day": "Wednesday 17 June 2009", "take": ["speakers", "team"]}, follow=True, place=1)
    assert "Taken over: the arrangements, access at the venue and hosts; 1 part of the programme; 1 speaker, as" \
        in done.words
    assert "Not taken over: guests and their answers" in done.words
    made = event_record.find("evening-of-17-june")
    assert made.title == "An awareness evening" and len(agenda_queries.speakers_of(made)) == 1
    assert guest_queries.invitations_of(made) == []


def test_a_copys_programme_is_its_organisers_until_it_is_released_and_the_pages_say_so(evening, organiser, reader):
    anybody = reader.anybody()
    assert "Prevent in practice" in anybody.get("agenda.show_programme", slug="evening").words
    organiser.send(organiser.get("following.copy_event", key="evening"), {"day": "Wednesday 17 June 2009"}, place=1)
    slug = "evening-of-17-june"
    assert "Prevent in practice" not in anybody.get("agenda.show_programme", slug=slug).words
    assert "Prevent in practice" not in anybody.get("agenda.show_event", slug=slug).words
    assert "The programme is still being made" in anybody.get("agenda.show_programme", slug=slug).words
    page = organiser.get("planning.show_agenda", slug=slug)
    assert "Only organisers see this. Everybody else reads it once you have released it." in page.words
    assert page.find("button", string=lambda words: words and words.strip() == "Release it")["value"] == "release"
    assert page.find("a", href=f"/desk/events/{slug}/programme/release")


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"day": ""}, "Enter the day of the event"),
    ({"day": "Monday 17 June 2009"}, "17 June 2009 is a Wednesday, not a Monday. Which of the two is wrong?"),
    ({"day": "Wednesday 20 May 2009"}, "20 May 2009 is the day of the event that you copy. If there are to be two"),
    ({"day": "17 June 2008"}, "17 June 2008 has gone by. If that is right, tick the box below."),
    ({"day": "17 June 2009", "slug": "evening"}, "Another event has the address evening."),
    ({"day": "17 June 2009", "title": ""}, "Enter the event’s title"),
])
def test_a_refused_copy_comes_back_with_what_was_typed(evening, organiser, typed, sentence):
    page = organiser.get("following.copy_event", key="evening")
    page = organiser.send(page, {"title": "Again", "short_title": "Mine"} | typed, status=422, place=1)
    assert sentence in " ".join(page.errors)
    values = page.form(place=1)
    assert values["short_title"] == "Mine" and values["day"] == typed["day"]


def test_a_second_event_on_the_same_day_wants_a_tick(evening, organiser):
    page = organiser.get("following.copy_event", key="evening")
    asked = organiser.send(page, {"day": "Wednesday 20 May 2009", "short_title": "Second"}, status=422, place=1)
    assert asked.find("input", attrs={"name": "sure"})
    organiser.send(asked, {"sure": "y"}, place=1)
    assert event_record.find("second").starts_at == event_record.find("evening").starts_at


def test_an_organiser_of_one_event_makes_no_other(make, reader, evening):
    browser = reader.signed_in(make.officer("organiser", on=evening))
    browser.get("following.copy_event", key="evening", status=403)
    assert "Make an event like this one" not in browser.get("planning.change_event", slug="evening").words


def test_a_seminar_follows_and_takes_along_what_is_ticked(make, evening, organiser):
    make.event(slug="seminar", title="The seminar", starts_at=STARTS + timedelta(days=84),
               reply_by_on=(STARTS + timedelta(days=77)).date())
    page = organiser.get("following.follow_event", slug="seminar")
    page = organiser.send(page, {"earlier": "evening"}, follow=True, place=1)
    assert "It follows: An awareness evening" in page.words and "1 were invited, 0 came" in page.words
    page = organiser.send(page, {"groups": "everybody", "questions": "Q-1"}, follow=True, place=1)
    assert "Taken along: 1 invitation is drafted; 1 question waits in the queue. Nothing has been sent." in page.words
    assert "Waits in the queue" in page.words
    seminar = event_record.find("seminar")
    assert len(guest_queries.invitations_of(seminar)) == 1 and len(remark_queries.waiting(seminar)) == 1
    queue = organiser.get("moderation.show_queue", slug="seminar")
    assert "Asked on Wednesday 22 April 2009" in queue.words and "Taken along from:" in queue.words
    organiser.send(queue, {}, to="Q-1/approval")
    assert "Asked on Wednesday 22 April 2009" in organiser.get("chair.show_chair", slug="seminar").words
    first = organiser.get("sorting.show_remark", slug="evening", ref="Q-1")
    assert "Taken along to The seminar" in first.words
    assert "Asked first on" in organiser.get("sorting.show_remark", slug="seminar", ref="Q-1").words
    organiser.send(organiser.get("following.follow_event", slug="seminar"), {}, to="follows/none")
    assert "Choose an event" in organiser.get("following.follow_event", slug="seminar").words


def test_nothing_is_taken_from_an_event_that_somebody_does_not_organise(make, reader, evening):
    seminar = make.event(slug="seminar", starts_at=STARTS + timedelta(days=84))
    browser = reader.signed_in(make.officer("organiser", on=seminar))
    page = browser.get("following.follow_event", slug="seminar")
    assert "No earlier event of yours" in page.words
    browser.post("following.follow_event", {"earlier": "evening", "questions": "Q-1"}, slug="seminar", status=422)
    assert remark_queries.waiting(seminar) == []
