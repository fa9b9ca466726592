"""Capturing a remark: from a phone, a paper card, the floor or a letter.

An anonymous remark is kept with its day, its agenda item and the hash of its receipt. Nothing else
is written: no history, no letter, no count, no other row that could tell when or by whom.
"""

import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from events import clock
from events.agenda.models import AgendaItem, Speaker
from events.database import db
from events.delegates.models import Invitation
from events.event import Event
from events.feedback import queries, receipts, room_queries, texts
from events.feedback.models import Remark
from events.feedback.states import Attribution, RemarkChannel, RemarkKind, RemarkState
from events.refusals import N_, Refusal

LONGEST = 2_000  # characters
OPEN_AFTER = timedelta(days=14)
WITH_A_NAME = (Attribution.NAMED, Attribution.ROOM)  # their writer is known, to all or to a few
REF_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST_OF = {"name": 200, "organisation": 200, "partnership": 160, "about_action": 20}


class RoomClosed(Refusal):
    """The time for sending questions and comments is over."""

    sentence = N_("The time for sending questions and comments is over. What you typed was not sent: it stands below "
                  "so that you can keep it.")


class RoomNotOpen(Refusal):
    """The organiser has not opened the room yet."""

    sentence = N_("Questions and comments cannot be sent yet. What you typed was not sent: it stands below so that "
                  "you can keep it.")


class RoomPaused(Refusal):
    """A moderator has paused asking."""

    sentence = N_("Asking is paused just now. What you typed was not sent: it stands below, and you can send it when "
                  "asking goes on.")


class NothingWritten(Refusal):
    """The remark has no words."""

    sentence = N_("Write your question or comment")
    field = "text"


class TooLong(Refusal):
    """The remark is over the limit."""

    sentence = N_("Keep this to %(most)s characters or fewer. It has %(length)s now.")
    field = "text"


class NameWanted(Refusal):
    """The writer wants to be named, and left the name out."""

    sentence = N_("Enter your name, or choose another way to be shown")
    field = "name"


class OrganisationWanted(Refusal):
    """The writer wants the organisation shown, and left it out."""

    sentence = N_("Enter your organisation, or choose another way to be shown")
    field = "organisation"


class PartnershipWanted(Refusal):
    """The writer wants the partnership shown, and left it out."""

    sentence = N_("Enter your partnership, or choose another way to be shown")
    field = "partnership"


class WordsTooLong(Refusal):
    """A name, a body or an action's number is over its limit."""

    sentence = N_("Keep this to %(most)s characters or fewer")


class AlreadyRead(Refusal):
    """A moderator was faster than the writer who wants the remark back."""

    sentence = N_("A moderator has read this already, so it can no longer be changed or taken back here. Ring us if "
                  "it must go.")
    status = 409


def opens_at(event: Event) -> datetime:
    """The moment from which phones can send: as the organiser set it, else since the event was made."""
    return room_queries.room_of(event).opens_at or event.created_at


def closes_at(event: Event) -> datetime:
    """The moment after which phones can no longer send: as the organiser set it, else 14 days after the event."""
    return room_queries.room_of(event).closes_at or event.ends_at + OPEN_AFTER


def why_not(event: Event) -> Refusal | None:
    """Why phones can send nothing just now: RoomNotOpen, RoomClosed or RoomPaused; None while they can."""
    now = clock.now()
    if now < opens_at(event):
        return RoomNotOpen()
    if now > closes_at(event):
        return RoomClosed()
    return RoomPaused() if room_queries.room_of(event).is_paused else None


def is_open(event: Event) -> bool:
    """Whether phones can send remarks now."""
    return why_not(event) is None


def sent_before(event: Event, form_key: str, text: str) -> str:
    """The receipt of the remark that this very form with these words has made already; an empty word for none."""
    known, receipt = _captured_before(event, form_key, texts.clean_text(text))
    return receipt if known is not None else ""


def capture(
    event: Event, *, kind: str, text: str, channel: str, attribution: str, name: str = "", organisation: str = "",
    partnership: str = "", agenda_item: AgendaItem | None = None, speaker: Speaker | None = None,
    about_action: str = "", invitation: Invitation | None = None, form_key: str = "", ref: str = "",
    received_on: date | None = None, wants_to_hear: bool = False, language: str = "",
) -> tuple[Remark, str]:
    """Keep a remark, waiting for a moderator: (the remark, its receipt).

    `form_key` is the random key of the form it came by: the same form sent again is the same remark
    and the same receipt. Phones alone are refused by RoomNotOpen, RoomClosed and RoomPaused. Raises
    NothingWritten, TooLong, NameWanted, OrganisationWanted, PartnershipWanted or WordsTooLong.
    """
    words = _words(text)
    key = form_key or secrets.token_urlsafe(18)
    known, receipt = _captured_before(event, key, words)
    if known is not None:
        return known, receipt
    closed = why_not(event) if channel == RemarkChannel.WEB and received_on is None else None
    if closed is not None:
        raise closed
    shown = _shown(Attribution(attribution), name, organisation, partnership)
    is_named = attribution in WITH_A_NAME
    remark = Remark(
        event=event, kind=RemarkKind(kind), state=RemarkState.WAITING, channel=RemarkChannel(channel),
        agenda_item=agenda_item, speaker=speaker, attribution=Attribution(attribution), text=words,
        language=language, about_action=_line(about_action, "about_action"), keep_until=event.keep_until,
        received_on=received_on or event.local(clock.now()).date(), receipt_hash=receipts.hash_of(receipt),
        # A moment, a link and the wish to hear are kept only for those who gave their name.
        received_at=clock.now() if is_named and received_on is None else None,
        invitation=invitation if is_named else None,
        wants_to_hear=bool(wants_to_hear and is_named and invitation is not None), **shown,
    )
    return _stored(event, remark, ref), receipt


