"""Slides come in: whole by a form, or announced, sent piece by piece, and taken in when the last piece is there."""

import hashlib
import secrets
from datetime import timedelta
from typing import BinaryIO

from events import clock, files, history
from events.agenda import decks, presenting, upload_queries
from events.agenda.decks import DeckRefused, Recognised
from events.agenda.models import Deck, Speaker
from events.agenda.upload_models import Upload
from events.database import db, receiving, unit_of_work
from events.files import FileTooLarge, Stored
from events.refusals import N_, NotFound, Refusal

MOST_UNFINISHED = 3  # of one speaker
KEPT = timedelta(days=2)
ENDS = 1 << 18  # so many bytes at each end of a file tell it from another: static/upload.js reads the same


class TooManyUnfinished(Refusal):
    """Several files of one speaker wait for their pieces already."""

    sentence = N_("%(count)s files that were begun here have not come in whole. Load this page anew, and continue or "
                  "cancel one of them first.")
    status = 409


class NotAllThere(Refusal):
    """Pieces are still to come."""

    sentence = N_("Not all of this file has come in yet. Choose the same file again to continue.")
    status = 409


def hand_in(speaker: Speaker, stream: BinaryIO, *, original_name: str, by) -> Deck:
    """Look at a whole file, store it and take it in; a refused one leaves nothing behind.

    Raises DeckRefused, FileTooLarge or Busy. Ends the transaction that was open and goes on in one that writes.
    """
    with receiving():
        recognised = decks.recognise(stream)
        stored = files.store(stream, most_megabytes=decks.MOST_MEGABYTES)
    try:
        return presenting.receive(speaker, stored=stored, recognised=recognised, original_name=original_name, by=by)
    except Exception:
        files.remove(stored.key)
        raise


def begin(speaker: Speaker, *, name: str, size: int, digest: str, by) -> Upload:
    """Announce a file, or find the one that was begun before and is the same by name, size and digest.

    Raises FileTooLarge, DeckRefused for an empty file, TooManyUnfinished, or Busy when the disk has no room.
    """
    if size <= 0:
        raise DeckRefused(decks.EMPTY)
    if size > decks.MOST_MEGABYTES * 1_000_000:
        raise FileTooLarge(most=decks.MOST_MEGABYTES)
    name = name.strip()[-200:]
    before = upload_queries.unfinished_of(speaker)
    for upload in before:
        if (upload.name, upload.size, upload.digest) == (name, size, digest):
            return upload
    if len(before) >= MOST_UNFINISHED:
        raise TooManyUnfinished(count=len(before))
    files.check_room(size + sum(upload.size - so_far(upload) for upload in upload_queries.announced()))
    now = clock.now()
    upload = Upload(key=secrets.token_hex(8), speaker=speaker, file_key=files.begin_part(), name=name, size=size,
                    digest=digest, by=history.who_is(by), begun_at=now, keep_until=now + KEPT)
    db.session.add(upload)
    return upload


def so_far(upload: Upload) -> int:
    """How much of it is there."""
    try:
        return files.length_of(upload.file_key)
    except NotFound:
        return 0


def look_at(*, file_key: str, size: int, digest: str) -> tuple[Recognised, Stored]:
    """Say what a file is whose pieces have all come, and store it for good. With no transaction open.

    Raises NotAllThere, or DeckRefused as `decks.recognise` does.
    """
    if files.length_of(file_key) != size:
        raise NotAllThere()
    if hashlib.sha256(files.ends_of(file_key, ENDS)).hexdigest() != digest:
        raise DeckRefused(N_("The file has changed while it was being sent. Choose it again."))
    with files.path_of(file_key).open("rb") as stream:
        recognised = decks.recognise(stream)
    return recognised, files.keep_part(file_key)


def finish(upload: Upload, *, recognised: Recognised, stored: Stored, by) -> Deck:
    """Take in a file that came in pieces as the newest version of its speaker's slides."""
    deck = presenting.receive(upload.speaker, stored=stored, recognised=recognised, original_name=upload.name, by=by)
    db.session.delete(upload)
    return deck


def drop(upload: Upload) -> None:
    """Forget a file that was begun, and what has come of it."""
    files.drop_part(upload.file_key)
    db.session.delete(upload)


def forget() -> int:
    """Drop what was begun days ago and never finished, and what a lost row left in the store. How many rows."""
    with unit_of_work():
        old = upload_queries.run_out()
        for upload in old:
            drop(upload)
    files.forget(files.PARTS, before=clock.now() - 2 * KEPT)
    return len(old)
