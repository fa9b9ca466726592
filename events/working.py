"""The worker: huey's queue of orders, and the consumer that carries them out.

An order says only "deliver what is due", "work off the jobs" or "the minute has struck"; the truth is the rows of
the outbox and of the jobs, so an order that is lost costs a minute and no letter.
"""

import logging
import os
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlalchemy import event

from events import clockwork, delivery
from events.database import db, journal_mode
from events.jobs import PUT
from events.outbox import POSTED
from events.serving import told_to_end

if TYPE_CHECKING:
    from huey.api import Huey

log = logging.getLogger("soundings.worker")
# What a transaction notes that it put down -> the task that looks for it after the commit.
EXPIRES = timedelta(minutes=1)
NO_HOLD = timedelta(0)
STEPS_BACK = 5  # of the nineteen that there are
MAKING = threading.Lock()  # two threads that post the first letters must not make two queues


def _queue_of(config) -> "Huey":
    from huey import PostgresHuey, RedisHuey, SqliteHuey  # with Redis's and PostgreSQL's clients: 0.3 s at each start
    from huey.serializer import SignedSerializer  # as above

    common = {
        "results": False,  # nobody reads them: the outbox row says what became of a letter
        # huey pickles: unsigned, whoever can write to a shared queue could run code in the worker.
        "serializer": SignedSerializer(secret=config["SECRET_KEY"]),
    }
    if config["REDIS_URL"]:
        return RedisHuey("soundings", url=config["REDIS_URL"], **common)
    if config["DATABASE_URL"]:
        # psycopg wants the plain scheme, not SQLAlchemy's
        dsn = "postgresql://" + config["DATABASE_URL"].partition("://")[2]
        return PostgresHuey("soundings", dsn=dsn, **common)
    return SqliteHuey(
        "soundings", filename=str(Path(config["INSTANCE"]) / "queue.sqlite3"), journal_mode=journal_mode(),
        timeout=20, fsync=True, cache_mb=1, **common,
    )  # fmt: skip


def queue(app: Flask) -> dict:
    """The application's queue and its tasks, made at first use: making one connects.

    Shape: {"huey": the queue, "deliver": task, "work_off": task, "tick": periodic task}.
    """
    with MAKING:
        return app.extensions.get("queue") or _make_queue(app)


def let_go(app: Flask) -> None:
    """Close the queue; the next use makes it again. Before a process is copied."""
    made = app.extensions.pop("queue", None)
    if made is not None:
        made["huey"].storage.close()


def _make_queue(app: Flask) -> dict:
    from huey import crontab  # as above

    huey = _queue_of(app.config)

    def deliver() -> None:
        with app.app_context():
            delivery.deliver()

    def work_off() -> None:
        with app.app_context():
            clockwork.work_off_jobs()

    def tick() -> None:
        with app.app_context():
            clockwork.tick()

    app.extensions["queue"] = {
        "huey": huey,
        # An order that waited a minute is dropped: the tick has done its work.
        "deliver": huey.task(name="deliver", expires=EXPIRES)(deliver),
        "work_off": huey.task(name="work off jobs", expires=EXPIRES)(work_off),
        "tick": huey.periodic_task(crontab(minute="*"), name="tick", expires=50)(tick),
    }
    return app.extensions["queue"]


@event.listens_for(db.session, "after_commit")
def _order_work(session) -> None:
    """Letters or jobs were put down and are committed: ask the worker to look now."""
    orders = [("deliver", hold) for hold in session.info.pop(POSTED, ())]
    if session.info.pop(PUT, False):
        orders.append(("work_off", NO_HOLD))
    for task, hold in orders:
        try:
            order = queue(current_app._get_current_object())[task]  # type: ignore[attr-defined]
            if hold:  # letters are due at the end of their hold, not before
                order.schedule(delay=hold.total_seconds() + 1, expires=hold + EXPIRES)
            else:
                order()
        except Exception:  # the rows are safe in the database, and the next minute finds them
            log.exception("the worker could not be told: %s", task)


@event.listens_for(db.session, "after_rollback")
def _forget_orders(session) -> None:
    for noted in (POSTED, PUT):
        session.info.pop(noted, None)


def _let_pages_go_first() -> None:
    """Whoever looks at a page waits for it, and a letter can wait a moment. Not every system knows such an order."""
    if hasattr(os, "nice"):
        os.nice(STEPS_BACK)


def work(app: Flask, threads: int = 4) -> None:
    """Run the consumer until told to end. From the main thread only: it sets signal handlers."""
    _let_pages_go_first()
    for name in ("huey", "huey.consumer"):
        logging.getLogger(name).setLevel(logging.WARNING)
    consumer = queue(app)["huey"].create_consumer(
        workers=threads, worker_type="thread", periodic=True, initial_delay=0.1, backoff=1.15, max_delay=1.0,
        shutdown_timeout=3,
    )  # fmt: skip
    consumer.start()
    # huey's own handlers: SIGTERM abandons what runs, SIGHUP executes sys.argv anew. Ours: all end gracefully.
    with told_to_end() as ending:
        look_at = time.monotonic() + 10
        while not ending.wait(0.2):
            if time.monotonic() >= look_at:
                consumer.check_worker_health()
                look_at = time.monotonic() + 10
        delivery.ending.set()  # the letter in hand is finished and marked
        consumer.stop(graceful=True)
        delivery.ending.clear()
