"""Approving: a decision is about exactly one text, and nobody approves their own."""

from datetime import date

import pytest

from events.database import db, unit_of_work
from events.plan import approving, deciding, drafting, queries, signing
from events.plan.states import Outcome, ResponseKind
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

BOARD = {"body": "Renaissance", "minute": "47/09", "decided_on": date(2009, 6, 16)}


def ready(held):
    """Version 2 with its gate signed and every comment answered; its fingerprint."""
    accept(held, propose(held))
    make_version(held)
    with unit_of_work():
        for comment in queries.comments_of(held.plan):
            deciding.respond(comment, kind=ResponseKind.TAKEN_IN, response="It is in.", by=held.reviewer)
        signing.sign_gate(queries.version_by_number(held.plan, 2).gates[0], finding="Done", by=held.reviewer)
    return queries.latest(held.plan).fingerprint


def approve(held, fingerprint, by=None, number=2):
    with unit_of_work():
        version = queries.version_by_number(held.plan, number)
        approving.approve(version, fingerprint=fingerprint, by=by or held.approver, **BOARD)


def test_a_board_approves_exactly_one_text(held):
    approve(held, ready(held))
    decision = queries.approval_of(held.plan)
    assert (decision.body, decision.minute, decision.outcome) == ("Renaissance", "47/09", Outcome.APPROVED)
    with pytest.raises(signing.DecidedVersion):
        approve(held, decision.fingerprint)
    with pytest.raises(signing.DecidedVersion), unit_of_work():
        signing.sign_gate(queries.version_by_number(held.plan, 2).gates[0], finding="Other", by=held.reviewer)


def test_approval_is_shut_while_a_gate_is_open_or_a_comment_unanswered(held):
    accept(held, propose(held))
    make_version(held)
    with pytest.raises(approving.StillShut, match="Equality impact assessment; answers to GO-1, GO-2"):
        approve(held, queries.latest(held.plan).fingerprint)
    assert queries.approval_of(held.plan) is None


@pytest.mark.parametrize("who", ["organiser", "second"])
def test_whoever_made_the_version_or_accepted_its_last_amendment_cannot_approve_it(held, who):
    fingerprint = ready(held)
    with pytest.raises(approving.OwnWork) as refused:
        approve(held, fingerprint, by=getattr(held, who))
    assert refused.value.status == 403


def test_another_text_than_the_one_read_is_not_approved(held):
    fingerprint = ready(held)
    with pytest.raises(approving.TextChanged):
        approve(held, queries.version_by_number(held.plan, 1).fingerprint)
    accept(held, propose(held, field="due", after="2011-01"))
    make_version(held)
    with pytest.raises(approving.TextChanged):
        approve(held, fingerprint)


def test_words_changed_behind_the_products_back_are_noticed(held):
    fingerprint = ready(held)
    with unit_of_work():
        db.session.connection().exec_driver_sql("UPDATE action SET lead = 'Somebody else' WHERE key = '1.2'")
    db.session.expire_all()
    with pytest.raises(approving.TextChanged):
        approve(held, fingerprint)


def test_a_board_refers_back_with_a_reason(held):
    version = queries.latest(held.plan)
    with pytest.raises(drafting.ReasonMissing), unit_of_work():
        approving.refer_back(version, fingerprint=version.fingerprint, by=held.approver, note="", **BOARD)
    with unit_of_work():
        approving.refer_back(queries.latest(held.plan), fingerprint=version.fingerprint, by=held.approver,
                            note="Show the cost", **BOARD)
    assert [row.outcome for row in queries.decisions_of(queries.latest(held.plan))] == [Outcome.REFERRED_BACK]
    assert queries.approval_of(held.plan) is None


@pytest.mark.parametrize(("act", "outcome"), [
    (approving.note_version, Outcome.NOTED), (approving.defer, Outcome.DEFERRED),
    (approving.refer_back, Outcome.REFERRED_BACK),
])
def test_a_board_that_has_not_approved_may_meet_again(held, act, outcome):
    fingerprint = ready(held)
    with unit_of_work():
        act(queries.version_by_number(held.plan, 2), fingerprint=fingerprint, by=held.approver, note="More time",
            **BOARD)
    assert queries.approval_of(held.plan) is None
    approve(held, fingerprint)
    decisions = queries.decisions_of(queries.latest(held.plan))
    assert [row.outcome for row in decisions] == [outcome, Outcome.APPROVED]
    with pytest.raises(signing.DecidedVersion), unit_of_work():
        act(queries.version_by_number(held.plan, 2), fingerprint=fingerprint, by=held.approver, note="Late", **BOARD)


def test_putting_off_says_why_and_is_about_the_text_that_was_read(held):
    version = queries.latest(held.plan)
    with pytest.raises(drafting.ReasonMissing), unit_of_work():
        approving.defer(version, fingerprint=version.fingerprint, by=held.approver, note=" ", **BOARD)
    with pytest.raises(approving.TextChanged), unit_of_work():
        approving.note_version(version, fingerprint="another", by=held.approver, **BOARD)
