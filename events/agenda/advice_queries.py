"""What is read of advice on the draft programme: who was asked, what they said, what is still without an answer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events import clock, outbox
from events.agenda import drafts, queries
from events.agenda.advice_models import Advice, Adviser, DraftShown
from events.agenda.models import Host
from events.database import db
from events.event import Event
from events.outbox import Letter, LetterState


@dataclass(frozen=True)
class Asked:
    """An adviser with everything that they said, and where it stands."""

    adviser: Adviser
    advice: list[Advice] = field(default_factory=list)

    @property
    def unanswered(self) -> int:
        """How many comments wait for our answer."""
        return sum(row.became is None for row in self.advice)

    @property
    def is_silent(self) -> bool:
        """Whether nothing came from them yet, not even that they have no comments."""
        return not self.advice and self.adviser.no_comments_at is None

    @property
    def untold(self) -> list[Advice]:
        """Answers that no letter has told them yet; as they stand in a letter, changed ones once more."""
        told = self.adviser.told_at
        return [row for row in self.advice if row.answered_at and (told is None or row.answered_at > told)]

    @property
    def is_to_tell(self) -> bool:
        """Whether our answers can be told, by letter or otherwise: there are new ones, and every comment has one."""
        return bool(self.untold) and not self.unanswered


def by_ref(ref: str) -> Adviser | None:
    """The adviser whose personal link carries that ref, with their event."""
    return db.session.scalar(select(Adviser).where(Adviser.ref == ref).options(joinedload(Adviser.event)))


def advisers_of(event: Event) -> list[Adviser]:
    """Everybody asked about an event's draft programme, in the order they were put down."""
    return list(db.session.scalars(select(Adviser).where(Adviser.event_id == event.id).order_by(Adviser.id)))


def adviser(event: Event, adviser_id: int) -> Adviser | None:
    """One adviser of that event, or None."""
    return db.session.scalar(select(Adviser).where(Adviser.event_id == event.id, Adviser.id == adviser_id))


def _advice():
    return select(Advice).options(joinedload(Advice.adviser), joinedload(Advice.agenda_item),
                                  joinedload(Advice.typed_by), joinedload(Advice.answered_by))


def advice_of(event: Event, *, unanswered: bool = False) -> list[Advice]:
    """The comments on an event's draft programme, in the order they came; those without an answer where asked for."""
    rows = _advice().where(Advice.event_id == event.id)
    if unanswered:
        rows = rows.where(Advice.became.is_(None))
    return list(db.session.scalars(rows.order_by(Advice.number)))


def advice_from(adviser: Adviser) -> list[Advice]:
    """What one adviser said, in order."""
    return list(db.session.scalars(_advice().where(Advice.adviser_id == adviser.id).order_by(Advice.number)))


def advice(event: Event, number: int) -> Advice | None:
    """One comment of that event by its number, or None."""
    return db.session.scalar(_advice().where(Advice.event_id == event.id, Advice.number == number))


def asked_of(event: Event) -> list[Asked]:
    """Every adviser with what they said."""
    said: dict[int, list[Advice]] = defaultdict(list)
    for row in advice_of(event):
        said[row.adviser_id].append(row)
    return [Asked(one, said[one.id]) for one in advisers_of(event)]


def standing_of(adviser: Adviser) -> Asked:
    """One adviser with what they said."""
    return Asked(adviser, advice_from(adviser))


def hosts_named(event: Event) -> list[Host]:
    """The bodies that the event's public page names: of those consulted, none that was asked and has not answered."""
    hosts = queries.hosts_of(event)
    if all(host.part != "consulted" for host in hosts):
        return hosts
    rows = asked_of(event)
    silent = {row.adviser.host_id for row in rows if row.is_silent}
    silent -= {row.adviser.host_id for row in rows if not row.is_silent}
    return [host for host in hosts if host.part != "consulted" or host.id not in silent]


def next_number(event: Event) -> int:
    """The number of the next comment: one more than the highest that stands."""
    return (db.session.scalar(select(func.max(Advice.number)).where(Advice.event_id == event.id)) or 0) + 1


def draft_of(event: Event) -> list[dict]:
    """The organiser's working copy of the programme, as plain values: what advisers are shown."""
    return drafts.parts_of(queries.items_of(event))


def draft_kept(event: Event, fingerprint: str) -> DraftShown | None:
    """That wording of the draft, if somebody commented on it before."""
    return db.session.scalar(select(DraftShown).where(
        DraftShown.event_id == event.id, DraftShown.fingerprint == fingerprint))


def is_open(adviser: Adviser) -> bool:
    """Whether comments are taken: until the event begins, unless it is off or the link is closed."""
    event = adviser.event
    return adviser.closed_at is None and event.cancelled_at is None and event.starts_at > clock.now()


def to_remind(rows: Sequence[Asked]) -> list[Adviser]:
    """Who was asked by letter and has said nothing yet; nobody whose letter can still be called back."""
    return [row.adviser for row in rows
            if row.is_silent and row.adviser.asked_on and row.adviser.email and is_open(row.adviser)
            and not held_letters(row.adviser)]


def counts(event: Event) -> tuple[int, int]:
    """(comments without an answer, advisers to be told our answers)."""
    rows = asked_of(event)
    return sum(row.unanswered for row in rows), sum(row.is_to_tell for row in rows)


def advisers_at(email: str) -> list[Adviser]:
    """Every record of an adviser with that address, of any event."""
    rows = select(Adviser).where(func.lower(Adviser.email) == email.strip().lower()).order_by(Adviser.id)
    return list(db.session.scalars(rows.options(joinedload(Adviser.event))))


def held_letters(adviser: Adviser) -> list[Letter]:
    """The letters to an adviser that can still be called back, newest first."""
    return [row for row in outbox.about(adviser) if row.state == LetterState.HELD]


def letters_to(adviser: Adviser) -> list[Letter]:
    """The letters to an adviser, newest first."""
    return outbox.about(adviser)
