"""Every list of this stage asks the database as often for five thousand people as for five."""

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import insert, select

from events import clock
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import part_queries
from events.delegates.models import Invitation
from events.delegates.part_models import PartChoice
from events.event import Event
from tests.delegates.crowds import crowd

FEW, MANY = 5, 5000
E = "/desk/events/evening"
LISTS = [
    f"{E}/", f"{E}/guests", f"{E}/guests?said=waiting", f"{E}/guests?partnership=Body+0&q=guest", f"{E}/letters",
    f"{E}/letters?state=failed", f"{E}/letters/progress", f"{E}/letters/by-post",
    f"{E}/invitations", f"{E}/invitations/new", f"{E}/invitations/new?q=guest",
    f"{E}/reminders", f"{E}/reminders/now/not-answered",
    f"{E}/seats", f"{E}/seats/new", f"{E}/substitutes", f"{E}/requests", f"{E}/mail", f"{E}/mail?part=mails",
    f"{E}/needs", f"{E}/orders", f"{E}/badges", f"{E}/register", f"{E}/register/ticks", f"{E}/attendance",
    f"{E}/door", f"{E}/door?q=guest", f"{E}/whom-to-ring", f"{E}/answers?q=guest",
    f"{E}/letters/words", f"{E}/letters/words/invitation/preview", f"{E}/parts", f"{E}/parts.pdf", f"{E}/dates",
    "/desk/contacts", "/desk/contacts?q=guest&partnership=Body+0", "/desk/partnerships", "/desk/",
]

# One form, one letter, or a file that is made in portions (its own tests count what those cost).
HOLD_NO_LIST = {
    "contacts.add_contact", "contacts.import_contacts", "door.let_in", "door_links.make_link", "needs.add_stop",
    "post.print_letters", "register.register_paper", "wordings.choose_language", "wordings.show_letter",
}


@pytest.fixture
def asked(make, reader):
    """How often the database is asked for a page: `asked(path)`, as the organiser of the crowd's event."""
    event = make.event(capacity=9000, entry="asking")
    item = make.agenda_item(event, "Schools")
    with unit_of_work():
        agenda_queries.item(db.session.get(Event, event.id), item.id).places = 20
    make.released(event)
    organiser = reader.signed_in(make.officer("organiser", "door"))

    def count(path: str) -> int:
        seen: list[str] = []
        listener = lambda *parts: seen.append(parts[2])  # noqa: E731
        sql_event.listen(db.engine, "before_cursor_execute", listener)
        try:
            assert organiser.client.get(path).status_code == 200, path
        finally:
            sql_event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    return event, count


def choose_parts(event: Event) -> None:
    """Everybody who is invited has chosen the part with places, or one that is gone."""
    with unit_of_work():
        [part] = part_queries.items_with_places(event)
        waiting = select(Invitation.id).where(
            Invitation.event_id == event.id, Invitation.id.not_in(select(PartChoice.invitation_id)))
        db.session.execute(insert(PartChoice), [
            {"invitation_id": guest, "agenda_item_id": part.id if guest % 2 else None, "title": part.title,
             "at": clock.now(), "keep_until": event.keep_until} for guest in db.session.scalars(waiting)])


def test_every_list_asks_as_often_for_five_thousand_people_as_for_five(asked):
    event, count = asked
    crowd(event, range(FEW))
    choose_parts(event)
    few = {path: count(path) for path in LISTS}
    crowd(event, range(FEW, MANY))
    choose_parts(event)
    many = {path: count(path) for path in LISTS}
    assert {path: (few[path], many[path]) for path in LISTS if many[path] != few[path]} == {}
    assert min(few.values()) > 3, "the counting sees what is asked"


def test_no_list_of_this_stage_is_forgotten(app):
    """Every page of the stage that names an event or nothing is among the lists, or is known to hold none."""
    told = set()
    adapter = app.url_map.bind("")
    for path in LISTS:
        told.add(adapter.match(path.partition("?")[0], method="GET")[0])
    pages = {
        rule.endpoint for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.arguments <= {"slug", "kind"} and rule.rule.startswith("/desk")
        and app.view_functions[rule.endpoint].__module__.startswith("events.delegates")
    }
    assert pages - told == HOLD_NO_LIST
