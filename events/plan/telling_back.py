"""Telling people back what became of their words: letters are sent once to each who wished it, and called back."""

import secrets
from datetime import timedelta

from events import clock, history, outbox
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import mailings
from events.event import Event
from events.plan import queries, telling_queries
from events.plan.became_facts import LETTER
from events.plan.telling_models import Telling, Told
from events.refusals import N_, Refusal

HOLD = timedelta(minutes=2)


class NotPublicYet(Refusal):
    """Letters lead to pages that are not there yet."""

    sentence = N_("The outcomes are not public yet. Publish them first: every letter leads to them.")
    status = 409


class OthersToTell(Refusal):
    """The number of letters that was confirmed no longer holds."""

    sentence = N_("There are %(count)s letters to send now. Look again, and send them then.")
    status = 409


class TooLateToCallBack(Refusal):
    """The letters have left."""

    sentence = N_("These letters have left already, so they cannot be called back.")
    status = 409


def tell_back(event: Event, *, count: int, by, hold: timedelta = HOLD) -> Telling:
    """Write to everybody who asked to hear and has no letter back yet: by mail, or to be printed for the post.

    `count` is how many people the officer saw. Until `hold` has passed the letters can be called back. Raises
    NotPublicYet, and OthersToTell where another number of people waits by now (0 after a second press).
    """
    event = event_record.lock(event)
    if not queries.outcomes_are_public(event):
        raise NotPublicYet()
    people = telling_queries.to_tell(event)
    if not people or len(people) != count:
        raise OthersToTell(count=len(people))
    by_mail = [person for person in people if person.by_mail]
    facts = telling_queries.facts_of(event, by_mail)
    made = Telling(event_id=event.id, batch=secrets.token_hex(8), by_mail=len(by_mail), at=clock.now(),
                   by_post=len(people) - len(by_mail), by_officer_id=by.id if isinstance(by, Officer) else None)
    db.session.add(made)
    history.record(made, f"letters back sent: {len(people)}", by=by, event=event)
    db.session.add_all(Told(invitation_id=person.invitation.id, telling_id=made.id, by_post=not person.by_mail)
                       for person in people)
    outbox.post_all(LETTER, [
        {"about": person.invitation, "to_name": person.invitation.contact.name,
         "to_address": person.invitation.contact.email, "facts": facts[person.invitation.id], "language": "en",
         "wording_version": 0} for person in by_mail], event=event, batch=made.batch, hold=hold)
    return made


def call_back(found: Telling, *, by) -> int:
    """Call back what has not left of a sending: those people are to be told again. Returns how many.

    Raises TooLateToCallBack where every letter has left.
    """
    event = event_record.lock(found.event)
    if found.called_back_at is not None:
        return 0
    withdrawn = outbox.withdraw(batch=found.batch, name=LETTER)
    if found.by_mail and not withdrawn:
        raise TooLateToCallBack()
    gone, again = mailings.left(found.batch), 0
    for told in telling_queries.told_of(found):
        if f"invitation {told.invitation_id}" not in gone:
            db.session.delete(told)
            again += 1
    found.called_back_at = clock.now()
    history.record(found, f"called back: {again}", by=by, event=event)
    return again


def stop(event: Event, *, by) -> None:
    """The outcomes are taken down: what has not left yet must not lead to pages that are gone."""
    for found in telling_queries.tellings_of(event):
        if found.called_back_at is None and telling_queries.still_waiting(found.batch):
            call_back(found, by=by)
