"""An officer puts themselves on an event's list: to try it out, or because they come."""

from events.access.models import Officer
from events.delegates import contact_queries, inviting, keeping, queries
from events.delegates.models import Contact, Invitation
from events.event import Event
from events.refusals import N_, Refusal

SOURCE = "you are an officer here and put yourself on the list"  # the first letter says so


class NotToBeInvited(Refusal):
    """The officer's contact is marked as one who wants no invitations."""

    sentence = N_("Your own entry in the contacts is marked “Do not invite this person”. Remove the mark first.")
    status = 409


def contact_of(officer: Officer) -> Contact | None:
    """The contact with the officer's own address, if there is one."""
    return contact_queries.contact_by_email(officer.email)


def draft_for_oneself(event: Event, *, by: Officer) -> Invitation:
    """Draft an invitation for the officer, whom the contacts take in with name and address if they are new.

    Whoever has an invitation keeps it. Raises NotToBeInvited, and InvitationsClosed.
    """
    contact = contact_of(by) or keeping.add_contact(
        name=by.name, email=by.email, source=SOURCE, partnerships=[], by=by)
    if contact.do_not_invite:
        raise NotToBeInvited()
    found = queries.invitation_to(event, contact)
    return found or inviting.draft_invitations(event, [contact], by=by)[0]
