"""Parts with places of their own: chosen by those who come, held exactly, and freed by who does not come."""

import pytest

from events.agenda import queries as agenda_queries
from events.agenda import scheduling
from events.database import db, unit_of_work
from events.delegates import choosing_parts, inviting, part_queries, replying
from events.delegates.models import Invitation
from events.delegates.part_models import PartChoice
from events.event import Event
from events.outbox import Letter
from events.refusals import NotFound


@pytest.fixture
def parts(make):
    """An evening with three workshops: two at the same time with one place each, one after them with five."""
    event = make.event()
    made = [make.agenda_item(event, title, after_minutes=after, minutes=30, kind="discussion")
            for title, after in (("Schools", 30), ("Mosques", 30), ("Police", 60))]
    with unit_of_work():
        for item, places in zip(made, (1, 1, 5), strict=True):
            agenda_queries.item(db.session.get(Event, event.id), item.id).places = places
    make.released(event)
    return event, [item.id for item in made]


@pytest.fixture
def guest(make, parts):
    """Somebody with a place at the evening."""
    return make.invitation(parts[0], said="ACCEPTED", place="held")


def choose(guest, *keys):
    """Choose those parts."""
    with unit_of_work():
        choosing_parts.choose(db.session.get(Invitation, guest.id), keys=keys)


def chosen(guest) -> list[str]:
    """The titles of what somebody has chosen."""
    db.session.rollback()
    return [row.title for row in part_queries.choices_of(guest)]


def test_one_part_of_each_time_can_be_chosen_and_changed(parts, guest):
    schools, mosques, police = parts[1]
    choose(guest, schools, police)
    assert chosen(guest) == ["Schools", "Police"]
    choose(guest, mosques, police)
    assert chosen(guest) == ["Police", "Mosques"]
    assert [part.free for part in part_queries.parts_of(parts[0])] == [1, 0, 4]
    choose(guest)
    assert chosen(guest) == []


def test_two_at_the_same_time_are_refused(parts, guest):
    with pytest.raises(choosing_parts.SameTime, match="“Schools” and “Mosques” run at the same time"):
        choose(guest, *parts[1][:2])


def test_what_is_full_says_so_and_names_the_others(make, parts, guest):
    schools, mosques, _police = parts[1]
    choose(guest, schools)
    second = make.invitation(parts[0], said="ACCEPTED", place="held")
    with pytest.raises(choosing_parts.PartFull, match="“Schools” is full. At the same time there is room in: Mosques."):
        choose(second, schools)
    choose(second, mosques)
    with pytest.raises(choosing_parts.PartFull, match="“Mosques” is full. Choose another."):
        choose(guest, mosques)
    assert chosen(guest) == ["Schools"]  # a refusal takes nothing away
    choose(guest, schools)  # what is one's own is not full


def test_only_those_with_a_place_at_the_venue_choose(make, parts):
    for values in ({"said": "NEEDS-ACTION"}, {"said": "ACCEPTED", "place": "waiting", "waiting_number": 1},
                   {"said": "ACCEPTED", "place": "held", "attendance": "by link"}):
        with pytest.raises(choosing_parts.NoPlaceYet):
            choose(make.invitation(parts[0], **values), parts[1][0])


def test_what_has_no_places_or_is_another_events_is_not_there(make, parts, guest):
    plain = make.agenda_item(parts[0], "Welcome")
    with pytest.raises(NotFound):
        choose(guest, plain.id)


@pytest.mark.parametrize("how", ["declines", "perhaps", "is withdrawn", "takes part by link"])
def test_whoever_does_not_come_frees_the_part(parts, guest, how):
    choose(guest, parts[1][0])
    with unit_of_work():
        found = db.session.get(Invitation, guest.id)
        if how == "is withdrawn":
            inviting.withdraw_invitation(found, by="command")
        elif how == "takes part by link":
            agenda_queries.arrangements_of(found.event).meeting = "both"
            replying.reply(found, said="ACCEPTED", channel="link", attendance="by link")
        else:
            replying.reply(found, said="DECLINED" if how == "declines" else "TENTATIVE", channel="link")
    assert chosen(guest) == [] and part_queries.parts_of(parts[0])[0].free == 1


def test_once_the_event_is_over_nothing_is_chosen(parts, guest, at):
    with at(2009, 5, 21), pytest.raises(replying.ReplyClosed):
        choose(guest, parts[1][0])


def test_who_had_chosen_a_part_that_is_removed_is_listed_until_they_are_told(make, parts, guest):
    choose(guest, *parts[1][1:])
    with unit_of_work():
        scheduling.remove_item(agenda_queries.item(db.session.get(Event, parts[0].id), parts[1][1]), by="command")
    make.released(parts[0])
    db.session.expire_all()
    assert [(row.invitation_id, row.title) for row in part_queries.removed(parts[0])] == [(guest.id, "Mosques")]
    choose(guest, parts[1][0], parts[1][2])  # they chose anew: nothing is left to tell
    assert part_queries.removed(parts[0]) == [] and set(chosen(guest)) == {"Schools", "Police"}


def test_who_is_in_two_places_at_once_since_the_programme_changed_is_listed(make, parts, guest):
    choose(guest, parts[1][0], parts[1][2])
    with unit_of_work():
        police = agenda_queries.item(db.session.get(Event, parts[0].id), parts[1][2])
        schools = agenda_queries.item(db.session.get(Event, parts[0].id), parts[1][0])
        police.starts_at, police.ends_at = schools.starts_at, schools.ends_at
    assert part_queries.clashing(parts[0]) == []  # nobody reads the new hours yet
    make.released(parts[0])
    [(who, one, other)] = part_queries.clashing(parts[0])
    assert (who.id, {one.title, other.title}) == (guest.id, {"Schools", "Police"})


def test_whoever_chooses_reads_the_released_programme_and_not_what_is_worked_on(make, parts, guest):
    schools, mosques, _police = parts[1]
    with unit_of_work():
        event = db.session.get(Event, parts[0].id)
        item = agenda_queries.item(event, schools)
        item.title, item.places, item.ends_at = "Colleges", 0, event.ends_at
        agenda_queries.item(event, mosques).places = None
    assert [(part.item.title, part.free) for part in part_queries.parts_of(parts[0])] == [
        ("Schools", 1), ("Mosques", 1), ("Police", 5)]
    choose(guest, schools, parts[1][2])
    assert chosen(guest) == ["Schools", "Police"]
    make.released(parts[0])
    assert [(part.item.title, part.free) for part in part_queries.parts_of(parts[0])] == [
        ("Colleges", 0), ("Police", 4)]


def test_a_programme_without_places_never_asks(make, post, words):
    event = make.event()
    make.agenda_item(event)
    guest = make.invitation(event)
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link")
    assert not part_queries.has_parts(event)
    assert "places of their own" not in words(post()[0], "text/plain")


def test_the_letter_about_the_answer_says_that_there_is_something_to_choose(make, parts, post, words):
    guest = make.invitation(parts[0])
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link")
    assert "Some parts of the programme have places of their own." in words(post()[0], "text/plain")
    assert db.session.query(Letter).count() == 1


def test_choices_go_with_the_guest_and_with_the_event(parts, guest):
    choose(guest, parts[1][0])
    with unit_of_work():
        db.session.delete(db.session.get(Event, parts[0].id))
    assert db.session.query(PartChoice).count() == 0
