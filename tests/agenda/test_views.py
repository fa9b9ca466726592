"""The public pages of an event, as anybody reads them."""

import json
from datetime import date

import pytest

from events.agenda import describing, planning, presenting, scheduling
from events.agenda.decks import Recognised
from events.agenda.models import Deck, Speaker
from events.database import db, unit_of_work
from events.event import Event, Visibility
from events.files import Stored, path_of
from tests.agenda import slides
from tests.agenda.deck_stand import say_of_publishing


@pytest.fixture
def event(make):
    """An evening with all that its pages show."""
    return make.event(strapline="Your part in it", summary="First.\n\nSecond.", directions="Bus 7", parking="Behind",
                      venue_room="Main suite")


def robots(page) -> str:
    """What search engines are told."""
    tag = page.find("meta", attrs={"name": "robots"})
    return tag["content"] if tag else ""


def test_the_front_page_is_friendly_when_nothing_is_announced(make, reader):
    make.event()
    page = reader.anybody().get("/")
    assert "No event is announced here just now" in page.words
    assert "awareness evening" not in page.words


def test_the_front_page_names_listed_events_with_day_and_place(make, reader):
    make.event(visibility=Visibility.LISTED, strapline="Your part in it")
    page = reader.anybody().get("/")
    assert "Wednesday 20 May 2009 at 6pm · Wynyard Rooms" in page.words
    assert page.find("a", href="/events/evening/")


def test_the_events_page_says_what_when_where_how_and_whom_to_ask(event, make, reader):
    make.agenda_item(event, "Welcome")
    with unit_of_work():
        here = db.session.get(Event, event.id)
        describing.add_access_fact(here, label="Hearing loop", available=True, detail="Rows two to six", by="command")
        describing.add_access_fact(here, label="Lift", available=False, by="command")
        describing.add_host(here, name="Silver Group", detail="Coordinates.", by="command")
    page = reader.anybody().get("/events/evening/")
    words = page.words
    assert "desk@<wbr>council<wbr>.example<wbr>.org" in page.answer.get_data(as_text=True)  # broken at its parts alone
    for said in ("Wednesday 20 May 2009 6pm to 9pm", "Main suite Wynyard Rooms Wynyard, Stockton-on-Tees",
                 "Bus 7", "Behind", "Rows two to six",
                 "Lift Not there", "Silver Group : Coordinates.", "01632 960100", "desk@council.example.org",
                 "6pm Welcome"):
        assert said in words, said


def test_an_event_by_address_is_kept_from_search_engines_and_a_listed_one_is_not(make, reader):
    make.event()
    make.event(slug="listed", visibility=Visibility.LISTED, title='A "quoted" </script><b>evening</b>')
    for path in ("", "programme"):
        hidden, listed = (reader.anybody().get(f"/events/{slug}/{path}") for slug in ("evening", "listed"))
        assert "noindex" in robots(hidden) and robots(listed) == ""
    assert not reader.anybody().get("/events/evening/").find("script", type="application/ld+json")
    block = reader.anybody().get("/events/listed/").find("script", type="application/ld+json").string
    told = json.loads(block)
    assert told["name"] == 'A "quoted" </script><b>evening</b>'
    assert told["startDate"] == "2009-05-20T18:00:00+01:00"
    assert told["location"]["name"] == "Wynyard Rooms"
    assert "</script" not in block


def test_an_event_with_next_to_nothing_said_has_pages_too(make, reader):
    make.event(venue_name="", venue_address="", contact_name="", contact_email="", contact_phone="")
    assert "To be announced" in reader.anybody().get("/events/evening/").words
    page = reader.anybody().get("/events/evening/programme")
    assert "not settled yet" in page.words and "Put the event in my calendar" in page.words
    assert not any(said in page.words for said in ("Print it (PDF)", "Large print", "For programs"))
    assert b"LOCATION" not in reader.anybody().client.get("/events/evening/calendar.ics").data


