"""What pages, exports and later stages read of remarks. What is withheld is in none of the lists but its own."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from events.database import db
from events.event import Event
from events.feedback import listing_queries, receipts
from events.feedback.filters import Filter
from events.feedback.models import Remark, Theme, theming
from events.feedback.states import Attribution, RemarkKind, RemarkState

SHOWN_TO_ALL_STAFF = (RemarkState.WAITING, RemarkState.APPROVED, RemarkState.HIDDEN)
TO_PANEL = (Remark.kind == RemarkKind.QUESTION) & Remark.speaker_id.is_(None)


@dataclass(frozen=True)
class RemarkCounts:
    """How many remarks of an event stand where. `undisposed` are approved and without a disposition."""

    waiting: int
    approved: int
    hidden: int
    withheld: int
    withdrawn: int
    questions: int  # approved
    comments: int  # approved
    undisposed: int
    to_panel: int  # approved questions to nobody by name


def shown_name(remark: Remark) -> str:
    """The writer as the remark may show them; an empty word for an anonymous one.

    A name with its organisation ("Joyce Applegarth, Over Fifties Forum"), an organisation, or a partnership.
    """
    if remark.attribution == Attribution.NAMED:
        return ", ".join(part for part in (remark.name, remark.organisation) if part)
    if remark.attribution == Attribution.ORGANISATION:
        return remark.organisation
    if remark.attribution == Attribution.PARTNERSHIP:
        return remark.partnership
    return ""


def kept_name(remark: Remark) -> str:
    """The name that organisers and moderators read, and nobody else: of somebody who is anonymous to the room."""
    if remark.attribution != Attribution.ROOM:
        return ""
    return ", ".join(part for part in (remark.name, remark.organisation) if part)


_loaded = listing_queries.loaded


def _listed(event: Event, *conditions: ColumnElement[bool]) -> list[Remark]:
    """In the order of days, and within a day in the order of random keys: no order of writing."""
    rows = select(Remark).where(Remark.event_id == event.id, *conditions)
    return list(db.session.scalars(_loaded(rows).order_by(Remark.received_on, Remark.id)))


def waiting(event: Event) -> list[Remark]:
    """What a moderator has still to read, oldest day first."""
    return _listed(event, Remark.state == RemarkState.WAITING)


def approved(event: Event) -> list[Remark]:
    """What a moderator has read and let through."""
    return _listed(event, Remark.state == RemarkState.APPROVED)


def to_panel(event: Event) -> list[Remark]:
    """Approved questions to nobody by name, those without an answer first: somebody must take them up."""
    found = _listed(event, Remark.state == RemarkState.APPROVED, TO_PANEL)
    return sorted(found, key=lambda remark: bool(remark.answers) or remark.disposition is not None)


def hidden(event: Event) -> list[Remark]:
    """What a moderator has read and hidden, with the reason."""
    return _listed(event, Remark.state == RemarkState.HIDDEN)


def withheld(event: Event) -> list[Remark]:
    """What only the safeguarding lead sees."""
    return _listed(event, Remark.state == RemarkState.WITHHELD)


def undisposed(event: Event) -> list[Remark]:
    """Approved remarks of which nobody has said yet what became of them."""
    return _listed(event, Remark.state == RemarkState.APPROVED, Remark.disposition.is_(None))


def remarks_of(
    event: Event, *, state: str = "", item: str = "", channel: str = "", theme: int | None = None,
    disposition: str = "", kind: str = "", q: str = "", states: tuple[str, ...] = SHOWN_TO_ALL_STAFF,
) -> list[Remark]:
    """An event's remarks by what is asked for; withheld and withdrawn ones never.

    `item` is an agenda item's key, or "none"; `disposition` a value of Disposition, or "none"; `theme`
    a theme's key, or 0 for those without one; `q` words to find in the text or the ref.
    """
    asked = Filter(state=state, item=item, channel=channel, theme=theme, disposition=disposition, kind=kind, q=q)
    seen = tuple(found for found in states if found in SHOWN_TO_ALL_STAFF)
    return _listed(event, *listing_queries.conditions(event, asked, seen))


def remark_by_ref(event: Event, ref: str) -> Remark | None:
    """The remark of that ref, if it is one that staff may see: not withheld, not withdrawn."""
    rows = select(Remark).where(Remark.event_id == event.id, Remark.ref == ref, Remark.state.in_(SHOWN_TO_ALL_STAFF))
    return db.session.scalar(_loaded(rows))


def hold(remark: Remark) -> None:
    """Hold the remark's row until the transaction ends, and read it anew.

    On PostgreSQL two moderators run side by side; what one has withheld the other must not let through.
    """
    db.session.refresh(remark, ["state", "text", "original", "translation", "disposition", "disposition_reason",
                                "is_on_wall", "is_being_answered", "is_pinned", "merged_into_id", "assigned_to_id",
                                "speaker_id", "speaker_says", "answer_due_on"], with_for_update=True)


def themes_now(remark: Remark) -> list[Theme]:
    """The themes of a held remark, read anew."""
    db.session.refresh(remark, ["themes"])
    return remark.themes


def being_answered(event: Event) -> Remark | None:
    """The question that is being answered now."""
    return db.session.scalar(select(Remark).where(Remark.event_id == event.id, Remark.is_being_answered).limit(1))


def was_here(event: Event, ref: str) -> bool:
    """Whether the event has a remark of that ref in any state, for the sentence that it has changed."""
    return db.session.scalar(select(Remark.id).where(Remark.event_id == event.id, Remark.ref == ref)) is not None


def withheld_by_ref(event: Event, ref: str) -> Remark | None:
    """The withheld remark of that ref, for the safeguarding lead's page."""
    rows = select(Remark).where(Remark.event_id == event.id, Remark.ref == ref, Remark.state == RemarkState.WITHHELD)
    return db.session.scalar(_loaded(rows))


