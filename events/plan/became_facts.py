"""What a letter back freezes of each remark's end: outcome, reason, amendments and their decision. No word of it.

Facts are JSON: texts, numbers, days as 2009-06-16.
"""

from events.event import Event
from events.feedback.models import Remark
from events.feedback.room_models import FurtherDisposition
from events.plan.models import Amendment, Decision
from events.plan.redlines import Part
from events.plan.states import AmendmentKind

LETTER = "plan/became"  # its name in the registry of letters
# What these change is a place or a heading: the letter names it, and there are no words to show.
WITHOUT_WORDS = (AmendmentKind.MOVE, AmendmentKind.COLUMN)


def _decision(decision: Decision | None) -> dict | None:
    if decision is None:
        return None
    return {"body": decision.body, "minute": decision.minute, "day": decision.decided_on.isoformat()}


def _amendment(amendment: Amendment, parts: list[Part], approval: Decision | None, ref: str) -> dict:
    return {
        "ref": amendment.ref, "kind": str(amendment.kind), "field": amendment.field or "text",
        "action": ref or amendment.action_key, "key": amendment.action_key, "plan": amendment.plan.key,
        "stands": bool(ref), "title": amendment.others.get("title", ""), "added": bool(amendment.after),
        "parts": [] if amendment.kind in WITHOUT_WORDS else [list(part) for part in parts],
        "version": amendment.into_version.number if amendment.into_version else None,
        "approval": _decision(approval),
    }


def of_remark(remark: Remark, told: Remark, links: list, further: list[FurtherDisposition],
              refs: dict[tuple[int, str], str]) -> dict:
    """The end of one remark; `told` is the one whose outcome it shares, `refs` how actions are numbered now."""
    return {
        "id": remark.id, "ref": remark.ref, "disposition": str(told.disposition or remark.disposition),
        "reason": told.disposition_reason or remark.disposition_reason, "with_others": told.id != remark.id,
        "further": [{"action": row.about_action, "disposition": str(row.disposition), "reason": row.reason}
                    for row in further],
        "amendments": [
            _amendment(link.amendment, link.parts, link.approval,
                       refs.get((link.amendment.plan_id, link.amendment.action_key), ""))
            for link in links
        ],
    }


def of_person(event: Event, remarks: list[dict]) -> dict:
    """One person's facts: the event as it is named now, and the end of each of their remarks."""
    return {"event": {"slug": event.slug, "short_title": event.short_title, "title": event.title}, "remarks": remarks}
