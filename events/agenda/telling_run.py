"""Speakers are told that their part has moved on the evening itself: only those it concerns, and only by much."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from events import history, outbox
from events.agenda import calendars, queries
from events.agenda.models import Speaker
from events.agenda.released_items import ReleasedItem
from events.agenda.run_orders import Line
from events.agenda.run_queries import Sheet
from events.agenda.states import SpeakerState
from events.database import db
from events.outbox import Letter, LetterState

LETTER = "agenda/run_changed"
MUCH = timedelta(minutes=10)  # what moves by less is on the speaker's page alone


@dataclass(frozen=True)
class Move:
    """A part of somebody's that is now expected at another time than they know of, or is left out."""

    item: ReleasedItem
    line: Line


def _known(sheet: Sheet) -> dict[tuple[int, str], tuple[datetime, bool]]:
    """What each speaker was last told on the evening: (speaker, part) to (begins, left out)."""
    rows = select(Letter).where(Letter.event_id == sheet.event.id, Letter.name == LETTER,
                                Letter.state != LetterState.WITHDRAWN)
    found = {}
    for row in db.session.scalars(rows.order_by(Letter.id)):
        found[int(row.record.split()[1]), row.facts["key"]] = (
            datetime.fromisoformat(row.facts["starts_at"]), row.facts["left_out"])
    return found


def concerned(sheet: Sheet) -> list[tuple[Speaker, list[Move]]]:
    """Who has an address and a part to come that stands otherwise than they know, by name; with those parts."""
    if not sheet.order.is_live:
        return []
    known, found = _known(sheet), []
    for speaker in queries.speakers_of(sheet.event):
        if speaker.state == SpeakerState.DECLINED:
            continue
        moves = []
        for key, item in sheet.items.items():
            line = sheet.order.line(key)
            if line is None or line.is_on or line.is_done or speaker.id not in {slot.speaker_id for slot in item.slots}:
                continue
            begins, left_out = known.get((speaker.id, key), (item.starts_at, False))
            if line.is_dropped != left_out or (not line.is_dropped and abs(line.starts_at - begins) >= MUCH):
                moves.append(Move(item, line))
        if moves and speaker.email:
            found.append((speaker, moves))
    return found


def tell_concerned(sheet: Sheet, *, by) -> list[str]:
    """Write to each of them, a letter for each part with its own calendar update. Returns their names.

    The part's SEQUENCE rises, so that calendars take the new hour for the newer one; the programme stays.
    """
    event, arrangements = sheet.event, queries.arrangements_of(sheet.event)
    working = {item.key: item for item in queries.items_of(event)}
    batch, told = secrets.token_hex(8), concerned(sheet)
    raised = {move.item.key for _speaker, moves in told for move in moves if move.item.key in working}
    for key in raised:
        working[key].sequence += 1
    for speaker, moves in told:
        for move in moves:
            row = working.get(move.item.key)
            outbox.post(LETTER, about=speaker, to_name=speaker.name, to_address=speaker.email, event=event, batch=batch,
                        facts={
                "key": move.item.key, "title": event.title, "part": move.item.title,
                "planned_at": move.item.starts_at.isoformat(), "left_out": move.line.is_dropped,
                "starts_at": move.line.starts_at.replace(second=0, microsecond=0).isoformat(),
                "ends_at": move.line.ends_at.replace(second=0, microsecond=0).isoformat(),
                "sequence": row.sequence if row else 1, "method": "CANCEL" if move.line.is_dropped else "REQUEST",
                "place": calendars.place_of(arrangements), "contact_name": arrangements.contact_name,
                "contact_email": arrangements.contact_email,
            })
        history.record(speaker, "told of the new hour", by=by, event=event)
    return [speaker.name for speaker, _moves in told]
