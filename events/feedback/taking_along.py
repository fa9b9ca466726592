"""Questions that nobody answered are taken along to an event that follows.

The copy says what the first asking says and no more: its words, as its writer wanted to be shown, its ref and its
day. It holds no link, no receipt and no moment; those stay with the first, which shows where it was taken.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy import select

from events import clock, history
from events.database import db
from events.event import Event
from events.feedback import announcing, capturing, taken_queries
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.feedback.taken_models import TakenQuestion

AS_ASKED = ("kind", "channel", "attribution", "name", "organisation", "partnership", "text", "is_redacted", "language",
            "translation", "about_action", "received_on", "keep_until")


def take_along(event: Event, earlier: Event, *, refs: Iterable[str], by) -> list[Remark]:
    """Let unanswered questions of an earlier event stand at this one too, waiting for its moderators.

    One that was taken along before, or was answered meanwhile, is left out. Returns the new ones.
    """
    wanted = set(refs)
    known = {row.original_id for row in taken_queries.taken_from(event, earlier)}
    used = set(db.session.scalars(select(Remark.ref).where(Remark.event_id == event.id)))
    made = []
    for first in taken_queries.unanswered(earlier):
        if first.ref in wanted and first.id not in known:
            made.append(_stand_anew(event, first, used, by))
    if made:
        history.record(event, f"questions taken along: {len(made)}", by=by, event=event)
        announcing.announce(event)
    return made


def _stand_anew(event: Event, first: Remark, used: set[str], by) -> Remark:
    ref = first.ref if first.ref not in used else capturing.new_ref(event)
    used.add(ref)
    copy = Remark(id=secrets.token_hex(16), event=event, ref=ref, state=RemarkState.WAITING,
                  **{name: getattr(first, name) for name in AS_ASKED})
    db.session.add_all([copy, TakenQuestion(copy=copy, original=first, at=clock.now(), carried=[])])
    history.record(first, "taken along", by=by, event=first.event)
    return copy
