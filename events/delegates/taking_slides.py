"""Slides come by email: a speaker's own, with one presentation attached, become the newest version of theirs.

Who sent it is asked twice: a mail to the address that only one speaker was told is theirs, and one from a speaker's
address is taken for theirs. From anybody else it is held. A sender's address can be forged, so what was taken stands as
received, seen by its speaker and the organiser alone, and a letter tells the speaker.
"""

import hashlib
import io
from dataclasses import dataclass

from events import files, outbox
from events.agenda import decks, presenting, speaker_addresses
from events.agenda import queries as agenda_queries
from events.agenda.decks import Recognised
from events.agenda.models import Speaker
from events.database import db, reading
from events.delegates import addresses, bounces, mail_queries, received_mails, weighing
from events.delegates.mail_models import ReceivedMail
from events.delegates.received_mails import IncomingMail, MailUnreadable
from events.delegates.reply_addresses import Ours
from events.delegates.states import Incoming, IncomingState
from events.delegates.weighing import Held
from events.files import Stored
from events.refusals import N_, Busy, Refusal

MAILBOX = "mailbox"  # how history names what was done by reading mail
SLIDES = (".pdf", ".pptx", ".odp", ".ppt", ".pptm", ".ppsx", ".ppsm", ".pot", ".potx", ".potm", ".key", ".zip")


class TooLargeForMail(Refusal):
    """Only the beginning of the mail was read."""

    sentence = N_("The email is too large to be read whole. Slides of this size go by the speaker's own page.")


@dataclass
class Brought:
    """What a mail brings for a speaker, looked at and stored before anything is written down."""

    speaker_id: int
    name: str = ""  # of the file
    refusal: Refusal | None = None
    is_theirs: bool = True  # sent by the speaker, as far as can be told: they are answered
    recognised: Recognised | None = None
    stored: Stored | None = None

    def drop(self) -> None:
        """Take the file out of the store, because nothing came of it."""
        if self.stored is not None:
            files.remove(self.stored.key)


def _tagged(mail: IncomingMail, ours: Ours) -> list[Speaker]:
    found = {}
    for address in mail.reached if ours.reply_address else ():
        number, mac = speaker_addresses.divided(address, ours.reply_address) or (0, "")
        speaker = db.session.get(Speaker, number) if 0 < number < 2**31 else None
        if speaker is not None and speaker_addresses.is_genuine(ours.keys, speaker, mac):
            found[speaker.id] = speaker
    return list(found.values())


def _is_by(mail: IncomingMail, speaker: Speaker) -> bool:
    return addresses.key_of(speaker.email) is not None and addresses.key_of(mail.from_address) == addresses.key_of(
        speaker.email)


def _whose(mail: IncomingMail, ours: Ours) -> tuple[list[Speaker], bool]:
    """(the speakers whom a mail may be for, whether it came to an address of theirs)."""
    tagged = _tagged(mail, ours)
    if tagged:
        return tagged, True
    if weighing.tagged(mail, ours)[0]:  # to a guest's own address: an answer, whoever else its sender is
        return [], False
    return agenda_queries.open_speakers_from(mail.from_address), False


def wants_whole(octets: bytes, *, ours: Ours) -> bool:
    """Whether a mail, known by its beginning, comes from a speaker: then all of it is worth reading."""
    try:
        mail = received_mails.read(octets)
    except MailUnreadable:
        return False
    with reading():
        return bool(_whose(mail, ours)[0])


def bring(octets: bytes, *, ours: Ours, is_cut: bool = False) -> Brought | None:
    """Look at the slides that a mail brings, and store them; None where it brings none. With no transaction open."""
    try:
        mail = received_mails.read(octets)
    except MailUnreadable:
        return None
    if bounces.bounce_of(mail) is not None or bounces.is_away(mail) or mail.calendars:
        return None
    with reading():
        if mail_queries.by_digest(hashlib.sha256(octets).hexdigest()) is not None:
            return None
        speakers, is_tagged = _whose(mail, ours)
        if not speakers:
            return None
        brought = Brought(speakers[0].id, is_theirs=_is_by(mail, speakers[0]))
        refusal = _doubt(mail, speakers, brought)
    attached = [row for row in received_mails.attachments(octets) if row[0].lower().endswith(SLIDES)]
    if not attached and not (is_tagged or is_cut):
        return None
    brought.refusal, brought.name = refusal, attached[0][0] if attached else ""
    if is_cut and refusal is None:
        brought.refusal = TooLargeForMail()
    elif refusal is None and attached:
        _look_at(brought, attached)
    return brought if attached or is_cut else Brought(brought.speaker_id)


def _doubt(mail: IncomingMail, speakers: list[Speaker], brought: Brought) -> Refusal | None:
    if len(speakers) > 1:
        brought.is_theirs = False
        return Held(N_("It may be about any of several talks: nothing in it says whose slides it brings."))
    if not brought.is_theirs:
        return Held(N_("It brings slides for %(name)s but was sent by %(address)s. Ask them, and hand the slides in "
                       "for them if they are theirs."), name=speakers[0].name, address=mail.from_address or "–")
    return None


def _look_at(brought: Brought, attached: list[tuple[str, bytes]]) -> None:
    if len(attached) > 1:
        brought.refusal = Held(N_("It brings several files that may be the slides. Please send one alone."))
        return
    stream = io.BytesIO(attached[0][1])
    try:
        brought.recognised = decks.recognise(stream)
        brought.stored = files.store(stream, most_megabytes=decks.MOST_MEGABYTES)
    except Busy:  # read again at the next visit
        raise
    except Refusal as refusal:
        brought.refusal = refusal


def take(row: ReceivedMail, brought: Brought) -> None:
    """Turn what a mail brought into the speaker's newest slides, or lay it in the event's tray with the reason."""
    speaker = db.session.get_one(Speaker, brought.speaker_id)
    row.event_id, row.keep_until = speaker.event_id, speaker.keep_until
    if brought.stored is None and brought.refusal is None:  # only words, to the speaker's own address
        row.kind = Incoming.PLAIN
        return
    row.kind, row.facts = Incoming.SLIDES, row.facts | {"file": brought.name, "speaker": speaker.name}
    if brought.refusal is None and speaker.withdrawn_at:
        brought.refusal = Held(N_("%(name)s has withdrawn, so no slides are taken."), name=speaker.name)
        brought.is_theirs = False
    if brought.refusal is not None:
        brought.drop()
        values = {name: received_mails.shown(str(value), most=300) for name, value in brought.refusal.values.items()}
        row.state, row.reason = IncomingState.HELD, brought.refusal.sentence
        row.facts = row.facts | {"values": values}
    elif brought.recognised is not None and brought.stored is not None:
        presenting.receive(speaker, stored=brought.stored, recognised=brought.recognised, original_name=brought.name,
                           by=MAILBOX)
        row.state = IncomingState.TAKEN
    if brought.is_theirs and speaker.email:
        _answer(speaker, brought, row.facts.get("values") or {})


def _answer(speaker: Speaker, brought: Brought, values: dict) -> None:
    event = speaker.event
    outbox.post(
        "agenda/slides_by_email", about=speaker, to_name=speaker.name, to_address=speaker.email, event=event,
        facts={"title": event.title, "file": brought.name, "values": values,
               "refused": brought.refusal.sentence if brought.refusal else "",
               "contact_email": agenda_queries.arrangements_of(event).contact_email},
    )


