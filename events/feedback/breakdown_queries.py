"""How many approved remarks an event has by part, theme, partnership and channel: the numbers behind its charts."""

from sqlalchemy import Select, func, select

from events.agenda import queries as agenda
from events.agenda.models import AgendaItem
from events.database import db
from events.event import Event
from events.feedback.listing_queries import SHOWS_PARTNERSHIP
from events.feedback.models import Remark, Theme, theming
from events.feedback.states import RemarkChannel, RemarkState


def _counted(event: Event, column) -> Select:
    """(value of a column, how many) over the approved remarks."""
    return select(column, func.count(Remark.id)).where(
        Remark.event_id == event.id, Remark.state == RemarkState.APPROVED).group_by(column)


def by_part(event: Event) -> list[tuple[AgendaItem | None, int]]:
    """The parts of the event in time order, and None for the event as a whole, each with its number."""
    numbers = {part: number for part, number in db.session.execute(_counted(event, Remark.agenda_item_id))}  # noqa: C416
    return [*((item, numbers.get(item.id, 0)) for item in agenda.items_of(event)), (None, numbers.get(None, 0))]


def by_theme(event: Event) -> list[tuple[str, int]]:
    """Themes by how often they stand at an approved remark, most often first; a remark under two counts in each."""
    rows = (
        select(Theme.name, func.count()).join(theming, theming.c.theme_id == Theme.id)
        .join(Remark, Remark.id == theming.c.remark_id)
        .where(Remark.event_id == event.id, Remark.state == RemarkState.APPROVED).group_by(Theme.id, Theme.name)
    )
    return sorted(((name, number) for name, number in db.session.execute(rows)), key=lambda row: (-row[1], row[0]))


def by_partnership(event: Event) -> list[tuple[str, int]]:
    """Partnerships that remarks show, most first; an empty name for all remarks that show none."""
    rows = _counted(event, Remark.partnership).where(
        Remark.partnership != "", Remark.attribution.in_(SHOWS_PARTNERSHIP))
    found = sorted(((name, number) for name, number in db.session.execute(rows)), key=lambda row: (-row[1], row[0]))
    return [*found, ("", approved(event) - sum(number for _name, number in found))]


def by_channel(event: Event) -> list[tuple[RemarkChannel, int]]:
    """The ways remarks came, in the order that pages name them."""
    numbers = {str(channel): number for channel, number in db.session.execute(_counted(event, Remark.channel))}
    return [(channel, numbers.get(str(channel), 0)) for channel in RemarkChannel]


def approved(event: Event) -> int:
    """How many remarks a moderator has let through."""
    return db.session.scalar(
        select(func.count(Remark.id)).where(Remark.event_id == event.id, Remark.state == RemarkState.APPROVED)) or 0
