"""What a board decides about exactly one version: nobody approves their own, and not past an open gate."""

from datetime import date

from events import clock, history
from events.database import db
from events.plan import queries
from events.plan.drafting import ReasonMissing
from events.plan.fingerprints import fingerprint as fingerprint_of
from events.plan.models import Decision, PlanVersion
from events.plan.signing import refuse_approved, what_is_open
from events.plan.states import Outcome
from events.refusals import N_, NotYours, Refusal, Stale


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


def edited_last(version: PlanVersion, officer) -> bool:
    """Whether the officer made the version or accepted the last amendment that went into it."""
    if version.made_by_id is not None and version.made_by_id == officer.id:
        return True
    accepted = [a for a in queries.accepted_into(version) if a.decided_at]
    last = max(accepted, key=lambda amendment: (amendment.decided_at, amendment.id), default=None)
    return last is not None and last.decided_by_id == officer.id


def refuse_other_text(version: PlanVersion, fingerprint: str) -> None:
    """Raise TextChanged unless that is the fingerprint of the plan's newest words, as they stand."""
    newest = queries.latest(version.plan)
    if newest.id != version.id or fingerprint != version.fingerprint or fingerprint_of(version) != fingerprint:
        raise TextChanged()


def refuse_shut(version: PlanVersion, fingerprint: str, by) -> None:
    """Raise DecidedVersion, TextChanged, OwnWork or StillShut: what stands before any approval."""
    refuse_approved(version)
    refuse_other_text(version, fingerprint)
    db.session.expire(version, ["gates"])  # a gate may have been added while we waited for the lock
    if edited_last(version, by):
        raise OwnWork()
    still = what_is_open(version)
    if still:
        raise StillShut(open="; ".join(still))


def record(version: PlanVersion, outcome: Outcome, *, by, body: str, minute: str, decided_on: date, note: str = "",
           laid_number: int | None = None) -> Decision:
    """Write down a decision about a version as it stands now. Everything that may forbid it has been asked before."""
    decision = Decision(version=version, fingerprint=version.fingerprint, outcome=outcome, body=body.strip(),
                        minute=minute.strip(), decided_on=decided_on, at=clock.now(), note=note.strip(),
                        by_officer_id=getattr(by, "id", None), laid_number=laid_number)
    db.session.add(decision)
    history.record(decision, str(outcome), by=by)
    return decision


def approve(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
            note: str = "") -> Decision:
    """Record that a body approved exactly this text. Raises OwnWork, StillShut, TextChanged or DecidedVersion.

    `fingerprint` is that of the text the approver read; `decided_on` is the day of the meeting.
    """
    refuse_shut(version, fingerprint, by)
    return record(version, Outcome.APPROVED, by=by, body=body, minute=minute, decided_on=decided_on, note=note)


def _without_approving(version: PlanVersion, outcome: Outcome, fingerprint: str, **minuted) -> Decision:
    refuse_approved(version)
    refuse_other_text(version, fingerprint)
    return record(version, outcome, **minuted)


def note_version(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
                 note: str = "") -> Decision:
    """Record that a body noted this text without deciding about it. Raises TextChanged or DecidedVersion."""
    return _without_approving(version, Outcome.NOTED, fingerprint, by=by, body=body, minute=minute,
                              decided_on=decided_on, note=note)


def defer(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
          note: str) -> Decision:
    """Record that a body put its decision off, and why. Raises ReasonMissing, TextChanged or DecidedVersion."""
    if not note.strip():
        raise ReasonMissing(field="note")
    return _without_approving(version, Outcome.DEFERRED, fingerprint, by=by, body=body, minute=minute,
                              decided_on=decided_on, note=note)


def refer_back(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
               note: str) -> Decision:
    """Record that a body sent this text back, and why. Raises ReasonMissing, TextChanged or DecidedVersion."""
    if not note.strip():
        raise ReasonMissing(field="note")
    return _without_approving(version, Outcome.REFERRED_BACK, fingerprint, by=by, body=body, minute=minute,
                              decided_on=decided_on, note=note)
