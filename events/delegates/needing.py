"""Needs are told, kept with consent until shortly after the event, and forgotten when their time is over."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from events import clock, history
from events.database import db, unit_of_work
from events.delegates import needs_queries
from events.delegates.door_models import Needs, TransportStop
from events.delegates.models import Invitation
from events.delegates.states import Diet, Need, Said
from events.event import Event
from events.refusals import N_, Refusal

# Long enough to settle with caterers and interpreters. /privacy, the forms and the list of needs say it in words.
NEEDS_KEPT_AFTER = timedelta(days=14)
A_BATCH = 500  # so many are forgotten in one transaction


class ConsentNeeded(Refusal):
    """Needs were given without the consent to keep them."""

    sentence = N_("Tick the box to let us keep what you told us about your needs")
    field = "consent"


class LanguageNeeded(Refusal):
    """An interpreter was asked for without a language."""

    sentence = N_("Say which language the interpreter should speak")
    field = "interpreter_language"


@dataclass(frozen=True)
class Told:
    """What somebody told us they need. `stop_id` is one of the event's transport stops."""

    kinds: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    interpreter_language: str = ""
    access: str = ""
    diet: str = ""
    transport: bool = False
    stop_id: int | None = None
    returns: bool = True

    @property
    def wants_consent(self) -> bool:
        """Whether it says something of a person's health or belief; a seat in the bus alone does not."""
        return bool(self.kinds or self.diets or self.interpreter_language or self.access or self.diet)

    @property
    def is_anything(self) -> bool:
        """Whether anything was told at all."""
        return self.wants_consent or self.transport


def check(told: Told, *, confirmed: bool, consent: bool) -> None:
    """Refuse needs without consent and an interpreter of no language. `confirmed`: needs from a list are kept."""
    if (told.wants_consent or confirmed) and not consent:
        raise ConsentNeeded()
    if Need.INTERPRETER in told.kinds and not told.interpreter_language:
        raise LanguageNeeded()


def _write(invitation: Invitation, told: Told, *, by) -> None:
    """Put these needs in place of what was told before; none at all takes the record away."""
    found = needs_queries.needs_of(invitation)
    invitation.print_no_name = Need.NO_NAME in told.kinds
    if not told.is_anything:
        if found is not None:
            db.session.delete(found)
            history.record(invitation, "needs taken away", by=by, event=invitation.event)
        return
    stop = db.session.get(TransportStop, told.stop_id) if told.transport and told.stop_id else None
    if found is None:
        found = Needs(invitation_id=invitation.id)
        db.session.add(found)
    found.kinds, found.diets = [str(Need(kind)) for kind in told.kinds], [str(Diet(kind)) for kind in told.diets]
    found.interpreter_language = told.interpreter_language if Need.INTERPRETER in told.kinds else ""
    found.access, found.diet, found.transport = told.access, told.diet, told.transport
    found.stop_id = stop.id if stop and stop.event_id == invitation.event_id else None
    found.returns = told.returns
    found.consented_at, found.keep_until = clock.now(), invitation.event.ends_at + NEEDS_KEPT_AFTER
    history.record(invitation, "needs told", by=by, event=invitation.event)


def take(invitation: Invitation, told: Told, *, said: str, change: bool, unconfirmed: bool | None, by) -> None:
    """Write what was told with an answer; who is not coming leaves no needs behind.

    What is told takes the place of all that was told before; with nothing told, `change` takes it away.
    `unconfirmed` says what becomes of needs that came with an import: True keeps them, False drops them.
    """
    contact = invitation.contact
    noted = contact.unconfirmed_needs if unconfirmed else ""
    if unconfirmed is not None and contact.unconfirmed_needs:
        contact.unconfirmed_needs = ""
        history.record(contact, "needs confirmed" if unconfirmed else "needs dropped", by=by, event=invitation.event)
    if said == Said.DECLINED:
        told, change = Told(), True
    elif noted:
        told = Told(**(told.__dict__ | {"access": "\n".join(words for words in (noted, told.access) if words)}))
    if told.is_anything or change:
        _write(invitation, told, by=by)


def keep_as_long(event: Event) -> None:
    """Where an event has moved, what people need is kept until as long after its new day."""
    db.session.execute(
        update(Needs).where(Needs.invitation_id.in_(select(Invitation.id).where(Invitation.event_id == event.id)))
        .values(keep_until=event.ends_at + NEEDS_KEPT_AFTER).execution_options(synchronize_session="fetch"))


def forget_expired() -> int:
    """Delete needs whose time is over, with what history holds of them. Returns how many. Its own units of work."""
    gone = 0
    while True:
        with unit_of_work():
            found = needs_queries.expired(clock.now(), most=A_BATCH)
            for needs in found:
                record = history.name_of(needs.invitation)
                for detail in db.session.scalars(select(history.EntryDetail).join(
                        history.Entry, history.Entry.id == history.EntryDetail.entry_id).where(
                        history.Entry.record == record, history.Entry.act.like("needs%"))):
                    detail.before, detail.after, detail.blanked_at = "", "", clock.now()
                history.record(needs.invitation, "needs forgotten", by="clock", event=needs.invitation.event)
                db.session.delete(needs)
        gone += len(found)
        if len(found) < A_BATCH:
            break
    with unit_of_work():
        for contact in needs_queries.stale_unconfirmed(clock.now()):
            contact.unconfirmed_needs = ""
            history.record(contact, "needs dropped", by="clock")
            gone += 1
    return gone
