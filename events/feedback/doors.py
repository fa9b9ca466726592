"""The links by which scribes and facilitators enter for one evening: what finds them, and when they are shut."""

from events.access import doors
from events.access.states import RoleName
from events.delegates import evenings
from events.delegates.evenings import Why
from events.feedback import card_queries
from events.feedback.room_models import ScribeLink
from events.feedback.states import ScribeLinkKind
from events.refusals import N_

WORDS = {
    Why.CLOSED: N_("The organiser has closed this link. If you still enter for the event, ask them for a new one."),
    Why.CANCELLED: N_("The event has been cancelled, so this link is closed."),
    Why.EARLY: N_("This link opens on the day of the event, six hours before it begins."),
    Why.OVER: N_("This link was for one evening, and that is over. Thank you for helping."),
}


def shut(link: ScribeLink) -> str | None:
    """Why a link does not open just now, in a marked sentence; None while it does."""
    why = evenings.why_shut(link)
    return WORDS[why] if why else None


def _find_scribe(ref: str) -> ScribeLink | None:
    return card_queries.link_by_ref(ScribeLinkKind.SCRIBE, ref)


def _find_table(ref: str) -> ScribeLink | None:
    return card_queries.link_by_ref(ScribeLinkKind.FACILITATOR, ref)


KIND_OF = {ScribeLinkKind.SCRIBE: "scribe", ScribeLinkKind.FACILITATOR: "table"}

doors.register(doors.Door(
    kind="scribe", lets_in=RoleName.SCRIBE, find=_find_scribe, page="scribe.enter_card", closed=shut, for_evening=True,
))
doors.register(doors.Door(
    kind="table", lets_in=RoleName.SCRIBE, find=_find_table, page="scribe.enter_point", closed=shut, is_plain=False,
    for_evening=True,
))
