"""Scribes and facilitators are given links for one evening; each is closed, or replaced by a new one, at will."""

import secrets
from datetime import date

from events import clock, history
from events.database import db
from events.delegates import evenings
from events.event import Event
from events.feedback import card_queries, table_numbers, texts
from events.feedback.room_models import ScribeLink
from events.feedback.states import ScribeLinkKind
from events.refusals import N_, Refusal


class NotThatDay(Refusal):
    """The event is not on that day."""

    sentence = N_("The event is not on that day. Choose one of its days.")


class NoEntryAnyMore(Refusal):
    """The event is over or cancelled."""

    sentence = N_("This event is over or cancelled, so nobody needs a link to enter for it.")
    status = 409


class WhichTables(Refusal):
    """The tables cannot be read."""

    sentence = N_("Write the tables like this: 1-12, or 1, 2, Balcony. At most %(most)s of them.")
    field = "tables"


def _checked(event: Event, good_on: date) -> None:
    if good_on not in evenings.days_of(event):
        raise NotThatDay()
    if evenings.is_past(event):
        raise NoEntryAnyMore()


def _made(event: Event, good_on: date, *, kind: ScribeLinkKind, name: str, by, table: str = "") -> ScribeLink:
    link = ScribeLink(event_id=event.id, ref=secrets.token_hex(8), kind=kind, name=name, table_number=table,
                      good_on=good_on, created_at=clock.now(), keep_until=event.keep_until)
    db.session.add(link)
    history.record(link, "made", by=by, event=event)
    return link


def make_scribe_link(event: Event, *, name: str, good_on: date, by) -> ScribeLink:
    """Make a link for one scribe, for the person named. Raises NotThatDay or NoEntryAnyMore."""
    _checked(event, good_on)
    return _made(event, good_on, kind=ScribeLinkKind.SCRIBE, name=texts.clean_name(name), by=by)


def make_table_links(event: Event, *, tables: str, about: str, good_on: date, by) -> list[ScribeLink]:
    """Make a link for each table written ("1-12, 14"): those made. `about` is what these tables talk about.

    A table that has an open link for that day keeps it, and talks about this from now on. Raises
    WhichTables, NotThatDay or NoEntryAnyMore.
    """
    numbers = table_numbers.numbers_in(tables)
    if not numbers:
        raise WhichTables(most=table_numbers.MOST)
    _checked(event, good_on)
    about = texts.clean_name(about)
    open_ones = {link.table_number: link for link in card_queries.links_of(event, ScribeLinkKind.FACILITATOR)
                 if link.closed_at is None and link.good_on == good_on}
    made = []
    for number in numbers:
        known = open_ones.get(number)
        if known is None:
            made.append(_made(event, good_on, kind=ScribeLinkKind.FACILITATOR, name=about, by=by, table=number))
        elif known.name != about:
            known.name = about
            history.record(known, "given another subject", by=by, event=event)
    return made


def close_link(link: ScribeLink, *, by) -> None:
    """Close a link: the next thing done with it is refused."""
    if link.closed_at is None:
        link.closed_at = clock.now()
        history.record(link, "closed", by=by, event=link.event)


def close_all(event: Event, *, by) -> int:
    """Close every open link of an event: how many there were."""
    open_ones = [link for kind in ScribeLinkKind for link in card_queries.links_of(event, kind)
                 if link.closed_at is None]
    for link in open_ones:
        close_link(link, by=by)
    return len(open_ones)


def renew_link(link: ScribeLink, *, by) -> None:
    """Put a new link in the place of one that went astray or was closed: the old one opens nothing any more.

    Raises NoEntryAnyMore.
    """
    if evenings.is_past(link.event):
        raise NoEntryAnyMore()
    link.link_version += 1
    link.closed_at = None
    history.record(link, "renewed", by=by, event=link.event)
