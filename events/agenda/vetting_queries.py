"""What is read of the checks on speakers, the venue and bodies: each with its steps, and how it stands."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.agenda import queries
from events.agenda.models import Speaker
from events.agenda.states import Part, VettingOutcome, VettingSubject
from events.agenda.vetting_models import Vetting, VettingAsked, VettingDecision, VettingFinding, VettingUse
from events.database import db
from events.event import Event
from events.refusals import NotFound

NOT_BEGUN, ASKED, NOT_ASKED, LOOKED_INTO = "not begun", "asked", "not asked", "looked into"
DECIDED, AGAIN = "decided", "decide again"


@dataclass(frozen=True)
class Looked:
    """One speaker, the venue or a body with the three steps, oldest row first."""

    subject: VettingSubject
    number: int  # with `subject` its address: the speaker's key, a body's own, 0 for the venue
    name: str
    vetting: Vetting | None = None
    asked: list[VettingAsked] = field(default_factory=list)
    findings: list[VettingFinding] = field(default_factory=list)
    decisions: list[VettingDecision] = field(default_factory=list)

    @property
    def decision(self) -> VettingDecision | None:
        """The decision that holds: the newest."""
        return self.decisions[-1] if self.decisions else None

    @property
    def is_decided(self) -> bool:
        """Whether it is settled: decided, not referred upward, and nothing was asked or found since."""
        return self.state == DECIDED and self.decision is not None and self.decision.outcome != VettingOutcome.REFER

    @property
    def state(self) -> str:
        """How far it has come; "decide again" where something was asked or found after the decision.

        What was looked into before it was written down what was asked is not to be decided yet.
        """
        if self.decision is not None:
            written = [*(row.at for row in self.asked), *(row.at for row in self.findings)]
            return AGAIN if max(written, default=self.decision.at) > self.decision.at else DECIDED
        if self.findings:
            return LOOKED_INTO if self.asked else NOT_ASKED
        return ASKED if self.asked else NOT_BEGUN

    @property
    def checkers(self) -> set[int]:
        """The officers who wrote down what was found."""
        return {row.by_id for row in self.findings if row.by_id is not None}


def is_used(event: Event) -> bool:
    """Whether the event uses these checks."""
    return db.session.get(VettingUse, event.id) is not None


def vettings_of(event: Event) -> list[Vetting]:
    """What was begun for an event, in the order it was."""
    rows = select(Vetting).where(Vetting.event_id == event.id).options(joinedload(Vetting.speaker))
    return list(db.session.scalars(rows.order_by(Vetting.id)))


def _steps(model, ids: list[int]) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    rows = select(model).where(model.vetting_id.in_(ids)).options(joinedload(model.by))
    for row in db.session.scalars(rows.order_by(model.at, model.id)):
        found[row.vetting_id].append(row)
    return found


def _venue_name(event: Event) -> str:
    return queries.arrangements_of(event).venue_name


def looked_into(event: Event) -> list[Looked]:
    """Every speaker who has not withdrawn, the venue where there is one, and every further body, each as it stands."""
    begun = vettings_of(event)
    steps = [_steps(model, [row.id for row in begun]) for model in (VettingAsked, VettingFinding, VettingDecision)]

    def looked(subject: VettingSubject, number: int, name: str, vetting: Vetting | None) -> Looked:
        key = vetting.id if vetting else 0
        return Looked(subject, number, name, vetting, *(found.get(key, []) for found in steps))

    by_speaker = {row.speaker_id: row for row in begun if row.speaker_id is not None}
    rows = [looked(VettingSubject.SPEAKER, one.id, one.name, by_speaker.get(one.id))
            for one in queries.speakers_of(event)]
    venue = next((row for row in begun if row.subject == VettingSubject.VENUE), None)
    if venue is not None or _venue_name(event):
        rows.append(looked(VettingSubject.VENUE, 0, venue.name if venue else _venue_name(event), venue))
    return rows + [looked(VettingSubject.BODY, row.id, row.name, row) for row in begun
                   if row.subject == VettingSubject.BODY]


def looked(event: Event, subject: str, number: int) -> Looked:
    """One of them by its address. Raises NotFound."""
    found = next((row for row in looked_into(event) if (row.subject, row.number) == (subject, number)), None)
    if found is None:
        raise NotFound()
    return found


def of_speaker(speaker: Speaker) -> Looked | None:
    """A speaker's checks as they stand; None where the event uses none and nothing was begun."""
    found = next((row for row in looked_into(speaker.event)
                  if (row.subject, row.number) == (VettingSubject.SPEAKER, speaker.id)), None)
    return found if found is not None and (found.vetting is not None or is_used(speaker.event)) else None


def unsettled(event: Event) -> list[Looked]:
    """What still has to be decided, where the event uses these checks; else nothing."""
    return [row for row in looked_into(event) if not row.is_decided] if is_used(event) else []


def settled_count(event: Event) -> tuple[int, int]:
    """(how many are settled, how many there are); none at all where the event uses no checks."""
    rows = looked_into(event) if is_used(event) else []
    return sum(row.is_decided for row in rows), len(rows)


def said_of_speaker(event: Event, speaker_id: int) -> dict[str, str]:
    """What the programme says already, to begin the first step with: what they will say, and whom they speak for."""
    speaker = queries.speaker(event, speaker_id)
    if speaker is None:
        return {}
    parts = [f"{item.title}. {item.abstract}".strip() for item in queries.items_of_speaker(speaker)
             if any(slot.speaker_id == speaker_id and slot.part == Part.SPEAKER for slot in item.slots)]
    return {"what": "\n".join(parts), "organisation": speaker.organisation}
