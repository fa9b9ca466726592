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


class Origin(enum.StrEnum):
    """How somebody came to be among an event's guests."""

    INVITED = "invited"
    NAMED = "named"  # by a body's coordinator, for one of its seats
    SUBSTITUTE = "substitute"  # comes for somebody who was invited
    ASKED = "asked"  # asked for a place, and was given one
    WALKED_IN = "walked in"
    SPEAKING = "speaking"  # agreed to speak, and has a chair by that


class Attendance(enum.StrEnum):
    """How somebody takes part, where an event has both a hall and a link."""

    IN_PERSON = "in person"
    BY_LINK = "by link"


class Companion(enum.StrEnum):
    """Who comes with somebody: a chair and a meal, without an invitation of their own."""

    CARER = "carer"
    INTERPRETER = "interpreter"
    TREASURER = "treasurer"
    CHILD = "child"
    OTHER = "other"


class RequestState(enum.StrEnum):
    """Where a request for a place stands."""

    UNCONFIRMED = "unconfirmed"  # the address has not been confirmed by its owner
    WAITING = "waiting"  # for the organiser
    ACCEPTED = "accepted"
    DECLINED = "declined"


class SubstituteState(enum.StrEnum):
    """Where the naming of a substitute stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    DROPPED = "dropped"  # the guest has answered otherwise since


class Need(enum.StrEnum):
    """What somebody needs, as a venue or a caterer can act on it."""

    STEP_FREE = "step-free"
    LIFT = "lift"
    LOOP = "loop"
    BSL = "bsl"
    INTERPRETER = "interpreter"
    LARGE_PRINT = "large print"
    TABLE = "seat at a table"
    PRAYER_ROOM = "prayer room"
    CARER = "carer"
    CRECHE = "creche"
    PARKING = "blue badge bay"
    NO_NAME = "do not print my name"
    TELEPHONE = "rather by telephone"


class Diet(enum.StrEnum):
    """What somebody eats, as a caterer can count it."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    HALAL = "halal"
    KOSHER = "kosher"
    GLUTEN_FREE = "gluten free"
    DAIRY_FREE = "dairy free"
    NO_NUTS = "no nuts"


class Supplier(enum.StrEnum):
    """Who is sent an order sheet."""

    CATERING = "catering"
    INTERPRETERS = "interpreters"
    TRANSPORT = "transport"
    BAYS = "bays"
    VENUE = "venue"


class Reminded(enum.StrEnum):
    """Whom a reminder concerns."""

    NOT_ANSWERED = "not answered"
    COMING = "coming"
    WAITING = "waiting"


class Incoming(enum.StrEnum):
    """What a received mail is."""

    CALENDAR = "calendar reply"
    PLAIN = "plain mail"
    AWAY = "out of office"
    BOUNCE = "bounce"
    SLIDES = "slides"
    OTHER = "other"


class IncomingState(enum.StrEnum):
    """What became of a received mail."""

    TAKEN = "taken"  # became an answer by itself
    HELD = "held"  # somebody has to look at it, for the reason it names
    NOTED = "noted"  # nothing to do: an out-of-office, a late repeat
    SETTLED = "settled"  # an officer has settled it


class Channel(enum.StrEnum):
    """How an answer reached us."""

    LINK = "link"
    TELEPHONE = "telephone"
    PAPER = "paper"
    MAIL = "mail"
    CALENDAR = "calendar"
    DOOR = "door"
    COORDINATOR = "coordinator"
    CODE = "code"
    SPEAKING = "speaking"  # by agreeing to speak


MOVES = {
    InvitationState.DRAFTED: {InvitationState.SENT, InvitationState.WITHDRAWN},
    # Back to drafted when the letter is called back before it left.
    InvitationState.SENT: {InvitationState.WITHDRAWN, InvitationState.DRAFTED},
    InvitationState.WITHDRAWN: {InvitationState.SENT},
}
