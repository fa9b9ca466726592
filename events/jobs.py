"""Jobs: work that takes longer than a page may, as rows of the transaction that ordered it.

The worker takes them up after the commit. An act of a job is called by its kind (`clockwork.JOBS`)
with a `Work`; it makes its own short units of work and notes its progress inside them, so what is
done and how far it is are one truth. A worker that dies leaves a row whose claim grows stale: the
job goes back and is taken up again where its progress stands, at most three times. So an act must be
repeatable: `work.done` says how much of it is committed already.
"""

import enum
import logging
import secrets
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, Index, String, Text, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from events import clock
from events.database import Base, Moment, db, unit_of_work
from events.event import Event
from events.refusals import N_, Refusal

log = logging.getLogger("soundings.jobs")

# Where the transaction notes that it ordered a job, for the worker to be told after the commit.
PUT = "jobs put"
STALE = timedelta(minutes=2)  # a worker that has noted nothing for so long is taken for dead
KEPT = timedelta(days=2)
MOST_TRIES = 3
NOT_FINISHED = N_("This could not be finished. Nothing that was done is lost: please try again, or ask whoever runs "
                  "this service.")
_ONE_AT_A_TIME = threading.Lock()  # a process's other threads stay free for letters


class JobState(enum.StrEnum):
    """Where one job stands."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of work, how far it is and what came of it."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the address of its page
    kind: Mapped[str] = mapped_column(String(60))  # which act: "delegates/reading a list"
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    by: Mapped[str] = mapped_column(String(60))  # as history names who ordered it: "officer 3"
    facts: Mapped[dict] = mapped_column(JSON, default=dict)  # what the act is told; no personal values
    result: Mapped[dict] = mapped_column(JSON, default=dict)  # what came of it so far; no personal values
    state: Mapped[JobState] = mapped_column(String(12), default=JobState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=0)  # 0: not known yet
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(String(20), default="")  # random: a worker that lost it stops
    seen_at: Mapped[datetime | None] = mapped_column(Moment)  # the last sign of life of who works on it
    due_at: Mapped[datetime] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Text, default="")  # why it failed: a marked sentence
    values: Mapped[dict] = mapped_column(JSON, default=dict)  # of that sentence
    created_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED)


@dataclass(frozen=True)
class Work:
    """What an act is given: its job as it stood when it was taken up. `done` is committed already."""

    id: int
    ref: str
    event_id: int | None
    by: str
    facts: dict
    result: dict
    done: int
    most: int
    claim: str


class ClaimLost(Exception):
    """Somebody else has taken the job up meanwhile: this worker stops, and its unit of work is undone."""


Act = Callable[[Work], None]


def put(kind: str, *, event: Event | None = None, facts: dict | None = None, by, most: int = 0) -> Job:
    """Order a job, in the transaction of what caused it. The worker is told after the commit.

    `by` is an officer's record or a word such as "command"; `facts` are plain values.
    """
    now = clock.now()
    job = Job(
        ref=secrets.token_hex(8), kind=kind, event_id=event.id if event else None, facts=facts or {}, most=most,
        by=by if isinstance(by, str) else f"{by.__tablename__} {by.id}", due_at=now, created_at=now,
        keep_until=now + KEPT,
    )
    db.session.add(job)
    db.session.info[PUT] = True
    return job


def noted(kind: str, *, event: Event | None = None, facts: dict | None = None, result: dict, by, most: int = 0) -> Job:
    """A job that was small enough to be done at once, noted so that the same page shows what came of it."""
    job = put(kind, event=event, facts=facts, by=by, most=most)
    job.done, job.result = most, result
    _settle(job, JobState.DONE)
    return job


def of(by: str, kind: str) -> list[Job]:
    """Somebody's jobs of a kind, newest first; `by` as history names them."""
    rows = select(Job).where(Job.by == by, Job.kind == kind).order_by(Job.created_at.desc(), Job.id.desc())
    return list(db.session.scalars(rows))


def find(ref: str, *, kind: str = "", event: Event | None = None) -> Job | None:
    """The job of that ref; of that kind and event where they are named. A page asks who may see it."""
    rows = select(Job).where(Job.ref == ref)
    if kind:
        rows = rows.where(Job.kind == kind)
    if event is not None:
        rows = rows.where(Job.event_id == event.id)
    return db.session.scalar(rows)


