"""Large bodies: what comes over slow lines holds some of the threads and never all, and a dead line none for long."""

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from flask import current_app
from werkzeug.exceptions import RequestTimeout

from events.refusals import Busy

LARGE = 1_000_000  # bytes; what every other page may take at most is not counted
PATIENCE = 60.0  # seconds that nothing at all may come: the web server itself would wait for ever
FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)

_counting = threading.Lock()
_under_way = 0


@contextmanager
def in_turn(length: int | None) -> Iterator[None]:
    """Around the receiving of a body of that length: raises Busy where half of this process's threads do so already.

    And where the disk that it is written to is full.
    """
    global _under_way
    if (length or 0) <= LARGE:
        yield
        return
    with _counting:
        if _under_way >= max(1, current_app.config["THREADS"] // 2):
            raise Busy()
        _under_way += 1
    try:
        yield
    except OSError as error:
        raise Busy() if error.errno in FULL else error from error
    finally:
        with _counting:
            _under_way -= 1


def _read(stream, size: int, found: SimpleQueue) -> None:
    try:
        found.put(stream.read(size))
    except BaseException as error:
        found.put(error)


class Patient:
    """A body whose reader waits so long for what comes next and no longer.

    The web server's own reading cannot be given up, so another thread does it: where the line is dead that one is
    left behind, until the system notices, and the one that answers pages goes on to somebody else.
    """

    def __init__(self, stream, seconds: float = PATIENCE):
        self._stream, self._seconds, self._is_dead = stream, seconds, False

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises RequestTimeout when nothing has come for too long."""
        found: SimpleQueue[Any] = SimpleQueue()
        if not self._is_dead:
            threading.Thread(target=_read, args=(self._stream, size, found), daemon=True, name="slow line").start()
        try:
            got = found.get(timeout=0 if self._is_dead else self._seconds)
        except Empty:
            self._is_dead = True
            raise RequestTimeout() from None
        if isinstance(got, BaseException):
            raise got
        return got
