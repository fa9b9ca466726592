"""Deciding: amendments, a reviewing body's comments, gates, the version itself, and making it public."""

from datetime import date

from events import clock, history
from events.database import db
from events.event import Event
from events.feedback import queries as feedback_queries
from events.feedback import sorting
from events.feedback.models import Remark
from events.feedback.states import Disposition, RemarkState
from events.plan import queries, telling_back
from events.plan.drafting import DecidedAlready, NoSuchField, ReasonMissing, hold, present_words
from events.plan.fingerprints import fingerprint as fingerprint_of
from events.plan.models import Amendment, Decision, ExternalComment, Gate, OutcomesPage, PlanVersion
from events.plan.states import MOVES, AmendmentKind, AmendmentState, Outcome, ResponseKind
from events.plan.versioning import make_version  # noqa: F401  one place to find every decision
from events.refusals import N_, NotYours, Refusal, Stale


class Collision(Stale):
    """Another accepted amendment changes the same words; `other` is that one, or None where the plan has moved on."""

    sentence = N_("Amendment %(other)s changes the same words and has been accepted. Accepting both would lose one.")

    def __init__(self, sentence: str | None = None, *, other: Amendment | None = None, **values):
        super().__init__(sentence, **(values | ({"other": other.ref} if other else {})))
        self.other = other


class InVersionAlready(Refusal):
    """An amendment that stands in a version cannot be opened again."""

    sentence = N_("Amendment %(ref)s stands in a version already. Propose a further change instead.")
    status = 409


class ResponseMissing(Refusal):
    """A comment is answered in words."""

    sentence = N_("Write the answer: it is printed beside the comment.")
    field = "response"


class FindingMissing(Refusal):
    """A gate is signed with what was found."""

    sentence = N_("Write what was found: it stands beside your name.")
    field = "finding"


class GateKnown(Refusal):
    """The version has a gate of that key."""

    sentence = N_("There is a gate with the key %(key)s already.")
    field = "key"


class DecidedVersion(Refusal):
    """The version has been approved: its gates and its decision stand."""

    sentence = N_("This version has been approved. What was signed for it stands.")
    status = 409


class StillShut(Refusal):
    """Something that comes before approval has not been done."""

    sentence = N_("Approval is shut: %(open)s.")


class OwnWork(NotYours):
    """Whoever edited last cannot approve."""

    sentence = N_("You made the last change to this version, so somebody else must approve it.")


class TextChanged(Stale):
    """The approver read another text than the one that stands here."""

    sentence = N_("This is not the text you read: there is a newer version, or the words have changed. "
                  "Read it again before you decide.")


class RemarksOpen(Refusal):
    """Outcomes are published when every remark has one."""

    sentence = N_("%(count)s remarks have no outcome yet. Give each of them one, with a reason, and publish then.")
    empty = N_("The page would be empty: no question or comment is approved yet. Approve them in the queue, give each "
               "an outcome, and publish then.")


def name_of(amendment: Amendment) -> str:
    """How an amendment is named in a reason: "Amendment A-3 to action 3.2"."""
    if amendment.kind == AmendmentKind.NEW:
        return f"Amendment {amendment.ref}, new action {amendment.action_key}"
    if amendment.kind == AmendmentKind.REMOVE:
        return f"Amendment {amendment.ref}, removal of action {amendment.action_key}"
    if amendment.kind == AmendmentKind.TEXT:
        return f"Amendment {amendment.ref} to the plan's introduction"
    return f"Amendment {amendment.ref} to action {amendment.action_key}"


def colliding(amendment: Amendment) -> Amendment | None:
    """The accepted amendment, in no version yet, that changes the same words; None if there is none."""
    for other in queries.accepted_and_open(amendment.plan):
        if other is amendment or other.action_key != amendment.action_key or AmendmentKind.NEW in (
                other.kind, amendment.kind):
            continue
        if AmendmentKind.REMOVE in (other.kind, amendment.kind) or other.field == amendment.field:
            return other
    return None


