"""A calendar reply is weighed: it counts, or it is held for somebody with the reason.

Nothing in it is believed but this: it came to an address that only this guest was told, it names
the event, and it speaks for the guest and comes from them. RFC 5546 2.1.5 says which of several
counts: the higher SEQUENCE, then the later DTSTAMP.
"""

from datetime import timedelta

from events import clock
from events.agenda import calendars
from events.delegates import addresses, calendar_replies, mail_queries, reply_addresses, replying
from events.delegates.calendar_replies import Attendee, CalendarReply
from events.delegates.models import Invitation
from events.delegates.received_mails import CalendarPart, IncomingMail
from events.delegates.reply_addresses import Ours
from events.delegates.states import Said
from events.refusals import N_, Refusal

CLOCKS_DIFFER = timedelta(hours=26)  # a program that writes its wall clock as UTC is a day off at most


class Held(Refusal):
    """An answer that somebody has to look at; its sentence is the reason."""


class Noted(Held):
    """An answer that changes nothing and needs nobody."""


def tagged(mail: IncomingMail, ours: Ours) -> tuple[list[Invitation], int]:
    """(the guests whose own reply addresses a mail came to, how many such addresses were not made by us)."""
    found: dict[int, Invitation] = {}
    forged = 0
    for address in mail.reached if ours.reply_address else ():
        divided = reply_addresses.divided(address, ours.reply_address)
        if divided is None:
            continue
        invitation = mail_queries.invitation_of_number(divided[0])
        if invitation is not None and reply_addresses.is_genuine(
            ours.keys, number=invitation.id, ref=invitation.ref, mac=divided[1]
        ):
            found[invitation.id] = invitation
        else:
            forged += 1
    return list(found.values()), forged


def read_part(mail: IncomingMail) -> CalendarReply:
    """The one calendar that a mail holds, read. Raises Held."""
    best = [part for part in mail.calendars if not part.is_file] or mail.calendars
    try:
        read = [calendar_replies.parse(part.words) for part in best]
    except calendar_replies.Unreadable as error:
        raise Held(N_("The calendar part of this email cannot be read: it is %(why)s."), why=str(error)) from error
    if len(set(read)) > 1:
        raise Held(N_("It holds several calendar parts that say different things."))
    return read[0]


def _check_kind(mail: IncomingMail, part: CalendarPart, reply: CalendarReply) -> None:
    if reply.method == "COUNTER":
        raise Held(N_("It proposes another time, which this event cannot take. Please write back."))
    if reply.method != "REPLY":
        raise Held(N_("It is no answer: a calendar part with the method %(method)s."), method=reply.method or "–")
    if part.is_file:
        raise Held(N_("The answer is only a file that somebody attached. Please read the email itself."))
    if part.method != "REPLY":
        raise Held(N_("The email calls its calendar part %(method)s, but the part itself says REPLY."),
                   method=part.method)
    if any(not name.lower().endswith((".ics", ".vcs")) for name in mail.files):
        raise Held(N_("The email brings more than an answer: other files are attached. Please read the email itself."))


def _check_address(guests: list[Invitation], forged: int) -> Invitation:
    if len(guests) > 1:
        raise Held(N_("It came to the reply addresses of several guests at once."))
    if forged:
        raise Held(N_("The reply address that it came to was not made by us."))
    if not guests:
        raise Held(N_("It did not come to any guest's own reply address, so nothing shows whose answer it is."))
    return guests[0]


def _check_event(reply: CalendarReply, invitation: Invitation, ours: Ours) -> None:
    if not reply.uid:
        raise Held(N_("It does not say which event it answers."))
    if reply.uid != calendars.uid_of(invitation.event, base=ours.base):
        raise Held(N_("It answers another event than the one this guest was invited to."))
    if reply.entries > 1 or reply.recurrence:
        raise Held(N_("It answers several events, or one day of a series, and this event is neither."))


def _check_person(mail: IncomingMail, reply: CalendarReply, invitation: Invitation) -> Attendee:
    if not reply.attendees:
        raise Held(N_("It does not say who answers."))
    if len(reply.attendees) > 1:
        raise Held(N_("It answers for several people at once."))
    [attendee] = reply.attendees
    known = mail_queries.written_to(invitation)
    if addresses.key_of(attendee.address) not in known:
        raise Held(
            N_("%(address)s answers, who was not invited. The invitation to %(guest)s may have been passed on."),
            address=attendee.address or "–", guest=invitation.contact.name,
        )
    if not known & {addresses.key_of(address) for address in mail.senders}:
        raise Held(N_("It speaks for %(guest)s but was sent by %(address)s."),
                   guest=invitation.contact.name, address=mail.from_address or "–")
    return attendee


def _check_order(reply: CalendarReply, invitation: Invitation, said: str) -> None:
    """The order of RFC 5546 2.1.5, and no later answer of another kind forgotten. Raises Held or Noted."""
    asked = invitation.event.sequence + invitation.sequence_lift
    if reply.sequence is None or reply.stamp is None:
        raise Held(N_("It does not say in a readable way when it was written, or what it answers."))
    if reply.sequence < asked:
        raise Held(N_("It answers an earlier invitation, from before the time or the place changed."))
    if reply.sequence > asked:
        raise Held(N_("It answers an invitation that was never sent."))
    if reply.stamp > clock.now() + CLOCKS_DIFFER:
        raise Held(N_("It was written in the future, if its clock is right."))
    last = invitation.answered_stamp if invitation.answered_sequence == reply.sequence else None
    if last is not None and reply.stamp < last:
        raise Noted(N_("A later answer from the same calendar had come before it."))
    if last == reply.stamp and said == invitation.said:
        raise Noted(N_("The same answer had come before."))
    if last == reply.stamp:
        raise Held(N_("Two answers were written in the same second, and they differ."))
    otherwise = mail_queries.answered_otherwise_at(invitation)
    if otherwise is not None and reply.stamp < otherwise.replace(microsecond=0):
        if said == invitation.said:
            raise Noted(N_("The same answer had come before."))
        raise Held(N_("It was written before the answer that counts now, which came another way."))


def _check_said(attendee: Attendee) -> None:
    if attendee.partstat == Said.DELEGATED:
        raise Held(N_("They ask that %(substitute)s comes in their place."),
                   substitute=", ".join(attendee.delegated_to) or "–")
    if attendee.partstat not in replying.ANSWERS:
        raise Held(N_("It says neither yes, perhaps nor no."))


def weigh(mail: IncomingMail, reply: CalendarReply, guests: list[Invitation], forged: int, ours: Ours) -> Invitation:
    """Whose answer a calendar reply is, if it counts. Raises Held or Noted with the reason.

    The event of the guest is locked, so that what was answered last is known.
    """
    part = next((row for row in mail.calendars if not row.is_file), mail.calendars[0])
    _check_kind(mail, part, reply)
    invitation = _check_address(guests, forged)
    _check_event(reply, invitation, ours)
    attendee = _check_person(mail, reply, invitation)
    refusal = replying.closed(invitation)
    if refusal:
        raise Held(refusal.sentence, **refusal.values)
    _check_said(attendee)
    _check_order(reply, invitation, attendee.partstat)
    return invitation
