"""The personal link of somebody who is asked for advice on the draft programme: what finds it, and when it is shut."""

from events.access import doors
from events.agenda import advice_queries
from events.agenda.advice_models import Adviser
from events.refusals import N_

CLOSED = N_("This link has been closed. If you were asked for advice and still want to give it, please ring us.")


def _shut(adviser: Adviser) -> str | None:
    return CLOSED if adviser.closed_at else None


# An adviser comes in by the door of delegates, as a board's member does, and sees one page: their own.
doors.register(doors.Door(
    kind="adviser", lets_in="delegate", find=advice_queries.by_ref, page="adviser.read_draft", closed=_shut,
    is_plain=False,
))
