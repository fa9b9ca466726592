"""The door by a volunteer's link: what it opens, who noted what, and when it is shut."""

import pytest

from events.database import db, unit_of_work
from events.delegates import door_linking, door_queries, queries
from events.delegates.door_models import DoorLink, Needs
from events.delegates.models import Accompanied, Invitation
from events.delegates.states import Companion, Place


@pytest.fixture
def evening(at):
    with at(2009, 5, 20, 16, 30):
        yield


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def guest(make, event):
    return make.invitation(event, said="ACCEPTED", place=Place.HELD, no_photographs=True)


def test_the_organiser_makes_a_link_shows_it_and_closes_it(make, reader, event, evening):
    desk = reader.signed_in(make.officer("organiser", on=event))
    page = desk.send(desk.get("door_links.make_link", slug="evening"), {"name": "Sam Okafor"}, to="links", follow=True)
    way = page.find("code").get_text()
    assert "/d/" in way and "Sam Okafor" in page.words
    assert desk.client.get(page.find("img")["src"]).mimetype == "image/svg+xml"
    volunteer = reader.anybody()
    path = way.removeprefix("http://localhost")
    assert "You are here as Sam Okafor" in volunteer.get(path, follow=True).words
    listed = desk.send(page, {}, to="close", follow=True)
    assert "Closed" in listed.words
    assert "closed this door link" in volunteer.get("door.show_door", slug="evening", status=410).words
    volunteer.get(path, status=410)


def test_a_volunteer_welcomes_undoes_and_lets_in_and_the_link_is_noted(make, reader, event, guest, evening):
    link = make.door_link(event)
    door = reader.by_link("door", link)
    assert "Joyce" in door.get("/desk/events/evening/door?q=joyce").words
    page = door.get("door.meet_badge", code=guest.badge_code)
    page = door.send(page, {}, to="/door/", follow=True)
    assert "Arrived at 5:30pm." in page.words and "Noted by Sam." in page.words
    db.session.expire_all()
    assert door_queries.arrival_of(guest).by_door_link_id == link.id
    page = door.send(page, {}, to="undo", follow=True)
    assert "Welcome: record arrival" in page.words
    form = door.get("door.let_in", slug="evening")
    page = door.send(form, {"name": "Siân Llŷr", "organisation": "Cyngor"}, to="walk-in", follow=True)
    assert page.heading == "Siân Llŷr" and "Noted by Sam." in page.words
    assert door_queries.arrivals_by_link(event) == {link.id: 1}


def test_a_full_room_asks_the_door_and_keeps_what_was_typed(make, reader, evening):
    event = make.event(capacity=0)
    door = reader.signed_in(make.officer("door", on=event))
    form = door.get("door.let_in", slug="evening")
    refused = door.send(form, {"name": "Siân"}, to="walk-in", status=422)
    assert "No place is free" in refused.words and refused.find("input", attrs={"name": "name"})["value"] == "Siân"
    page = door.send(refused, {"anyway": "1"}, to="walk-in", follow=True)
    assert page.heading == "Siân" and queries.counts_of(event).arrived == 1


def test_the_next_evening_the_link_is_shut_also_in_a_browser_that_used_it(make, reader, event, guest, at):
    link = make.door_link(event)
    with at(2009, 5, 20, 17):
        door = reader.by_link("door", link)
        page = door.get("door.meet_badge", code=guest.badge_code)
    with at(2009, 5, 21, 17):
        for path in ("/desk/events/evening/door", "/desk/events/evening/door/walk-in", f"/door/{guest.badge_code}"):
            assert "one evening" in door.get(path, status=410).words
        door.send(page, {}, to="/door/", status=410)
    assert door_queries.arrival_of(guest) is None


def test_a_link_meets_no_badge_of_another_event(make, reader, event, evening):
    other = make.invitation(make.event(slug="other"), said="ACCEPTED", place=Place.HELD)
    door = reader.by_link("door", make.door_link(event))
    door.get("door.meet_badge", code=other.badge_code, status=404)
    door.get("/desk/events/other/door", status=302)
    door.get("/desk/", status=302)


def test_closing_one_link_leaves_the_others_open(make, reader, event, evening):
    first, second = make.door_link(event, "Sam"), make.door_link(event, "Kim")
    browsers = [reader.by_link("door", link) for link in (first, second)]
    with unit_of_work():
        door_linking.close_link(db.session.get(DoorLink, first.id), by="officer")
    browsers[0].get("door.show_door", slug="evening", status=410)
    browsers[1].get("door.show_door", slug="evening")


def test_the_door_is_told_what_helps_somebody_in_and_no_more(make, reader, event, guest, evening):
    with unit_of_work():
        db.session.add(Needs(invitation_id=guest.id, kinds=["interpreter", "prayer room", "step-free"],
                             interpreter_language="Urdu", access="Recovering from an operation", diet="Halal",
                             consented_at=guest.drafted_at, keep_until=guest.keep_until))
        db.session.add(Accompanied(invitation_id=guest.id, kind=Companion.CARER, name="Mo"))
        db.session.get(Invitation, guest.id).is_under_18 = True
    page = reader.by_link("door", make.door_link(event)).get("door.meet_badge", code=guest.badge_code)
    for words in ("Step-free access", "Urdu", "carer", "Mo", "Under 18", "No photographs"):
        assert words in page.words
    for words in ("Prayer", "operation", "Halal"):
        assert words not in page.words

