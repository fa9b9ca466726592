"""A letter to a guest is posted: to their address, in their language, in the words that the event has now."""

from datetime import timedelta

from events import outbox
from events.delegates import facts, wordings
from events.delegates.models import Invitation
from events.delegates.wordings import InUse
from events.event import Event


def _addressed(letter: str, invitation: Invitation, said: dict, words: InUse | None) -> dict:
    contact = invitation.contact
    language, version = words.of(letter, contact.language) if words else ("en", wordings.HOUSE)
    return {
        "about": invitation, "to_name": contact.name, "to_address": contact.email or "", "language": language,
        "wording_version": version, "facts": facts.of_person(said, invitation),
    }


def post(
    letter: str, invitation: Invitation, *, event: Event, said: dict, batch: str = "", hold: timedelta = timedelta(0),
    words: InUse | None = None, in_house_words: bool = False,
) -> None:
    """Post one letter ("confirmation") to a guest who has an e-mail address; nothing to one who has none.

    `said` are the facts that it freezes. `in_house_words` is for what an event cannot word: a withdrawal of one
    person, a new link.
    """
    if invitation.contact.email:
        known = None if in_house_words else words or wordings.in_use(event)
        outbox.post(f"delegates/{letter}", event=event, batch=batch, hold=hold,
                    **_addressed(letter, invitation, said, known))


def post_to_all(
    letter: str, invitations: list[Invitation], *, event: Event, said: dict, batch: str, hold: timedelta = timedelta(0),
) -> int:
    """Post one sending: a letter to each who has an e-mail address, in a few statements. Returns how many."""
    words = wordings.in_use(event)
    people = [_addressed(letter, row, said, words) for row in invitations if row.contact.email]
    outbox.post_all(f"delegates/{letter}", people, event=event, batch=batch, hold=hold)
    return len(people)
