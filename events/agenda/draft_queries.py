"""What releasing the working copy would do: what changes, whom it concerns, and who of them is told."""

from dataclasses import dataclass, field

from sqlalchemy import select

from events import outbox
from events.agenda import contents, differences, queries, release_queries
from events.agenda.models import Speaker
from events.agenda.states import SpeakerState
from events.database import db
from events.event import Event
from events.outbox import Letter, LetterState

NOT_HEARD, NO_ADDRESS, NOT_NOW, SAID_NO = "not heard", "no address", "not now", "said no"


@dataclass(frozen=True)
class Concerned:
    """A speaker whom a release concerns, with what; `untold` says why they get no letter, where they get none."""

    speaker: Speaker
    concerns: list[dict]
    untold: str = ""


@dataclass(frozen=True)
class Draft:
    """What the next release would be."""

    number: int
    content: dict
    changes: list[dict]
    concerned: list[Concerned] = field(default_factory=list)

    @property
    def told(self) -> list[Concerned]:
        """Those who get a letter."""
        return [one for one in self.concerned if not one.untold]

    @property
    def fingerprint(self) -> str:
        """What the page of it shows, in short."""
        people = [[one.speaker.id, one.speaker.email, one.untold, one.concerns] for one in self.concerned]
        return contents.fingerprint(self.number, self.changes, people)


def heard_of(event: Event) -> set[int]:
    """The keys of those speakers to whom a letter of their part has gone: they know of the programme."""
    gone = select(Letter.record).where(
        Letter.event_id == event.id, Letter.name.startswith("agenda/"),
        Letter.state.in_((LetterState.SENT, LetterState.SENDING)),
    )
    waiting = select(Letter.record).where(  # told in an earlier release whose letter is about to leave
        Letter.event_id == event.id, Letter.name.startswith("agenda/programme_"), Letter.state.in_(outbox.WAITING)
    )
    records = [*db.session.scalars(gone), *db.session.scalars(waiting)]
    return {int(number) for table, number in (record.split() for record in records) if table == Speaker.__tablename__}


def is_told_of(event: Event) -> bool:
    """Whether letters about the programme make sense now: not of what is off, or over."""
    return not (event.cancelled_at or event.postponed_at or event.is_over)


def draft_of(event: Event) -> Draft:
    """What releasing the working copy as it is would do."""
    newest = release_queries.newest(event)
    before = newest.content if newest else {}
    content = contents.numbered(before, [contents.frozen(item) for item in queries.items_of(event)])
    was, now = before.get("items", []), content["items"]
    return Draft(
        number=newest.number + 1 if newest else 1, content=content, changes=differences.between(was, now),
        concerned=_concerned(event, differences.concerns(was, now)),
    )


def told_of(event: Event, was: list[dict], now: list[dict]) -> list[Concerned]:
    """Those who get a letter when the public programme becomes `now`."""
    return [one for one in _concerned(event, differences.concerns(was, now)) if not one.untold]


def _concerned(event: Event, concerns: dict[int, list[dict]]) -> list[Concerned]:
    heard, tells = heard_of(event), is_told_of(event)
    found = []
    for speaker in queries.speakers_of(event, withdrawn=True):
        if speaker.id not in concerns:
            continue
        untold = _why_untold(speaker, tells=tells, has_heard=speaker.id in heard)
        if speaker.withdrawn_at and untold == NOT_HEARD:
            continue
        found.append(Concerned(speaker, concerns[speaker.id], untold))
    return found


def _why_untold(speaker: Speaker, *, tells: bool, has_heard: bool) -> str:
    if not tells:
        return NOT_NOW
    if speaker.state == SpeakerState.DECLINED:
        return SAID_NO  # they have no part, whatever the programme still says
    if not speaker.email:
        return NO_ADDRESS
    return "" if has_heard else NOT_HEARD
