"""What a report tells of: plain values gathered from the record, with nothing in them that may not be shown."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from events.plan.redlines import Part


@dataclass(frozen=True)
class Happening:
    """An event that the report is about."""

    slug: str
    title: str
    day: date
    place: str
    is_over: bool


@dataclass(frozen=True)
class Changed:
    """An accepted amendment that rests on some words: which, and where the plan says it now."""

    ref: str
    kind: str
    action: str  # as the version numbers it; empty for the plan's own text
    version: int | None


@dataclass(frozen=True)
class Said:
    """One remark as it may be shown, and what became of it."""

    remark_id: str
    slug: str
    ref: str
    theme: str
    who: str  # as its writer agreed to be shown; empty: nothing
    is_named: bool  # they agreed to their own name
    words: str
    is_translated: bool
    day: date
    disposition: str  # empty: nobody has said yet
    reason: str
    further: tuple[tuple[str, str, str], ...] = ()  # (action, disposition, reason)
    answers: tuple[str, ...] = ()
    changes: tuple[Changed, ...] = ()
    is_unmet: bool = False  # said to change the plan, and no accepted amendment rests on it


@dataclass(frozen=True)
class Comment:
    """A reviewing body's comment on the draft, and the answer to it."""

    ref: str
    source: str
    about: str  # an action's number; empty: the whole plan
    text: str
    became: str  # a value of ResponseKind; empty: not answered yet
    response: str
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True)
class PlanLine:
    """One action of the plan, each field as a redline against the earlier version."""

    objective: str  # "3. Supporting people at risk"
    ref: str
    status: str  # "same", "changed", "new" or "removed"
    fields: dict[str, list[Part]]
    was_ref: str = ""  # of one that was moved: its number before


@dataclass(frozen=True)
class PlanShown:
    """A version of the plan, with what changed against an earlier one."""

    number: int = 0
    against: int = 0  # 0: there is no earlier one
    preamble: list[Part] = field(default_factory=list)
    lines: list[PlanLine] = field(default_factory=list)


@dataclass(frozen=True)
class GateShown:
    """Something that must be done before approval, and who signed it."""

    key: str
    kind: str
    title: str
    finding: str
    signed_by: str
    signed_on: date | None


@dataclass(frozen=True)
class RiskShown:
    """One line of the risk register."""

    ref: str
    what: str
    rating: int
    control: str
    owner: str


@dataclass(frozen=True)
class Rated:
    """One criterion of an indicator, as the partners rate themselves."""

    criterion: str
    level: str
    evidence: str
    next_target: str
    day: date


@dataclass(frozen=True)
class Advised:
    """One comment on the draft programme, and our answer to it."""

    key: str  # "advice 12": the report follows it where its writer has it erased
    ref: str
    about: str  # a part of the programme; empty: the whole
    text: str
    became: str  # a value of AdviceBecame; empty: not answered yet
    answer: str
    changed: str  # the part that changed, where it was taken in; empty: the whole


@dataclass(frozen=True)
class Consulted:
    """A body or a person that was asked for advice as the event was put together, with what they said."""

    key: str  # "adviser 3"
    who: str  # a body by its name, a person where they agreed; else empty
    is_body: bool
    asked_on: date | None
    advice: tuple[Advised, ...] = ()


@dataclass(frozen=True)
class Cleared:
    """A financial or legal text with the cost that was cleared with it, and who cleared it."""

    text: str
    cost: int | None  # whole pounds
    cleared_by: str
    cleared_on: date | None

    @property
    def words(self) -> str:
        """The text as it is printed: with its cost, where the text does not name it."""
        if self.cost is None or (told := f"£{self.cost:,}") in self.text:
            return self.text
        return f"{self.text}\n\n{_('Cost: %(amount)s.', amount=told)}"


@dataclass
class Record:
    """All that a report can tell of a plan and the events that feed it."""

    plan: str = ""
    events: list[Happening] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)  # that were invited
    speakers: list[str] = field(default_factory=list)  # "Judith Okoro, Senior Adviser, the Department"
    invited: int = 0
    accepted: int = 0
    attendance: Counter = field(default_factory=Counter)  # by status of delegates.register_queries
    came_by_body: list[tuple[str, int]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)  # received by the cut-off, in order
    later: list[Said] = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)  # of `said`: "question", "comment"
    channels: Counter = field(default_factory=Counter)  # of `said`
    by_partnership: list[tuple[str, int]] = field(default_factory=list)  # of `said`, "" where none is shown
    themes: list[tuple[str, int]] = field(default_factory=list)  # of `said`
    waiting: list[tuple[str, str]] = field(default_factory=list)  # (slug, ref): came in time, read by no moderator
    withheld: int = 0
    hidden: int = 0
    comments: list[Comment] = field(default_factory=list)
    amendments: Counter = field(default_factory=Counter)  # by state
    plan_shown: PlanShown = field(default_factory=PlanShown)
    gates: list[GateShown] = field(default_factory=list)
    risks: list[RiskShown] = field(default_factory=list)
    rated: dict[str, list[Rated]] = field(default_factory=dict)  # by indicator
    implications: dict[str, Cleared] = field(default_factory=dict)  # "financial", "legal"
    equality: str = ""  # the assessment's own summary
    consulted: list[Consulted] = field(default_factory=list)
    checked: int = 0  # speakers, venue and bodies that were decided on before the event
    to_check: int = 0  # of so many; none where the event uses no such checks
    # (characteristic, finding, what was done about it)
    equality_findings: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether every event of it has taken place."""
        return bool(self.events) and all(event.is_over for event in self.events)

    @property
    def undisposed(self) -> list[Said]:
        """Remarks that came by the cut-off and of which nobody has said what became of them."""
        return [row for row in self.said if not row.disposition]

    @property
    def unmet(self) -> list[Said]:
        """Remarks that came by the cut-off and are said to change the plan, though nothing accepted rests on them."""
        return [row for row in self.said if row.is_unmet]
