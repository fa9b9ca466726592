"""Voting for questions: once per browser, and nothing kept that says whose vote it is."""

import hashlib

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from events.database import db
from events.event import Event
from events.feedback import announcing, room_queries
from events.feedback.models import Remark
from events.feedback.room_models import Vote
from events.feedback.states import RemarkKind, RemarkState, WallOrder
from events.refusals import N_, Refusal

SHORTEST_COOKIE = 20  # characters: what a browser made up by hand could be guessed


class NoVotes(Refusal):
    """This event has no votes, or this question cannot be voted for now."""

    sentence = N_("This question cannot be voted for just now.")
    status = 409


def key_of(cookie: str, remark_id: str) -> str:
    """What is stored of a vote: nobody can go back from it to the cookie, or put two votes of one browser together."""
    return hashlib.sha256(f"vote\x1f{cookie}\x1f{remark_id}".encode("utf-8", "replace")).hexdigest()


def vote(remark: Remark, *, cookie: str) -> None:
    """Count this browser's vote for a question, once. Raises NoVotes.

    No history: an entry would tell the moment of a vote.
    """
    _check(remark, cookie)
    try:
        with db.session.begin_nested():
            db.session.add(Vote(key=key_of(cookie, remark.id), remark_id=remark.id))
    except IntegrityError:  # it is counted already
        return
    _count(remark, 1)


def take_back(remark: Remark, *, cookie: str) -> None:
    """Take this browser's vote back. Raises NoVotes."""
    _check(remark, cookie)
    gone = delete(Vote).where(Vote.key == key_of(cookie, remark.id)).returning(Vote.key)
    if db.session.scalar(gone) is not None:
        _count(remark, -1)


def _check(remark: Remark, cookie: str) -> None:
    is_shown = remark.state == RemarkState.APPROVED and remark.kind == RemarkKind.QUESTION and remark.is_on_wall
    if not room_queries.room_of(remark.event).takes_votes or not is_shown or len(cookie) < SHORTEST_COOKIE:
        raise NoVotes()


def _count(remark: Remark, step: int) -> None:
    """The number rises or falls by one; the wall is told only where the order of its questions changes by it."""
    counted = update(Remark).where(Remark.id == remark.id).values(votes=Remark.votes + step).returning(Remark.votes)
    now = db.session.scalar(counted.execution_options(synchronize_session=False)) or 0
    db.session.expire(remark, ["votes"])
    if room_queries.room_of(remark.event).order == WallOrder.VOTES and _changes_order(remark, now - step, now):
        announcing.announce(remark.event)


def _changes_order(remark: Remark, before: int, after: int) -> bool:
    """Whether a question on the wall stands on another side of this one than before."""
    low, high = sorted((before, after))
    earlier = Remark.wall_position < remark.wall_position
    passed = or_((Remark.votes == low) & earlier, (Remark.votes == high) & ~earlier)
    return bool(db.session.scalar(select(exists().where(
        Remark.event_id == remark.event_id, Remark.id != remark.id, Remark.state == RemarkState.APPROVED,
        Remark.is_on_wall, passed))))


def voted_for(event: Event, remarks: list[Remark], *, cookie: str) -> set[str]:
    """The refs of the questions that this browser has voted for."""
    keys = {key_of(cookie, remark.id): remark.ref for remark in remarks} if cookie else {}
    return {keys[key] for key in db.session.scalars(select(Vote.key).where(Vote.key.in_(keys)))}


def count_of(remark: Remark) -> int:
    """How many votes are stored for a question: what its number must agree with."""
    return db.session.scalar(select(func.count()).select_from(Vote).where(Vote.remark_id == remark.id)) or 0
