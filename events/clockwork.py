"""What is done by the clock: each item's name, how often, and its function.

The worker and `flask tick` run what is due; each item is its own transaction, so one failure does
not stop the rest, and each notes its last run, so nothing is done twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from events import clock, delivery, files, jobs
from events.agenda import (
    checking,
    cleaning,
    forgetting_speakers,
    packing,
    picturing,
    presenting,
    showing_slides,
    uploading,
)
from events.database import Base, Moment, SavedForm, db, unit_of_work
from events.delegates import (
    asking,
    bringing_in,
    collecting,
    forgetting_needs,
    needing,
    passing_on,
    reminding,
    reply_addresses,
)
from events.feedback import safeguarding, shuffling
from events.reports import converting, ordering_files

log = logging.getLogger("soundings.clockwork")

LISTS_WAIT = timedelta(hours=5)  # longer than the page that shows an uploaded list can be used


# The worker's minutes are not all of one length: a run a little early must not wait for the next one.
EARLY = timedelta(seconds=10)


class ClockworkRun(Base):
    """When an item of the clockwork last ran."""

    __tablename__ = "clockwork_run"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Item:
    """One thing done by the clock. `act` opens its own units of work."""

    name: str
    every: timedelta
    act: Callable[[], object]


def forget_saved_forms() -> None:
    """Drop the keys of forms saved days ago, and the lists of people that somebody uploaded and nobody took."""
    with unit_of_work():
        db.session.execute(delete(SavedForm).where(SavedForm.keep_until < clock.now()))
        jobs.forget()
    files.forget(files.LISTS, before=clock.now() - LISTS_WAIT)


# What does a job of each kind.
JOBS: dict[str, jobs.Act] = {
    bringing_in.READING: bringing_in.work_on_reading,
    bringing_in.TAKING: bringing_in.work_on_taking,
    ordering_files.MAKING: ordering_files.work_on_file,
    converting.MAKING_PDF: converting.work_on_pdf,
    packing.MAKING_PACK: packing.work_on_pack,
    presenting.CHECKING_SLIDES: checking.work_on_check,
    picturing.DRAWING: picturing.work_on_pictures,
    cleaning.CLEANING: cleaning.work_on_copy,
}


def work_off_jobs() -> int:
    """Do the jobs that wait: what pages ordered, and what a worker that died left undone."""
    return jobs.work_off(JOBS)


def read_the_mailbox() -> None:
    """Take in the answers that came by mail, where a mailbox is set."""
    if current_app.config["IMAP_URL"]:
        collecting.collect(current_app.config["IMAP_URL"], ours=reply_addresses.ours())


ITEMS = [
    Item("pass free places on", timedelta(minutes=2), passing_on.pass_on_places),
    Item("read the mailbox", timedelta(minutes=1), read_the_mailbox),
    Item("forget saved forms", timedelta(hours=6), forget_saved_forms),
    Item("forget unfinished uploads", timedelta(hours=1), uploading.forget),
    Item("forget ordered files", timedelta(hours=1), ordering_files.forget_files),
    Item("forget unconfirmed requests", timedelta(hours=1), asking.forget_unconfirmed),
    Item("forget needs", timedelta(hours=6), needing.forget_expired),
    Item("forget speakers' needs", timedelta(hours=6), forgetting_speakers.forget_needs),
    Item("rewrite anonymous remarks", timedelta(minutes=30), shuffling.rewrite_anonymous_remarks),
    Item("forget unconfirmed needs", timedelta(hours=1), forgetting_needs.forget_unconfirmed_needs),
    Item("tell the deputy", timedelta(minutes=1), safeguarding.tell_deputies),
    Item("check waiting slides", timedelta(minutes=1), checking.check_waiting),
    Item("delete slides that were only to be shown", timedelta(hours=1), showing_slides.delete_shown),
    Item("send reminders", timedelta(minutes=1), reminding.send_due),
    Item("deliver letters", timedelta(minutes=1), delivery.deliver_for_a_while),  # it may wait for the pace
    Item("work off jobs", timedelta(minutes=1), work_off_jobs),  # the last: it may take minutes
]


def _claim(item: Item, now: datetime) -> bool:
    """Note the run before it is done: two clocks must not do one thing twice."""
    with unit_of_work():
        run = db.session.get(ClockworkRun, item.name, with_for_update=True)
        if run is not None and run.last_at > now - item.every + EARLY:
            return False
        if run is None:
            db.session.add(ClockworkRun(name=item.name, last_at=now))
        else:
            run.last_at = now
        return True


def tick() -> list[str]:
    """Do what is due now; the names of what was done."""
    done = []
    for item in ITEMS:
        if _claim(item, clock.now()):
            try:
                item.act()
                done.append(item.name)
            except Exception:
                log.exception("clockwork item failed: %s", item.name)
    return done
