"""Attempts and limits, counted in a store of their own beside the database.

They count in their own short unit of work before the request's transaction opens, are shared by
every thread and worker of this machine (or by all machines, where REDIS_URL is set), and are never
in a backup. Keys are hashes: no address and no token stands in the store.
"""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from flask import current_app

from events import clock
from events.refusals import TooOften


def _key(kind: str, who: str) -> str:
    return hashlib.sha256(f"{current_app.config['SECRET_KEY']}|{kind}|{who}".encode()).hexdigest()


def _count_in_file(key: str, window: int) -> tuple[int, int]:
    now = int(clock.now().timestamp())
    path = Path(current_app.config["INSTANCE"]) / "limits.sqlite3"
    with closing(sqlite3.connect(path, timeout=15, isolation_level=None)) as store:
        store.execute("CREATE TABLE IF NOT EXISTS counted (key TEXT PRIMARY KEY, ends INTEGER, times INTEGER)")
        store.execute("BEGIN IMMEDIATE")
        store.execute("DELETE FROM counted WHERE ends <= ?", (now,))
        store.execute(
            "INSERT INTO counted VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET times = times + 1",
            (key, now + window),
        )
        times, ends = store.execute("SELECT times, ends FROM counted WHERE key = ?", (key,)).fetchone()
        store.execute("COMMIT")
    return times, ends - now


def _count_in_redis(url: str, key: str, window: int) -> tuple[int, int]:
    import redis  # only where REDIS_URL is set: the embedded default never loads it

    store = redis.Redis.from_url(url)
    times = store.incr(key)
    if times == 1:
        store.expire(key, window)
    return int(times), max(int(store.ttl(key)), 1)


def count(kind: str, who: str, *, most: int, window: int) -> None:
    """Count one try of `kind` by `who`; more than `most` in `window` seconds raises TooOften."""
    url, key = current_app.config["REDIS_URL"], _key(kind, who)
    times, wait = _count_in_redis(url, key, window) if url else _count_in_file(key, window)
    if times > most:
        raise TooOften(wait=wait)
