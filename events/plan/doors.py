"""The private link by which a board's member reads a version: what finds it, and when it is shut."""

from events.access import doors
from events.plan import board_queries
from events.plan.board_models import BoardLink
from events.refusals import N_


def shut(link: BoardLink) -> str | None:
    """Why a member's link does not open, in a marked sentence; None while it does."""
    if link.closed_at is not None:
        return N_("This link has been closed. If you still sit on the board, please ask its clerk for a new one.")
    if board_queries.is_over(link.version):
        return N_("The board has decided, and this link has run out. Please ask its clerk for the papers.")
    return None


# Whoever holds a private link that is no speaker's comes in by the door of delegates, and sees nothing of theirs.
doors.register(doors.Door(
    kind="board", lets_in="delegate", find=board_queries.link_by_ref, page="board.read_changes", closed=shut,
    is_plain=False,
))
