"""A mail comes back: it becomes an answer by itself, or lies in the tray for somebody to look at."""

import hashlib
import re
from datetime import timedelta

from events import clock, history
from events import event as event_record
from events.database import db
from events.delegates import addresses, bounces, mail_queries, received_mails, replying, taking_slides, weighing
from events.delegates.bounces import Bounce
from events.delegates.calendar_replies import CalendarReply
from events.delegates.mail_models import ReceivedMail
from events.delegates.models import Invitation
from events.delegates.received_mails import IncomingMail
from events.delegates.reply_addresses import Ours
from events.delegates.states import Channel, Incoming, IncomingState
from events.delegates.taking_slides import MAILBOX, Brought
from events.delegates.weighing import Held, Noted
from events.outbox import Letter, LetterState
from events.refusals import N_, Refusal

UNKNOWN_KEPT = timedelta(days=30)  # of people we do not know
BOUNCES_COUNT = (LetterState.SENT, LetterState.RETRYING, LetterState.SENDING)
# A mail that quotes our letter would bring its personal link into the database, where none may stand.
LINK = re.compile(r"(?:https?://[^\s/>]*)?/[a-z]/[0-9a-f]{6,}[\w-]*(?:[=\s>]{1,8}(?=[\w-]*\d)[\w-]{8,40})?", re.I)
TAG = re.compile(r"\+\d{1,10}[xs][0-9a-f]{20}@", re.I)
QUOTE = re.compile(
    r"\n(?:-{2,} *(?:original message|ursprüngliche nachricht|message d'origine|forwarded message)|_{10,}\n|"
    r"(?:on|am|le)\b[^\n]{5,200}(?:wrote|schrieb|a écrit) ?:|from:[^\n]*\n(?:sent|date|to):).*", re.I | re.S,
)


def what_was_written(text: str) -> str:
    """What a person wrote, without the letter it answers, and in no case with a personal link or tag."""
    own = QUOTE.sub("", f"\n{text}")
    own = "\n".join(line for line in own.splitlines() if not line.startswith(">")).strip()
    return TAG.sub("@", LINK.sub("[…]", own or text)).strip()


def _row(digest: str, mail: IncomingMail | None) -> ReceivedMail:
    row = ReceivedMail(
        digest=digest, kind=Incoming.OTHER, state=IncomingState.HELD, received_at=clock.now(), facts={}, reason="",
        keep_until=clock.now() + UNKNOWN_KEPT,
    )
    if mail is not None:
        row.from_name, row.from_address = mail.from_name, mail.from_address
        row.subject, row.text = TAG.sub("@", LINK.sub("[…]", mail.subject)), what_was_written(mail.text)
    return row


def _belongs(row: ReceivedMail, invitation: Invitation | None) -> None:
    if invitation is not None:
        row.invitation_id, row.event_id = invitation.id, invitation.event_id
        row.keep_until = invitation.event.keep_until


def _hold(row: ReceivedMail, refusal: Refusal) -> None:
    row.state = IncomingState.NOTED if isinstance(refusal, Noted) else IncomingState.HELD
    row.reason = refusal.sentence
    values = {name: received_mails.shown(str(value), most=300) for name, value in refusal.values.items()}
    row.facts = row.facts | {"values": values}


def _facts_of(reply: CalendarReply) -> dict:
    attendee = reply.attendees[0] if len(reply.attendees) == 1 else None
    return {
        "said": attendee.partstat if attendee and attendee.partstat in replying.ANSWERS else "",
        "address": received_mails.shown(attendee.address, most=254) if attendee else "",
        "substitutes": [received_mails.shown(one, most=254) for one in attendee.delegated_to[:3]] if attendee else [],
        "sequence": reply.sequence, "stamp": reply.stamp.isoformat() if reply.stamp else None,
        "comment": received_mails.shown_text(what_was_written(reply.comment), most=500),
    }


def _likely(mail: IncomingMail, guests: list[Invitation], reply: CalendarReply | None) -> Invitation | None:
    """Beside whom a mail is laid: the guest whose address it came to, else who wrote, else whom it names."""
    if len(guests) == 1:
        return guests[0]
    named = [attendee.address for attendee in reply.attendees[:1]] if reply else []
    return mail_queries.open_invitation_from(mail.senders) or mail_queries.open_invitation_from(named)