def _due(now: datetime):
    """What can be taken up: waiting and due, or left by a worker that shows no life."""
    left = (Job.state == JobState.WORKING) & or_(Job.seen_at.is_(None), Job.seen_at < now - STALE)
    return or_((Job.state == JobState.WAITING) & (Job.due_at <= now), left)


def _claim(kinds: list[str]) -> tuple[str, Work] | None:
    """Take up the oldest job that is due: its kind and what its act is given. None when there is none."""
    now = clock.now()
    with unit_of_work():
        rows = select(Job).where(_due(now), Job.kind.in_(kinds)).order_by(Job.due_at, Job.id).limit(1)
        job = db.session.scalar(rows.with_for_update(skip_locked=True))
        if job is None:
            return None
        job.tries += 1
        if job.tries > MOST_TRIES:
            _settle(job, JobState.FAILED, NOT_FINISHED)
            return job.kind, _work_of(job)
        job.state, job.claim, job.seen_at = JobState.WORKING, secrets.token_hex(8), now
        return job.kind, _work_of(job)


def _work_of(job: Job) -> Work:
    return Work(id=job.id, ref=job.ref, event_id=job.event_id, by=job.by, facts=dict(job.facts),
                result=dict(job.result), done=job.done, most=job.most, claim=job.claim)


def _held(work: Work) -> Job:
    """The row of a job that this worker still holds, locked. Raises ClaimLost."""
    job = db.session.get(Job, work.id, with_for_update=True, populate_existing=True)
    if job is None or job.claim != work.claim or job.state != JobState.WORKING:
        raise ClaimLost()
    return job


def progress(work: Work, *, done: int, most: int, result: dict | None = None) -> None:
    """Note how far a job is, in the act's own open unit of work: it counts if and only if that is committed.

    Raises ClaimLost when another worker has taken the job up, so that nothing is done twice.
    """
    job = _held(work)
    job.done, job.most, job.seen_at = done, most, clock.now()
    if result is not None:
        job.result = dict(result)


def _settle(job: Job, state: JobState, words: str = "", values: dict | None = None) -> None:
    job.state, job.words, job.values, job.keep_until = state, words, values or {}, clock.now() + KEPT
    job.claim = ""


def finish(work: Work) -> None:
    """Say that a job is done. Opens its own unit of work."""
    with unit_of_work():
        _settle(_held(work), JobState.DONE)


def fail(work: Work, words: str, values: dict | None = None) -> None:
    """Say that a job cannot be done, with a marked sentence. Opens its own unit of work."""
    with unit_of_work():
        _settle(_held(work), JobState.FAILED, words, values)


def _put_back(work: Work) -> None:
    """After a fault that may pass: try again later, or give up after the third time."""
    with unit_of_work():
        job = _held(work)
        if job.tries >= MOST_TRIES:
            _settle(job, JobState.FAILED, NOT_FINISHED)
        else:
            job.state, job.claim, job.due_at = JobState.WAITING, "", clock.now() + timedelta(seconds=20 * job.tries)


def _do(work: Work, act: Act) -> None:
    """Do one job. A refusal is its end, in the refusal's words; any other fault is tried again."""
    try:
        act(work)
        finish(work)
    except ClaimLost:
        log.warning("job %s was taken up by another worker", work.id)
    except Refusal as refusal:
        fail(work, refusal.sentence, refusal.values)
    except Exception as fault:
        # What kind of fault and where, without its words: they may hold what stands in a list of people.
        where = "".join(traceback.format_tb(fault.__traceback__))
        log.error("job %s failed: %s\n%s", work.id, type(fault).__name__, where)
        try:
            _put_back(work)
        except ClaimLost:
            pass


def work_off(acts: Mapping[str, Act]) -> int:
    """Do every job that is due, one after another; how many. Another thread of this process that does so already
    is left to it.
    """
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return 0
    try:
        count = 0
        while taken := _claim(list(acts)):
            kind, work = taken
            if work.claim:  # else it was given up
                _do(work, acts[kind])
            count += 1
        return count
    finally:
        _ONE_AT_A_TIME.release()


def forget() -> int:
    """Drop the rows of jobs that ended days ago, in the open unit of work. Returns how many."""
    return db.session.execute(delete(Job).where(Job.keep_until < clock.now())).rowcount  # type: ignore[attr-defined]
