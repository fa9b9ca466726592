"""The financial and the legal text of a version: written by one, cleared by a named officer for exactly these words."""

from datetime import date

from events import clock, history
from events.database import db
from events.plan import gate_queries
from events.plan.implication_models import Implication
from events.plan.models import PlanVersion
from events.plan.signing import refuse_approved
from events.plan.states import ImplicationKind
from events.refusals import N_, Refusal


class ImplicationMissing(Refusal):
    """An implication is written in words."""

    sentence = N_("Write what the plan means here, also where it means nothing new.")
    field = "text"


class NobodyNamed(Refusal):
    """A text is cleared by somebody with a name and a post."""

    sentence = N_("Enter who cleared it: name and post.")
    field = "cleared_by"


class NotYetCleared(Refusal):
    """Nobody has cleared it tomorrow."""

    sentence = N_("The day it was cleared cannot be still to come.")
    field = "cleared_on"


def write(version: PlanVersion, *, kind: str, text: str, by, cost: int | None = None) -> Implication:
    """Write the financial or the legal text; `cost` in whole pounds. Changed words are cleared by nobody yet.

    Raises ImplicationMissing or DecidedVersion.
    """
    refuse_approved(version)
    if not text.strip():
        raise ImplicationMissing()
    found = gate_queries.implications_of(version).get(kind)
    if found is None:
        found = Implication(version_id=version.id, kind=ImplicationKind(kind), text="", cleared_by="")
        db.session.add(found)
    if (found.text, found.cost) != (text.strip(), cost):
        found.text, found.cost, found.cleared_by, found.cleared_on = text.strip(), cost, "", None
        found.recorded_by_id = getattr(by, "id", None)
        history.record(found, "implication written", by=by)
    return found


def clear(text: Implication, *, cleared_by: str, cleared_on: date, by) -> None:
    """Record who cleared these words, and when. Raises NobodyNamed, NotYetCleared or DecidedVersion."""
    refuse_approved(text.version)
    if not cleared_by.strip():
        raise NobodyNamed()
    if cleared_on > clock.today():
        raise NotYetCleared()
    text.cleared_by, text.cleared_on, text.recorded_by_id = cleared_by.strip(), cleared_on, getattr(by, "id", None)
    history.record(text, "implication cleared", by=by)
