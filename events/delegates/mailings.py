"""What the outbox holds of an event's letters to its guests."""

from dataclasses import dataclass

from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.orm import aliased, contains_eager

from events.database import db
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState
from events.event import Event
from events.outbox import WAITING, Letter, LetterState

# Failed ones first: they need somebody; then what is still on its way; what is done last.
ORDER = [LetterState.FAILED, LetterState.RETRYING, LetterState.HELD, LetterState.QUEUED, LetterState.SENDING,
         LetterState.SENT, LetterState.WITHDRAWN]
NEVER_LEFT = (LetterState.WITHDRAWN, LetterState.HELD, LetterState.QUEUED)


@dataclass(frozen=True)
class Progress:
    """How far an event's letters have come: how many are in each state."""

    by_state: dict[str, int]

    @property
    def done(self) -> int:
        """Letters that were handed over."""
        return self.by_state.get(LetterState.SENT, 0)

    @property
    def all(self) -> int:
        """Letters that were meant to go: those called back are left out."""
        return sum(self.by_state.values()) - self.by_state.get(LetterState.WITHDRAWN, 0)


def _ours(event: Event):
    return (Letter.event_id == event.id) & Letter.name.startswith("delegates/")


def progress_of(event: Event) -> Progress:
    """How many of an event's letters to guests are in each state."""
    rows = db.session.execute(select(Letter.state, func.count()).where(_ours(event)).group_by(Letter.state))
    counted = {str(state): count for state, count in rows}
    return Progress({str(state): counted[state] for state in ORDER if state in counted})


def letters_of(event: Event, *, state: str = "", first: int = 0, most: int = 100) -> tuple[int, list[Letter]]:
    """(how many there are, one page of them): letters to guests, those that failed first."""
    rows = select(Letter).where(_ours(event))
    if state:
        rows = rows.where(Letter.state == state)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    places = case(*((Letter.state == name, place) for place, name in enumerate(ORDER)), else_=len(ORDER))
    rows = rows.order_by(places, Letter.created_at.desc(), Letter.to_name, Letter.id).offset(first).limit(most)
    return total, list(db.session.scalars(rows))


def waiting_about(event: Event, *, names: tuple[str, ...]) -> dict[str, list[Letter]]:
    """Letters to guests that have not left, by the record they are about; held from the worker until we are done."""
    rows = select(Letter).where(_ours(event), Letter.name.in_(names), Letter.state.in_(WAITING))
    found: dict[str, list[Letter]] = {}
    for letter in db.session.scalars(rows.order_by(Letter.id).with_for_update()):
        found.setdefault(letter.record, []).append(letter)
    return found


def told(event: Event) -> set[str]:
    """The records about which a letter has left, or may have."""
    rows = select(Letter.record).where(_ours(event), Letter.state.not_in(NEVER_LEFT))
    return set(db.session.scalars(rows.distinct()))


def left(batch: str) -> set[str]:
    """The records of a sending whose letters have left, or are leaving now."""
    rows = select(Letter.record).where(Letter.batch == batch, Letter.state.not_in((*WAITING, LetterState.WITHDRAWN)))
    return set(db.session.scalars(rows))


def invitations_of(letters: list[Letter]) -> list[Invitation]:
    """The invitations that some letters are about, read in one query."""
    keys = [int(letter.record.split()[1]) for letter in letters]
    return list(db.session.scalars(select(Invitation).where(Invitation.id.in_(keys)))) if keys else []


def can_call_back(batch: str) -> int:
    """How many letters of a sending are still held."""
    rows = select(func.count()).select_from(Letter).where(Letter.batch == batch, Letter.state == LetterState.HELD)
    return db.session.scalar(rows) or 0


def _failed(event: Event, put_right: bool):
    """Failed letters with the guests they are about; not those after which another of the same kind was written."""
    later = aliased(Letter)
    written_since = select(later.id).where(
        later.record == Letter.record, later.name == Letter.name, later.id > Letter.id,
        later.state != LetterState.WITHDRAWN,
    )
    # The number is taken out of the record's name, not put into it: so the guest is found by key.
    number = case((Letter.record.startswith("invitation "), cast(func.substr(Letter.record, 12), Integer)))
    rows = (
        select(Letter, Invitation)
        .join(Invitation, Invitation.id == number)
        .join(Invitation.contact).options(contains_eager(Invitation.contact))
        .where(_ours(event), Letter.state == LetterState.FAILED, ~written_since.exists(), Contact.email.is_not(None))
    )
    return rows.where(Letter.to_address != Contact.email) if put_right else rows


def failed_of(
    event: Event, *, letter_ids: list[int] | None = None, put_right: bool = False, lock: bool = False
) -> list[tuple[Letter, Invitation]]:
    """Letters that failed and are their guest's last of that kind, with the guest; all, or those of these keys.

    `put_right`: only where the contact's address is another by now. `lock`: as they stand now, held until we are done.
    """
    rows = _failed(event, put_right)
    if letter_ids is not None:
        rows = rows.where(Letter.id.in_(letter_ids))
    if lock:
        rows = rows.with_for_update(of=Letter).execution_options(populate_existing=True)
    return [(letter, guest) for letter, guest in db.session.execute(rows.order_by(Letter.id))]


def count_put_right(event: Event) -> int:
    """How many letters failed whose guest has another address by now."""
    rows = _failed(event, put_right=True).where(Invitation.state == InvitationState.SENT)
    return db.session.scalar(select(func.count()).select_from(rows.with_only_columns(Letter.id).subquery())) or 0
