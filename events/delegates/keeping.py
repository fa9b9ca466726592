"""Contacts are kept by hand: one person is added or changed."""

from events import clock, history
from events.database import db
from events.delegates import addresses, contact_queries
from events.delegates.models import Contact, Partnership
from events.event import KEPT_AFTER
from events.refusals import N_, Refusal

BY_HAND = ("name", "organisation", "job_title", "phone", "language", "source", "address")


class ContactKnown(Refusal):
    """Somebody with that address is in the list already."""

    sentence = N_("%(name)s has this email address already.")
    field = "email"


class AddressRefused(Refusal):
    """The address cannot be used."""

    sentence = N_("Enter one email address, like name@example.org")
    field = "email"


def _address_of(words: str, *, but: Contact | None) -> str | None:
    if not words.strip():
        return None
    try:
        email = addresses.checked(words)
    except ValueError as error:
        raise AddressRefused() from error
    known = contact_queries.contact_by_email(email)
    if known is not None and known is not but:
        raise ContactKnown(name=known.name)
    return email


def _bodies(names: list[str]) -> list[Partnership]:
    known = contact_queries.partnerships_by_any_name()
    wanted: dict[str, str] = {}
    for name in map(addresses.cleaned, names):
        wanted.setdefault(name.casefold(), name)
    found = [known.get(key) or Partnership(name=name) for key, name in wanted.items() if name]
    return list(dict.fromkeys(found))


def _write(contact: Contact, *, email: str | None, partnerships: list[str], do_not_invite: bool, values: dict) -> None:
    unknown = values.keys() - set(BY_HAND)
    if unknown:
        raise TypeError(f"a contact has no {', '.join(sorted(unknown))}")
    for name, words in values.items():
        lines = words.splitlines() if name == "address" else [words]
        setattr(contact, name, "\n".join(line for line in map(addresses.cleaned, lines) if line or name != "address"))
    if addresses.key_of(email) != contact.email_key:
        contact.bounced_at, contact.bounce_words = None, ""  # that was another address
    contact.email, contact.email_key = email, addresses.key_of(email)
    contact.language = contact.language or "en"
    contact.do_not_invite = do_not_invite
    contact.partnerships = _bodies(partnerships)


def add_contact(*, email: str, partnerships: list[str], by, do_not_invite: bool = False, **values: str) -> Contact:
    """Add one person; `values` are name, organisation, job_title, phone, language, source, address.

    Without an e-mail address they are reached by post. Raises AddressRefused or ContactKnown.
    """
    address = _address_of(email, but=None)
    now = clock.now()
    contact = Contact(created_at=now, keep_until=now + KEPT_AFTER, unconfirmed_needs="")
    _write(contact, email=address, partnerships=partnerships, do_not_invite=do_not_invite, values=values)
    db.session.add(contact)
    db.session.flush()  # the caller goes on with the contact's key
    history.record(contact, "added", by=by)
    return contact


def change_contact(
    contact: Contact, *, email: str, partnerships: list[str], by, do_not_invite: bool = False, **values: str
) -> None:
    """Change one person's details. Raises AddressRefused or ContactKnown."""
    address = _address_of(email, but=contact)
    _write(contact, email=address, partnerships=partnerships, do_not_invite=do_not_invite, values=values)
    history.record(contact, "changed", by=by)
