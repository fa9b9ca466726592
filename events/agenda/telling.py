"""Speakers are told: where their page is, what of the programme concerns them, that the event moved or is cancelled."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from events import history, outbox
from events.agenda import differences, profile_queries, queries
from events.agenda.draft_queries import Concerned
from events.agenda.models import AgendaItem, Arrangements, Speaker
from events.agenda.profile_models import SpeakerInvitation
from events.agenda.released_items import ReleasedItem
from events.agenda.states import SpeakerState
from events.event import Event
from events.refusals import N_, Refusal

REQUEST, CANCEL = "REQUEST", "CANCEL"
OFF = ("agenda/event_cancelled", "agenda/event_postponed")
# Letters that brought somebody their page's link: whoever had one hears what becomes of the event.
INVITATION = "agenda/speaker_invitation"
WITH_THEIR_LINK = ("agenda/speaker_link", INVITATION, "agenda/speaker_chased")


class NoAddress(Refusal):
    """There is no e-mail address to write to."""

    sentence = N_("There is no email address for %(name)s. Add one first, or tell them yourself.")


class HasWithdrawn(Refusal):
    """Somebody who withdrew has no page of theirs any more."""

    sentence = N_("%(name)s has withdrawn, so their page is shut.")


def _facts_of(event: Event, speaker: Speaker, method: str = REQUEST) -> dict:
    """What the letter says of the event and of the speaker's released parts in it, frozen as it is now."""
    arrangements = queries.arrangements_of(event)
    public = [] if speaker.state == SpeakerState.DECLINED else queries.public_items_of(event)
    mine = [item for item in public if speaker.id in [slot.speaker_id for slot in item.slots]]
    return {
        "title": event.title, "starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat(),
        "venue": _place(arrangements), "contact_email": arrangements.contact_email,
        "contact_name": arrangements.contact_name,
        "items": _parts(mine),
        "calendar": [_entry(arrangements, method, key=item.key, sequence=item.sequence + (method == CANCEL),
                            starts_at=item.starts_at.isoformat(), ends_at=item.ends_at.isoformat(),
                            room=item.venue_room.name if item.venue_room else "") for item in mine],
    }


def _parts(items: Iterable[AgendaItem | ReleasedItem]) -> list[list]:
    """Each part's start, title and minutes, as letters name it."""
    return [[item.starts_at.isoformat(), item.title, int((item.ends_at - item.starts_at) / timedelta(minutes=1))]
            for item in items]


def _place(arrangements: Arrangements, room: str = "") -> str:
    place = (room or arrangements.venue_room, arrangements.venue_name, arrangements.venue_address)
    return ", ".join(part for part in place if part)


def _entry(arrangements: Arrangements, method: str, *, room: str, **values) -> dict:
    """What one calendar part says of one item."""
    return values | {"method": method, "place": _place(arrangements, room)}


def facts_of(speaker: Speaker) -> dict:
    """What every letter to a speaker says of the event and of their parts, frozen as it is now."""
    return _facts_of(speaker.event, speaker)


def facts_of_invitation(invitation: SpeakerInvitation) -> dict:
    """What the letter that asks somebody to speak says, frozen as it is now.

    Where a part was chosen, it names that and whatever else they are down for; where none was, none.
    """
    chosen, speaker = invitation.agenda_item, invitation.speaker
    asked = {item.id: item for item in [chosen, *queries.items_of_speaker(speaker)]} if chosen else {}
    return facts_of(speaker) | {
        "topic": invitation.topic, "words": invitation.words, "by_day": invitation.answer_by.isoformat(),
        "items": _parts(sorted(asked.values(), key=lambda item: (item.starts_at, item.id))),
    }


def send_link(speaker: Speaker, *, by) -> None:
    """Send somebody the personal link of their page. Raises NoAddress or HasWithdrawn."""
    if speaker.withdrawn_at:
        raise HasWithdrawn(name=speaker.name)
    if not speaker.email:
        raise NoAddress(name=speaker.name)
    event = speaker.event
    outbox.withdraw(about=speaker, name="agenda/speaker_link")  # pressed twice: one letter leaves
    outbox.post("agenda/speaker_link", about=speaker, to_name=speaker.name, to_address=speaker.email, event=event,
                facts=_facts_of(event, speaker))
    history.record(speaker, "link sent", by=by, event=event)


