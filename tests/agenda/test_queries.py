"""What is read of the programme costs the same for three rows as for thirty."""

from datetime import timedelta

import pytest
from sqlalchemy import event as sql_event

from events.agenda import queries
from events.database import db
from events.event import Visibility


@pytest.fixture
def cost(make):
    """How many statements a reading takes."""
    def counted(read) -> int:
        db.session.rollback()
        seen = []

        def count(*_):
            seen.append(1)

        sql_event.listen(db.engine, "before_cursor_execute", count)
        read()
        sql_event.remove(db.engine, "before_cursor_execute", count)
        return len(seen)
    return counted


def test_the_programme_with_its_speakers_costs_two_statements_however_long_it_is(make, cost):
    event = make.event()

    def read():
        return [(slot.speaker.name, slot.part) for item in queries.items_of(event) for slot in item.slots]

    costs = []
    for count in (3, 30):
        for number in range(count):
            make.agenda_item(event, f"Part {number}", speaker=make.speaker(event, f"S {number}"), after_minutes=number)
        costs.append(cost(read))
    assert costs[0] == costs[1]


def test_the_front_page_lists_what_is_listed_and_to_come_soonest_first(make, at):
    listed = {"visibility": Visibility.LISTED}
    later = make.event(slug="later", starts_at=make.event().starts_at + timedelta(days=3), **listed)
    make.event(slug="sooner", **listed)
    make.event(slug="closed", visibility=Visibility.CLOSED)
    assert [event.slug for event, _ in queries.listed_events()] == ["sooner", "later"]
    with at(2009, 5, 20, 19):  # still going on
        assert len(queries.listed_events()) == 2
    with at(2009, 5, 20, 21):
        assert [event.slug for event, _ in queries.listed_events()] == [later.slug]


def test_parts_at_the_same_time_keep_one_order(make):
    event = make.event()
    for title in ("B", "A", "C"):
        make.agenda_item(event, title)
    assert [item.title for item in queries.items_of(event)] == ["B", "A", "C"]
