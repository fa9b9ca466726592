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
    ROOM = "anonymous to the room"  # the organisers and moderators read the name, nobody else
    ANONYMOUS = "anonymous"


class RemarkChannel(enum.StrEnum):
    """How a remark reached us."""

    WEB = "web"
    PAPER = "paper"
    SPOKEN = "spoken"
    EMAIL = "email"


class SpokenBy(enum.StrEnum):
    """What kind of person spoke into the roving microphone: all that is noted of them unless they gave their name."""

    DELEGATE = "delegate"
    SPEAKER = "speaker"
    COUNCILLOR = "councillor"
    PRESS = "press"
    OTHER = "other"


class SpeakerSays(enum.StrEnum):
    """What a speaker says of a question put to them."""

    PASS_ON = "pass on"
    NOT_IN_PUBLIC = "not in public"


class ScribeLinkKind(enum.StrEnum):
    """What somebody with a link for the evening enters."""

    SCRIBE = "scribe"  # cards and the microphone
    FACILITATOR = "facilitator"  # what one table says


class WallOrder(enum.StrEnum):
    """In which order the wall shows questions."""

    MODERATOR = "moderator"
    VOTES = "votes"


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