def has_had_link(speaker: Speaker) -> bool:
    """Whether a letter with their page's link has gone to somebody, or is on its way."""
    return any(row.name in WITH_THEIR_LINK and row.state != outbox.LetterState.WITHDRAWN
               for row in outbox.about(speaker))


def replace_link(speaker: Speaker, *, by) -> None:
    """Make every link sent before worthless, and send a new one. Raises NoAddress or HasWithdrawn."""
    speaker.link_version += 1
    history.record(speaker, "link replaced", by=by, event=speaker.event)
    send_link(speaker, by=by)


def tell_speakers(event: Event, letter: str) -> int:
    """Write to those speakers who have had their link; returns to how many.

    A link's letter that has not left yet is brought up to date, or called back with the event.
    """
    batch, told = secrets.token_hex(8), 0
    bring_up_to_date(event)
    for speaker in queries.speakers_of(event):
        before = [row for row in outbox.about(speaker) if row.name in WITH_THEIR_LINK]
        if letter in OFF:
            outbox.withdraw(about=speaker)
        had = [row for row in before if row.state in (outbox.LetterState.SENT, outbox.LetterState.SENDING)]
        if had and speaker.email and speaker.state != SpeakerState.DECLINED:
            outbox.withdraw(about=speaker, name="agenda/event_moved")
            outbox.post(letter, about=speaker, to_name=speaker.name, to_address=speaker.email, event=event,
                        batch=batch, facts=_facts_of(event, speaker, CANCEL if letter in OFF else REQUEST))
            told += 1
    return told


def bring_up_to_date(event: Event) -> None:
    """A link's letter that has not left yet says what stands now; of somebody who is asked, what they are asked for."""
    for speaker in queries.speakers_of(event):
        for row in outbox.about(speaker):
            if row.name in WITH_THEIR_LINK and row.state in outbox.WAITING:
                asked = profile_queries.invitation_of(speaker) if row.name == INVITATION else None
                row.facts = row.facts | (facts_of_invitation(asked) if asked else _facts_of(event, speaker))


def tell_of_release(event: Event, concerned: Iterable[Concerned], *, batch: str, hold: timedelta) -> None:
    """Write to the speakers whom a release concerns: one letter each, with what changed for them alone.

    Each part of theirs that changed has its calendar entry: a CANCEL for what they were taken off.
    """
    bring_up_to_date(event)
    for one in concerned:
        facts = _facts_of(event, one.speaker)
        is_off = one.speaker.withdrawn_at is not None or not facts["items"]
        name = "agenda/programme_removed" if is_off else "agenda/programme_changed"
        outbox.post(name, about=one.speaker, to_name=one.speaker.name, to_address=one.speaker.email, event=event,
                    batch=batch, hold=hold, facts=facts | {
                        "concerns": one.concerns, "calendar": _entries_of(event, facts["calendar"], one.concerns)})


def _entries_of(event: Event, mine: list[dict], concerns: list[dict]) -> list[dict]:
    """The calendar entries of what changed: those still theirs asked for anew, the others cancelled."""
    arrangements, now = queries.arrangements_of(event), {entry["key"]: entry for entry in mine}
    found = []
    for concern in concerns:
        item = concern["item"]
        if concern["act"] != differences.TAKEN_OFF:
            found += [now[item["key"]]] if item["key"] in now else []
            continue
        found.append(_entry(
            arrangements, CANCEL, key=item["key"], sequence=item["sequence"] + 1, starts_at=item["starts_at"],
            ends_at=item["ends_at"], room=item["room"]))
    return found


def letters_to(speaker: Speaker) -> list[outbox.Letter]:
    """The letters about a speaker, newest first."""
    return outbox.about(speaker)
