"""Saying what became of a remark for a second action that it concerns, or a third: one disposition for each."""

from sqlalchemy import select

from events import history
from events.database import db
from events.feedback import queries, texts
from events.feedback.models import Remark
from events.feedback.room_models import FurtherDisposition
from events.feedback.sorting import NotApproved, ReasonTooShort
from events.feedback.states import Disposition, RemarkState
from events.refusals import N_, Refusal

LONGEST_ACTION = 20


class FirstWanted(Refusal):
    """What became of the remark itself is said before what became of it elsewhere."""

    sentence = N_("Say first what became of %(ref)s itself.")
    status = 409


class ActionWanted(Refusal):
    """A further disposition is about one action."""

    sentence = N_("Enter the number of the action, such as 4.3")
    field = "about_action"


class ActionKnown(Refusal):
    """What became of the remark is said of that action already."""

    sentence = N_("It is said already what became of it for action %(action)s. Change that instead.")
    field = "about_action"


def add_further(remark: Remark, *, about_action: str, disposition: str, reason: str, by) -> FurtherDisposition:
    """Say what became of a remark for one more action. Raises NotApproved, FirstWanted, ActionWanted, ActionKnown or
    ReasonTooShort.
    """
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED:
        raise NotApproved(ref=remark.ref)
    if remark.disposition is None:
        raise FirstWanted(ref=remark.ref)
    further = FurtherDisposition(
        remark_id=remark.id, about_action=_free_action(remark, about_action), disposition=Disposition(disposition),
        reason=_reason(reason))
    db.session.add(further)
    history.record(remark, f"disposed for action {further.about_action}: {disposition}", by=by, event=remark.event)
    return further


def change_further(further: FurtherDisposition, *, about_action: str, disposition: str, reason: str, by) -> None:
    """Say something else of that action. Raises as `add_further`."""
    remark = further.remark
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED:
        raise NotApproved(ref=remark.ref)
    further.about_action = _free_action(remark, about_action, but=further)
    further.disposition, further.reason = Disposition(disposition), _reason(reason)
    history.record(remark, f"disposed for action {further.about_action}: {disposition}", by=by, event=remark.event)


def remove_further(further: FurtherDisposition, *, by) -> None:
    """Take back what was said of that action."""
    history.record(further.remark, f"no disposition for action {further.about_action}", by=by,
                   event=further.remark.event)
    db.session.delete(further)


def _reason(reason: str) -> str:
    words = texts.clean_text(reason)
    if not words:
        raise ReasonTooShort()
    return words


def _free_action(remark: Remark, typed: str, but: FurtherDisposition | None = None) -> str:
    action = texts.clean_name(typed)[:LONGEST_ACTION]
    if not action:
        raise ActionWanted()
    rows = select(FurtherDisposition).where(FurtherDisposition.remark_id == remark.id)
    known = {other.about_action.casefold() for other in db.session.scalars(rows)
             if but is None or other.id != but.id}
    if action.casefold() in known:
        raise ActionKnown(action=action)
    return action
