"""Deciding: amendments, and a reviewing body's comments."""

from events import clock, history
from events.feedback import sorting
from events.feedback.models import Remark
from events.feedback.states import Disposition, RemarkState
from events.plan import queries
from events.plan.drafting import DecidedAlready, NoSuchField, ReasonMissing, hold, present_words
from events.plan.models import Amendment, ExternalComment
from events.plan.states import MOVES, AmendmentKind, AmendmentState, ResponseKind
from events.plan.versioning import make_version  # noqa: F401  one place to find every decision
from events.refusals import N_, Refusal, Stale


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
