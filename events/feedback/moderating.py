"""Moderating: a remark is read before anyone else sees it, and let through, hidden, mended or withheld.

Two moderators never undo each other: a page sends along what it showed (`seen_of`), and an act on
anything else raises ChangedMeanwhile. History keeps record, act and who; never a text.
"""

import hashlib

from sqlalchemy import func, select, update

from events import clock, history, outbox
from events.database import db
from events.event import Event, lock
from events.feedback import (
    announcing,
    capturing,
    passing_answers_on,
    queries,
    safeguarding_queries,
    scripts,
    settling,
    texts,
)
from events.feedback.models import Remark
from events.feedback.room_models import SafeguardingFlag
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


class TranslationWanted(Refusal):
    """A remark in another script is let through only by somebody who can read it."""

    sentence = N_("%(ref)s is in another script and has no translation. Put it into English first, or say below that "
                  "you have read it and let it through without one.")


def seen_of(remark: Remark) -> str:
    """What a page shows of a remark, as a short word to send along: its state, and its words with their translation."""
    words = remark.text + (f"\x1f{remark.translation}\x1f{remark.merged_into_id or ''}"
                           if remark.translation or remark.merged_into_id else "")
    return f"{remark.state}-{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def standing_of(remark: Remark) -> str:
    """What a page shows of a question's place on the wall, as a short word to send along."""
    place = "now" if remark.is_being_answered else "on" if remark.is_on_wall else "off"
    return f"{place}-{'said' if remark.disposition else 'open'}"


def wants_translation(remark: Remark) -> bool:
    """Whether a moderator may not be able to read it: another script, and no English beside it."""
    return not remark.translation and scripts.is_in_another_script(remark.text)


def approve(remark: Remark, *, by, seen: str = "", also_untranslated: bool = True) -> None:
    """Let a remark through: to the drafting group, and a question to the wall. Doing it twice changes nothing.

    Raises TranslationWanted for one in another script without a translation, unless `also_untranslated`.
    """
    if _is_so_already(remark, RemarkState.APPROVED, seen):
        return
    check_seen(remark, seen)
    if wants_translation(remark) and not also_untranslated:
        raise TranslationWanted(ref=remark.ref)
    _move(remark, RemarkState.APPROVED, seen)
    remark.hidden_reason = ""
    remark.wall_position = last_position(remark.event) + 1
    settling.settle(remark)
    done(remark, "approved", by)


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
    done(remark, "hidden", by)


def put_back(remark: Remark, *, by, seen: str = "") -> None:
    """Put a remark back among those that wait: it was decided too soon, or the lead gives it back."""
    if _is_so_already(remark, RemarkState.WAITING, seen):
        return
    _move(remark, RemarkState.WAITING, seen)
    remark.hidden_reason = ""
    remark.is_being_answered = False
    done(remark, "put back in the queue", by)


def redact(remark: Remark, *, text: str, by, seen: str = "") -> None:
    """Put other words in the place of a remark's own: the original is gone. Raises NothingWritten or TooLong."""
    queries.hold(remark)
    check_seen(remark, seen)
    words = texts.clean_text(text)
    if not words:
        raise capturing.NothingWritten()
    if len(words) > capturing.LONGEST:
        raise capturing.TooLong(most=f"{capturing.LONGEST:,}", length=f"{len(words):,}")
    if words == remark.text:
        return
    remark.text, remark.is_redacted = words, True
    remark.translation = remark.original = ""  # they may hold what was taken out
    done(remark, "redacted", by)


def withhold(remark: Remark, *, by, seen: str = "") -> int:
    """Take a remark out of every list but the safeguarding lead's, and write to the leads that one waits.

    Called from the queue, and at capture by whoever enters a card. Returns how many leads were written to: none
    means that somebody must be rung. The deputy is written to later (safeguarding.py), or now where no lead is left.
    """
    leads = safeguarding_queries.leads_of(remark.event)
    if _is_so_already(remark, RemarkState.WITHHELD, seen):
        return len(leads)
    _move(remark, RemarkState.WITHHELD, seen)
    remark.is_being_answered = remark.is_pinned = False
    remark.merged_into = None
    db.session.execute(update(Remark).where(Remark.merged_into_id == remark.id).values(merged_into_id=None)
                       .execution_options(synchronize_session="fetch"))
    done(remark, "withheld", by)
    _flag(remark)
    for lead in leads:
        # About the event, not the remark: nothing in the letter leads to what was written.
        outbox.post("feedback/safeguarding", about=remark.event, to_name=lead.name, to_address=lead.email,
                    event=remark.event)
    return len(leads)


