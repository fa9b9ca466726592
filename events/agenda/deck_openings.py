"""Starting the process that opens a deck, and understanding its answer."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from events.agenda.deck_refusals import DeckRefused

SCRIPT = Path(__file__).with_name("deck_process.py")
MEGABYTE = 1_000_000
# So many decks are opened while their senders wait; more would keep everybody else's pages waiting.
_AT_ONCE = threading.BoundedSemaphore(2)


class NotOpened(Exception):
    """The process came to its end before its answer: memory, time, or a fault in what it opens with."""


class NoRoom(Exception):
    """Enough decks are being opened just now."""


@dataclass(frozen=True)
class Limits:
    """What the process may take: memory and written bytes in MB, time in seconds."""

    megabytes: int
    seconds: int
    written: int = 0
    patience: int = 60

    def as_told(self) -> dict:
        """As the process is told them."""
        return {"data": self.megabytes * MEGABYTE, "seconds": self.seconds, "file": self.written * MEGABYTE}


# Python's own libraries are some 20 MB beside it, so that all in all it stays under 100 MB.
WAITING = Limits(megabytes=72, seconds=3, patience=15)
IN_THE_BACKGROUND = Limits(megabytes=400, seconds=60, patience=180)
COPYING = Limits(megabytes=600, seconds=120, written=400, patience=300)
PICTURING = Limits(megabytes=900, seconds=180, written=200, patience=400)


def command(act: str, limits: Limits, wishes: dict | None = None) -> list[str]:
    """What is started. Isolated (-I): nothing of the folder it runs in or of the environment is loaded."""
    told = json.dumps({"act": act, "limits": limits.as_told(), "wishes": wishes or {}})
    return [sys.executable, "-I", "-B", str(SCRIPT), told]


def run(act: str, stream: BinaryIO, limits: Limits, wishes: dict | None = None) -> dict:
    """Do one thing with a deck in a process of its own. Raises DeckRefused or NotOpened."""
    stream.seek(0, 2)  # to its end and back: what was written to it and not yet stored is stored now
    stream.seek(0)
    # The process reads from this very handle, and moves where it stands. Python does not notice, and what it reads
    # next (a file that is being stored) would be other bytes: it is put back behind Python's back, too.
    stands = os.lseek(stream.fileno(), 0, os.SEEK_CUR)
    try:
        ended = subprocess.run(command(act, limits, wishes), stdin=stream, capture_output=True, check=False,
                               timeout=limits.patience, env={}, cwd=tempfile.gettempdir())
        told = json.loads(ended.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise NotOpened() from error
    finally:
        os.lseek(stream.fileno(), stands, os.SEEK_SET)
        stream.seek(0)
    if "refused" in told:
        raise DeckRefused(told["refused"], **told["values"])
    if "done" not in told:
        raise NotOpened()
    return told["done"]


def _has_handle(stream: BinaryIO) -> bool:
    try:
        stream.fileno()
    except (OSError, AttributeError):
        return False
    return True


def look(stream: BinaryIO, limits: Limits) -> dict:
    """What is in a deck, as plain values (see `deck_findings`). Raises DeckRefused or NotOpened."""
    if _has_handle(stream):
        return run("open", stream, limits)
    with tempfile.TemporaryFile() as copy:  # a process is given a file, not memory
        stream.seek(0)
        while piece := stream.read(1 << 16):
            copy.write(piece)
        copy.flush()  # before another process reads it
        return run("open", copy, limits)


def look_while_waiting(stream: BinaryIO) -> dict:
    """The same for somebody whose page waits: at once, or not now. Raises NoRoom as well."""
    if not _AT_ONCE.acquire(timeout=2):
        raise NoRoom()
    try:
        return look(stream, WAITING)
    finally:
        _AT_ONCE.release()
