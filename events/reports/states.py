"""What a report to a board is, where it stands, and how much of it may be published."""

import enum


class ReportKind(enum.StrEnum):
    """Before the event the board is told what is planned; after it, what came of it."""

    UPDATE = "update"
    FULL = "full"


class ReportState(enum.StrEnum):
    """A final report keeps its text and its figures; a change is a new issue of it."""

    DRAFT = "draft"
    FINAL = "final"


class Purpose(enum.StrEnum):
    """What a meeting is asked to do with the report."""

    DECIDE = "to decide"
    DISCUSS = "to discuss"
    NOTE = "to note"


class Appendix(enum.StrEnum):
    """What can be appended, in the order it is printed."""

    SAID = "what was said"
    COMMENTS = "comments on the draft"
    PLAN = "the plan"
    INDICATORS = "self-assessments"
    FIGURES = "the figures"
    CONSULTED = "who was consulted"


class ReportPart(enum.StrEnum):
    """What everybody may read, and what is not for publication."""

    PUBLIC = "a"
    EXEMPT = "b"


# Local Government Act 1972, Schedule 12A, Part 1, as it stands for councils in England since 2006: what the numbered
# paragraphs are about, shortened.
EXEMPT_PARAGRAPHS = {
    1: "information relating to any individual",
    2: "information which is likely to reveal the identity of an individual",
    3: "information relating to the financial or business affairs of any particular person",
    4: "information relating to consultations or negotiations about labour relations",
    5: "information to which a claim to legal professional privilege could be maintained",
    6: "information revealing that the authority proposes to give a notice or make an order",
    7: "information relating to action taken to prevent, investigate or prosecute crime",
}