def _flag(remark: Remark) -> None:
    """Note when it was withheld; one that comes a second time waits to be taken on anew."""
    flag = safeguarding_queries.flag_of(remark)
    if flag is None:
        flag = SafeguardingFlag(remark_id=remark.id, event_id=remark.event_id)
        db.session.add(flag)
    flag.flagged_at = clock.now()
    flag.acknowledged_at = flag.acknowledged_by_id = flag.deputy_told_at = flag.closed_at = None


def put_on_wall(remark: Remark, *, by, standing: str = "") -> None:
    """Show an approved question on the wall, after those that are there."""
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED or remark.kind != RemarkKind.QUESTION or remark.merged_into_id:
        raise CannotMove(ref=remark.ref)
    if not remark.is_on_wall:
        _check_standing(remark, standing)
        remark.is_on_wall, remark.wall_position = True, last_position(remark.event) + 1
        done(remark, "put on the wall", by)


def put_first(remark: Remark, *, by, standing: str = "") -> None:
    """Put a question before the others on the wall."""
    put_on_wall(remark, by=by, standing=standing)
    first = db.session.scalar(select(func.min(Remark.wall_position)).where(Remark.event_id == remark.event_id))
    remark.wall_position = (first or 0) - 1
    done(remark, "put first on the wall", by)


def take_off_wall(remark: Remark, *, by, standing: str = "") -> None:
    """Take a question off the wall; it stays approved."""
    queries.hold(remark)
    if remark.is_on_wall:
        _check_standing(remark, standing)
        remark.is_on_wall, remark.is_being_answered = False, False
        done(remark, "taken off the wall", by)


def begin_answer(remark: Remark, *, by, standing: str = "", instead_of: str | None = None) -> None:
    """This question is being answered now: the wall shows it large, and no other.

    `instead_of` is the ref that the page showed as being answered, empty for none: another one meanwhile is not
    pushed aside unseen.
    """
    lock(remark.event)
    queries.hold(remark)
    if remark.is_being_answered:
        return
    _check_standing(remark, standing)
    now = queries.being_answered(remark.event)
    if instead_of is not None and instead_of != (now.ref if now else ""):
        raise ChangedMeanwhile(ref=now.ref if now else instead_of)
    put_on_wall(remark, by=by)
    if now is not None:
        now.is_being_answered = False
    remark.is_being_answered = True
    done(remark, "being answered", by)


def end_answer(remark: Remark, *, by, standing: str = "") -> None:
    """The question was answered from the platform: it leaves the wall, and its writer can read so."""
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED:
        raise CannotMove(ref=remark.ref)
    if remark.disposition == Disposition.ANSWERED and not remark.is_on_wall:
        return
    _check_standing(remark, standing)
    remark.is_being_answered = remark.is_on_wall = False
    if remark.disposition is None:
        remark.disposition, remark.disposition_reason = Disposition.ANSWERED, ANSWERED_IN_THE_ROOM
    done(remark, "answered at the event", by)
    passing_answers_on.pass_on(remark, by=by)


def _is_so_already(remark: Remark, state: RemarkState, seen: str) -> bool:
    """Whether another has done the very same to the very same text: then there is nothing left to do."""
    queries.hold(remark)
    text = seen.rpartition("-")[2]
    return remark.state == state and (not seen or text == seen_of(remark).rpartition("-")[2])


def check_seen(remark: Remark, seen: str) -> None:
    """Raise ChangedMeanwhile where a page showed something else than what a held remark says now."""
    if seen and seen != seen_of(remark):
        raise ChangedMeanwhile(ref=remark.ref)


def _check_standing(remark: Remark, standing: str) -> None:
    if standing and standing != standing_of(remark):
        raise ChangedMeanwhile(ref=remark.ref)


def _move(remark: Remark, to: RemarkState, seen: str) -> None:
    check_seen(remark, seen)
    if to not in MOVES[RemarkState(remark.state)]:
        raise CannotMove(ref=remark.ref)
    remark.state = to


def last_position(event: Event) -> int:
    """Where the last question stands in the moderators' order."""
    return db.session.scalar(select(func.max(Remark.wall_position)).where(Remark.event_id == event.id)) or 0


def done(remark: Remark, act: str, by) -> None:
    """Write in the history that it was done, and tell the wall."""
    history.record(remark, act, by=by, event=remark.event)
    announcing.announce(remark.event)
