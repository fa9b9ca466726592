"""Two officers of the drafting group at the same moment: no accepted words are lost, whoever comes first."""

import pytest

from events.access.models import Officer
from events.database import db, unit_of_work
from events.plan import amending_queries, deciding, queries, settling, sitting, versioning
from events.plan.models import ActionPlan, Amendment
from events.plan.states import AmendmentState
from tests.faults.test_side_by_side import together  # noqa: F401  the fixture that runs two acts at once
from tests.plan.conftest import Held
from tests.plan.test_drafting import propose

FEEDBACK = "Hold a forum for residents every month"
WARDS = "Hold a forum for residents in each ward"


def reading(held, *refs):
    """What each of the two reads at first, in a transaction of its own: the amendments, the officer, the plan."""
    ids = [queries.amendment_by_ref(held.plan, ref).id for ref in refs]
    officer, plan = held.second.id, held.plan.id

    def read():
        return ([db.session.get_one(Amendment, key) for key in ids], db.session.get_one(Officer, officer),
                db.session.get_one(ActionPlan, plan))

    return read


def accepting(place: int):
    return lambda known: deciding.accept(known[0][place], by=known[1])


def test_two_that_meet_are_not_both_accepted_unseen(make, together):  # noqa: F811
    held = Held(make)
    for number in range(3):
        read = reading(held, propose(held, after=f"{FEEDBACK} {number}"), propose(held, after=f"{WARDS} {number}"))
        assert together((read, accepting(0)), (read, accepting(1))) == ["Collision"]
        states = [row.state for row in queries.amendments_of(held.plan)[-2:]]
        assert sorted(map(str, states)) == ["accepted", "proposed"]
        with unit_of_work():
            for row in queries.accepted_and_open(held.plan):
                deciding.reopen(row, by=held.second)
                deciding.decline(row, reason="The round is over", by=held.second)


def test_two_in_different_places_both_come_in(make, together):  # noqa: F811
    held = Held(make)
    read = reading(held, propose(held, after="Hold a yearly forum for residents twice a year"),
                   propose(held, after="Hold a forum for residents twice a month"))
    assert together((read, accepting(0)), (read, accepting(1))) == []
    with unit_of_work():
        versioning.make_version(held.plan, by=held.organiser)
    assert queries.action_in(queries.latest(held.plan), "1.1").text == "Hold a yearly forum for residents twice a month"


@pytest.mark.parametrize("pair", range(3))
def test_a_decision_and_a_version_or_a_closed_sitting_do_not_pass_each_other(make, together, pair):  # noqa: F811
    held = Held(make)
    first, second = propose(held, after=FEEDBACK), propose(held, after=WARDS)
    with unit_of_work():
        deciding.accept(queries.amendment_by_ref(held.plan, first), by=held.second)
        if pair == 2:
            settling.accept_and_settle_later(queries.amendment_by_ref(held.plan, second), reason="Both", by=held.second)
    read = reading(held, first, second)

    def version(known):
        versioning.make_version(known[2], by=known[1])

    others = [lambda known: deciding.decline(known[0][1], reason="No", by=known[1]),
              lambda known: deciding.accept(known[0][1], after=WARDS + " in turn", by=known[1]),
              lambda known: settling.keep_one(known[0][1], chosen=first, reason="It says more", by=known[1])]
    refused = together((read, version), (read, others[pair]))
    assert not set(refused) - {"Collision", "Unsettled", "DecidedAlready"}, refused
    rows = {row.ref: row for row in queries.amendments_of(held.plan)}
    newest = queries.latest(held.plan)
    into = [row for row in rows.values() if row.into_version_id]
    assert all(row.state == AmendmentState.ACCEPTED and row.after in queries.action_in(newest, "1.1").text
               for row in into)
    assert newest.number == (2 if into else 1)


def test_one_amendment_is_decided_once_in_two_browsers(make, together):  # noqa: F811
    held = Held(make)
    ref = propose(held)
    read = reading(held, ref)
    refused = together((read, accepting(0)), (read, lambda known: deciding.decline(
        known[0][0], reason="No", by=known[1])))
    assert refused == ["DecidedAlready"]
    assert len(amending_queries.rulings_of(queries.amendment_by_ref(held.plan, ref))) == 1


def test_two_sittings_opened_at_once_have_two_numbers(make, together):  # noqa: F811
    held = Held(make)
    from_day = held.event.starts_at.date()

    def opening(known):
        sitting.open_sitting(known[2], held_on=from_day, present=[known[1]], by=known[1])

    read = reading(held)
    assert together((read, opening), (read, opening)) == []
