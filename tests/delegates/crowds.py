"""A crowd: as many guests as wanted with all that an event keeps of each, written in a few statements."""

import secrets
from datetime import timedelta

from sqlalchemy import insert, select

from events import clock
from events.database import db, unit_of_work
from events.delegates.door_models import Arrival, Needs, TransportStop
from events.delegates.mail_models import ReceivedMail
from events.delegates.models import (
    Accompanied,
    Contact,
    Invitation,
    Partnership,
    Reply,
    Sending,
    membership,
    new_reply_code,
)
from events.delegates.seat_models import PlaceRequest, Seats, Substitute
from events.event import Event
from events.outbox import Letter

A_BODY = 25  # people in one
STANDING = [("ACCEPTED", "held"), ("NEEDS-ACTION", "none"), ("ACCEPTED", "waiting"), ("DELEGATED", "none"),
            ("TENTATIVE", "none")]
LETTERS = ["sent", "failed", "queued", "retrying", "sent"]


def _keys(model, names: list[str], column) -> list[int]:
    found = dict(db.session.execute(select(column, model.id)).all())
    return [found[name] for name in names]


def _contacts(numbers: range, about: dict) -> list[int]:
    """People, every tenth without an address; each on a body's list."""
    bodies = [f"Body {number}" for number in sorted({number // A_BODY for number in numbers})]
    known = set(db.session.scalars(select(Partnership.name)))
    if new := [{"name": name} for name in bodies if name not in known]:
        db.session.execute(insert(Partnership), new)
    names = [f"Guest {number:05}" for number in numbers]
    db.session.execute(insert(Contact), [about | {
        "name": name, "email": f"g{number}@example.org" if number % 10 else None, "organisation": f"Org {number % 7}",
        "email_key": f"g{number}@example.org" if number % 10 else None, "phone": "01632 960100", "source": "a list",
    } for number, name in zip(numbers, names, strict=True)])
    keys = _keys(Contact, names, Contact.name)
    of_body = dict(zip(bodies, _keys(Partnership, bodies, Partnership.name), strict=True))
    db.session.execute(insert(membership), [
        {"contact_id": key, "partnership_id": of_body[f"Body {number // A_BODY}"]}
        for number, key in zip(numbers, keys, strict=True)])
    return keys


def _invitations(event: Event, numbers: range, contacts: list[int], state: str, about: dict, **more) -> list[int]:
    refs = [secrets.token_hex(8) for _number in numbers]
    db.session.execute(insert(Invitation), [about | more | {
        "event_id": event.id, "contact_id": contact, "ref": ref, "badge_code": secrets.token_hex(8),
        "reply_code": new_reply_code(), "state": state, "drafted_at": clock.now(),
        "sent_at": clock.now() if state == "sent" else None,
        "said": STANDING[number % 5][0] if state == "sent" else "NEEDS-ACTION",
        "place": STANDING[number % 5][1] if state == "sent" else "none",
        "waiting_number": number if STANDING[number % 5][1] == "waiting" else None,
    } for number, contact, ref in zip(numbers, contacts, refs, strict=True)])
    return _keys(Invitation, refs, Invitation.ref)


def _of_each(event: Event, numbers: range, guests: list[int], stop: int, about: dict) -> None:
    """What hangs on a guest: answers, needs, companions, letters, mails, arrivals, substitutes."""
    now, each = clock.now(), list(zip(numbers, guests, strict=True))
    db.session.execute(insert(Reply), [
        {"invitation_id": key, "said": STANDING[number % 5][0], "place": STANDING[number % 5][1], "channel": "link",
         "at": now} for number, key in each])
    db.session.execute(insert(Needs), [
        about | {"invitation_id": key, "kinds": ["loop", "interpreter"], "diets": ["halal"], "access": "A seat",
                 "transport": True, "stop_id": stop, "consented_at": now} for _number, key in each])
    db.session.execute(insert(Accompanied), [{"invitation_id": key, "kind": "carer", "name": "A carer"}
                                             for _number, key in each])
    db.session.execute(insert(Letter), [about | {
        "event_id": event.id, "name": "delegates/invitation", "record": f"invitation {key}", "batch": "one sending",
        "of_sending": True, "to_name": f"Guest {number:05}", "to_address": f"old{number}@example.org",
        "message_id": secrets.token_hex(16), "state": LETTERS[number % 5], "due_at": now, "created_at": now,
        "server_words": "550 no such mailbox" if LETTERS[number % 5] == "failed" else "", "facts": {},
    } for number, key in each])
    db.session.execute(insert(ReceivedMail), [about | {
        "digest": secrets.token_hex(32), "event_id": event.id, "invitation_id": key, "kind": "plain mail",
        "state": "held", "text": "I come.", "received_at": now} for _number, key in each])
    db.session.execute(insert(Arrival), [{"invitation_id": key, "at": now} for number, key in each if number % 5 == 0])
    db.session.execute(insert(Substitute), [about | {
        "invitation_id": key, "name": "Somebody else", "state": "proposed", "proposed_at": now}
        for number, key in each if number % 5 == 3])


def _of_bodies(event: Event, numbers: range, about: dict) -> list[int]:
    """Seats for each body, and people who ask for a place with its code."""
    bodies = {number // A_BODY for number in numbers}
    now, refs = clock.now(), {body: secrets.token_hex(8) for body in sorted(bodies)}
    keys = dict(db.session.execute(select(Partnership.name, Partnership.id)).all())
    coordinator = db.session.scalar(select(Contact.id).limit(1))
    db.session.execute(insert(Seats), [about | {
        "event_id": event.id, "partnership_id": keys[f"Body {body}"], "name": f"Body {body}", "count": 10, "ref": ref,
        "code": secrets.token_hex(6), "coordinator_id": coordinator, "given_at": now} for body, ref in refs.items()])
    seats = _keys(Seats, list(refs.values()), Seats.ref)
    db.session.execute(insert(PlaceRequest), [about | {
        "event_id": event.id, "ref": secrets.token_hex(8), "name": f"Asker {number}", "state": "waiting",
        "email": f"a{number}@example.org", "email_key": f"a{number}@example.org", "asked_at": now,
        "confirmed_at": now, "seats_id": seats[0]} for number in numbers])
    return seats


def crowd(event: Event, numbers: range) -> None:
    """So many guests more, and as many drafted and as many not invited, each with all that can be kept of them."""
    with unit_of_work():
        about = {"keep_until": event.keep_until, "created_at": clock.now()}
        kept = {"keep_until": event.keep_until}
        stop = db.session.scalar(select(TransportStop.id)) or db.session.execute(
            insert(TransportStop).values(event_id=event.id, name="The square").returning(TransportStop.id)).scalar_one()
        db.session.execute(insert(Sending).values(
            event_id=event.id, batch=secrets.token_hex(8), count=len(numbers), at=clock.now() - timedelta(hours=1)))
        contacts = _contacts(numbers, about)
        seats = _of_bodies(event, numbers, kept)
        guests = _invitations(event, numbers, contacts, "sent", kept, seats_id=seats[0])
        _of_each(event, numbers, guests, stop, kept | {"created_at": clock.now()})
        drafted = range(numbers.start + 100_000, numbers.stop + 100_000)
        _invitations(event, drafted, _contacts(drafted, about), "drafted", kept)
        _contacts(range(numbers.start + 200_000, numbers.stop + 200_000), about)