def _refuse_lost_words(amendment: Amendment) -> None:
    other = colliding(amendment)
    if other is not None:
        raise Collision(other=other)
    try:
        now = present_words(queries.latest(amendment.plan), kind=amendment.kind, action_key=amendment.action_key,
                            field=amendment.field)
    except NoSuchField:
        raise Collision(N_("The action has been taken out of the plan since this was proposed.")) from None
    if now != amendment.before:
        raise Collision(N_("The plan has changed here since this was proposed. Write the proposal anew on its "
                           "present words."))


def _move(amendment: Amendment, state: AmendmentState, *, reason: str, by) -> None:
    if state not in MOVES[AmendmentState(amendment.state)]:
        raise DecidedAlready(ref=amendment.ref)
    amendment.state, amendment.decision_reason = state, reason.strip()
    amendment.decided_by_id, amendment.decided_at = getattr(by, "id", None), clock.now()
    history.record(amendment, str(state), by=by)


def _remarks_behind(amendment: Amendment) -> list[Remark]:
    return [row.remark for row in amendment.evidence if row.remark and row.remark.state == RemarkState.APPROVED]


def _amends(remark: Remark) -> str:
    """The amendments a remark led to, by name, with why they were made."""
    accepted = [a for a in queries.amendments_resting_on(remark) if a.state == AmendmentState.ACCEPTED]
    return " ".join(f"{name_of(a)}. {a.decision_reason or a.reason}" for a in accepted)


def accept(amendment: Amendment, *, reason: str = "", by) -> None:
    """Accept an amendment: the remarks behind it now amend the plan. Raises DecidedAlready or Collision."""
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    _refuse_lost_words(amendment)
    _move(amendment, AmendmentState.ACCEPTED, reason=reason, by=by)
    for remark in _remarks_behind(amendment):
        sorting.dispose(remark, disposition=Disposition.AMENDS, reason=_amends(remark), by=by)


def decline(amendment: Amendment, *, reason: str, by) -> None:
    """Decline an amendment with a reason; a remark that led to nothing else is noted with it."""
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    if not reason.strip():
        raise ReasonMissing()
    _move(amendment, AmendmentState.DECLINED, reason=reason, by=by)
    for remark in _remarks_behind(amendment):
        if remark.disposition is None:
            sorting.dispose(remark, disposition=Disposition.NOTED,
                            reason=f"{name_of(amendment)} was not made. {reason.strip()}", by=by)


def reopen(amendment: Amendment, *, by) -> None:
    """Take a decision back while the amendment stands in no version. Raises InVersionAlready."""
    hold(amendment)
    if amendment.into_version_id is not None:
        raise InVersionAlready(ref=amendment.ref)
    _move(amendment, AmendmentState.PROPOSED, reason="", by=by)
    amendment.decided_by_id = amendment.decided_at = None
    for remark in _remarks_behind(amendment):
        if remark.disposition == Disposition.AMENDS:
            left = _amends(remark)
            sorting.dispose(remark, disposition=Disposition.AMENDS if left else Disposition.NOTED,
                            reason=left or f"{name_of(amendment)} is being looked at again.", by=by)


def respond(comment: ExternalComment, *, kind: str, response: str, by) -> None:
    """Answer a reviewing body's comment. Raises ResponseMissing."""
    if not response.strip():
        raise ResponseMissing()
    comment.response_kind, comment.response = ResponseKind(kind), response.strip()
    history.record(comment, "answered", by=by)


def _refuse_approved(version: PlanVersion) -> None:
    queries.lock(version.plan)
    if any(decision.outcome == Outcome.APPROVED for decision in queries.decisions_of(version)):
        raise DecidedVersion()


def add_gate(version: PlanVersion, *, key: str, title: str, detail: str = "", by) -> Gate:
    """One more thing that must be done before a version is approved. Raises GateKnown or DecidedVersion."""
    _refuse_approved(version)
    if any(gate.key == key for gate in version.gates):
        raise GateKnown(key=key)
    gate = Gate(version=version, key=key, title=title, detail=detail,
                position=max((gate.position for gate in version.gates), default=0) + 1)
    db.session.add(gate)
    history.record(gate, "gate added", by=by)
    return gate


