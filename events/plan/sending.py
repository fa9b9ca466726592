"""Noting to whom a version of the plan was sent for comment, and when."""

from datetime import date

from events import clock, history
from events.database import db
from events.plan.amending_models import VersionSent
from events.plan.models import PlanVersion
from events.refusals import N_, Refusal


class NobodyNamed(Refusal):
    """What was sent was sent to somebody."""

    sentence = N_("Write to whom it was sent.")
    field = "to_whom"


class AnsweredBeforeSent(Refusal):
    """An answer is asked for after the day of sending."""

    sentence = N_("The day by which an answer is asked for comes after the day of sending.")
    field = "answer_by"


def note_sent(version: PlanVersion, *, to_whom: str, sent_on: date, answer_by: date | None = None, note: str = "",
              by) -> VersionSent:
    """Note that a version went to somebody for comment. Raises NobodyNamed or AnsweredBeforeSent."""
    if not to_whom.strip():
        raise NobodyNamed()
    if answer_by is not None and answer_by < sent_on:
        raise AnsweredBeforeSent()
    made = VersionSent(version=version, to_whom=to_whom.strip(), sent_on=sent_on, answer_by=answer_by,
                       note=note.strip(), noted_by_id=getattr(by, "id", None), noted_at=clock.now())
    db.session.add(made)
    history.record(made, "version sent for comment", by=by)
    return made
