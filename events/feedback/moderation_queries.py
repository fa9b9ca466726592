"""What the moderators' queue shows beside the remarks: notes, officers, what is like what, what was merged."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.access import queries as officers
from events.access.models import Officer
from events.database import db
from events.event import Event
from events.feedback import resemblances
from events.feedback.models import Remark
from events.feedback.room_models import RemarkNote
from events.feedback.states import RemarkState

MAY_SEE_TO_IT = ("moderator", "organiser", "reviewer")
MOST_COMPARED = 1_000  # remarks: more are not compared while somebody waits for the page


def notes_of(remarks: list[Remark]) -> dict[str, list[RemarkNote]]:
    """The notes beside remarks by the remark's key, oldest first."""
    rows = select(RemarkNote).where(RemarkNote.remark_id.in_([remark.id for remark in remarks]))
    found: dict[str, list[RemarkNote]] = defaultdict(list)
    for noted in db.session.scalars(rows.options(joinedload(RemarkNote.officer)).order_by(RemarkNote.id)):
        found[noted.remark_id].append(noted)
    return found


def may_see_to_it(event: Event) -> list[Officer]:
    """The officers to whom a remark can be assigned, by name."""
    found = {officer.id: officer for role in MAY_SEE_TO_IT for officer in officers.holders(role, event)}
    return sorted(found.values(), key=lambda officer: (officer.name, officer.id))


def like_these(event: Event, remarks: list[Remark]) -> dict[str, list[Remark]]:
    """For each of the remarks by ref that has any: those that say nearly the same, the most alike first."""
    rows = select(Remark).where(
        Remark.event_id == event.id, Remark.state.in_((RemarkState.WAITING, RemarkState.APPROVED)),
        Remark.merged_into_id.is_(None),
    )
    known = {remark.ref: remark for remark in db.session.scalars(rows.order_by(Remark.id).limit(MOST_COMPARED))}
    texts = {ref: remark.text for ref, remark in known.items()}
    found = resemblances.like(texts, among=[remark.ref for remark in remarks if remark.ref in known])
    return {ref: [known[other] for other, _likeness in alike] for ref, alike in found.items()}


def merged_into(remarks: list[Remark]) -> dict[str, list[Remark]]:
    """The remarks that point at each of these, by its key."""
    rows = select(Remark).where(Remark.merged_into_id.in_([remark.id for remark in remarks]))
    found: dict[str, list[Remark]] = defaultdict(list)
    for remark in db.session.scalars(rows.order_by(Remark.ref)):
        found[str(remark.merged_into_id)].append(remark)
    return found
