"""What is read of slides that have not come in whole, and of who handed a deck in."""

from collections.abc import Iterable

from sqlalchemy import select

from events import clock, history
from events.access.models import Officer
from events.agenda.models import Deck, Speaker
from events.agenda.upload_models import Upload
from events.database import db


def unfinished_of(speaker: Speaker) -> list[Upload]:
    """The uploads of somebody's slides that still wait for pieces, oldest first."""
    rows = select(Upload).where(Upload.speaker_id == speaker.id, Upload.keep_until > clock.now())
    return list(db.session.scalars(rows.order_by(Upload.begun_at, Upload.id)))


def unfinished(speaker: Speaker, key: str) -> Upload | None:
    """One of them, by the key in its address."""
    rows = select(Upload).where(Upload.key == key, Upload.speaker_id == speaker.id, Upload.keep_until > clock.now())
    return db.session.scalar(rows)


def run_out() -> list[Upload]:
    """The uploads that nobody has finished in time."""
    return list(db.session.scalars(select(Upload).where(Upload.keep_until <= clock.now())))


def announced() -> list[Upload]:
    """Every upload that waits for pieces: what the disk still has to take."""
    return list(db.session.scalars(select(Upload).where(Upload.keep_until > clock.now())))


def handed_in_by(decks: Iterable[Deck]) -> dict[int, str]:
    """For each deck who handed it in, as history names them: "speaker", "mailbox", or an officer's own name."""
    records = {history.name_of(deck): deck.id for deck in decks}
    rows = select(history.Entry).where(history.Entry.record.in_(records), history.Entry.act == "received")
    found = {records[entry.record]: entry.who for entry in db.session.scalars(rows)}
    officers = {int(who.split()[1]) for who in found.values() if who.startswith("officer ")}
    named = db.session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(officers)))
    names = {row.id: row.name for row in named}
    return {
        deck_id: names.get(int(who.split()[1]), "") if who.startswith("officer ") else who
        for deck_id, who in found.items()
    }
