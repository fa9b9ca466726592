"""Progressing: somebody notes how an action of the approved plan stands. Each note is kept; none is changed."""

from collections.abc import Iterable
from datetime import date

from events import clock, history
from events.access.models import Officer
from events.database import db
from events.plan import progress_queries, queries
from events.plan.models import ActionPlan
from events.plan.progress_files import News, RowRefused
from events.plan.progress_models import ProgressEntry
from events.plan.states import Colour
from events.refusals import N_, Refusal

LONGEST = 1_000  # characters


class NotApproved(Refusal):
    """Progress is told of what a board has approved."""

    sentence = N_("No version of this plan is approved yet. Progress is noted from then on.")
    status = 409


class NoSuchAction(Refusal):
    """The action is not in the approved version."""

    sentence = N_("Action %(key)s is not in the approved version.")
    status = 409


class ColourWanted(Refusal):
    """A note says how the action stands."""

    sentence = N_("Choose red, amber or green")
    field = "colour"


class PerCentOutOfRange(Refusal):
    """More than all, or less than nothing."""

    sentence = N_("Write a number from 0 to 100, or leave it empty")
    field = "per_cent"


class NoteTooLong(Refusal):
    """The note is over the limit."""

    sentence = N_("Keep this to %(most)s characters or fewer")
    field = "note"


class DayToCome(Refusal):
    """Nobody knows how it will stand."""

    sentence = N_("The day cannot be still to come")
    field = "as_of"


def take_in_file(plan: ActionPlan, news: Iterable[News], *, by) -> int:
    """Note what a file says of the actions, each by its number; how many. What is known already is not noted twice.

    A row without a day is of today. Raises NotApproved, or RowRefused for the first row that cannot be: none is taken.
    """
    version = progress_queries.approved_version(plan)
    if version is None:
        raise NotApproved()
    keys = {action.ref: action.key for action in queries.actions_of(version)}
    latest, noted = progress_queries.latest_of(plan), 0
    for row in news:
        try:
            if row.ref not in keys:
                raise NoSuchAction(key=row.ref)
            entry, day = latest.get(keys[row.ref]), row.as_of or clock.today()
            if entry and (entry.colour, entry.per_cent, entry.note) == (row.colour, row.per_cent, row.note) and (
                    row.as_of in (None, entry.as_of)):
                continue
            note_progress(plan, action_key=keys[row.ref], colour=row.colour, per_cent=row.per_cent, note=row.note,
                          as_of=day, by=by)
            noted += 1
        except Refusal as refusal:
            raise RowRefused(line=row.line, said=str(refusal).rstrip(".")) from refusal
    return noted


def note_progress(plan: ActionPlan, *, action_key: str, colour: str, per_cent: int | None, note: str, as_of: date,
                  by) -> ProgressEntry:
    """Note how one action of the approved version stood on a day; `per_cent` 0 to 100, or None.

    Raises NotApproved, NoSuchAction, ColourWanted, PerCentOutOfRange, NoteTooLong or DayToCome.
    """
    version = progress_queries.approved_version(plan)
    if version is None:
        raise NotApproved()
    if queries.action_in(version, action_key) is None:
        raise NoSuchAction(key=action_key)
    if colour not in list(Colour):
        raise ColourWanted()
    if per_cent is not None and not 0 <= per_cent <= 100:
        raise PerCentOutOfRange()
    if len(note.strip()) > LONGEST:
        raise NoteTooLong(most=f"{LONGEST:,}")
    if as_of > clock.today():
        raise DayToCome()
    entry = ProgressEntry(plan_id=plan.id, action_key=action_key, colour=Colour(colour), per_cent=per_cent,
                          note=note.strip(), as_of=as_of, at=clock.now(),
                          by_officer_id=by.id if isinstance(by, Officer) else None)
    db.session.add(entry)
    history.record(entry, "progress noted", by=by)
    return entry
