"""Where a version and an amendment stand, and what is answered to a reviewing office."""

import enum


class VersionState(enum.StrEnum):
    """A version never changes once it is frozen."""

    DRAFT = "draft"
    FROZEN = "frozen"


class AmendmentKind(enum.StrEnum):
    """What an amendment does."""

    CHANGE = "change"  # one field of an action
    NEW = "new"
    REMOVE = "remove"
    TEXT = "text"  # the plan's own text


class AmendmentState(enum.StrEnum):
    """Where an amendment stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Outcome(enum.StrEnum):
    """What an approver did with a version."""

    APPROVED = "approved"
    REFERRED_BACK = "referred back"


class ResponseKind(enum.StrEnum):
    """What became of a reviewing body's comment."""

    TAKEN_IN = "taken in"
    IN_PART = "taken in part"
    NOT_TAKEN = "not taken"


MOVES = {
    AmendmentState.PROPOSED: {AmendmentState.ACCEPTED, AmendmentState.DECLINED},
    AmendmentState.ACCEPTED: {AmendmentState.PROPOSED},
    AmendmentState.DECLINED: {AmendmentState.PROPOSED},
}
# The fields of an action that an amendment can change, in the order they are shown.
FIELDS = ("text", "lead", "partners", "due", "measure", "indicator")


class Colour(enum.StrEnum):
    """How an action of the approved plan stands; every page says it in words too."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
