"""The page on which the programme is released: what it shows before anything is done, and how it is called back."""

import pytest

from events.agenda import release_queries, scheduling, telling
from events.agenda.models import AgendaItem, Speaker
from events.database import db, unit_of_work
from events.delivery import deliver
from events.outbox import Letter
from tests.agenda.test_officer_views import value
from tests.readers import fields_of


@pytest.fixture
def organiser(make, reader):
    """An organiser at work on an evening with two public talks, whose speakers have had their link."""
    event = make.event()
    people = [make.speaker(event, name) for name in ("Ann Lee", "Ben Khan")]
    items = [make.agenda_item(event, f"Talk {number}", speaker=speaker, after_minutes=20 * number)
             for number, speaker in enumerate(people)]
    with unit_of_work():
        for speaker in people:
            telling.send_link(db.session.get(Speaker, speaker.id), by="command")
    deliver()
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event, reading.numbers = event, [item.id for item in items]
    return reading


def rename(organiser, title: str) -> None:
    """Call the first talk otherwise."""
    with unit_of_work():
        scheduling.change_item(db.session.get(AgendaItem, organiser.numbers[0]), by="command", title=title)


def opened(organiser):
    """The page of the release."""
    return organiser.get("releases.show_release", slug="evening")


def filled(page, **values) -> dict:
    """The form that releases, with some of it typed anew."""
    return fields_of(page.find("input", attrs={"name": "seen"}).find_parent("form")) | values


def letters() -> list[str]:
    """To whom letters wait or have gone, but for those with the link."""
    rows = db.session.query(Letter).filter(Letter.name != "agenda/speaker_link")
    return [f"{row.to_name} {row.state}" for row in rows.order_by(Letter.to_name)]


def test_the_page_says_what_changes_and_who_is_told_and_does_nothing_by_itself(organiser):
    assert "nothing has changed since" in opened(organiser).words
    rename(organiser, "Opening")
    page = opened(organiser)
    assert "“Talk 0” is now called “Opening”." in page.words
    assert "Release version 3, and tell 1 speaker" in page.words and "Ben Khan" not in page.find("main").get_text()
    assert letters() == []
    done = organiser.post("releases.show_release", filled(page, name="Final", note="See you there."), slug="evening",
                          follow=True)
    assert "Version 3 is out" in done.words and letters() == ["Ann Lee held"]


def test_everybody_reads_the_version_its_name_and_what_changed(organiser, reader):
    rename(organiser, "Opening")
    organiser.post("releases.show_release", filled(opened(organiser), name="Final", note="See you there."),
                   slug="evening")
    page = reader.anybody().get("/events/evening/programme")
    assert "Version 3 of Wednesday 22 April 2009" in page.words
    assert page.find("a", href="/events/evening/programme/changes")
    words = reader.anybody().get("/events/evening/programme/changes").words
    assert "Version 3: Final" in words and "See you there." in words and "is now called “Opening”" in words
    assert "The first programme that was made public." in words


def test_a_change_meanwhile_is_409_with_what_would_change_now_and_nothing_typed_is_lost(organiser):
    rename(organiser, "Opening")
    page = opened(organiser)
    rename(organiser, "Another opening")
    stale = organiser.post("releases.show_release", filled(page, name="Final"), slug="evening", status=409)
    assert "has changed since you opened this page" in stale.errors[0]
    assert "Another opening" in stale.words and value(stale, "name") == "Final" and letters() == []
    organiser.post("releases.show_release", filled(stale), slug="evening")
    assert release_queries.newest(organiser.event).name == "Final"


def test_pressed_twice_one_version_is_made(organiser):
    rename(organiser, "Opening")
    data = filled(opened(organiser))
    first, second = (organiser.post("releases.show_release", data, slug="evening").headers["Location"]
                     for _ in range(2))
    assert first == second and release_queries.newest(organiser.event).number == 3


def test_a_release_is_called_back_by_a_button_until_a_letter_has_left(organiser, at):
    rename(organiser, "Opening")
    organiser.post("releases.show_release", filled(opened(organiser)), slug="evening")
    done = organiser.post("releases.call_back", {}, slug="evening", number=3, follow=True)
    assert "Called back" in done.words and letters() == ["Ann Lee withdrawn"]
    assert release_queries.newest(organiser.event).number == 2
    organiser.post("releases.show_release", filled(opened(organiser)), slug="evening")
    with at(2009, 4, 22, 9, 10):
        deliver()
        assert "Call it back" not in opened(organiser).words
        late = organiser.post("releases.call_back", {}, slug="evening", number=3, follow=True)
        assert "It is too late to call this version back" in late.words
    assert "Ann Lee sent" in letters()
    organiser.post("releases.call_back", {}, slug="evening", number=99, status=404)


def test_who_is_concerned_and_gets_no_letter_is_named_with_the_reason(organiser, make):
    new, post = make.speaker(organiser.event, "Dee New"), make.speaker(organiser.event, "Eve Post", email="")
    with unit_of_work():
        for number, speaker in zip(organiser.numbers, (new, post), strict=True):
            scheduling.change_item(db.session.get(AgendaItem, number), by="command",
                                   lead=db.session.get(Speaker, speaker.id), panel=[])
    words = opened(organiser).words
    assert "Dee New has not had the link of their page yet, and hears of it with that." in words
    assert "Eve Post has no email address: tell them yourself." in words
    assert "Release version 3, and tell 2 speakers" in words


def test_what_to_look_at_again_stands_on_the_page_and_hinders_nothing(organiser):
    with unit_of_work():
        scheduling.shift_after(db.session.get(AgendaItem, organiser.numbers[0]), minutes=-10, by="command")
    page = opened(organiser)
    assert "Talk 1 : Overlaps with “Talk 0”." in page.words
    organiser.post("releases.show_release", filled(page), slug="evening")


def test_a_part_that_gets_places_of_its_own_is_said_in_numbers_and_the_page_promises_no_button_without_one(organiser):
    page = opened(organiser)
    assert "nothing has changed since" in page.words and "until you press the button" not in page.words
    with unit_of_work():
        scheduling.change_item(db.session.get(AgendaItem, organiser.numbers[0]), by="command", places=20)
    page = opened(organiser)
    assert "“Talk 0” has 20 places of its own." in page.words and "until you press the button" in page.words
