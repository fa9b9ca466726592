"""What is read of questions that were taken along from one event to another."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, joinedload

from events.database import db
from events.event import Event
from events.feedback.models import Remark
from events.feedback.states import Disposition, RemarkKind, RemarkState
from events.feedback.taken_models import TakenQuestion

SETTLED_ELSEWHERE = (Disposition.NEXT_EVENT,)  # said to be for the next event: that is what is taken along


def unanswered(event: Event) -> list[Remark]:
    """Approved questions that have no published answer and were not settled, in the order of refs."""
    rows = select(Remark).where(
        Remark.event_id == event.id, Remark.state == RemarkState.APPROVED, Remark.kind == RemarkKind.QUESTION,
        Remark.merged_into_id.is_(None), ~Remark.answers.any(is_published=True),
        Remark.disposition.is_(None) | Remark.disposition.in_(SETTLED_ELSEWHERE),
    )
    return list(db.session.scalars(rows.options(joinedload(Remark.event)).order_by(Remark.ref, Remark.id)))


def origin_of(remark: Remark) -> TakenQuestion | None:
    """Where a question was asked first, if it was taken along to here."""
    return db.session.get(TakenQuestion, remark.id)


def origins_of(remarks: Iterable[Remark]) -> dict[str, Remark]:
    """The first asking of those of these questions that were taken along, by the copy's key, with its event."""
    rows = select(TakenQuestion).where(TakenQuestion.copy_id.in_([remark.id for remark in remarks])).options(
        joinedload(TakenQuestion.original).joinedload(Remark.event))
    return {row.copy_id: row.original for row in db.session.scalars(rows)}


def copies_of(remarks: Iterable[Remark]) -> dict[str, list[Remark]]:
    """Where these questions were taken along to, by the original's key, with the later events."""
    copy = aliased(Remark)
    rows = (
        select(TakenQuestion).join(copy, copy.id == TakenQuestion.copy_id)
        .where(TakenQuestion.original_id.in_([remark.id for remark in remarks]))
        .options(joinedload(TakenQuestion.copy).joinedload(Remark.event)).order_by(copy.event_id, copy.ref)
    )
    found: dict[str, list[Remark]] = defaultdict(list)
    for row in db.session.scalars(rows):
        found[row.original_id].append(row.copy)
    return found


def copies_from(events: Select) -> Select:
    """The question for the keys of copies that were asked first at one of those events (of whose keys it is given)."""
    first = aliased(Remark)
    return select(TakenQuestion.copy_id).join(first, first.id == TakenQuestion.original_id).where(
        first.event_id.in_(events))


def taken_from(event: Event, earlier: Event) -> list[TakenQuestion]:
    """The questions that an event took along from an earlier one, by the first ref."""
    copy, first = aliased(Remark), aliased(Remark)
    rows = (
        select(TakenQuestion).join(copy, copy.id == TakenQuestion.copy_id)
        .join(first, first.id == TakenQuestion.original_id)
        .where(copy.event_id == event.id, first.event_id == earlier.id)
        .options(joinedload(TakenQuestion.copy), joinedload(TakenQuestion.original)).order_by(first.ref, first.id)
    )
    return list(db.session.scalars(rows))
