"""Parts are freed for others, and lists of what is gone are put away once people have been told."""

from events import history
from events.agenda import queries as agenda_queries
from events.agenda import scheduling
from events.database import db, unit_of_work
from events.delegates import choosing_parts, leaving_parts, part_queries
from events.delegates.models import Invitation
from events.event import Event


def test_once_told_those_concerned_are_off_the_list_and_others_keep_theirs(make):
    event = make.event()
    guest = make.invitation(event, said="ACCEPTED", place="held")
    items = [make.agenda_item(event, title, after_minutes=after).id for title, after in (("One", 0), ("Two", 60))]
    with unit_of_work():
        for key in items:
            agenda_queries.item(db.session.get(Event, event.id), key).places = 5
    with unit_of_work():
        choosing_parts.choose(db.session.get(Invitation, guest.id), keys=items)
    with unit_of_work():
        scheduling.remove_item(agenda_queries.item(db.session.get(Event, event.id), items[0]), by="command")
    with unit_of_work():
        leaving_parts.forget_removed(db.session.get(Event, event.id), by="command")
    db.session.expire_all()
    assert part_queries.removed(event) == []
    assert [row.title for row in part_queries.choices_of(guest)] == ["Two"]
    assert history.of(event)[-1].act == "told of removed parts"
    with unit_of_work():
        leaving_parts.leave_parts(db.session.get(Invitation, guest.id))
    assert part_queries.choices_of(guest) == []
