"""What a remark is, how its writer is shown, where it stands, and what became of it."""

import enum


class RemarkKind(enum.StrEnum):
    """A question or a comment."""

    QUESTION = "question"
    COMMENT = "comment"


class RemarkState(enum.StrEnum):
    """Where a remark stands. Nobody but a moderator sees one that is waiting."""

    WAITING = "waiting"
    APPROVED = "approved"
    HIDDEN = "hidden"
    WITHHELD = "withheld"  # safeguarding: in no list and no export but the lead's
    WITHDRAWN = "withdrawn"


class Attribution(enum.StrEnum):
    """What of its writer a remark shows."""

    NAMED = "named"
    ORGANISATION = "organisation only"
    PARTNERSHIP = "partnership only"
    ANONYMOUS = "anonymous"


class RemarkChannel(enum.StrEnum):
    """How a remark reached us."""

    WEB = "web"
    PAPER = "paper"
    SPOKEN = "spoken"
    EMAIL = "email"


class Disposition(enum.StrEnum):
    """What became of a remark."""

    AMENDS = "amends the plan"
    ANSWERED = "answered"
    NOTED = "noted"
    NEXT_EVENT = "for the next event"
    OUT_OF_SCOPE = "out of scope"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


MOVES = {
    RemarkState.WAITING: {
        RemarkState.APPROVED, RemarkState.HIDDEN, RemarkState.WITHHELD, RemarkState.WITHDRAWN,
    },
    RemarkState.APPROVED: {RemarkState.HIDDEN, RemarkState.WITHHELD, RemarkState.WITHDRAWN, RemarkState.WAITING},
    RemarkState.HIDDEN: {RemarkState.APPROVED, RemarkState.WITHHELD, RemarkState.WAITING},
    RemarkState.WITHHELD: {RemarkState.WAITING},
    RemarkState.WITHDRAWN: set(),
}
