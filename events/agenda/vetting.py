"""Ask, check, decide: an officer writes down what was asked and found, and another decides. Rows are only added."""

from datetime import date

from events import clock, history
from events.agenda import vetting_queries
from events.agenda.states import VettingOutcome, VettingSubject
from events.agenda.vetting_models import Vetting, VettingAsked, VettingDecision, VettingFinding, VettingUse
from events.agenda.vetting_queries import Looked
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal


class Missing(Refusal):
    """Something was left empty without which the step says nothing."""

    sentence = N_("Fill this in")


class DayToCome(Refusal):
    """Nobody has looked at a source tomorrow."""

    sentence = N_("That day has not come yet.")
    field = "looked_on"


class NotLookedInto(Refusal):
    """A decision rests on what was asked and on at least one source."""

    sentence = N_("Write down what was asked and at least one source that was looked at first. The decision rests on "
                  "them.")
    status = 409


class DecidesOwnCheck(Refusal):
    """Who checked does not decide alone without saying why."""

    sentence = N_("You wrote down what was found here, so another officer should decide. If nobody else can, say why "
                  "you decide alone.")
    field = "alone_because"


class BodyKnown(Refusal):
    """The body is on the list."""

    sentence = N_("%(name)s is on the list already.")
    field = "name"


def use_checks(event: Event, *, used: bool, by) -> None:
    """Say whether the event uses these checks. What was written down stays when it no longer does."""
    row = db.session.get(VettingUse, event.id)
    if used and row is None:
        db.session.add(VettingUse(event_id=event.id, begun_at=clock.now()))
        history.record(event, "checks begun", by=by, event=event)
    elif not used and row is not None:
        db.session.delete(row)
        history.record(event, "checks ended", by=by, event=event)


def _begun(event: Event, looked: Looked) -> Vetting:
    """The record of a speaker or the venue, made with its first step."""
    if looked.vetting is not None:
        return looked.vetting
    made = Vetting(event=event, subject=looked.subject, name="" if looked.subject == VettingSubject.SPEAKER else
                   looked.name, speaker_id=looked.number if looked.subject == VettingSubject.SPEAKER else None,
                   made_at=clock.now(), keep_until=event.keep_until)
    db.session.add(made)
    db.session.flush()  # its steps name its key
    return made


def add_body(event: Event, *, name: str, by) -> Vetting:
    """Put down a body that is given a stall, shows a film or lays out leaflets. Raises Missing or BodyKnown."""
    if not name.strip():
        raise Missing(field="name")
    known = [row.name.casefold() for row in vetting_queries.vettings_of(event) if row.subject == VettingSubject.BODY]
    if name.strip().casefold() in known:
        raise BodyKnown(name=name.strip())
    made = Vetting(event=event, subject=VettingSubject.BODY, name=name.strip(), made_at=clock.now(),
                   keep_until=event.keep_until)
    db.session.add(made)
    history.record(made, "added", by=by, event=event)
    return made


def _needed(**typed: str) -> None:
    for name, words in typed.items():
        if not words.strip():
            raise Missing(field=name)


def _officer(by) -> int | None:
    return getattr(by, "id", None)


def write_asked(event: Event, looked: Looked, *, what: str, invited_by: str, organisation: str = "", before: str = "",
                funding: str = "", by) -> VettingAsked:
    """The first step: what was asked and answered. Written anew, the earlier one stays. Raises Missing."""
    _needed(what=what, invited_by=invited_by)
    vetting = _begun(event, looked)
    row = VettingAsked(vetting_id=vetting.id, what=what, invited_by=invited_by, organisation=organisation,
                       before=before, funding=funding, by_id=_officer(by), at=clock.now())
    db.session.add(row)
    history.record(vetting, "asked", by=by, event=event)
    return row


def note_finding(event: Event, looked: Looked, *, source: str, looked_on: date, finding: str,
                 is_concern: bool = False, by) -> VettingFinding:
    """The second step: one source that was looked at, when, and what it showed. Raises Missing or DayToCome."""
    _needed(source=source, finding=finding)
    if looked_on > event.local(clock.now()).date():
        raise DayToCome()
    vetting = _begun(event, looked)
    row = VettingFinding(vetting_id=vetting.id, source=source, looked_on=looked_on, finding=finding,
                         is_concern=is_concern, by_id=_officer(by), at=clock.now())
    db.session.add(row)
    history.record(vetting, "looked into", by=by, event=event)
    return row


def decide(event: Event, looked: Looked, *, outcome: VettingOutcome, reason: str, conditions: str = "",
           referred_to: str = "", alone_because: str = "", by) -> VettingDecision:
    """The third step: what was decided and why. A later decision is a further row; the newest holds.

    Raises NotLookedInto, Missing, or DecidesOwnCheck where the same officer wrote down what was found and does not say
    why they decide alone.
    """
    if looked.vetting is None or not looked.asked or not looked.findings:
        raise NotLookedInto()
    outcome = VettingOutcome(outcome)
    _needed(reason=reason)
    if outcome == VettingOutcome.CONDITIONS:
        _needed(conditions=conditions)
    if outcome == VettingOutcome.REFER:
        _needed(referred_to=referred_to)
    checked_too = _officer(by) in looked.checkers
    if checked_too and not alone_because.strip():
        raise DecidesOwnCheck()
    row = VettingDecision(
        vetting_id=looked.vetting.id, outcome=outcome, reason=reason,
        conditions=conditions if outcome == VettingOutcome.CONDITIONS else "",
        referred_to=referred_to if outcome == VettingOutcome.REFER else "",
        alone_because=alone_because if checked_too else "", by_id=_officer(by), at=clock.now())
    db.session.add(row)
    history.record(looked.vetting, "decided", by=by, event=event, field=str(outcome))
    return row