def remark_by_receipt(event: Event, receipt: str) -> Remark | None:
    """The remark whose writer holds that receipt, in whatever state it is."""
    rows = select(Remark).where(Remark.event_id == event.id, Remark.receipt_hash == receipts.hash_of(receipt))
    return db.session.scalar(_loaded(rows))


def counts_of(event: Event) -> RemarkCounts:
    """How many remarks stand where, in one query."""
    is_approved = Remark.state == RemarkState.APPROVED

    def how_many(condition):
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    row = db.session.execute(select(
        *(how_many(Remark.state == state) for state in ("waiting", "approved", "hidden", "withheld", "withdrawn")),
        how_many(is_approved & (Remark.kind == RemarkKind.QUESTION)),
        how_many(is_approved & (Remark.kind == RemarkKind.COMMENT)),
        how_many(is_approved & Remark.disposition.is_(None)),
        how_many(is_approved & TO_PANEL),
    ).where(Remark.event_id == event.id)).one()
    return RemarkCounts(*(int(number) for number in row))


def count_waiting(event: Event) -> int:
    """How many wait for a moderator."""
    rows = select(func.count()).where(Remark.event_id == event.id, Remark.state == RemarkState.WAITING)
    return db.session.scalar(rows) or 0


def themes_of(event: Event) -> list[tuple[Theme, int]]:
    """An event's themes by name, each with the number of remarks under it that staff may see."""
    seen = (
        select(theming.c.theme_id, func.count().label("number")).join(Remark, Remark.id == theming.c.remark_id)
        .where(Remark.state.in_(SHOWN_TO_ALL_STAFF)).group_by(theming.c.theme_id).subquery()
    )
    rows = (
        select(Theme, func.coalesce(seen.c.number, 0)).outerjoin(seen, seen.c.theme_id == Theme.id)
        .where(Theme.event_id == event.id).order_by(Theme.name, Theme.id)
    )
    return [(theme, int(number)) for theme, number in db.session.execute(rows)]


def theme_of(event: Event, theme_id: int) -> Theme | None:
    """The event's theme of that key, or None."""
    return db.session.scalar(select(Theme).where(Theme.event_id == event.id, Theme.id == theme_id))
