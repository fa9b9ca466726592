"""An event is made like one before: what is ticked is taken over, what people did never is."""

from datetime import date, time

import pytest

from events import history
from events.access import queries as access_queries
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.agenda.models import Deck
from events.database import Base, db, unit_of_work
from events.delegates import part_queries, reminder_queries, reminding
from events.delegates import queries as guest_queries
from events.delegates.states import Reminded
from events.event import Event
from events.feedback import arranging, room_queries
from events.reports import duplicating
from tests.feedback.test_taking_along import ask

JUNE = date(2009, 6, 24)
NEVER = {"invitation", "reply", "needs", "arrival", "remark", "answer", "letter", "deck", "seats", "place_request",
         "sending", "received_mail", "door_link", "scribe_link", "order_sheet", "badge_sheet", "vote", "theme"}


@pytest.fixture
def lively(make):
    """An evening with guests, remarks, a team, a set room and a reminder; and its organiser."""
    event = make.event()
    officer = make.officer("organiser")
    lead = make.officer("safeguarding", on=event, name="Ruth Lead")
    make.officer("moderator", on=event, name="Mo Derator")
    make.agenda_item(event, speaker=make.speaker(event))
    make.many_guests(event, 4)
    ask(event, "Who pays?")
    with unit_of_work():
        event = db.session.get(Event, event.id)
        arranging.set_room(event, takes_votes=True, order="votes", opens_at=event.starts_at, closes_at=None,
                           lead_telephone="01632 960101", deputy=db.session.get(Officer, lead.id),
                           deputy_telephone="01632 960102", by="command")
        arranging.pause(event, by="command")
        reminding.add_reminder(event, to=Reminded.COMING, counts_from="event", days=-1, hour=time(9), by="command")
    return db.session.get(Event, event.id), db.session.get(Officer, officer.id)


def make_one(lively, *take):
    """One like it in June, with what is ticked."""
    event, officer = lively
    with unit_of_work():
        return duplicating.duplicate(event, slug="june", title="June", short_title="June evening", day=JUNE, take=take,
                                     by=officer)


def test_all_that_is_ticked_is_taken_over(lively):
    made = make_one(lively, *duplicating.TICKS)
    assert (made.items, made.speakers, made.reminders, made.words, made.room, made.team) == (1, 1, 1, 0, True, 2)
    event = made.event
    assert access_queries.team_of(event)["safeguarding"] == ["Ruth Lead"]
    room = room_queries.room_of(event)
    assert (room.takes_votes, room.order, room.is_paused, room.lead_telephone) == (True, "votes", False, "01632 960101")
    assert room.opens_at == event.starts_at and room.deputy.name == "Ruth Lead"
    [reminder] = reminder_queries.reminders_of(event)
    assert event.local(reminder.due_at).date() == date(2009, 6, 23)
    assert [entry.act for entry in history.of(event)][:1] == ["planned"]
    assert "was copied" in [entry.act for entry in history.of(lively[0])]


def test_nobody_reads_or_chooses_anything_of_it_before_its_organiser_releases_the_programme(make, lively):
    with unit_of_work():
        agenda_queries.items_of(lively[0])[0].places = 20
    make.released(lively[0])
    event = make_one(lively, *duplicating.TICKS).event
    assert part_queries.has_parts(lively[0]) and not part_queries.has_parts(event)
    assert agenda_queries.public_items_of(event) == [] and event.visibility != "listed"
    make.released(event)
    assert part_queries.has_parts(event) and len(agenda_queries.public_items_of(event)) == 1


def test_what_is_not_ticked_is_not(lively):
    made = make_one(lively)
    assert agenda_queries.speakers_of(made.event) == [] and len(agenda_queries.items_of(made.event)) == 1
    assert "moderator" not in access_queries.team_of(made.event)
    assert reminder_queries.reminders_of(made.event) == [] and not room_queries.room_of(made.event).takes_votes


def test_without_the_team_a_room_has_no_deputy(lively):
    room = room_queries.room_of(make_one(lively, duplicating.ROOM).event)
    assert room.deputy is None and room.deputy_telephone == ""


def test_nobodys_doing_goes_along(lively):
    """Every table about what people did has as many rows as before, whatever is ticked."""
    def rows() -> dict[str, int]:
        tables = {name: table for name, table in Base.metadata.tables.items() if name in NEVER}
        return {name: db.session.execute(db.select(db.func.count()).select_from(table)).scalar()
                for name, table in tables.items()}

    before = rows()
    made = make_one(lively, *duplicating.TICKS)
    assert rows() == before and before["invitation"] == 4 and before["remark"] == 1
    assert guest_queries.counts_of(made.event).invited == 0 and db.session.query(Deck).count() == 0
