"""The programme is made: speakers, and the timed parts of the event in which they speak."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from events import clock, history, news, outbox
from events.agenda import queries
from events.agenda.models import AgendaItem, Slot, Speaker, VenueRoom
from events.agenda.names import free_name
from events.agenda.states import Kind, Level, Part, SpeakerState
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal

OF_SPEAKER = ("name", "job_title", "organisation", "level", "email", "bio")
OF_ITEM = ("title", "kind", "starts_at", "ends_at", "abstract", "level", "venue_room", "places", "is_contentious")


class ItemEndsBeforeItStarts(Refusal):
    """The end of an agenda item is not after its start."""

    sentence = N_("This part ends before it starts. Check the two times.")
    field = "ends"


class OutsideTheDay(Refusal):
    """An agenda item is on another day than its event."""

    sentence = N_("The event is on %(event_day)s, and this is on %(day)s. If that is right, tick the box below.")
    field = "day"


class NoNeighbour(Refusal):
    """The first part cannot go earlier, nor the last one later."""

    sentence = N_("There is nothing on that side to change places with.")


class WithdrawnAlready(Refusal):
    """The speaker has withdrawn before."""

    sentence = N_("%(name)s has withdrawn already.")


def add_speaker(
    event: Event, *, name: str, level: Level | str, job_title: str = "", organisation: str = "", email: str = "",
    bio: str = "", key: str = "", state: SpeakerState = SpeakerState.PROPOSED, by,
) -> Speaker:
    """Add somebody who speaks; `key` (for addresses and files) is made from the name where left empty.

    `state` is for whoever has agreed elsewhere already; it makes nobody a guest, as an answer does.
    """
    taken = set(db.session.scalars(select(Speaker.key).where(Speaker.event_id == event.id)))
    speaker = Speaker(
        event=event, key=key or free_name(name, taken, otherwise="speaker"), ref=secrets.token_hex(8), name=name,
        job_title=job_title, organisation=organisation, level=Level(level), email=email, bio=bio,
        state=state, keep_until=event.keep_until,
    )
    db.session.add(speaker)
    history.record(speaker, "added", by=by, event=event, after=name)
    return speaker


def change_speaker(speaker: Speaker, *, by, **values) -> list[str]:
    """Change what is said of a speaker (the names of `OF_SPEAKER`); returns what changed.

    A new address gets a new link: the old one lies in somebody else's mailbox.
    """
    unknown = set(values) - set(OF_SPEAKER)
    if unknown:
        raise ValueError(f"not of a speaker: {', '.join(sorted(unknown))}")
    changed = [name for name in OF_SPEAKER if name in values and getattr(speaker, name) != values[name]]
    for name in changed:
        before, after = str(getattr(speaker, name)), str(values[name])
        setattr(speaker, name, values[name])
        history.record(speaker, "changed", by=by, event=speaker.event, field=name, before=before, after=after)
    if "email" in changed:
        outbox.withdraw(about=speaker)
        speaker.link_version += 1
    return changed


def withdraw_speaker(speaker: Speaker, *, by) -> None:
    """Somebody speaks no more: off the programme, page shut, letters called back. Raises WithdrawnAlready."""
    if speaker.withdrawn_at is not None:
        raise WithdrawnAlready(name=speaker.name)
    speaker.withdrawn_at = clock.now()
    for item in queries.items_of_speaker(speaker):
        item.slots = [slot for slot in item.slots if slot.speaker_id != speaker.id]
    outbox.withdraw(about=speaker)
    history.record(speaker, "withdrawn", by=by, event=speaker.event)
    news.speaker_withdrawn.send(speaker, by=by)


def bring_back_speaker(speaker: Speaker, *, by) -> None:
    """Somebody speaks after all: their page opens again. Where they speak is said anew in the programme."""
    if speaker.withdrawn_at is None:
        return
    speaker.withdrawn_at = None
    history.record(speaker, "brought back", by=by, event=speaker.event)
    if speaker.state == SpeakerState.ACCEPTED:
        news.speaker_accepted.send(speaker, by=by)


def _check_item(item: AgendaItem, event: Event, *, sure: bool) -> None:
    if item.ends_at <= item.starts_at:
        raise ItemEndsBeforeItStarts()
    mine, day = event.local(item.starts_at).date(), event.local(event.starts_at).date()
    if not sure and not day <= mine <= event.local(event.ends_at).date():
        raise OutsideTheDay(event_day=f"{day.day} {day:%B %Y}", day=f"{mine.day} {mine:%B %Y}")


def _seat(item: AgendaItem, lead: Speaker | None, panel: Iterable[Speaker]) -> None:
    """Say who leads an item and who sits on its panel, in the order given; nobody twice in one part."""
    wanted = [(lead, Part.SPEAKER)] if lead else []
    wanted += [(speaker, Part.PANEL) for speaker in dict.fromkeys(panel)]
    held = {(slot.speaker_id, Part(slot.part)): slot for slot in item.slots}
    slots = []
    for position, (speaker, part) in enumerate(wanted):
        slot = held.get((speaker.id, part)) or Slot(speaker=speaker, part=part)
        slot.position = position
        slots.append(slot)
    item.slots = slots


def add_item(
    event: Event, *, title: str, kind: Kind | str, starts_at: datetime, ends_at: datetime, abstract: str = "",
    level: Level | str = Level.LOCAL, key: str = "", lead: Speaker | None = None, panel: Iterable[Speaker] = (), by,
    sure: bool = False, venue_room: VenueRoom | None = None, places: int | None = None, is_contentious: bool = False,
) -> AgendaItem:
    """Add a timed part. Raises ItemEndsBeforeItStarts, or OutsideTheDay unless `sure`."""
    taken = set(db.session.scalars(select(AgendaItem.key).where(AgendaItem.event_id == event.id)))
    item = AgendaItem(
        event_id=event.id, key=key or free_name(title, taken, otherwise="part"), title=title, kind=Kind(kind),
        level=Level(level), starts_at=starts_at, ends_at=ends_at, abstract=abstract, venue_room=venue_room,
        places=places, is_contentious=is_contentious,
    )
    _check_item(item, event, sure=sure)
    _seat(item, lead, panel)
    db.session.add(item)
    history.record(item, "added", by=by, event=event)
    return item


def change_item(
    item: AgendaItem, *, by, lead: Speaker | None = None, panel: Iterable[Speaker] | None = None, sure: bool = False,
    **values,
) -> list[str]:
    """Change an agenda item (the names of `OF_ITEM`) and, where `panel` is given, who speaks in it.

    Returns the names of what changed. Raises as `add_item`.
    """
    unknown = set(values) - set(OF_ITEM)
    if unknown:
        raise ValueError(f"not of an agenda item: {', '.join(sorted(unknown))}")
    changed = [name for name in OF_ITEM if name in values and getattr(item, name) != values[name]]
    for name in changed:
        setattr(item, name, values[name])
    _check_item(item, item.event, sure=sure)
    if panel is not None:
        before = [(slot.speaker_id, slot.part) for slot in item.slots]
        _seat(item, lead, panel)
        after = [(slot.speaker.id, slot.part) for slot in item.slots]
        changed += ["slots"] if before != after else []
    for name in changed:
        history.record(item, "changed", by=by, event=item.event, field=name)
    return changed


def neighbours_of(item: AgendaItem, items: list[AgendaItem]) -> tuple[AgendaItem | None, AgendaItem | None]:
    """What an item can change places with, before and after it: the nearest in its room on its day."""
    day = item.event.local(item.starts_at).date()
    lane = [other for other in items if other.venue_room_id == item.venue_room_id
            and item.event.local(other.starts_at).date() == day]
    place = next(number for number, other in enumerate(lane) if other.id == item.id)
    return lane[place - 1] if place else None, lane[place + 1] if place + 1 < len(lane) else None


def move_item(item: AgendaItem, *, earlier: bool, by) -> None:
    """Let an item change places with the one before or after it; the pair takes the same time as before.

    Raises NoNeighbour at either end of the programme.
    """
    before, after = neighbours_of(item, queries.items_of(item.event))
    other = before if earlier else after
    if other is None:
        raise NoNeighbour()
    first, second = (other, item) if earlier else (item, other)
    gap = second.starts_at - first.ends_at
    begin, first_takes = first.starts_at, first.ends_at - first.starts_at
    second_takes = second.ends_at - second.starts_at
    second.starts_at, second.ends_at = begin, begin + second_takes
    first.starts_at = second.ends_at + gap
    first.ends_at = first.starts_at + first_takes
    history.record(item, "moved earlier" if earlier else "moved later", by=by, event=item.event)


def shift_after(item: AgendaItem, *, minutes: int, by) -> int:
    """Let everything after an item, on its day, begin so many minutes later, or earlier where below 0.

    Returns how many moved; each has its own entry in history.
    """
    event, day = item.event, item.event.local(item.starts_at).date()
    later = [other for other in queries.items_of(event)
             if other.starts_at > item.starts_at and event.local(other.starts_at).date() == day]
    for other in later if minutes else []:
        other.starts_at += timedelta(minutes=minutes)
        other.ends_at += timedelta(minutes=minutes)
        history.record(other, "moved later" if minutes > 0 else "moved earlier", by=by, event=event)
    return len(later) if minutes else 0


def remove_item(item: AgendaItem, *, by) -> None:
    """Take an item off the programme; remarks made in it stay, without it."""
    history.record(item, "removed", by=by, event=item.event)
    db.session.delete(item)
