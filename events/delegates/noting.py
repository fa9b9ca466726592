"""Answers are noted in the ledger: what was said, what it came to, over which channel and by whom."""

from collections.abc import Iterable

from events.access.models import Officer
from events.database import db
from events.delegates.models import Accompanied, Invitation, Reply
from events.delegates.states import Channel, Companion

MOST_COMPANIONS = 6


def note(
    invitation: Invitation, *, channel: str, by: Officer | None = None, comment: str = "", on_behalf_by: str = "",
) -> Reply:
    """Write the answer as it stands now into the ledger."""
    answer = Reply(
        invitation_id=invitation.id, said=invitation.said, place=invitation.place, channel=Channel(channel),
        by_officer_id=by.id if by else None, at=invitation.said_at, comment=comment, on_behalf_by=on_behalf_by,
    )
    db.session.add(answer)
    return answer


def accompany(invitation: Invitation, companions: Iterable[tuple[str, str]]) -> None:
    """Put these companions (kind, name) in place of those named before. Raises ValueError for another kind."""
    wanted = [(Companion(kind), name.strip()) for kind, name in companions][:MOST_COMPANIONS]
    if wanted != [(row.kind, row.name) for row in invitation.accompanied]:
        invitation.accompanied = [Accompanied(kind=kind, name=name) for kind, name in wanted]
        db.session.flush()  # the chairs are counted next
