"""Parts are freed for others, and lists of what is gone are put away once people have been told."""

import pytest

from events import history
from events.agenda import queries as agenda_queries
from events.agenda import scheduling
from events.agenda.models import AgendaItem
from events.database import db, unit_of_work
from events.delegates import choosing_parts, leaving_parts, part_queries
from events.delegates.models import Invitation
from events.event import Event
from events.refusals import NotFound


def test_once_told_those_concerned_are_off_the_list_and_others_keep_theirs(make):
    event = make.event()
    guest = make.invitation(event, said="ACCEPTED", place="held")
    items = [make.agenda_item(event, title, after_minutes=after).id for title, after in (("One", 0), ("Two", 60))]
    with unit_of_work():
        for key in items:
            agenda_queries.item(db.session.get(Event, event.id), key).places = 5
    make.released(event)
    with unit_of_work():
        choosing_parts.choose(db.session.get(Invitation, guest.id), keys=items)
    with unit_of_work():
        scheduling.remove_item(agenda_queries.item(db.session.get(Event, event.id), items[0]), by="command")
    make.released(event)
    with unit_of_work():
        leaving_parts.forget_removed(db.session.get(Event, event.id), by="command")
    db.session.expire_all()
    assert part_queries.removed(event) == []
    assert [row.title for row in part_queries.choices_of(guest)] == ["Two"]
    assert history.of(event)[-1].act == "told of removed parts"
    with unit_of_work():
        leaving_parts.leave_parts(db.session.get(Invitation, guest.id))
    assert part_queries.choices_of(guest) == []


def test_until_the_release_nobody_hears_of_a_removal_and_nobody_chooses_what_will_go(make):
    event = make.event()
    first, second = (make.invitation(event, said="ACCEPTED", place="held") for _guest in range(2))
    one, two = [make.agenda_item(event, title, after_minutes=after).id for title, after in (("One", 0), ("Two", 60))]
    for title in ("One", "The first"):  # renamed since it was chosen
        with unit_of_work():
            for key in (one, two):
                agenda_queries.item(db.session.get(Event, event.id), key).places = 5
            agenda_queries.item(db.session.get(Event, event.id), one).title = title
        make.released(event)
        if title == "One":
            with unit_of_work():
                choosing_parts.choose(db.session.get(Invitation, first.id), keys=[one])
    with unit_of_work():
        scheduling.remove_item(agenda_queries.item(db.session.get(Event, event.id), one), by="command")
    make_again(event, one)
    with unit_of_work():
        leaving_parts.forget_removed(db.session.get(Event, event.id), by="command")
    with unit_of_work():
        choosing_parts.choose(db.session.get(Invitation, first.id), keys=[two])
    with pytest.raises(NotFound), unit_of_work():
        choosing_parts.choose(db.session.get(Invitation, second.id), keys=[one])
    db.session.rollback()
    assert part_queries.removed(event) == [] and [part.item.title for part in part_queries.parts_of(event)] == ["Two"]
    make.released(event)
    assert [(row.invitation_id, row.title) for row in part_queries.removed(event)] == [(first.id, "One")]


def make_again(event, key: int) -> None:
    """Another part, not released, gets the key of the row that is gone, as SQLite gives the highest one out again."""
    with unit_of_work():
        event = db.session.get(Event, event.id)
        item = scheduling.add_item(event, title="Not released", kind="discussion", starts_at=event.starts_at,
                                   ends_at=event.ends_at, by="command", sure=True)
        item.places = 5
        db.session.flush()
        if db.session.get(AgendaItem, key) is None:
            item.id = key
