"""Two officers at the same moment: what one decides the other cannot undo unseen, on either database."""

import contextlib
import threading
from datetime import date

import pytest

from events.access.models import Officer
from events.database import db, unit_of_work
from events.feedback import annotating, mending, merging, moderating, safeguarding
from events.feedback.models import Remark
from events.plan import approving, deciding, drafting, queries, signing
from events.plan.models import Decision
from events.plan.states import Outcome
from events.refusals import Refusal
from tests.feedback.test_capturing import captured
from tests.plan.conftest import Held


@pytest.fixture
def together(app, database_kind):
    """Run two acts, each in a transaction of its own that has begun before the other's has ended.

    On SQLite the second begins when the first has ended: there is nothing to wait for.
    """
    meet = threading.Barrier(2)

    def run(first, second) -> list[str]:
        refused: list[str] = []

        def one(read, act) -> None:
            try:
                with app.app_context(), unit_of_work():
                    known = read()
                    if database_kind == "postgresql":
                        with contextlib.suppress(threading.BrokenBarrierError):
                            meet.wait(10)
                    act(known)
            except Refusal as refusal:
                refused.append(type(refusal).__name__)
            except Exception as error:
                refused.append(f"{type(error).__name__}: {error}")

        db.session.rollback()
        threads = [threading.Thread(target=one, args=pair) for pair in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return refused

    return run


def test_what_one_moderator_withholds_the_other_does_not_let_through(make, together):
    event = make.event()
    by = make.officer("moderator", on=event).id
    for _ in range(5):
        remark, _receipt = captured(event, text="I am worried about somebody")
        key, seen = remark.id, moderating.seen_of(remark)

        def read(key=key):
            return db.session.get_one(Remark, key), db.session.get_one(Officer, by)

        refused = together(
            (read, lambda known, seen=seen: moderating.withhold(known[0], by=known[1], seen=seen)),
            (read, lambda known, seen=seen: moderating.approve(known[0], by=known[1], seen=seen)))
        assert refused == ["ChangedMeanwhile"]


def sides(seen: str) -> list[tuple]:
    """Pairs of acts of two moderators at the same moment, with what the second of them is refused by."""
    def edit(known):
        mending.edit(known[0], text="Mended by one", by=known[1], seen=seen)

    return [
        (edit, lambda known: mending.edit(known[0], text="Mended by two", by=known[1], seen=seen), "ChangedMeanwhile"),
        (edit, lambda known: moderating.approve(known[0], by=known[1], seen=seen), "ChangedMeanwhile"),
        (lambda known: merging.merge(known[0], into=known[2], by=known[1], seen=seen),
         lambda known: moderating.withhold(known[0], by=known[1], seen=seen), "ChangedMeanwhile"),
        (lambda known: annotating.assign(known[0], to=known[1], by=known[1], had="nobody"),
         lambda known: annotating.assign(known[0], to=known[3], by=known[1], had="nobody"), "AssignedMeanwhile"),
    ]


@pytest.mark.parametrize("pair", range(4))
def test_two_moderators_at_the_same_moment_never_undo_each_other(make, together, pair):
    event = make.event()
    by, other = (make.officer("moderator", on=event).id for _ in range(2))
    remark, target = (captured(event, text=text)[0] for text in ("One?", "Two?"))
    key, into = remark.id, target.id
    first, second, refusal = sides(moderating.seen_of(remark))[pair]

    def read():
        return (db.session.get_one(Remark, key), db.session.get_one(Officer, by), db.session.get_one(Remark, into),
                db.session.get_one(Officer, other))

    assert together((read, first), (read, second)) == [refusal]


def test_a_worry_is_taken_on_by_one_lead(make, together):
    event = make.event()
    leads = [make.officer("safeguarding", on=event).id for _ in range(2)]
    key = captured(event)[0].id
    with unit_of_work():
        moderating.withhold(db.session.get_one(Remark, key), by="command")

    def acts(officer: int) -> tuple:
        return (lambda: (db.session.get_one(Remark, key), db.session.get_one(Officer, officer)),
                lambda known: safeguarding.acknowledge(known[0], by=known[1]))

    assert together(acts(leads[0]), acts(leads[1])) == ["TakenOnMeanwhile"]


def test_two_proposals_at_once_get_two_numbers(make, together):
    held = Held(make)
    by = held.reviewer.id

    def read():
        return queries.plan_by_key("plan"), db.session.get_one(Officer, by)

    def propose(known):
        drafting.propose(known[0], kind="change", action_key="1.1", field="text", after="Hold it monthly",
                         reason="Twice is too seldom", by=known[1])

    assert together((read, propose), (read, propose)) == []
    assert sorted(row.ref for row in queries.amendments_of(queries.plan_by_key("plan"))) == ["A-1", "A-2"]


def test_one_version_is_approved_once(make, together):
    held = Held(make)
    by = held.approver.id
    with unit_of_work():
        version = queries.latest(held.plan)
        for gate in version.gates:
            signing.sign_gate(gate, finding="Done", by=held.reviewer)
        for comment in queries.comments_of(held.plan):
            deciding.respond(comment, kind="not taken", response="It is so", by=held.reviewer)

    def read():
        version = queries.version_by_number(queries.plan_by_key("plan"), 1)
        return version, version.fingerprint, db.session.get_one(Officer, by)

    def approve(known):
        approving.approve(known[0], fingerprint=known[1], by=known[2], body="The board", minute="47/09",
                         decided_on=date(2009, 6, 16))

    assert together((read, approve), (read, approve)) == ["DecidedVersion"]
    assert [row.outcome for row in db.session.query(Decision)] == [Outcome.APPROVED]
