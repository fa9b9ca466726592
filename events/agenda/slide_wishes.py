"""What speakers have said about publishing their slides, and what was taken back because they said no."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events import history
from events.agenda.models import Deck, Speaker
from events.agenda.profile_models import SpeakerConsent
from events.agenda.states import ConsentKind
from events.database import db
from events.event import Event


@dataclass(frozen=True)
class Wish:
    """A speaker's latest word on publishing their slides; `agreed` is None where there is none."""

    agreed: bool | None = None
    at: datetime | None = None
    noted_by: str = ""  # the officer who noted it on their behalf
    taken_back_at: datetime | None = None  # what had been published, because they said no


def wish_of(speaker: Speaker) -> Wish:
    """What one speaker has said."""
    return _wishes([speaker.id]).get(speaker.id, Wish())


def wishes_in(event: Event) -> dict[int, Wish]:
    """The same for every speaker of an event who has said anything, by the speaker's key."""
    return _wishes(db.session.scalars(select(Speaker.id).where(Speaker.event_id == event.id)))


def _wishes(ids: Iterable[int]) -> dict[int, Wish]:
    rows = (select(SpeakerConsent).options(joinedload(SpeakerConsent.by_officer))
            .where(SpeakerConsent.speaker_id.in_(list(ids)), SpeakerConsent.kind == ConsentKind.PUBLISH)
            .order_by(SpeakerConsent.id))
    latest = {row.speaker_id: row for row in db.session.scalars(rows)}
    back = _taken_back({row.speaker_id: row.at for row in latest.values() if not row.agreed})
    return {key: Wish(row.agreed, row.at, row.by_officer.name if row.by_officer else "", back.get(key))
            for key, row in latest.items()}


def _taken_back(refused: dict[int, datetime]) -> dict[int, datetime]:
    """When slides of the speakers who said no, at these moments, were taken back because of it."""
    if not refused:
        return {}
    owners = {history.name_of(deck): deck.speaker_id
              for deck in db.session.scalars(select(Deck).where(Deck.speaker_id.in_(refused)))}
    rows = (select(history.Entry.record, func.max(history.Entry.at))
            .where(history.Entry.record.in_(owners), history.Entry.act == "withdrawn").group_by(history.Entry.record))
    found: dict[int, datetime] = {}
    for record, at in db.session.execute(rows):
        owner = owners[record]
        if at >= refused[owner]:  # nothing can be published after a no, so nothing else takes anything back
            found[owner] = max(at, found.get(owner, at))
    return found
