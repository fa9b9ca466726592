"""What tests of advice stand on: an evening with a draft programme, and a body that is asked about it."""

from events.agenda import advice_queries, advising, drafts
from events.agenda.advice_models import Advice, Adviser
from events.database import db, unit_of_work
from events.event import Event

NETWORK = {"body": "Faith Network", "name": "Rukhsana Siddiqui", "email": "rukhsana@faith.example.org",
           "asked_what": "Is the hour right for those who pray?"}


def done(act, record, *args, **values):
    """Call an act on a stored record in a unit of work of its own."""
    with unit_of_work():
        return act(db.session.get(type(record), record.id), *args, **values)


def asked(event: Event, *, by="command", **values) -> Adviser:
    """The network, put down to be asked."""
    return done(advising.add_adviser, event, by=by, **(NETWORK | values))


def mark(event: Event) -> str:
    """The fingerprint of the draft as it stands."""
    return drafts.fingerprint(advice_queries.draft_of(db.session.get(Event, event.id)))


def said(adviser: Adviser, text="Please move the break to sunset.", *, item=None) -> Advice:
    """A comment typed by the adviser."""
    return done(advising.comment, adviser, text=text, item_id=item.id if item else None, seen=mark(adviser.event))


def back(record):
    """The record as it is stored now."""
    db.session.expire_all()
    return db.session.get(type(record), record.id)