def sign_gate(gate: Gate, *, finding: str, by) -> None:
    """Sign, in the officer's own name, that a gate is met. Raises FindingMissing or DecidedVersion."""
    _refuse_approved(gate.version)
    if not finding.strip():
        raise FindingMissing()
    gate.finding, gate.signed_by_id, gate.signed_at = finding.strip(), getattr(by, "id", None), clock.now()
    history.record(gate, "gate signed", by=by)


def what_is_open(version: PlanVersion) -> list[str]:
    """What still stands before a version's approval, in words; empty when nothing does."""
    gates = [gate.title for gate in version.gates if gate.signed_at is None]
    refs = [comment.ref for comment in queries.unanswered(version.plan)]
    return gates + ([f"answers to {', '.join(refs)}"] if refs else [])


def edited_last(version: PlanVersion, officer) -> bool:
    """Whether the officer made the version or accepted the last amendment that went into it."""
    if version.made_by_id is not None and version.made_by_id == officer.id:
        return True
    accepted = [a for a in queries.accepted_into(version) if a.decided_at]
    last = max(accepted, key=lambda amendment: (amendment.decided_at, amendment.id), default=None)
    return last is not None and last.decided_by_id == officer.id


def _decide(version: PlanVersion, outcome: Outcome, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
            note: str) -> Decision:
    newest = queries.latest(version.plan)
    if newest.id != version.id or fingerprint != version.fingerprint or fingerprint_of(version) != fingerprint:
        raise TextChanged()
    _refuse_approved(version)
    decision = Decision(version=version, fingerprint=fingerprint, outcome=outcome, body=body.strip(),
                        minute=minute.strip(), decided_on=decided_on, at=clock.now(), note=note.strip(),
                        by_officer_id=getattr(by, "id", None))
    db.session.add(decision)
    history.record(decision, str(outcome), by=by)
    return decision


def approve(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
            note: str = "") -> Decision:
    """Record that a body approved exactly this text. Raises OwnWork, StillShut, TextChanged or DecidedVersion.

    `fingerprint` is that of the text the approver read; `decided_on` is the day of the meeting.
    """
    _refuse_approved(version)
    db.session.expire(version, ["gates"])  # a gate may have been added while we waited for the lock
    if edited_last(version, by):
        raise OwnWork()
    still = what_is_open(version)
    if still:
        raise StillShut(open="; ".join(still))
    return _decide(version, Outcome.APPROVED, fingerprint=fingerprint, by=by, body=body, minute=minute,
                   decided_on=decided_on, note=note)


def refer_back(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
               note: str) -> Decision:
    """Record that a body sent this text back, and why. Raises ReasonMissing, TextChanged or DecidedVersion."""
    if not note.strip():
        raise ReasonMissing(field="note")
    return _decide(version, Outcome.REFERRED_BACK, fingerprint=fingerprint, by=by, body=body, minute=minute,
                   decided_on=decided_on, note=note)


def publish_outcomes(event: Event, *, by) -> OutcomesPage:
    """Let everybody read what became of what was said. Raises RemarksOpen while one has no outcome or there is none."""
    still = feedback_queries.undisposed(event)
    if not feedback_queries.counts_of(event).approved:
        raise RemarksOpen(RemarksOpen.empty)
    if still:
        raise RemarksOpen(count=len(still))
    found = queries.outcomes_page(event) or OutcomesPage(event_id=event.id)
    found.published_at = found.published_at or clock.now()
    db.session.add(found)
    history.record(event, "outcomes published", by=by, event=event)
    return found


def take_down_outcomes(event: Event, *, by) -> None:
    """Take the outcomes off the public pages again."""
    found = queries.outcomes_page(event)
    if found is not None:
        found.published_at = None
        telling_back.stop(event, by=by)
        history.record(event, "outcomes taken down", by=by, event=event)
