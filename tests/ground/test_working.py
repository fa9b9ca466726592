"""The worker is told when to look: at once for what is due, and again when a hold is over."""

from datetime import UTC, datetime, timedelta

import pytest

from events import clock, clockwork, outbox, working
from events.database import unit_of_work
from events.outbox import LetterState


@pytest.fixture
def queue(in_app):
    """The application's queue, with nothing in it."""
    huey = working.queue(in_app)["huey"]
    huey.flush()
    return huey


def post(event, *, hold: timedelta):
    with unit_of_work():
        return outbox.post("plain", about=event, to_name="Ann", to_address="ann@example.org", event=event, hold=hold)


def test_letters_that_are_held_leave_when_their_hold_is_over_not_a_minute_later(queue, make):
    assert post(make.event(), hold=timedelta(minutes=2)).state == LetterState.HELD
    order = queue.dequeue()
    wait = (order.eta - datetime.now(UTC).replace(tzinfo=None)).total_seconds()
    assert 119 < wait <= 121, "the worker looks when they are due"
    assert order.expires > timedelta(minutes=2), "and the order still holds then"


def test_letters_without_a_hold_leave_at_once_and_a_transaction_that_fails_orders_nothing(queue, make):
    event = make.event()
    post(event, hold=timedelta(0))
    assert queue.dequeue().eta is None
    with pytest.raises(RuntimeError), unit_of_work():
        outbox.post("plain", about=event, to_name="Ann", to_address="ann@example.org", hold=timedelta(minutes=2))
        raise RuntimeError
    post(event, hold=timedelta(0))
    assert (queue.pending_count(), queue.dequeue().eta) == (1, None)


def test_a_minute_that_is_a_little_short_does_not_cost_a_run(in_app):
    began = clock.now()
    with clock.moved_to(began):
        assert "deliver letters" in clockwork.tick()
    with clock.moved_to(began + timedelta(seconds=30)):
        assert "deliver letters" not in clockwork.tick(), "nothing is done twice"
    with clock.moved_to(began + timedelta(seconds=59)):
        assert "deliver letters" in clockwork.tick()
