"""An organiser offers several dates of one evening together, or takes one of them out again."""

import secrets

from events import event as event_record
from events import history
from events.database import db
from events.delegates import date_queries
from events.delegates.date_models import EventRun
from events.event import Event
from events.refusals import N_, Refusal


class NotAnotherDate(Refusal):
    """The event itself, one that is over, or one that belongs to another evening's dates."""

    sentence = N_("%(title)s cannot be another date of this evening: it is over, cancelled, or offered together with "
                  "another event.")
    field = "other"


class InvitedToBoth(Refusal):
    """Somebody has an invitation to each, and would be counted twice."""

    sentence = N_("%(count)s people are invited to both already, and would count twice. Withdraw one of the two "
                  "invitations of each of them first, or drop the drafts.")
    field = "other"


def offer_together(event: Event, other: Event, *, by) -> None:
    """Let another event be another date of the same evening: who is invited to one chooses between them.

    Raises NotAnotherDate or InvitedToBoth.
    """
    for one in sorted({event.id: event, other.id: other}.values(), key=lambda row: row.id):
        event_record.lock(one)
    mine, theirs = date_queries.run_of(event), date_queries.run_of(other)
    if theirs is not None and mine is not None and theirs.key == mine.key:
        return
    if event.id == other.id or theirs is not None or not date_queries.is_open(other) or not date_queries.is_open(event):
        raise NotAnotherDate(title=other.title)
    count = sum(date_queries.count_invited_to_both(one, other) for one in date_queries.runs_of(event) or [event])
    if count:
        raise InvitedToBoth(count=count)
    if mine is None:
        mine = EventRun(event_id=event.id, key=secrets.token_hex(8))
        db.session.add(mine)
    db.session.add(EventRun(event_id=other.id, key=mine.key))
    for one in (event, other):
        history.record(one, "offered with another date", by=by, event=one)


def take_apart(event: Event, *, by) -> None:
    """Let an event be a date of its own again: its guests stay its guests, and choose no more."""
    run = date_queries.run_of(event)
    if run is None:
        return
    rest = date_queries.others_of(event)
    db.session.delete(run)
    if len(rest) == 1:  # one alone is no choice
        last = date_queries.run_of(rest[0])
        if last is not None:
            db.session.delete(last)
    history.record(event, "no longer offered with another date", by=by, event=event)
