"""Made-up people and things, stored as the acts would store them."""

import secrets
from datetime import UTC, date, datetime, timedelta

from events import clock
from events.access.models import Officer, Role
from events.agenda import releasing
from events.agenda.models import AgendaItem, Arrangements, Slot, Speaker
from events.database import db, unit_of_work
from events.delegates.door_models import Arrival, DoorLink, Needs
from events.delegates.models import Contact, Invitation, Partnership
from events.delegates.states import InvitationState
from events.event import KEPT_AFTER, Event, Visibility
from events.feedback.room_models import ScribeLink

STARTS = datetime(2009, 5, 20, 17, 0, tzinfo=UTC)  # 18:00 in London
COUNT = iter(range(1, 10**9))


class People:
    """Makes what a test needs, each in a unit of work of its own."""

    def event(
        self,
        *,
        slug="evening",
        title="An awareness evening",
        capacity=90,
        visibility=Visibility.BY_ADDRESS,
        starts_at=STARTS,
        hours=3,
        reply_by_on=date(2009, 5, 13),
        **arrangements,
    ) -> Event:
        """An event with its arrangements."""
        with unit_of_work():
            event = Event(
                slug=slug,
                title=title,
                short_title="Evening of 20 May",
                zone="Europe/London",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=hours),
                visibility=visibility,
                created_at=clock.now(),
                keep_until=starts_at + KEPT_AFTER,
            )
            values = {
                "contact_name": "Evening desk",
                "contact_email": "desk@council.example.org",
                "contact_phone": "01632 960100",
                "venue_name": "Wynyard Rooms",
                "venue_address": "Wynyard, Stockton-on-Tees",
                "has_transport": True,
            } | arrangements
            db.session.add(Arrangements(event=event, capacity=capacity, reply_by_on=reply_by_on, **values))
        return event

    def officer(self, *roles: str, on: Event | None = None, name="Margaret Tulloch", email=None) -> Officer:
        """An officer with roles on an event, or council-wide where none is named."""
        with unit_of_work():
            officer = Officer(
                name=name, email=email or f"officer{next(COUNT)}@council.example.org", created_at=clock.now()
            )
            officer.roles = [Role(name=role, event_id=on.id if on else None) for role in roles]
            db.session.add(officer)
        return officer

    def contact(self, name="Joyce Applegarth", *, email="", partnership: str = "", **values) -> Contact:
        """A person who can be invited. `email=None` for one without an address."""
        with unit_of_work():
            address = f"person{next(COUNT)}@example.org" if email == "" else email
            contact = Contact(
                name=name,
                email=address,
                email_key=address.lower() if address else None,
                created_at=clock.now(),
                keep_until=clock.now() + KEPT_AFTER,
                source="a test's list",
                **values,
            )
            db.session.add(contact)
            if partnership:
                body = db.session.query(Partnership).filter_by(name=partnership).first()
                contact.partnerships.append(body or Partnership(name=partnership))
        return contact

    def invitation(self, event: Event, contact: Contact | None = None, *, sent=True, **values) -> Invitation:
        """An invitation, sent unless said otherwise."""
        contact = contact or self.contact()
        with unit_of_work():
            invitation = Invitation(
                event_id=event.id,
                contact_id=contact.id,
                ref=secrets.token_hex(8),
                badge_code=secrets.token_hex(8),
                drafted_at=clock.now(),
                keep_until=event.keep_until,
                state=InvitationState.SENT if sent else InvitationState.DRAFTED,
                sent_at=clock.now() if sent else None,
                **values,
            )
            db.session.add(invitation)
        return invitation

    def many_guests(self, event: Event, count: int) -> None:
        """So many guests with a place, every third of whom has come, with needs and a partnership."""
        with unit_of_work():
            body = db.session.query(Partnership).filter_by(name="Board").first() or Partnership(name="Board")
            for number in range(count):
                contact = Contact(name=f"Guest {next(COUNT)}", created_at=clock.now(), source="a test's list",
                                  keep_until=clock.now() + KEPT_AFTER, partnerships=[body])
                guest = Invitation(event_id=event.id, contact=contact, ref=secrets.token_hex(8), said="ACCEPTED",
                                   badge_code=secrets.token_hex(8), drafted_at=clock.now(), place="held",
                                   sent_at=clock.now(), keep_until=event.keep_until, state=InvitationState.SENT)
                db.session.add_all([guest, Needs(
                    invitation=guest, kinds=["loop"], diets=["halal"], access="A seat", transport=True,
                    consented_at=clock.now(), keep_until=event.keep_until)])
                if number % 3 == 0:
                    db.session.add(Arrival(invitation=guest, at=clock.now()))

    def door_link(self, event: Event, name="Sam", *, good_on: date | None = None) -> DoorLink:
        """A volunteer's link for the door, for the event's first day."""
        with unit_of_work():
            link = DoorLink(event=db.session.get(Event, event.id), ref=secrets.token_hex(8), name=name,
                            good_on=good_on or event.local(event.starts_at).date(), created_at=clock.now(),
                            keep_until=event.keep_until)
            db.session.add(link)
        return link

    def scribe_link(self, event: Event, name="Ana", *, kind="scribe", table="",
                    good_on: date | None = None) -> ScribeLink:
        """A scribe's link, or with `kind="table"` a facilitator's, for the event's first day."""
        with unit_of_work():
            link = ScribeLink(event=db.session.get(Event, event.id), ref=secrets.token_hex(8), name=name,
                              kind="facilitator" if kind == "table" else "scribe", table_number=table,
                              good_on=good_on or event.local(event.starts_at).date(), created_at=clock.now(),
                              keep_until=event.keep_until)
            db.session.add(link)
        return link

    def speaker(self, event: Event, name="Alison Garbutt", *, level="local", **values) -> Speaker:
        """A speaker of an event."""
        number = next(COUNT)
        with unit_of_work():
            values = {"email": f"speaker{number}@example.org"} | values
            speaker = Speaker(
                event_id=event.id,
                key=f"speaker-{number}",
                ref=secrets.token_hex(8),
                name=name,
                level=level,
                keep_until=event.keep_until,
                **values,
            )
            db.session.add(speaker)
        return speaker

    def agenda_item(
        self,
        event: Event,
        title="Prevent in practice",
        *,
        speaker: Speaker | None = None,
        kind="presentation",
        after_minutes=0,
        minutes=20,
    ) -> AgendaItem:
        """An agenda item, led by a speaker if one is given."""
        with unit_of_work():
            starts = event.starts_at + timedelta(minutes=after_minutes)
            item = AgendaItem(
                event_id=event.id,
                key=f"item-{next(COUNT)}",
                title=title,
                kind=kind,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=minutes),
            )
            if speaker is not None:
                item.slots.append(Slot(speaker_id=speaker.id, part="speaker"))
            db.session.add(item)
            releasing.freeze(event, by="command")  # everybody reads it, nobody is written to
        return item

    @staticmethod
    def released(event: Event) -> None:
        """Let everybody read the programme as it stands now; nobody is written to."""
        with unit_of_work():
            releasing.freeze(db.session.get_one(Event, event.id), by="command")
