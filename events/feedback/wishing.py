"""Wishing to hear: a person says, for all that they sent under their name, whether they are to be written to."""

from events import history
from events.database import db
from events.delegates.models import Invitation
from events.feedback import wish_queries


def wish(invitation: Invitation, *, wanted: bool, by) -> int:
    """Note whether somebody is to be told what becomes of their words. Returns for how many remarks it changed.

    Only what was sent by their own link is theirs here: an anonymous remark leads to nobody.
    """
    changed = [remark for remark in wish_queries.own_remarks(invitation) if remark.wants_to_hear != wanted]
    for remark in changed:
        remark.wants_to_hear = wanted
    if changed:
        db.session.flush()  # a later read of the same request sees it
        history.record(invitation, "wants to hear" if wanted else "wants no letter", by=by, event=invitation.event)
    return len(changed)
