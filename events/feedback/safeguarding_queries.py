"""What the safeguarding lead's page reads: the flags, who leads, whom to ring."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.access import queries as officers
from events.access.models import Officer
from events.database import db
from events.event import Event
from events.feedback import room_queries
from events.feedback.models import Remark
from events.feedback.room_models import SafeguardingFlag
from events.feedback.states import RemarkState


@dataclass(frozen=True)
class ToRing:
    """Somebody who looks after safeguarding, and the number that was left for them."""

    name: str  # empty where the number is left for "the lead", whoever it is
    telephone: str
    is_deputy: bool = False


def leads_of(event: Event) -> list[Officer]:
    """Who is written to at once: whoever has the role but the deputy; the deputy where nobody else has it."""
    holders = officers.holders("safeguarding", event)
    deputy = room_queries.room_of(event).deputy_id
    return [officer for officer in holders if officer.id != deputy] or holders


def deputy_of(event: Event) -> Officer | None:
    """The deputy, if one is named who still has the role and an account."""
    deputy = room_queries.room_of(event).deputy_id
    return next((officer for officer in officers.holders("safeguarding", event) if officer.id == deputy), None)


def to_ring(event: Event) -> list[ToRing]:
    """The telephone numbers that an organiser has entered, the lead's first."""
    room, deputy = room_queries.room_of(event), deputy_of(event)
    leads = [lead.name for lead in leads_of(event) if deputy is None or lead.id != deputy.id]
    rows = [ToRing(", ".join(leads), room.lead_telephone),
            ToRing(deputy.name if deputy else "", room.deputy_telephone, is_deputy=True)]
    return [row for row in rows if row.telephone]


def flag_of(remark: Remark) -> SafeguardingFlag | None:
    """When it was withheld and what the lead did, or None for one that never was."""
    return db.session.get(SafeguardingFlag, remark.id)


def held_flag(remark: Remark) -> SafeguardingFlag | None:
    """The same, read anew and held until the transaction ends."""
    return db.session.get(SafeguardingFlag, remark.id, with_for_update=True, populate_existing=True)


def flags_of(event: Event) -> dict[str, SafeguardingFlag]:
    """The flags of an event by the key of their remark."""
    rows = select(SafeguardingFlag).where(SafeguardingFlag.event_id == event.id)
    return {flag.remark_id: flag for flag in
            db.session.scalars(rows.options(joinedload(SafeguardingFlag.acknowledged_by)))}


def nobody_has_taken_on(flagged_before: datetime) -> list[SafeguardingFlag]:
    """Flags of withheld remarks, raised before that moment, that nobody has acknowledged or been told of again."""
    rows = select(SafeguardingFlag).join(Remark).where(
        Remark.state == RemarkState.WITHHELD, SafeguardingFlag.flagged_at <= flagged_before,
        SafeguardingFlag.acknowledged_at.is_(None), SafeguardingFlag.deputy_told_at.is_(None),
        SafeguardingFlag.closed_at.is_(None),
    )
    return list(db.session.scalars(rows.order_by(SafeguardingFlag.flagged_at).with_for_update(of=SafeguardingFlag)))