def take_back(remark: Remark) -> None:
    """The writer takes a waiting remark back: the words are gone. Raises AlreadyRead.

    No history: an entry would tell at which moment the writer of an anonymous remark was here.
    """
    queries.hold(remark)
    if remark.state != RemarkState.WAITING:
        raise AlreadyRead()
    remark.state, remark.text, remark.translation = RemarkState.WITHDRAWN, "", ""
    remark.name = remark.organisation = remark.partnership = ""
    remark.invitation, remark.wants_to_hear = None, False


def reword(remark: Remark, *, text: str, agenda_item: AgendaItem | None, speaker: Speaker | None) -> None:
    """The writer puts other words in the place of a waiting remark's. Raises AlreadyRead, NothingWritten or TooLong.

    What stood there before is gone: nobody has read it. No history, as in `take_back`.
    """
    words = _words(text)
    queries.hold(remark)
    if remark.state != RemarkState.WAITING:
        raise AlreadyRead()
    remark.text, remark.agenda_item = words, agenda_item
    remark.speaker = speaker if remark.kind == RemarkKind.QUESTION else None


def _words(text: str) -> str:
    words = texts.clean_text(text)
    if not words:
        raise NothingWritten()
    if len(words) > LONGEST:
        raise TooLong(most=f"{LONGEST:,}", length=f"{len(words):,}")
    return words


def _line(typed: str, field: str) -> str:
    line = texts.clean_name(typed)
    if len(line) > LONGEST_OF[field]:
        raise WordsTooLong(field=field, most=LONGEST_OF[field])
    return line


def _shown(attribution: Attribution, name: str, organisation: str, partnership: str) -> dict[str, str]:
    """What of the writer is kept: no more than is shown."""
    is_bare = attribution in (Attribution.ANONYMOUS, Attribution.ROOM)
    kept = {"name": "", "organisation": "", "partnership": "" if is_bare else _line(partnership, "partnership")}
    if attribution in WITH_A_NAME:
        kept |= {"name": _line(name, "name"), "organisation": _line(organisation, "organisation")}
        if not kept["name"]:
            raise NameWanted()
    elif attribution == Attribution.ORGANISATION:
        kept["organisation"] = _line(organisation, "organisation")
        if not kept["organisation"]:
            raise OrganisationWanted()
    elif attribution == Attribution.PARTNERSHIP and not kept["partnership"]:
        raise PartnershipWanted()
    return kept


def _captured_before(event: Event, key: str, words: str) -> tuple[Remark | None, str]:
    """The remark that this form made before, or None and the receipt to give.

    A form that comes back with other words (the browser's Back, then a second question) is another
    remark: nothing typed is lost. Its receipt is still made of nothing but the form itself.
    """
    receipt = receipts.receipt_of(event.slug, key)
    known = _by_receipt(receipt)
    if known is None or words in (known.text, known.original) or known.is_redacted or (
            known.state == RemarkState.WITHDRAWN):
        return known, receipt
    second = receipts.receipt_of(event.slug, f"{key}\x1f{words}")
    return _by_receipt(second), second


def _by_receipt(receipt: str) -> Remark | None:
    return db.session.scalar(select(Remark).where(Remark.receipt_hash == receipts.hash_of(receipt)))


def new_ref(event: Event) -> str:
    """A random ref that no remark of the event has."""
    while True:
        ref = "R-" + "".join(secrets.choice(REF_LETTERS) for _ in range(5))
        if not db.session.scalar(select(Remark.id).where(Remark.event_id == event.id, Remark.ref == ref)):
            return ref


def _stored(event: Event, remark: Remark, ref: str) -> Remark:
    """Store it under random keys. On PostgreSQL two presses run side by side: the loser finds the winner's."""
    receipt_hash = remark.receipt_hash
    remark.id, remark.ref = secrets.token_hex(16), ref or new_ref(event)
    try:
        with db.session.begin_nested():
            db.session.add(remark)
    except IntegrityError:
        known = db.session.scalar(select(Remark).where(Remark.receipt_hash == receipt_hash))
        if known is None:
            raise
        return known
    return remark
