"""Packing what the hall's machine shows: one file with everybody's slides in running order and the run sheet.

Decks are copied in pieces, never read whole, and stored as they are: they are compressed already.
"""

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from events import clock, files, jobs
from events.agenda import packs, queries, sheet_papers, sheet_queries
from events.database import db, reading, unit_of_work
from events.event import Event
from events.jobs import Job, Work
from events.refusals import N_, Refusal

MAKING_PACK = "agenda/making a pack"
HOLDS = timedelta(hours=22)  # as other files that somebody ordered
PIECE = 1 << 20  # bytes


class NothingToPack(Refusal):
    """The programme is empty."""

    sentence = N_("The programme is empty, so there is nothing to pack.")


class DeckGone(Refusal):
    """A deck was taken away while the pack was being made."""

    sentence = N_("Slides were replaced while the pack was being made. Make it again.")


def order(event: Event, *, by) -> Job:
    """Order the presenter pack. Raises NothingToPack."""
    if not queries.public_items_of(event):
        raise NothingToPack()
    return jobs.put(MAKING_PACK, event=event, by=by, most=len(sheet_queries.showable_decks(event)))


def is_there(job: Job) -> bool:
    """Whether the file of a finished job may still be taken."""
    return bool(job.result.get("key")) and clock.now() < job.created_at + HOLDS


def is_old(job: Job, event: Event) -> bool:
    """Whether other slides would be packed by now than those that a pack holds."""
    now = sorted(deck.id for deck in sheet_queries.showable_decks(event).values())
    return sorted(job.result.get("decks", [])) != now


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece
    except FileNotFoundError as error:
        raise DeckGone() from error


def _info(name: str, when) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=when.timetuple()[:6])
    info.external_attr = 0o644 << 16
    return info


def work_on_pack(work: Work) -> None:
    """Make the pack of a job, from its beginning whenever it is taken up."""
    with reading():  # the copying takes minutes on a slow disk: nothing is open meanwhile
        event, now = db.session.get_one(Event, work.event_id), clock.now()
        rows, decks = sheet_queries.rows_of(event), sheet_queries.showable_decks(event)
        packed, when = packs.packed_of(event, rows, decks), event.local(now)
        listed = packs.list_of(event, packed, sheet_queries.without_slides(event), made_at=now)
        sheet = sheet_papers.paper_of(event, queries.arrangements_of(event), rows, at=now)
    with files.writing(files.EXPORTS) as (key, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_info(packs.SHEET, when), sheet)
            archive.writestr(_info(packs.LIST, when), listed.encode("utf-8-sig"))
            for done, one in enumerate(packed):
                with unit_of_work():
                    jobs.progress(work, done=done, most=len(packed))
                info = _info(one.name, when)
                info.file_size = one.size
                with archive.open(info, "w") as out:
                    for piece in _pieces(files.path_of(one.file_key)):
                        out.write(piece)
        with unit_of_work():
            jobs.progress(work, done=len(packed), most=len(packed), result={
                "key": key, "bytes": path.stat().st_size, "decks": [one.deck_id for one in packed]})
