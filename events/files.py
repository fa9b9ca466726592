"""Files that people hand in: stored under names of our own, and handed out as attachments.

FILES_URL names the folder (beside the database by default).
"""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from filelock import FileLock
from flask import Response, current_app, send_file

from events.refusals import N_, Busy, NotFound, Refusal

# How the keys of uploaded lists of people begin: those that nobody takes are forgotten by the clock.
LISTS = "list"
# And those of files that somebody ordered and may download for a day.
EXPORTS = "export"
# And those of files that come in pieces, until their last piece is there.
PARTS = "part"
BLOCK = 1 << 16
SPARE = 200_000_000  # bytes of the disk that no upload may take: the database needs room to write


class FileTooLarge(Refusal):
    """The file is over the limit of where it was handed in."""

    sentence = N_("The file is larger than %(most)s MB. Make it smaller, for instance by compressing its pictures.")
    status = 413


class WrongPlace(Refusal):
    """A piece does not begin where the file ends; `at` is where it does."""

    sentence = N_("This piece of the file does not follow on what has come in.")
    status = 409


@dataclass(frozen=True)
class Stored:
    """A stored file: its key in the store, its length in bytes and its SHA-256."""

    key: str
    size: int
    sha256: str


def _folder() -> Path:
    folder = Path(current_app.config["FILES_URL"].removeprefix("file://"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def store(stream: BinaryIO, *, most_megabytes: int, kind: str = "") -> Stored:
    """Write a stream to the store in pieces. Raises FileTooLarge, or Busy when the disk is full.

    Done before the request's transaction is used: a slow disk must not hold the database. `kind`
    (letters) begins the key of what is kept for a short time only: see `forget`.
    """
    key, digest, size = kind + secrets.token_hex(16), hashlib.sha256(), 0
    path = _folder() / f"{key}.part"
    try:
        with path.open("wb") as out:
            while piece := stream.read(BLOCK):
                size += len(piece)
                if size > most_megabytes * 1_000_000:
                    raise FileTooLarge(most=most_megabytes)
                digest.update(piece)
                out.write(piece)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Busy() from error
    except FileTooLarge:
        path.unlink(missing_ok=True)
        raise
    path.replace(_folder() / key)
    return Stored(key, size, digest.hexdigest())


def check_room(octets: int) -> None:
    """Raise Busy where the disk cannot take so many bytes and keep some to spare."""
    if shutil.disk_usage(_folder()).free < octets + SPARE:
        raise Busy()


def begin_part() -> str:
    """A new empty file whose pieces are still to come; its key."""
    key = PARTS + secrets.token_hex(16)
    path_of(key).touch()
    return key


def length_of(key: str) -> int:
    """How much of a file has come in. Raises NotFound where there is none."""
    try:
        return path_of(key).stat().st_size
    except FileNotFoundError:
        raise NotFound() from None


def append(key: str, stream: IO[bytes], *, at: int, whole: int) -> int:
    """Write a piece to the end of a file as it comes in; how long the file is then.

    The file's own length says how far it is, so that whatever had come before a line broke counts. Each
    block is written under a lock and only where the one before it ended: two senders of the same file can
    hinder, but never mix with, each other. Raises WrongPlace, FileTooLarge beyond `whole`, Busy when the
    disk is full, NotFound when the file was taken away.
    """
    _at_its_end(key, at)
    while block := stream.read(BLOCK):
        if at + len(block) > whole:
            raise FileTooLarge(N_("More has come than the file was said to hold. Choose it again."))
        with FileLock(_folder() / f"{key}.lock"):
            _at_its_end(key, at)
            try:
                with path_of(key).open("ab") as out:
                    out.write(block)
            except OSError as error:
                raise Busy() from error
        at += len(block)
    return at


def _at_its_end(key: str, at: int) -> None:
    length = length_of(key)
    if length != at:
        raise WrongPlace(at=length)


def ends_of(key: str, most: int) -> bytes:
    """The first and the last `most` bytes of a file, for telling it from another."""
    with path_of(key).open("rb") as file:
        first = file.read(most)
        file.seek(max(0, file.seek(0, 2) - most))
        return first + file.read(most)


def keep_part(key: str) -> Stored:
    """Give a file whose pieces have all come a key for good. Raises NotFound when another was first."""
    digest, size = hashlib.sha256(), 0
    kept = secrets.token_hex(16)
    try:
        path_of(key).replace(path_of(kept))
    except FileNotFoundError:
        raise NotFound() from None
    with path_of(kept).open("rb") as file:
        while piece := file.read(BLOCK):
            digest.update(piece)
            size += len(piece)
    _unlock(key)
    return Stored(kept, size, digest.hexdigest())


def put_back_part(stored: Stored, key: str) -> None:
    """Take `keep_part` back, because what was to follow it failed."""
    path_of(stored.key).replace(path_of(key))


def drop_part(key: str) -> None:
    """Take away a file whose pieces nobody will send any more."""
    remove(key)
    _unlock(key)


def _unlock(key: str) -> None:
    with suppress(OSError):  # elsewhere than on POSIX a lock that somebody holds stays; the clock takes it
        (_folder() / f"{key}.lock").unlink(missing_ok=True)


@contextmanager
def working_folder(kind: str) -> Iterator[Path]:
    """A folder of the store for what a program writes on its way; gone with the block, and forgotten like `kind`."""
    folder = _folder() / (kind + secrets.token_hex(16))
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writing(kind: str) -> Iterator[tuple[str, Path]]:
    """A new file of the store for the block to write: (its key, the path to write to).

    It is there under its key once the block has ended well, and else leaves nothing behind.
    """
    key = kind + secrets.token_hex(16)
    part = _folder() / f"{key}.part"
    try:
        yield key, part
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(_folder() / key)


def path_of(key: str) -> Path:
    """Where a stored file lies. Keys are ours (hex): anything else is refused with ValueError."""
    if not key.isalnum():
        raise ValueError("not a key of the store")
    return _folder() / key


def remove(key: str) -> None:
    """Take a file out of the store; one that is gone already is no fault."""
    path_of(key).unlink(missing_ok=True)


def forget(kind: str, *, before: datetime) -> int:
    """Take out what was stored under a kind before that moment. Returns how many files."""
    old = [path for path in _folder().glob(f"{kind}*") if path.stat().st_mtime < before.timestamp()]
    for path in old:
        if path.is_dir():  # what a program that was ended left of its working folder
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def hand_out(key: str, *, name: str, media_type: str = "application/octet-stream") -> Response:
    """A stored file as an attachment under a name of our choosing, unable to run as a page."""
    answer = send_file(path_of(key), mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
