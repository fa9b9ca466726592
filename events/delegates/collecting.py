"""Mail is collected: from a mailbox, or from files that somebody saved; each message is its own unit of work."""

import logging
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as SQLAlchemyTimeout

from events import mailboxes
from events.database import unit_of_work
from events.delegates import receiving
from events.delegates.reply_addresses import Ours

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


def take(octets: bytes, *, ours: Ours) -> str:
    """Take one message in and commit; what became of it: "calendar reply, taken"."""
    try:
        with unit_of_work():
            row = receiving.receive(octets, ours=ours)
            return KNOWN if row is None else f"{row.kind.value}, {row.state.value}"
    except IntegrityError:  # another reader of the same mailbox was first
        return KNOWN
    except (OperationalError, SQLAlchemyTimeout):  # the database cannot take it now: the mail is read again
        raise
    except Exception:  # one mail that nobody foresaw must not stop all that come after it
        log.exception("a mail could not be taken in")
        with unit_of_work():
            row = receiving.hold_unread(octets)
            return f"{row.kind.value}, {row.state.value}"


def collect(url: str, *, ours: Ours) -> Collected:
    """Read what is new in the mailbox, and mark each message once its row is committed.

    Raises mailboxes.MailboxShut. A database that cannot take it just now ends the visit: what was
    not marked is read at the next one.
    """
    done = Collected()
    with mailboxes.opened(url) as box:
        for message in box.unread():
            done.outcomes[take(message.octets, ours=ours)] += 1
            box.mark(message)
    return done
