"""Safeguarding: the lead takes on what was withheld, writes down what was done, closes it or gives it back.

A remark is withheld by `moderating.withhold`; who has not heard from a lead in ten minutes is heard by the deputy.
"""

from datetime import timedelta

from events import clock, history, outbox
from events.access.models import Officer
from events.database import db, unit_of_work
from events.event import Event
from events.feedback import moderating, safeguarding_queries, texts
from events.feedback.models import Remark
from events.feedback.room_models import SafeguardingFlag
from events.feedback.states import RemarkState
from events.refusals import N_, NotFound, Refusal, Stale

WAITS = timedelta(minutes=10)
LONGEST = 4_000  # characters


class TakenOnMeanwhile(Stale):
    """Another lead was first."""

    sentence = N_("%(name)s has taken on %(ref)s already.")


class WrittenMeanwhile(Stale):
    """Another lead has written something else since the page was opened."""

    sentence = N_("Somebody else has written what was done about %(ref)s since you opened the page. Both are below.")


class OutcomeWanted(Refusal):
    """It is closed only with a word on what was done."""

    sentence = N_("Write what was done, before you close it")
    field = "outcome"


class OutcomeTooLong(Refusal):
    """What was done is told in so many characters."""

    sentence = N_("Keep this to %(most)s characters or fewer")
    field = "outcome"


def acknowledge(remark: Remark, *, by: Officer) -> None:
    """A lead takes it on, so the deputy is not called. Raises TakenOnMeanwhile where another lead was first."""
    flag = _flag(remark)
    if flag.acknowledged_by_id == by.id:
        return
    if flag.acknowledged_by is not None:
        raise TakenOnMeanwhile(ref=remark.ref, name=flag.acknowledged_by.name)
    flag.acknowledged_at, flag.acknowledged_by = clock.now(), by
    history.record(remark, "safeguarding: taken on", by=by, event=remark.event)


def write_outcome(remark: Remark, *, outcome: str, close: bool, by: Officer, seen: str | None = None) -> None:
    """Write what was done, for leads alone; `close` says that there is nothing left to do.

    `seen` is what the page showed before. Raises WrittenMeanwhile, OutcomeWanted or OutcomeTooLong.
    """
    flag = _flag(remark)
    words = texts.clean_text(outcome)
    if seen is not None and texts.clean_text(seen) != flag.outcome and words != flag.outcome:
        raise WrittenMeanwhile(ref=remark.ref)
    if close and not words:
        raise OutcomeWanted()
    if len(words) > LONGEST:
        raise OutcomeTooLong(most=f"{LONGEST:,}")
    flag.outcome = words
    if flag.acknowledged_at is None:  # who writes what was done has taken it on
        flag.acknowledged_at, flag.acknowledged_by = clock.now(), by
    flag.closed_at = (flag.closed_at or clock.now()) if close else None
    history.record(remark, "safeguarding: closed" if close else "safeguarding: written", by=by, event=remark.event)


def give_back(remark: Remark, *, by, seen: str = "") -> None:
    """Give a remark back to the moderators' queue: it needs nobody's care, or its words were taken out."""
    moderating.put_back(remark, by=by, seen=seen)
    flag = safeguarding_queries.held_flag(remark)
    if flag is not None and flag.closed_at is None:
        flag.closed_at = clock.now()


def tell_deputies() -> int:
    """Write to the deputy of each event where nobody took on a worry in ten minutes; how many flags it was about.

    Opens its own unit of work. Where no deputy is named, the leads are written to once more.
    """
    with unit_of_work():
        waiting = safeguarding_queries.nobody_has_taken_on(clock.now() - WAITS)
        for event_id in {flag.event_id for flag in waiting}:
            event = db.session.get_one(Event, event_id)
            deputy = safeguarding_queries.deputy_of(event)
            ring = [(known.name, known.telephone) for known in safeguarding_queries.to_ring(event)
                    if not known.is_deputy]
            for officer in [deputy] if deputy else safeguarding_queries.leads_of(event):
                outbox.post("feedback/safeguarding_again", about=event, to_name=officer.name,
                            to_address=officer.email, event=event, facts={"ring": ring})
        for flag in waiting:
            flag.deputy_told_at = clock.now()
        return len(waiting)


def _flag(remark: Remark) -> SafeguardingFlag:
    flag = safeguarding_queries.held_flag(remark) if remark.state == RemarkState.WITHHELD else None
    if flag is None:
        raise NotFound()
    return flag
