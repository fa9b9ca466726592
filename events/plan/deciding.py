"""Deciding: amendments, and a reviewing body's comments."""

from events import clock, history
from events.database import db
from events.feedback import sorting
from events.feedback.models import Remark
from events.feedback.states import Disposition, RemarkState
from events.plan import queries
from events.plan.amending_models import Ruling, Sitting
from events.plan.carrying import Collision, carry, refuse_lost_words  # noqa: F401  Collision is what accepting raises
from events.plan.drafting import DecidedAlready, ReasonMissing, hold, reword
from events.plan.models import Amendment, ExternalComment
from events.plan.redlines import tidy
from events.plan.states import MOVES, AmendmentKind, AmendmentState, ResponseKind, RulingKind
from events.plan.versioning import make_version  # noqa: F401  one place to find every decision
from events.refusals import N_, Refusal


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
    title = (amendment.others or {}).get("title", amendment.field)
    about = {
        AmendmentKind.NEW: f", new action {amendment.action_key}",
        AmendmentKind.REMOVE: f", removal of action {amendment.action_key}",
        AmendmentKind.TEXT: " to the plan's introduction" if amendment.field == "preamble" else f" to “{title}”",
        AmendmentKind.MOVE: f", move of action {amendment.action_key}",
        AmendmentKind.COLUMN: f", column “{title}” {'added' if amendment.after else 'dropped'}",
    }
    return f"Amendment {amendment.ref}" + about.get(amendment.kind, f" to action {amendment.action_key}")


def rule(amendment: Amendment, kind: RulingKind, *, reason: str, by, sitting: Sitting | None = None,
         in_other_words: bool = False) -> Ruling:
    """Put down what was done with an amendment, on which words, by whom and in which sitting."""
    ruling = Ruling(
        amendment=amendment, sitting=sitting, kind=kind, before=amendment.before, after=amendment.after,
        in_other_words=in_other_words, reason=reason.strip(), by_officer_id=getattr(by, "id", None), at=clock.now())
    db.session.add(ruling)
    return ruling


def _move(amendment: Amendment, state: AmendmentState, *, reason: str, by, sitting: Sitting | None = None,
          in_other_words: bool = False) -> None:
    if state not in MOVES[AmendmentState(amendment.state)]:
        raise DecidedAlready(ref=amendment.ref)
    amendment.state, amendment.decision_reason = state, reason.strip()
    amendment.decided_by_id, amendment.decided_at = getattr(by, "id", None), clock.now()
    kind = RulingKind.REOPENED if state == AmendmentState.PROPOSED else RulingKind(str(state))
    rule(amendment, kind, reason=reason, by=by, sitting=sitting, in_other_words=in_other_words)
    history.record(amendment, str(state), by=by)


def _remarks_behind(amendment: Amendment) -> list[Remark]:
    return [row.remark for row in amendment.evidence if row.remark and row.remark.state == RemarkState.APPROVED]


def _amends(remark: Remark) -> str:
    """The amendments a remark led to, by name, with why they were made."""
    accepted = [a for a in queries.amendments_resting_on(remark) if a.state == AmendmentState.ACCEPTED]
    return " ".join(f"{name_of(a)}. {a.decision_reason or a.reason}" for a in accepted)


def accept(amendment: Amendment, *, reason: str = "", by, after: str | None = None, because: str = "other words",
           sitting: Sitting | None = None, settle_later: bool = False) -> None:
    """Accept an amendment: the remarks behind it now amend the plan. Raises DecidedAlready or Collision.

    `after`: other words, for the plan's present ones; the proposer's are kept. With `settle_later` an
    accepted one may touch the same words: no version is made before the wording is settled.
    """
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    other_words = after is not None and tidy(after) != amendment.after
    if after is not None and other_words:
        reword(amendment, after=after, because=because, by=by)
    try:
        refuse_lost_words(amendment, by=by)
    except Collision as collision:
        if not (settle_later and collision.others):
            raise
    _move(amendment, AmendmentState.ACCEPTED, reason=reason, by=by, sitting=sitting, in_other_words=other_words)
    for remark in _remarks_behind(amendment):
        sorting.dispose(remark, disposition=Disposition.AMENDS, reason=_amends(remark), by=by)


def decline(amendment: Amendment, *, reason: str, by, sitting: Sitting | None = None) -> None:
    """Decline an amendment with a reason; a remark that led to nothing else is noted with it."""
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    if not reason.strip():
        raise ReasonMissing()
    _move(amendment, AmendmentState.DECLINED, reason=reason, by=by, sitting=sitting)
    for remark in _remarks_behind(amendment):
        if remark.disposition is None:
            sorting.dispose(remark, disposition=Disposition.NOTED,
                            reason=f"{name_of(amendment)} was not made. {reason.strip()}", by=by)


def reopen(amendment: Amendment, *, by, sitting: Sitting | None = None) -> None:
    """Take a decision back while the amendment stands in no version. Raises InVersionAlready.

    One that the plan has left behind meanwhile is carried to its present words where it can be.
    """
    hold(amendment)
    if amendment.into_version_id is not None:
        raise InVersionAlready(ref=amendment.ref)
    _move(amendment, AmendmentState.PROPOSED, reason="", by=by, sitting=sitting)
    amendment.decided_by_id = amendment.decided_at = None
    carry(amendment, queries.latest(amendment.plan), by=by)
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
