"""Speakers are told: where their page is, that the event has moved, that it is cancelled."""

import secrets

from events import history, outbox
from events.agenda import queries
from events.agenda.models import Speaker
from events.agenda.states import SpeakerState
from events.event import Event
from events.refusals import N_, Refusal

# Letters that brought somebody their page's link: whoever had one hears what becomes of the event.
WITH_THEIR_LINK = ("agenda/speaker_link", "agenda/speaker_invitation", "agenda/speaker_chased")


class NoAddress(Refusal):
    """There is no e-mail address to write to."""

    sentence = N_("There is no email address for %(name)s. Add one first, or tell them yourself.")


class HasWithdrawn(Refusal):
    """Somebody who withdrew has no page of theirs any more."""

    sentence = N_("%(name)s has withdrawn, so their page is shut.")


def _facts_of(event: Event, speaker: Speaker) -> dict:
    """What the letter says of the event and of the speaker's parts in it, frozen as it is now."""
    arrangements = queries.arrangements_of(event)
    place = (arrangements.venue_room, arrangements.venue_name, arrangements.venue_address)
    return {
        "title": event.title, "starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat(),
        "venue": ", ".join(part for part in place if part), "contact_email": arrangements.contact_email,
        "items": [[item.starts_at.isoformat(), item.title] for item in queries.items_of_speaker(speaker)],
    }


def facts_of(speaker: Speaker) -> dict:
    """What every letter to a speaker says of the event and of their parts, frozen as it is now."""
    return _facts_of(speaker.event, speaker)


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
    for speaker in queries.speakers_of(event):
        before = [row for row in outbox.about(speaker) if row.name in WITH_THEIR_LINK]
        waiting = [row for row in before if row.state in outbox.WAITING]
        for row in waiting:
            row.facts = row.facts | _facts_of(event, speaker)
        if letter in ("agenda/event_cancelled", "agenda/event_postponed"):
            outbox.withdraw(about=speaker)
        had = [row for row in before if row.state in (outbox.LetterState.SENT, outbox.LetterState.SENDING)]
        if had and speaker.email and speaker.state != SpeakerState.DECLINED:
            outbox.withdraw(about=speaker, name="agenda/event_moved")
            outbox.post(letter, about=speaker, to_name=speaker.name, to_address=speaker.email, event=event,
                        batch=batch, facts=_facts_of(event, speaker))
            told += 1
    return told


def letters_to(speaker: Speaker) -> list[outbox.Letter]:
    """The letters about a speaker, newest first."""
    return outbox.about(speaker)
