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
    TEXT = "text"  # one of the plan's own texts: the introduction, or one with a name
    MOVE = "move"  # an action to another place; its identity stays
    COLUMN = "column"  # a column that every action has, added or dropped


class AmendmentState(enum.StrEnum):
    """Where an amendment stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Advice(enum.StrEnum):
    """What a reviewer recommends to the drafting group."""

    ACCEPT = "accept"
    DECLINE = "decline"
    OTHER_WORDS = "accept in other words"


class RulingKind(enum.StrEnum):
    """What the drafting group did with an amendment at one moment."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"  # for another time
    REOPENED = "opened again"


class Outcome(enum.StrEnum):
    """What a board did with a version."""

    NOTED = "noted"
    APPROVED = "approved"
    AS_AMENDED = "approved as amended"  # at the table: the decision is about the version that came of it
    DEFERRED = "deferred"
    REFERRED_BACK = "referred back"


# With these a version is settled: what was signed and decided for it stands. After the others a board may meet again.
APPROVALS = (Outcome.APPROVED, Outcome.AS_AMENDED)


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


class GateKind(enum.StrEnum):
    """Which text a gate covers beside the version's own, and what must be there before it can be signed."""

    EQUALITY = "equality"
    COMMENTS = "comments"
    MEANS = "means"  # legal and finance
    RISKS = "risks"
    OTHER = "other"  # the version's own text alone


class AssessmentKind(enum.StrEnum):
    """How deep an equality impact assessment goes."""

    SCREENING = "screening"
    FULL = "full"


class Effect(enum.StrEnum):
    """What a plan does to people who share a characteristic."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"
    NONE_KNOWN = "none known"


class ImplicationKind(enum.StrEnum):
    """Which officer's field an implication belongs to."""

    FINANCIAL = "financial"
    LEGAL = "legal"


# The protected characteristics of the Equality Act 2010, section 4, in its order. A council adds its own.
CHARACTERISTICS = ("age", "disability", "gender-reassignment", "marriage", "pregnancy", "race", "religion", "sex",
                   "sexual-orientation")


class Colour(enum.StrEnum):
    """How an action of the approved plan stands; every page says it in words too."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