def _take(row: ReceivedMail, invitation: Invitation, reply: CalendarReply) -> None:
    """Turn a reply that counts into the guest's answer."""
    with db.session.begin_nested():
        replying.reply(
            invitation, said=row.facts["said"], channel=Channel.CALENDAR, comment=row.facts["comment"]
        )
    invitation.answered_sequence, invitation.answered_stamp = reply.sequence, reply.stamp
    row.state = IncomingState.TAKEN


def _receive_calendar(row: ReceivedMail, mail: IncomingMail, ours: Ours) -> None:
    row.kind = Incoming.CALENDAR
    guests, forged = weighing.tagged(mail, ours)
    reply = None
    try:
        reply = weighing.read_part(mail)
        row.facts = _facts_of(reply)
        if len(guests) == 1:
            event_record.lock(guests[0].event)
            db.session.refresh(guests[0])  # another answer may have been counted meanwhile
        invitation = weighing.weigh(mail, reply, guests, forged, ours)
        _belongs(row, invitation)
        _take(row, invitation, reply)
    except Refusal as refusal:
        _belongs(row, _likely(mail, guests, reply))
        _hold(row, refusal)


def _mark_bounced(letter: Letter, bounce: Bounce) -> Invitation | None:
    """Note on a letter that it came back, and on the contact if the address is still theirs."""
    if letter.state in BOUNCES_COUNT:
        letter.state, letter.server_words = LetterState.FAILED, bounce.words
    table, _, number = letter.record.partition(" ")
    invitation = mail_queries.invitation_of_number(int(number)) if table == "invitation" else None
    if invitation is None:
        return None
    contact = invitation.contact
    if addresses.key_of(letter.to_address) == contact.email_key:
        contact.bounced_at, contact.bounce_words = clock.now(), bounce.words
        history.record(contact, "a letter came back", by=MAILBOX, event=invitation.event)
    return invitation


def _receive_bounce(row: ReceivedMail, bounce: Bounce) -> None:
    row.kind, row.state, row.text = Incoming.BOUNCE, IncomingState.NOTED, bounce.words
    letters = mail_queries.letters_by_message_id(bounce.message_ids)
    if not letters:
        row.reason = N_("It is about no letter of ours.")
        return
    if not bounce.is_final:
        row.reason = N_("The email system is still trying.")
        return
    row.event_id, row.keep_until = letters[0].event_id, letters[0].keep_until
    for letter in letters:
        _belongs(row, _mark_bounced(letter, bounce))
    row.reason = N_("The letter could not be delivered.")


def _receive(row: ReceivedMail, mail: IncomingMail, ours: Ours) -> None:
    bounce = bounces.bounce_of(mail)
    if bounce is not None:
        _receive_bounce(row, bounce)
    elif mail.calendars:
        _receive_calendar(row, mail, ours)
    else:
        guests, _ = weighing.tagged(mail, ours)
        _belongs(row, _likely(mail, guests, None))
        if bounces.is_away(mail):
            row.kind, row.state = Incoming.AWAY, IncomingState.NOTED
        else:
            row.kind = Incoming.PLAIN if row.event_id else Incoming.OTHER


def receive(octets: bytes, *, ours: Ours, brought: Brought | None = None) -> ReceivedMail | None:
    """Take one message in: what it is and what became of it, as a stored row. None if it was taken in before.

    `brought`: the slides that `taking_slides.bring` found in it.

    Whatever the octets are, they give a row and no error.
    """
    digest = hashlib.sha256(octets).hexdigest()
    if mail_queries.by_digest(digest) is not None:
        return None
    try:
        mail = received_mails.read(octets)
    except received_mails.MailUnreadable:
        return hold_unread(octets)
    row = _row(digest, mail)
    if brought is not None:
        taking_slides.take(row, brought)
    else:
        _receive(row, mail, ours)
    db.session.add(row)
    return row


def hold_unread(octets: bytes) -> ReceivedMail:
    """Keep the place of a message that could not be read, so that somebody looks for it in the mailbox."""
    row = _row(hashlib.sha256(octets).hexdigest(), None)
    _hold(row, Held(N_("This email is malformed, so it could not be read. Look for it in the mailbox itself.")))
    db.session.add(row)
    return row
