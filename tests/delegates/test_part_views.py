"""Pages for parts with places of their own: the guest chooses, the organiser and the door read lists."""

import pytest

from events.agenda import queries as agenda_queries
from events.agenda import scheduling
from events.database import db, unit_of_work
from events.event import Event


@pytest.fixture
def evening(make):
    """Two workshops at the same time, one with a single place; and two guests."""
    event = make.event()
    items = [make.agenda_item(event, title, after_minutes=30, minutes=30) for title in ("Schools", "Mosques")]
    with unit_of_work():
        for item, places in zip(items, (1, 20), strict=True):
            agenda_queries.item(db.session.get(Event, event.id), item.id).places = places
    make.released(event)
    guests = [make.invitation(event, make.contact(name, organisation="Forum"), said="ACCEPTED", place="held")
              for name in ("Joyce Applegarth", "Omar Khan")]
    return event, [item.id for item in items], guests


def answers(page) -> dict[str, bool]:
    """The answers of the page's one question, with whether they can be given."""
    return {" ".join(label.get_text().split()): not page.find(id=label["for"]).has_attr("disabled")
            for label in page.select(".govuk-radios__label")}


def test_a_guest_chooses_and_the_next_sees_what_is_full(reader, evening):
    _event, (schools, mosques), (joyce, omar) = evening
    browser = reader.by_link("invitation", joyce)
    assert "Choose your parts of the programme" in browser.get("reports.show_my_page", ref=joyce.ref).words
    page = browser.get("parts.choose_parts", ref=joyce.ref)
    assert list(answers(page)) == ["Schools, 6:30pm to 7pm: 1 place is free",
                                   "Mosques, 6:30pm to 7pm: 20 places are free",
                                   "None of these"]
    done = browser.send(page, {f"part_{min(schools, mosques)}": str(schools)}, follow=True)
    assert "Your choice is saved." in done.words
    other = reader.by_link("invitation", omar)
    page = other.get("parts.choose_parts", ref=omar.ref)
    assert answers(page)["Schools, 6:30pm to 7pm: full"] is False
    page = other.send(page, {f"part_{min(schools, mosques)}": str(schools)}, status=422)
    assert page.errors == ["“Schools” is full. At the same time there is room in: Mosques."]


def test_places_that_are_not_released_yet_are_said_and_where_places_are_set(make, reader):
    event = make.event()
    item = make.agenda_item(event, "Workshop")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    assert "How many places a part has is said on its own page" in organiser.get(
        "parts.list_parts", slug="evening").words
    with unit_of_work():
        agenda_queries.item(db.session.get(Event, event.id), item.id).places = 20
    page = organiser.get("parts.list_parts", slug="evening")
    assert "people can choose them once it is released: Workshop" in page.words
    make.released(event)
    assert "0 of 20 places are taken" in organiser.get("parts.list_parts", slug="evening").words


def test_a_programme_without_places_has_no_such_page(make, reader):
    event = make.event()
    make.agenda_item(event)
    guest = make.invitation(event, said="ACCEPTED", place="held")
    browser = reader.by_link("invitation", guest)
    assert "parts" not in browser.get("reports.show_my_page", ref=guest.ref).words
    browser.get("parts.choose_parts", ref=guest.ref, status=404)


def test_the_organiser_and_the_door_read_names_and_the_organiser_notes_a_choice(make, reader, evening):
    event, (schools, mosques), (joyce, omar) = evening
    with unit_of_work():
        db.session.merge(omar).print_no_name = True
    organiser = reader.signed_in(make.officer("organiser", on=event))
    for guest in (joyce, omar):
        page = organiser.get("parts.choose_for_guest", slug="evening", invitation_id=guest.id)
        organiser.send(page, {f"part_{min(schools, mosques)}": str(mosques)}, place=1)
    page = organiser.get("parts.list_parts", slug="evening")
    assert "2 of 20 places are taken" in page.words and "Joyce Applegarth , Forum" in page.words
    assert "Everybody with a place has chosen." in page.words
    door = reader.signed_in(make.officer("door", on=event))
    words = door.get("parts.list_parts", slug="evening").words
    assert "Joyce Applegarth" in words and "Omar Khan" not in words  # as on the register
    assert "Who comes to which part" in door.get("door.show_door", slug="evening").words
    assert "Who comes to which part" in organiser.get("planning.show_agenda", slug="evening").words
    assert "Mosques" in organiser.get("guest.show_guest", slug="evening", invitation_id=joyce.id).words
    paper = organiser.client.get("/desk/events/evening/parts.pdf")
    assert paper.mimetype == "application/pdf" and paper.data.startswith(b"%PDF")
    reader.signed_in(make.officer("moderator", on=event)).get("parts.list_parts", slug="evening", status=403)


def test_who_is_concerned_by_a_removal_is_listed_and_told_on_their_own_page(make, reader, evening):
    event, (schools, mosques), (joyce, _omar) = evening
    browser = reader.by_link("invitation", joyce)
    browser.send(browser.get("parts.choose_parts", ref=joyce.ref), {f"part_{min(schools, mosques)}": str(schools)})
    with unit_of_work():
        scheduling.remove_item(agenda_queries.item(db.session.get(Event, event.id), schools), by="command")
    assert "No longer on the programme" not in browser.get("parts.choose_parts", ref=joyce.ref).words
    make.released(event)
    assert "No longer on the programme Schools." in browser.get("parts.choose_parts", ref=joyce.ref).words
    organiser = reader.signed_in(make.officer("organiser", on=event))
    assert "1 guest had chosen a part that is off the programme: tell them" \
        in organiser.get("reports.show_overview", slug="evening").words
    page = organiser.get("parts.list_parts", slug="evening")
    assert "Joyce Applegarth : Schools" in page.words
    organiser.send(page, {}, to="parts/removed")
    assert "Joyce Applegarth : Schools" not in organiser.get("parts.list_parts", slug="evening").words
