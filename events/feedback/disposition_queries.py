"""What became of remarks beyond their own disposition: for further actions, and as lessons for the next event."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events.database import db
from events.event import Event
from events.feedback.models import Remark
from events.feedback.room_models import FurtherDisposition
from events.feedback.states import Disposition, RemarkState


@dataclass(frozen=True)
class Lesson:
    """A remark of an earlier event that was left for the next one, with the reason that was given then."""

    remark: Remark
    reason: str

    @property
    def event(self) -> Event:
        """The event at which it was said."""
        return self.remark.event


def further_of_many(ids: Iterable[str]) -> dict[str, list[FurtherDisposition]]:
    """What became of these remarks for further actions, by the remark's key, in the order of actions."""
    rows = select(FurtherDisposition).where(FurtherDisposition.remark_id.in_(list(ids)))
    found: dict[str, list[FurtherDisposition]] = {}
    for further in db.session.scalars(rows.order_by(FurtherDisposition.about_action, FurtherDisposition.id)):
        found.setdefault(further.remark_id, []).append(further)
    return found


def further_of(remark: Remark) -> list[FurtherDisposition]:
    """What became of one remark for further actions, for the pages that tell its writer too."""
    return further_of_many([remark.id]).get(remark.id, [])


def further_by_id(remark: Remark, further_id: int) -> FurtherDisposition | None:
    """One of them, by its key, if it is that remark's."""
    return db.session.scalar(select(FurtherDisposition).where(
        FurtherDisposition.id == further_id, FurtherDisposition.remark_id == remark.id))


def _left_for(event: Event):
    """Approved remarks of events that were over before this one begins, left for the next event."""
    elsewhere = select(FurtherDisposition.remark_id).where(FurtherDisposition.disposition == Disposition.NEXT_EVENT)
    return (Remark.state == RemarkState.APPROVED, Event.id != event.id, Event.ends_at <= event.starts_at,
            (Remark.disposition == Disposition.NEXT_EVENT) | Remark.id.in_(elsewhere),
            Remark.merged_into_id.is_(None))


def how_many_lessons(event: Event) -> int:
    """How many lessons of earlier events there are for one that is being planned."""
    return db.session.scalar(select(func.count(Remark.id)).join(Event).where(*_left_for(event))) or 0


def lessons_for(event: Event, *, most: int = 500) -> list[Lesson]:
    """The lessons of earlier events, of the latest event first."""
    rows = (select(Remark).join(Event).where(*_left_for(event)).options(joinedload(Remark.event))
            .order_by(Event.ends_at.desc(), Event.id, Remark.ref).limit(most))
    remarks = list(db.session.scalars(rows))
    further = further_of_many(remark.id for remark in remarks)
    return [
        Lesson(remark, remark.disposition_reason if remark.disposition == Disposition.NEXT_EVENT else
               next(row.reason for row in further[remark.id] if row.disposition == Disposition.NEXT_EVENT))
        for remark in remarks
    ]
