"""How far each speaker has come, thing by thing, and what exactly is missing: from bare facts, with no reading."""

import enum
from dataclasses import dataclass, field
from datetime import date, datetime

from events.agenda.models import AgendaItem, Deck, Speaker
from events.agenda.profile_models import SpeakerConsent, SpeakerInvitation, SpeakerNeeds, SpeakerProfile
from events.agenda.states import ConsentKind, DeckState, SpeakerState


class Thing(enum.StrEnum):
    """What an organiser wants of a speaker."""

    ANSWER = "answer"
    BIOGRAPHY = "biography"
    PHOTOGRAPH = "photograph"
    SLIDES = "slides"
    PUBLISH = "publish"
    RECORD = "record"
    NEEDS = "needs"


class Mark(enum.StrEnum):
    """How one of those things stands."""

    HERE = "here"
    MISSING = "missing"
    NOT_NEEDED = "not needed"
    YES = "yes"
    NO = "no"
    LATER = "later"  # nothing is asked of somebody who has not agreed
    PAST = "past"  # nobody can see to it any more


@dataclass(frozen=True)
class Gathered:
    """What is stored about one speaker."""

    profile: SpeakerProfile | None = None
    needs: SpeakerNeeds | None = None
    consents: dict[ConsentKind, SpeakerConsent] = field(default_factory=dict)
    deck: Deck | None = None
    held_until: datetime | None = None  # what is published is held back until then
    invitation: SpeakerInvitation | None = None
    reason: str = ""  # of the latest answer, where it was no
    items: tuple[AgendaItem, ...] = ()
    chased_at: datetime | None = None


@dataclass(frozen=True)
class Progress:
    """One speaker's line of the pipeline."""

    speaker: Speaker
    gathered: Gathered
    marks: dict[Thing, Mark]

    @property
    def missing(self) -> list[Thing]:
        """What they can be asked for now, in order."""
        return [thing for thing in Thing if self.marks[thing] == Mark.MISSING]

    @property
    def answer_by(self) -> date | None:
        """The day by which the letter that went out asks for their answer, while there is none."""
        asked = self.gathered.invitation
        waits = self.marks[Thing.ANSWER] == Mark.MISSING and asked is not None and asked.sent_at is not None
        return asked.answer_by if asked and waits else None

    @property
    def written_at(self) -> datetime | None:
        """When they were last written to about what is missing: asked for their answer, or chased."""
        asked = self.gathered.invitation
        moments = [self.gathered.chased_at, asked.sent_at if asked and self.answer_by else None]
        return max((moment for moment in moments if moment), default=None)

    @property
    def told(self) -> list[Thing]:
        """What they told us of themselves, or was noted for them, in order."""
        return [thing for thing in Thing if thing not in (Thing.ANSWER, Thing.SLIDES)
                and self.marks[thing] in (Mark.HERE, Mark.YES, Mark.NO)]

    @property
    def is_declined(self) -> bool:
        """Whether they said no, and somebody has to do something about it."""
        return self.speaker.withdrawn_at is None and self.speaker.state == SpeakerState.DECLINED

    @property
    def slides_are_public(self) -> bool:
        """Whether the programme offers their slides."""
        return self.gathered.deck is not None and self.gathered.deck.state == DeckState.PUBLISHED


def _given(is_here: bool, not_needed: bool) -> Mark:
    return Mark.HERE if is_here else Mark.NOT_NEEDED if not_needed else Mark.MISSING


def _said(row: SpeakerConsent | None) -> Mark:
    return Mark.MISSING if row is None else Mark.YES if row.agreed else Mark.NO


def progress(speaker: Speaker, gathered: Gathered) -> Progress:
    """Where one speaker stands. Nothing but an answer is asked of somebody who has not agreed yet."""
    profile, state = gathered.profile, SpeakerState(speaker.state)
    none = {name: bool(profile and getattr(profile, f"no_{name}"))
            for name in ("biography", "photograph", "slides", "needs")}
    answer = {SpeakerState.PROPOSED: Mark.LATER, SpeakerState.INVITED: Mark.MISSING,
              SpeakerState.ACCEPTED: Mark.YES, SpeakerState.DECLINED: Mark.NO}[state]
    marks = {
        Thing.ANSWER: answer,
        Thing.BIOGRAPHY: _given(bool(speaker.bio), none["biography"]),
        Thing.PHOTOGRAPH: _given(bool(profile and profile.photo_key), none["photograph"]),
        Thing.SLIDES: _given(gathered.deck is not None, none["slides"]),
        Thing.PUBLISH: _said(gathered.consents.get(ConsentKind.PUBLISH)),
        Thing.RECORD: _said(gathered.consents.get(ConsentKind.RECORD)),
        Thing.NEEDS: _given(gathered.needs is not None, none["needs"]),
    }
    if marks[Thing.SLIDES] == Mark.NOT_NEEDED and marks[Thing.PUBLISH] == Mark.MISSING:
        marks[Thing.PUBLISH] = Mark.NOT_NEEDED  # there is nothing to publish
    if marks[Thing.NEEDS] == Mark.MISSING and speaker.event.is_over:
        marks[Thing.NEEDS] = Mark.PAST
    if speaker.withdrawn_at:
        marks = dict.fromkeys(Thing, Mark.LATER)
    elif state != SpeakerState.ACCEPTED:
        marks |= {thing: Mark.LATER for thing, mark in marks.items() if mark == Mark.MISSING and thing != Thing.ANSWER}
    return Progress(speaker, gathered, marks)


def counts(lines: list[Progress]) -> dict[Thing, int]:
    """How many speakers each thing is still missing of."""
    return {thing: sum(thing in line.missing for line in lines) for thing in Thing}
