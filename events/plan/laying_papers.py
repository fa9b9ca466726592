"""Laying a version before a board: each member gets a private link, by letter or on paper, and may say it was read."""

import secrets

from events import clock, history, outbox
from events.database import db
from events.delegates import addresses
from events.event import KEPT_AFTER
from events.outbox import LetterState
from events.plan import board_queries
from events.plan.board_models import BoardLink
from events.plan.models import PlanVersion
from events.plan.signing import refuse_approved, what_is_open
from events.refusals import N_, Refusal

LETTER = "plan/board_papers"


class NotBeforeTheBoard(Refusal):
    """A gate is open, so the plan cannot go to the board."""

    sentence = N_("The plan cannot go to the board yet. Still open: %(open)s.")
    status = 409


class MemberMissing(Refusal):
    """A link is for somebody with a name."""

    sentence = N_("Enter the member's name.")
    field = "name"


class MemberKnown(Refusal):
    """Somebody with that address has a link to this version."""

    sentence = N_("%(name)s has a link to this version already.")
    field = "email"


class NoSuchAddress(Refusal):
    """Not an address that mail can be sent to."""

    sentence = N_("Enter an email address like name@example.org, or leave it empty and print the link.")
    field = "email"


class NobodyToWriteTo(Refusal):
    """No member has an address whose link has not been sent."""

    sentence = N_("Every member with an email address has been written to. Print the link for the others.")


class LinkShut(Refusal):
    """The link is closed, or the board has decided long ago."""

    sentence = N_("This link is closed. Make a new one if the member is still to read.")
    status = 409


def add_member(version: PlanVersion, *, name: str, email: str = "", by) -> BoardLink:
    """A link for one member. Raises MemberMissing, NoSuchAddress, MemberKnown or DecidedVersion."""
    refuse_approved(version)
    name, email = addresses.cleaned(name), email.strip()
    if not name:
        raise MemberMissing()
    if email:
        try:
            email = addresses.checked(email)
        except ValueError:
            raise NoSuchAddress() from None
    for other in board_queries.links_of(version):
        if email and not other.closed_at and other.email.lower() == email.lower():
            raise MemberKnown(name=other.name)
    now = clock.now()
    link = BoardLink(version_id=version.id, ref=secrets.token_hex(8), name=name, email=email, made_at=now,
                     made_by_id=getattr(by, "id", None), keep_until=now + KEPT_AFTER)
    db.session.add(link)
    history.record(link, "made", by=by)
    return link


def copy_members(before: PlanVersion, version: PlanVersion, *, by) -> list[BoardLink]:
    """Links to a version for everybody who had one to an earlier version and has none yet. Raises DecidedVersion."""
    refuse_approved(version)
    has = {(row.name, row.email) for row in board_queries.links_of(version) if not row.closed_at}
    return [add_member(version, name=row.name, email=row.email, by=by) for row in board_queries.links_of(before)
            if not row.closed_at and (row.name, row.email) not in has]


def refuse_open_gates(version: PlanVersion) -> None:
    """Raise NotBeforeTheBoard while anything stands before approval."""
    still = what_is_open(version)
    if still:
        raise NotBeforeTheBoard(open="; ".join(still))


def _post(link: BoardLink, hold) -> None:
    events = link.version.plan.events  # the letter is kept as long as the last event's, and goes with it
    outbox.post(LETTER, about=link, to_name=link.name, to_address=link.email, hold=hold,
                event=events[-1] if events else None,
                facts={"plan": link.version.plan.title, "number": link.version.number})
    link.sent_at = clock.now()


def send(version: PlanVersion, *, hold, by) -> int:
    """Write to every member with an address who has not been written to. Returns how many.

    `hold` (timedelta) is how long the letters may still be called back. Raises DecidedVersion, NotBeforeTheBoard
    or NobodyToWriteTo.
    """
    refuse_approved(version)
    refuse_open_gates(version)
    waiting = [row for row in board_queries.links_of(version) if row.email and not row.sent_at and not row.closed_at]
    if not waiting:
        raise NobodyToWriteTo()
    for link in waiting:
        _post(link, hold)
    history.record(version, "laid before the board", by=by)
    return len(waiting)


def call_back(version: PlanVersion, *, by) -> int:
    """Call back the letters that have not left. Returns how many."""
    called = 0
    for link in board_queries.links_of(version):
        if outbox.withdraw(about=link, name=LETTER):
            link.sent_at = None
            called += 1
    if called:
        history.record(version, "letters to the board called back", by=by)
    return called


def close(link: BoardLink, *, by) -> None:
    """Close a link for good; a letter with it that has not left stays here."""
    if link.closed_at is None:
        outbox.withdraw(about=link)
        link.closed_at = clock.now()
        history.record(link, "closed", by=by)


def replace(link: BoardLink, *, hold, by) -> None:
    """A new link in place of one that was lost: the old one stops opening. Sent again where it had been sent.

    Raises LinkShut, and NotBeforeTheBoard where it is to be sent and a gate has fallen open.
    """
    if link.closed_at is not None or board_queries.is_over(link.version):
        raise LinkShut()
    link.link_version += 1
    outbox.withdraw(about=link)
    if link.email and link.sent_at:
        refuse_open_gates(link.version)
        _post(link, hold)
    history.record(link, "link replaced", by=by)


def note_read(link: BoardLink) -> None:
    """The member says that the papers were read: the day is kept, and nothing of what was read."""
    if link.read_on is None:
        link.read_on = clock.today()
        history.record(link, "read", by="board member")


def letters_held(version: PlanVersion) -> int:
    """How many letters to members may still be called back."""
    return sum(any(letter.name == LETTER and letter.state in (LetterState.HELD, LetterState.QUEUED)
                   for letter in outbox.about(link)) for link in board_queries.links_of(version))
