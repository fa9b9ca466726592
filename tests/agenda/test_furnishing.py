"""An event that uses several rooms names them; an event in one room is never asked."""

import pytest

from events.agenda import queries
from events.agenda.models import AgendaItem
from events.database import db, unit_of_work
from tests.agenda.test_officer_views import typed, value
from tests.agenda.test_release_views import filled


@pytest.fixture
def organiser(make, reader):
    """An organiser at work on an evening with one part."""
    event = make.event()
    item = make.agenda_item(event, "Talk")
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event, reading.item = event, item.id
    return reading


def add(organiser, name: str, status: int = 302):
    """Type the name of a room."""
    return organiser.post("venue_rooms.list_venue_rooms", {"name": name}, slug="evening", status=status)


def rooms(organiser) -> list[str]:
    """The rooms in their order."""
    db.session.rollback()
    return [room.name for room in queries.venue_rooms_of(organiser.event)]


def test_an_event_without_rooms_is_asked_for_none_and_one_with_rooms_puts_its_parts_there(organiser, reader):
    for endpoint, at in (("planning.show_agenda", {}), ("planning.change_item", {"item_id": organiser.item})):
        assert "Room" not in organiser.get(endpoint, slug="evening", **at).find("main").find("form").get_text()
    add(organiser, "Main hall")
    garden = organiser.get("planning.show_agenda", slug="evening").find(
        "select", attrs={"name": f"room_{organiser.item}"}).find_all("option")[1]
    page = organiser.get("planning.show_agenda", slug="evening")
    organiser.post("planning.show_agenda", typed(page, **{f"room_{organiser.item}": garden["value"]}), slug="evening")
    assert "Main hall" not in reader.anybody().get("/events/evening/programme").words, "not before it is released"
    page = organiser.get("releases.show_release", slug="evening")
    assert "“Talk” is in Main hall." in page.words
    organiser.post("releases.show_release", filled(page), slug="evening")
    assert "Main hall" in reader.anybody().get("/events/evening/programme").words
    assert "“Talk” is in Main hall." in reader.anybody().get("/events/evening/programme/changes").words


def test_rooms_are_renamed_put_in_order_and_taken_away_and_their_parts_stay(organiser):
    for name in ("Hall", "Garden"):
        add(organiser, name)
    assert add(organiser, "hall", 422).errors == ["There is a room called hall already."]
    first = queries.venue_rooms_of(organiser.event)[0].id
    at = {"slug": "evening", "room_id": first}
    organiser.post("venue_rooms.move_venue_room", {"to": "later"}, **at)
    assert rooms(organiser) == ["Garden", "Hall"]
    organiser.post("venue_rooms.move_venue_room", {"to": "later"}, **at)  # at the end it stays
    refused = organiser.post("venue_rooms.change_venue_room", {"name": "Garden"}, status=422, **at)
    assert value(refused, "name") == "Garden"
    organiser.post("venue_rooms.change_venue_room", {"name": "Great hall"}, **at)
    assert rooms(organiser) == ["Garden", "Great hall"]
    with unit_of_work():
        db.session.get(AgendaItem, organiser.item).venue_room_id = first
    assert "1 part of the programme is in it" in organiser.get("venue_rooms.change_venue_room", **at).words
    organiser.post("venue_rooms.remove_venue_room", {}, **at)
    assert rooms(organiser) == ["Garden"] and len(queries.items_of(organiser.event)) == 1


def test_another_events_room_is_not_there(organiser, make, reader):
    add(organiser, "Hall")
    room = queries.venue_rooms_of(organiser.event)[0]
    make.event(slug="other")
    everybody = reader.signed_in(make.officer("organiser"))
    everybody.get("venue_rooms.change_venue_room", slug="other", room_id=room.id, status=404)
    everybody.post("venue_rooms.remove_venue_room", {}, slug="other", room_id=room.id, status=404)
