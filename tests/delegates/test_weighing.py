"""Calendar replies that are not sound are held, each with the reason, and change nothing."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import inviting, queries, reply_addresses
from events.delegates.models import Invitation
from events.delegates.states import Place, Said
from events.event import Event
from tests.delegates.answers import bare, calendar, exchange, gmail
from tests.delegates.test_receiving import ANOTHER, joyce, reason, take

__all__ = ["joyce"]


def with_file(octets: bytes) -> bytes:
    """The same answer with something else attached."""
    message = message_from_bytes(octets, policy=policy.SMTP)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="invoice.pdf")
    return message.as_bytes()


def as_file(asked) -> bytes:
    """An answer that somebody attached to a mail of their own."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = asked.attendee, asked.organiser, "See attached"
    message.set_content("Here is what my calendar made.")
    message.add_attachment(calendar(asked, "ACCEPTED").encode(), maintype="application", subtype="ics",
                           filename="reply.ics")
    return message.as_bytes()


def two_parts(asked) -> bytes:
    """Two calendar parts that contradict each other."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = asked.attendee, asked.organiser, "Accepted"
    message.set_content("")
    for said in ("ACCEPTED", "DECLINED"):
        message.add_alternative(calendar(asked, said), subtype="calendar", params={"method": "REPLY"})
    return message.as_bytes()


def forged(asked) -> str:
    """A reply address with a tag that somebody made up."""
    local, _, domain = asked.organiser.partition("@")
    return f"{local[:-4]}{'0000' if not local.endswith('0000') else '1111'}@{domain}"


BAD = {
    "another attendee": (lambda a: gmail(a.but(attendee=ANOTHER), "ACCEPTED"), "passed on"),
    "another sender": (lambda a: exchange(a, "ACCEPTED", sender=ANOTHER), "was sent by stranger@example.net"),
    "a tag made up": (lambda a: gmail(a.but(organiser=forged(a)), "ACCEPTED"), "not made by us"),
    "no tag": (lambda a: gmail(a.but(organiser="replies@localhost.localdomain"), "ACCEPTED"), "own reply address"),
    "two attendees": (lambda a: gmail(a.but(lines=(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANOTHER}",)), "ACCEPTED"),
                      "several people"),
    "no attendee": (lambda a: bare(calendar(a, "ACCEPTED", without="ATTENDEE"), asked=a), "who answers"),
    "a request": (lambda a: bare(calendar(a, "ACCEPTED", method="REQUEST"), asked=a, method="REQUEST"), "REQUEST"),
    "a counter": (lambda a: bare(calendar(a, "TENTATIVE", method="COUNTER"), asked=a, method="COUNTER"), "her time"),
    "two methods": (lambda a: bare(calendar(a, "ACCEPTED"), asked=a, method="PUBLISH"), "calls its calendar part"),
    "no UID": (lambda a: bare(calendar(a, "ACCEPTED", without="UID"), asked=a), "which event it answers"),
    "another event": (lambda a: gmail(a.but(uid="august@localhost"), "ACCEPTED"), "answers another event"),
    "a newer sequence": (lambda a: gmail(a.but(sequence=7), "ACCEPTED"), "never sent"),
    "a broken sequence": (lambda a: gmail(a.but(sequence="seven"), "ACCEPTED"), "readable way"),
    "no stamp": (lambda a: bare(calendar(a, "ACCEPTED", without="DTSTAMP"), asked=a), "readable way"),
    "a stamp of next year": (lambda a: gmail(a, "ACCEPTED", stamp="20100423T101500Z"), "in the future"),
    "no answer in it": (lambda a: gmail(a, "NEEDS-ACTION"), "neither yes"),
    "one day of a series": (lambda a: gmail(a.but(lines=("RECURRENCE-ID:20090520T170000Z",)), "ACCEPTED"), "a series"),
    "an attached file": (as_file, "only a file"),
    "something else attached": (lambda a: with_file(gmail(a, "ACCEPTED")), "other files"),
    "two answers in one": (two_parts, "different things"),
    "broken off": (lambda a: bare(calendar(a, "ACCEPTED")[:-40], asked=a), "cannot be read"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_answer_changes_nothing_and_is_held_with_the_reason(app, joyce, kind):
    invitation, asked = joyce
    octets, words = BAD[kind]
    row = take(app, octets(asked))
    assert (row.kind, row.state) == ("calendar reply", "held")
    assert words in reason(row)
    assert (invitation.said, invitation.place, queries.replies_of(invitation)) == (Said.NEEDS_ACTION, Place.NONE, [])
    assert row.invitation_id == invitation.id or kind in ("no tag", "a tag made up")
    assert row.event_id == invitation.event_id


def test_there_are_more_than_twelve_reasons_and_each_is_told_apart(app, joyce):
    """The kinds above are not one kind under many names: hardly two of them are held with the same sentence."""
    _, asked = joyce
    reasons = {take(app, octets(asked)).reason for octets, _words in BAD.values()}
    assert len(reasons) >= len(BAD) - 1 > 12


def test_two_answers_of_one_second_are_held_where_they_differ_and_noted_where_not(app, joyce):
    invitation, asked = joyce
    assert take(app, gmail(asked, "ACCEPTED")).state == "taken"
    assert take(app, exchange(asked, "ACCEPTED")).state == "noted"
    row = take(app, exchange(asked, "DECLINED"))
    assert (row.state, "in the same second" in reason(row), invitation.said) == ("held", True, Said.ACCEPTED)


def test_two_guests_addresses_at_once_are_held(app, joyce, make):
    invitation, asked = joyce
    other = make.invitation(invitation.event)
    theirs = reply_addresses.address_for(app.config["REPLY_ADDRESS"], app.config["SECRET_KEY"], number=other.id,
                                         ref=other.ref)
    row = take(app, bare(calendar(asked, "ACCEPTED"), asked=asked, Cc=theirs))
    assert (row.state, "several guests" in reason(row)) == ("held", True)


@pytest.mark.parametrize(("happens", "words"), [
    (lambda event, invitation: inviting.withdraw_invitation(invitation, by="organiser"), "withdrawn"),
    (lambda event, invitation: planning.cancel_event(event, by="organiser"), "cancelled"),
])
def test_an_answer_to_what_is_withdrawn_or_cancelled_is_held(app, joyce, happens, words):
    invitation, asked = joyce
    with unit_of_work():
        happens(db.session.get(Event, invitation.event_id), db.session.get(Invitation, invitation.id))
    row = take(app, gmail(asked, "ACCEPTED"))
    assert (row.state, words in reason(row)) == ("held", True)


def test_an_answer_after_the_event_is_held(app, joyce, at):
    _, asked = joyce
    with at(2009, 5, 21):
        row = take(app, gmail(asked, "ACCEPTED"))
        assert (row.state, "over" in reason(row)) == ("held", True)


def test_somebody_who_sends_another_in_their_place_proposes_them_and_keeps_the_invitation(app, joyce):
    invitation, asked = joyce
    words = calendar(asked, "DELEGATED", params=';DELEGATED-TO="mailto:harold@example.org"')
    row = take(app, bare(words, asked=asked))
    assert (row.state, row.facts["substitutes"]) == ("held", ["harold@example.org"])
    assert reason(row) == "They ask that harold@example.org comes in their place."
    assert invitation.said == Said.NEEDS_ACTION


def test_an_answer_under_the_address_the_letter_went_to_counts_though_the_contact_has_a_new_one(app, joyce):
    invitation, asked = joyce
    with unit_of_work():
        db.session.get(Invitation, invitation.id).contact.email = "joyce.new@example.org"
        db.session.get(Invitation, invitation.id).contact.email_key = "joyce.new@example.org"
    assert take(app, gmail(asked, "ACCEPTED")).state == "taken"
