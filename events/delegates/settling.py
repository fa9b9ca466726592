"""A mail in the tray is settled: somebody records what it says, or puts it aside."""

import re
from datetime import datetime

from events import clock, history
from events.access.models import Officer
from events.database import db
from events.delegates import replying, substituting
from events.delegates.mail_models import ReceivedMail
from events.delegates.models import Invitation, Reply
from events.delegates.states import Channel, Incoming, IncomingState, Said
from events.refusals import N_, Refusal


class SettledAlready(Refusal):
    """Somebody else was first."""

    sentence = N_("This email has been settled already.")
    status = 409


class NobodysMail(Refusal):
    """An answer must be somebody's."""

    sentence = N_("This email stands beside no guest, so no answer can be recorded from it. Open the guest's page.")
    status = 409


def _settle(mail: ReceivedMail, *, by: Officer) -> None:
    db.session.refresh(mail, with_for_update=True)
    if mail.state != IncomingState.HELD:
        raise SettledAlready()
    mail.state, mail.settled_by_id, mail.settled_at = IncomingState.SETTLED, by.id, clock.now()


def _count_from_here(mail: ReceivedMail, invitation: Invitation) -> None:
    """What comes late and is older than this reply changes nothing any more."""
    sequence, stamp = mail.facts.get("sequence"), mail.facts.get("stamp")
    if mail.kind != Incoming.CALENDAR or stamp is None:
        return
    written = datetime.fromisoformat(stamp)
    if sequence == invitation.event.sequence + invitation.sequence_lift and written <= clock.now() and (
        invitation.answered_stamp is None or written > invitation.answered_stamp
    ):
        invitation.answered_sequence, invitation.answered_stamp = sequence, written


def _substitute_of(mail: ReceivedMail) -> substituting.Named | None:
    """Who is to come instead, as a calendar names them: by an address, from which a name is guessed."""
    found = mail.facts.get("substitutes") or []
    if not found:
        return None
    words = re.sub(r"[._+-]+", " ", found[0].partition("@")[0]).strip().title()
    return substituting.Named(name=words or found[0], email=found[0])


def record_answer(mail: ReceivedMail, *, said: str, by: Officer) -> Reply:
    """Record what a mail says as the answer of the guest beside whom it lies.

    Where they send somebody else, that one is proposed and still to be confirmed. Raises SettledAlready,
    NobodysMail, AnswerNeeded, ReplyClosed or substituting.NameNeeded.
    """
    invitation = mail.invitation
    if invitation is None:
        raise NobodysMail()
    _settle(mail, by=by)
    channel = Channel.CALENDAR if mail.kind == Incoming.CALENDAR else Channel.MAIL
    answer = replying.reply(
        invitation, said=said, channel=channel, by=by, comment=mail.facts.get("comment", ""),
        substitute=_substitute_of(mail) if said == Said.DELEGATED else None,
    )
    mail.facts = mail.facts | {"settled_as": said}
    _count_from_here(mail, invitation)
    history.record(mail, f"recorded as {said}", by=by, event=mail.event)
    return answer


def put_aside(mail: ReceivedMail, *, by: Officer) -> None:
    """Settle a mail without an answer. Raises SettledAlready."""
    _settle(mail, by=by)
    history.record(mail, "put aside", by=by, event=mail.event)
