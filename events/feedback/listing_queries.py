"""The remarks that a filter asks for, alike for the page that lists them, its counts and the files made of it."""

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from events.access.models import Officer
from events.access.queries import roles_on
from events.database import db
from events.event import Event
from events.feedback.filters import Filter
from events.feedback.models import Answer, Remark, Theme
from events.feedback.states import Attribution, RemarkState

A_PAGE = 100
# Moderators and organisers read all of these, of what was taken back no more than that it was; a reviewer the
# approved ones alone. What is withheld is in neither.
READ_BY_MODERATORS = (RemarkState.WAITING, RemarkState.APPROVED, RemarkState.HIDDEN, RemarkState.WITHDRAWN)
READ_BY_REVIEWERS = (RemarkState.APPROVED,)
SHOWS_NAME = (Attribution.NAMED,)
SHOWS_ORGANISATION = (Attribution.NAMED, Attribution.ORGANISATION)
SHOWS_PARTNERSHIP = (Attribution.NAMED, Attribution.PARTNERSHIP)


def states_for(officer: Officer, event: Event) -> tuple[str, ...]:
    """The states of the remarks that an officer may read on an event."""
    return READ_BY_MODERATORS if roles_on(officer, event) & {"organiser", "moderator"} else READ_BY_REVIEWERS


def loaded(chosen: Select) -> Select:
    """With everything that a list shows of a remark, so that 300 cost what 3 do."""
    return chosen.options(
        joinedload(Remark.agenda_item), joinedload(Remark.speaker), selectinload(Remark.themes),
        selectinload(Remark.answers).joinedload(Answer.speaker),
    )


def _found(words: str) -> ColumnElement[bool]:
    """Where words stand in a remark, or in what it shows of its writer: never in what it does not show."""
    def holds(column):
        return column.icontains(words, autoescape=True)

    return or_(
        holds(Remark.text), holds(Remark.ref), holds(Remark.translation),
        Remark.attribution.in_(SHOWS_NAME) & holds(Remark.name),
        Remark.attribution.in_(SHOWS_ORGANISATION) & holds(Remark.organisation),
    )


def conditions(event: Event, asked: Filter, states: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """What must hold of an event's remarks for a filter, among the states that the reader may see, never withheld."""
    found: list[ColumnElement[bool]] = [
        Remark.event_id == event.id, Remark.state.in_([s for s in states if s != RemarkState.WITHHELD])]
    for column, word in ((Remark.state, asked.state), (Remark.channel, asked.channel), (Remark.kind, asked.kind),
                         (Remark.language, asked.language)):
        if word:
            found.append(column == word)
    if asked.item:
        is_there = Remark.agenda_item.has(key=asked.item)
        found.append(is_there if asked.item != "none" else Remark.agenda_item_id.is_(None))
    if asked.partnership:
        found.append((Remark.partnership == asked.partnership) & Remark.attribution.in_(SHOWS_PARTNERSHIP))
    if asked.theme is not None:
        found.append(Remark.themes.any(Theme.id == asked.theme) if asked.theme else ~Remark.themes.any())
    if asked.disposition == "none":
        found.append(Remark.disposition.is_(None))
    elif asked.disposition:
        found.append(Remark.disposition == asked.disposition)
    if asked.q:
        found.append(_found(asked.q))
    return found


def how_many(event: Event, asked: Filter, *, states: tuple[str, ...]) -> int:
    """How many remarks a filter finds."""
    return db.session.scalar(select(func.count(Remark.id)).where(*conditions(event, asked, states))) or 0


def page_of(event: Event, asked: Filter, *, states: tuple[str, ...], number: int = 1) -> tuple[int, list[Remark]]:
    """How many remarks a filter finds, and one page of them.

    In the order of days, and within a day in the order of random keys: no order of writing.
    """
    rows = loaded(select(Remark).where(*conditions(event, asked, states)))
    ordered = rows.order_by(Remark.received_on, Remark.id).limit(A_PAGE).offset((number - 1) * A_PAGE)
    return how_many(event, asked, states=states), list(db.session.scalars(ordered))


def next_after(remark: Remark, event: Event, asked: Filter, *, states: tuple[str, ...]) -> Remark | None:
    """The approved remark that stands after this one in what a filter finds; None where it is the last.

    Where those without a disposition are asked for, what was passed over comes again.
    """
    found = [*conditions(event, asked, states), Remark.state == RemarkState.APPROVED, Remark.id != remark.id]
    rows = select(Remark).order_by(Remark.received_on, Remark.id).limit(1)
    later = or_(Remark.received_on > remark.received_on,
                (Remark.received_on == remark.received_on) & (Remark.id > remark.id))
    following = db.session.scalar(rows.where(*found, later))
    return following or (db.session.scalar(rows.where(*found)) if asked.disposition == "none" else None)


def texts_of(event: Event, asked: Filter, *, states: tuple[str, ...], most: int) -> list[tuple[str, str]]:
    """(ref, text) of the remarks that a filter finds, without those taken back, and so many at the most."""
    rows = select(Remark.ref, Remark.text).where(*conditions(event, asked, states), Remark.text != "")
    return [(ref, text) for ref, text in db.session.execute(rows.order_by(Remark.received_on, Remark.id).limit(most))]


def by_refs(event: Event, refs: list[str], *, states: tuple[str, ...]) -> dict[str, Remark]:
    """The remarks of these refs that the reader may see, by ref; a few hundred at the most."""
    rows = loaded(select(Remark).where(*conditions(event, Filter(), states), Remark.ref.in_(refs)))
    return {remark.ref: remark for remark in db.session.scalars(rows)}


def partnerships_shown(event: Event, *, states: tuple[str, ...]) -> list[str]:
    """The partnerships that remarks show, by name."""
    rows = select(Remark.partnership).where(
        *conditions(event, Filter(), states), Remark.partnership != "", Remark.attribution.in_(SHOWS_PARTNERSHIP))
    return list(db.session.scalars(rows.distinct().order_by(Remark.partnership)))
