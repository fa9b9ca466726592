"""Two who press on the run sheet at the same moment, on a real database: one part is started, one press counts."""

from events import clock
from events import event as event_record
from events.access.models import Officer
from events.agenda import run_queries, running
from events.agenda.run_models import RunPress
from events.database import db
from events.event import Event
from tests.agenda.conftest import a_run
from tests.faults.test_side_by_side import together  # noqa: F401  the fixture that runs two acts at once


def starters(evening, key: str) -> tuple:
    """Two officers who have seen the same sheet and press "Start next" together."""
    seen = run_queries.newest_number(evening.event)
    event_id, ids = evening.event.id, (evening.organiser.id, evening.chair.id)

    def one(officer: int) -> tuple:
        return (lambda: (db.session.get_one(Event, event_id), db.session.get_one(Officer, officer)),
                lambda known: running.start(known[0], key, seen=seen, by=known[1]))

    return tuple(one(officer) for officer in ids)


def test_two_who_press_start_next_together_start_one_part(make, together, at):  # noqa: F811
    evening = a_run(make)
    with at(2009, 5, 20, 17, 1):
        for count, key in enumerate(("welcome", "national", "police"), 1):
            assert together(*starters(evening, evening.keys[key])) == ["PressedMeanwhile"]
            presses = run_queries.presses_of(evening.event)
            assert [(press.number, press.item_key) for press in presses][-1] == (count, evening.keys[key])
            assert len(presses) == count


def test_a_start_and_an_undo_together_never_undo_each_other(make, together, at):  # noqa: F811
    evening = a_run(make)
    with at(2009, 5, 20, 17, 1):
        together(*starters(evening, evening.keys["welcome"]))
        start, _other = starters(evening, evening.keys["national"])

        def undoing(known):
            running.undo(known[0], seen=1, by=known[1])

        assert together(start, (start[0], undoing)) == ["PressedMeanwhile"]
    assert db.session.query(RunPress).count() == 2


def test_that_could_fail_where_a_button_said_only_next_two_presses_skip_a_part(make, together, at):  # noqa: F811
    evening = a_run(make)

    def whatever_is_next(known):
        held = event_record.lock(known[0])
        key = run_queries.order_at(held, clock.now()).next_in(None).key
        running.start(held, key, seen=run_queries.newest_number(held), by=known[1])

    with at(2009, 5, 20, 17, 1):
        (read, _act), (other, _same) = starters(evening, evening.keys["welcome"])
        assert together((read, whatever_is_next), (other, whatever_is_next)) == []
    assert db.session.query(RunPress).count() == 2  # the welcome lasted no second
