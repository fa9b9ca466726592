"""Moderating: a remark is read before anyone else sees it, and let through, hidden, mended or withheld.

Two moderators never undo each other: a page sends along what it showed (`seen_of`), and an act on
anything else raises ChangedMeanwhile. History keeps record, act and who; never a text.
"""

import hashlib

from sqlalchemy import func, select, update

from events import history, outbox
from events.access import queries as officers
from events.database import db
from events.event import Event
from events.feedback import announcing, capturing, queries, settling, texts
from events.feedback.models import Remark
from events.feedback.settling import ANSWERED_IN_THE_ROOM
from events.feedback.states import MOVES, Disposition, RemarkKind, RemarkState
from events.refusals import N_, Refusal, Stale


class ChangedMeanwhile(Stale):
    """Another moderator has decided, or has mended the text, since the page was opened."""

    sentence = N_("Another moderator has dealt with %(ref)s since you opened the page. Nothing of yours was saved.")


class CannotMove(Refusal):
    """A remark does not go from where it is to there."""

    sentence = N_("%(ref)s cannot be dealt with in that way from where it stands now.")
    status = 409


class ReasonWanted(Refusal):
    """A remark is hidden only with a reason."""

    sentence = N_("Say in a few words why it is hidden: its writer can read the reason with the receipt")
    field = "reason"


def seen_of(remark: Remark) -> str:
    """What a page shows of a remark, as a short word to send along: its state and its text."""
    return f"{remark.state}-{hashlib.sha256(remark.text.encode()).hexdigest()[:16]}"


def approve(remark: Remark, *, by, seen: str = "") -> None:
    """Let a remark through: to the drafting group, and a question to the wall. Doing it twice changes nothing."""
    if _is_so_already(remark, RemarkState.APPROVED, seen):
        return
    _move(remark, RemarkState.APPROVED, seen)
    remark.hidden_reason = ""
    remark.wall_position = _last_position(remark.event) + 1
    settling.settle(remark)
    _done(remark, "approved", by)


def hide(remark: Remark, *, reason: str, by, seen: str = "") -> None:
    """Keep a remark from everybody but moderators, with the reason. Raises ReasonWanted."""
    if _is_so_already(remark, RemarkState.HIDDEN, seen):
        return
    reason = texts.clean_text(reason)
    if not reason:
        raise ReasonWanted()
    _move(remark, RemarkState.HIDDEN, seen)
    remark.hidden_reason = reason
    remark.is_being_answered = False
    _done(remark, "hidden", by)


def put_back(remark: Remark, *, by, seen: str = "") -> None:
    """Put a remark back among those that wait: it was decided too soon, or the lead gives it back."""
    if _is_so_already(remark, RemarkState.WAITING, seen):
        return
    _move(remark, RemarkState.WAITING, seen)
    remark.hidden_reason = ""
    remark.is_being_answered = False
    _done(remark, "put back in the queue", by)


def redact(remark: Remark, *, text: str, by, seen: str = "") -> None:
    """Put other words in the place of a remark's own: the original is gone. Raises NothingWritten or TooLong."""
    queries.hold(remark)
    _check(remark, seen)
    words = texts.clean_text(text)
    if not words:
        raise capturing.NothingWritten()
    if len(words) > capturing.LONGEST:
        raise capturing.TooLong(most=f"{capturing.LONGEST:,}", length=f"{len(words):,}")
    if words == remark.text:
        return
    remark.text, remark.is_redacted = words, True
    remark.translation = ""  # it may hold what was taken out
    _done(remark, "redacted", by)


def withhold(remark: Remark, *, by, seen: str = "") -> int:
    """Take a remark out of every list but the safeguarding lead's, and write to the leads that one waits.

    Returns how many leads were written to: none means that somebody must be rung.
    """
    if _is_so_already(remark, RemarkState.WITHHELD, seen):
        return len(officers.holders("safeguarding", remark.event))
    _move(remark, RemarkState.WITHHELD, seen)
    remark.is_being_answered = False
    _done(remark, "withheld", by)
    leads = officers.holders("safeguarding", remark.event)
    for lead in leads:
        # About the event, not the remark: nothing in the letter leads to what was written.
        outbox.post("feedback/safeguarding", about=remark.event, to_name=lead.name, to_address=lead.email,
                    event=remark.event)
    return len(leads)


def put_on_wall(remark: Remark, *, by) -> None:
    """Show an approved question on the wall, after those that are there."""
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED or remark.kind != RemarkKind.QUESTION:
        raise CannotMove(ref=remark.ref)
    if not remark.is_on_wall:
        remark.is_on_wall, remark.wall_position = True, _last_position(remark.event) + 1
        _done(remark, "put on the wall", by)


def put_first(remark: Remark, *, by) -> None:
    """Put a question before the others on the wall."""
    put_on_wall(remark, by=by)
    first = db.session.scalar(select(func.min(Remark.wall_position)).where(Remark.event_id == remark.event_id))
    remark.wall_position = (first or 0) - 1
    _done(remark, "put first on the wall", by)


def take_off_wall(remark: Remark, *, by) -> None:
    """Take a question off the wall; it stays approved."""
    queries.hold(remark)
    if remark.is_on_wall:
        remark.is_on_wall, remark.is_being_answered = False, False
        _done(remark, "taken off the wall", by)


def begin_answer(remark: Remark, *, by) -> None:
    """This question is being answered now: the wall shows it large, and no other."""
    put_on_wall(remark, by=by)
    if remark.is_being_answered:
        return
    db.session.execute(
        update(Remark).where(Remark.event_id == remark.event_id, Remark.is_being_answered)
        .values(is_being_answered=False).execution_options(synchronize_session="fetch")
    )
    remark.is_being_answered = True
    _done(remark, "being answered", by)


def end_answer(remark: Remark, *, by) -> None:
    """The question was answered from the platform: it leaves the wall, and its writer can read so."""
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED:
        raise CannotMove(ref=remark.ref)
    remark.is_being_answered = remark.is_on_wall = False
    if remark.disposition is None:
        remark.disposition, remark.disposition_reason = Disposition.ANSWERED, ANSWERED_IN_THE_ROOM
    _done(remark, "answered at the event", by)


def _is_so_already(remark: Remark, state: RemarkState, seen: str) -> bool:
    """Whether another has done the very same to the very same text: then there is nothing left to do."""
    queries.hold(remark)
    text = seen.rpartition("-")[2]
    return remark.state == state and (not seen or text == seen_of(remark).rpartition("-")[2])


def _check(remark: Remark, seen: str) -> None:
    if seen and seen != seen_of(remark):
        raise ChangedMeanwhile(ref=remark.ref)


def _move(remark: Remark, to: RemarkState, seen: str) -> None:
    _check(remark, seen)
    if to not in MOVES[RemarkState(remark.state)]:
        raise CannotMove(ref=remark.ref)
    remark.state = to


def _last_position(event: Event) -> int:
    return db.session.scalar(select(func.max(Remark.wall_position)).where(Remark.event_id == event.id)) or 0


def _done(remark: Remark, act: str, by) -> None:
    history.record(remark, act, by=by, event=remark.event)
    announcing.announce(remark.event)
