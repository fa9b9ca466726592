"""Mail is collected: from a mailbox, or from files that somebody saved; each message is its own unit of work."""

import logging
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as SQLAlchemyTimeout

from events import mailboxes
from events.database import unit_of_work
from events.delegates import receiving, taking_slides
from events.delegates.reply_addresses import Ours
from events.refusals import Busy

log = logging.getLogger("soundings.mailbox")

KNOWN = "known"  # taken in before


@dataclass
class Collected:
    """How many messages were read, and what became of them: by kind and state, in words."""

    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many there were."""
        return self.outcomes.total()


def _brought(octets: bytes, ours: Ours, is_cut: bool) -> taking_slides.Brought | None:
    try:
        return taking_slides.bring(octets, ours=ours, is_cut=is_cut)
    except (Busy, OperationalError, SQLAlchemyTimeout):
        raise
    except Exception:  # as in `_after`: it is held as what it says of itself
        log.exception("a mail's files could not be read")
        return None


def take(octets: bytes, *, ours: Ours, is_cut: bool = False) -> str:
    """Take one message in and commit; what became of it: "calendar reply, taken".

    `is_cut`: more of it stands in the mailbox. The slides that it brings are stored before the transaction opens.
    """
    brought = _brought(octets, ours, is_cut)
    try:
        with unit_of_work():
            row = receiving.receive(octets, ours=ours, brought=brought)
            done = KNOWN if row is None else f"{row.kind.value}, {row.state.value}"
    except BaseException as error:
        if brought is not None:
            brought.drop()
        return _after(error, octets)
    if done == KNOWN and brought is not None:
        brought.drop()
    return done


def _after(error: BaseException, octets: bytes) -> str:
    if isinstance(error, IntegrityError):  # another reader of the same mailbox was first
        return KNOWN
    # The database cannot take it now: the mail is read again.
    if isinstance(error, (OperationalError, SQLAlchemyTimeout)) or not isinstance(error, Exception):
        raise error
    # One mail that nobody foresaw must not stop all that come after it.
    log.error("a mail could not be taken in", exc_info=error)
    with unit_of_work():
        row = receiving.hold_unread(octets)
        return f"{row.kind.value}, {row.state.value}"


def collect(url: str, *, ours: Ours) -> Collected:
    """Read what is new in the mailbox, and mark each message once its row is committed.

    Raises mailboxes.MailboxShut. A database that cannot take it just now ends the visit: what was
    not marked is read at the next one. Of a long mail the beginning is read, and all of it from a speaker.
    """
    done = Collected()
    with mailboxes.opened(url) as box:
        for message in box.unread():
            octets, is_cut = message.octets, False
            if message.is_cut and taking_slides.wants_whole(octets, ours=ours):
                octets = box.whole(message)
                is_cut = len(octets) < message.size
            done.outcomes[take(octets, ours=ours, is_cut=is_cut)] += 1
            box.mark(message)
    return done