def test_the_tab_says_the_neutral_title(event, reader):
    for path in ("", "programme"):
        title = reader.anybody().get(f"/events/evening/{path}").title.get_text()
        assert "Evening of 20 May" in title and "awareness" not in title


def test_the_programme_shows_who_speaks_and_leads_to_the_room(event, make, reader):
    speaker = make.speaker(event, "Alison Garbutt", organisation="Police", bio="Nineteen years.")
    make.agenda_item(event, "In practice", speaker=speaker, after_minutes=50)
    page = reader.anybody().get("/events/evening/programme")
    assert "6:50pm In practice Alison Garbutt , Police" in page.words
    assert "Nineteen years." in page.words and speaker.email not in page.words
    assert page.find("a", href="http://localhost/events/evening/room")
    assert page.find("img", src="/events/evening/room.svg")["alt"]


def test_the_rooms_code_is_a_picture_without_style_or_script(event, reader):
    answer = reader.anybody().client.get("/events/evening/room.svg")
    words = answer.get_data(as_text=True)
    assert answer.mimetype == "image/svg+xml" and words.startswith("<svg")
    assert "style" not in words and "script" not in words


def test_the_calendar_file_is_an_attachment_and_a_cancelled_event_says_so_everywhere(event, reader):
    answer = reader.anybody().client.get("/events/evening/calendar.ics")
    assert answer.mimetype == "text/calendar" and "evening.ics" in answer.headers["Content-Disposition"]
    assert b"METHOD:PUBLISH" in answer.data and b"SEQUENCE:0" in answer.data
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, event.id), by="command")
    for path in ("", "programme"):
        assert "This event is cancelled" in reader.anybody().get(f"/events/evening/{path}").words
    data = reader.anybody().client.get("/events/evening/calendar.ics").data
    assert b"STATUS:CANCELLED" in data and b"SEQUENCE:1" in data


def deck_of(speaker) -> int:
    """A stored and received deck's key."""
    with unit_of_work():
        path_of("ab12").write_bytes(slides.PDF)
        return presenting.receive(
            db.session.get(Speaker, speaker.id), stored=Stored("ab12", 9, "0" * 64), original_name="secret <name>.pdf",
            recognised=Recognised("application/pdf", ".pdf"), by="speaker").id


def test_slides_are_downloaded_once_published_and_only_then(event, make, reader):
    speaker = make.speaker(event)
    make.agenda_item(event, speaker=speaker)
    number, anybody = deck_of(speaker), reader.anybody()
    anybody.get(f"/events/evening/slides/{number}", status=404)
    assert "Slides" not in anybody.get("/events/evening/programme").words
    say_of_publishing(speaker, True)
    with unit_of_work():
        presenting.publish(db.session.get(Deck, number), by="command")
    answer = anybody.client.get(f"/events/evening/slides/{number}")
    assert (answer.status_code, answer.data) == (200, slides.PDF)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=evening-{speaker.key}-1.pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = anybody.get("/events/evening/programme")
    assert page.find("a", href=f"/events/evening/slides/{number}") and "secret" not in page.words
    make.event(slug="other")
    anybody.get(f"/events/other/slides/{number}", status=404)
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    anybody.get(f"/events/evening/slides/{number}", status=404)


def test_names_in_markup_and_in_other_scripts_stay_words(make, reader):
    event = make.event(title="<i>Evening</i> مساء", reply_by_on=date(2009, 5, 13))
    make.agenda_item(event, "<b>Part</b>", speaker=make.speaker(event, "محمد <علي>"))
    for path in ("", "programme"):
        words = reader.anybody().get(f"/events/evening/{path}").words
        assert "<i>Evening</i> مساء" in words and "<b>Part</b>" in words


def test_an_event_that_is_not_there_is_404(reader):
    for path in ("", "programme", "calendar.ics", "room.svg", "slides/1"):
        reader.anybody().get(f"/events/nothing/{path}", status=404)
