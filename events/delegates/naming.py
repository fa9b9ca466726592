"""Somebody is named by others: found among the contacts or added, and told that they have a place."""

from events import outbox
from events.agenda import queries as agenda_queries
from events.delegates import addresses, contact_queries, facts, keeping, placing, posting
from events.delegates.models import Contact, Invitation
from events.event import Event


def contact_of(*, name: str, email: str = "", address: str = "", organisation: str = "", source: str, by) -> Contact:
    """The contact with that e-mail address, as they are; else a new one of that name. Raises AddressRefused."""
    if email.strip():
        try:
            known = contact_queries.contact_by_email(addresses.checked(email))
        except ValueError as error:
            raise keeping.AddressRefused() from error
        if known is not None:
            return known
    contact = keeping.add_contact(email=email, partnerships=[], by=by, name=name, organisation=organisation,
                                  job_title="", phone="", language="en", source=source)
    contact.address = address.strip()
    return contact


def welcome(invitation: Invitation, *, event: Event, wanted: bool = False) -> None:
    """Write to somebody who was named, or whose request was granted: their place, their link, their calendar.

    Who has no e-mail address gets the letter by post; who does not want to be written to, none, unless
    they asked themselves (`wanted`).
    """
    contact = invitation.contact
    if not contact.email or (contact.do_not_invite and not wanted):
        return
    outbox.withdraw(about=invitation, name="delegates/named")
    said = facts.facts_of(event, agenda_queries.arrangements_of(event), method="REQUEST")
    own = placing.told_of(invitation, event=event) | {"origin": str(invitation.origin)}
    posting.post("named", invitation, event=event, said=said | own)
