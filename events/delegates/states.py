"""What somebody said (RFC 5545), what place they have, and over which channel it came."""

import enum


class Said(enum.StrEnum):
    """A reply in the words of RFC 5545 3.2.12."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"
    DELEGATED = "DELEGATED"


class Place(enum.StrEnum):
    """What one has. "Perhaps" takes no place."""

    NONE = "none"
    HELD = "held"
    WAITING = "waiting"
    OFFERED = "offered"


class InvitationState(enum.StrEnum):
    """Where an invitation stands."""

    DRAFTED = "drafted"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Channel(enum.StrEnum):
    """How an answer reached us."""

    LINK = "link"
    TELEPHONE = "telephone"
    PAPER = "paper"
    MAIL = "mail"
    CALENDAR = "calendar"
    DOOR = "door"


MOVES = {
    InvitationState.DRAFTED: {InvitationState.SENT, InvitationState.WITHDRAWN},
    # Back to drafted when the letter is called back before it left.
    InvitationState.SENT: {InvitationState.WITHDRAWN, InvitationState.DRAFTED},
    InvitationState.WITHDRAWN: {InvitationState.SENT},
}
