"""Which version of an event's own words a letter has: read once for a sending, frozen in each letter."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events.agenda.models import Arrangements
from events.database import db
from events.delegates.mail_models import Wording
from events.event import Event

HOUSE = 0  # the version of a letter in the house's own words


@dataclass(frozen=True)
class InUse:
    """The versions that hold now, by letter and language."""

    versions: dict[tuple[str, str], int]
    language: str  # the event's own

    def of(self, letter: str, language: str) -> tuple[str, int]:
        """(language, version) of somebody's letter: in their language where the event has words in it."""
        for spoken in (language, language.partition("-")[0], self.language):
            version = self.versions.get((letter, spoken), HOUSE)
            if version:
                return spoken, version
        return "en", HOUSE


def _latest(event: Event):
    """The newest version of each letter and language."""
    newest = (
        select(Wording.letter, Wording.language, func.max(Wording.version).label("version"))
        .where(Wording.event_id == event.id).group_by(Wording.letter, Wording.language).subquery()
    )
    return select(Wording).join(newest, (Wording.letter == newest.c.letter) & (Wording.language == newest.c.language)
                                & (Wording.version == newest.c.version)).where(Wording.event_id == event.id)


def newest(event: Event) -> dict[tuple[str, str], Wording]:
    """The newest version of each letter and language, by (letter, language); one without words is the house's own."""
    rows = db.session.scalars(_latest(event).options(joinedload(Wording.by_officer)).order_by(Wording.id))
    return {(row.letter, row.language): row for row in rows}


def in_use(event: Event) -> InUse:
    """Which version each letter of the event has now."""
    rows = db.session.execute(_latest(event).with_only_columns(Wording.letter, Wording.language, Wording.version)
                              .where(Wording.words != ""))
    language = db.session.scalar(select(Arrangements.language).where(Arrangements.event_id == event.id))
    return InUse({(letter, spoken): version for letter, spoken, version in rows}, language or "en")


def version(event_id: int | None, letter: str, language: str, number: int) -> Wording:
    """One version, as it was decided. Raises NoResultFound where there is none."""
    rows = select(Wording).where(Wording.event_id == event_id, Wording.letter == letter, Wording.language == language,
                                 Wording.version == number)
    return db.session.scalars(rows).one()


def versions_of(event: Event, letter: str, language: str) -> list[Wording]:
    """Every version of a letter's words in a language, newest first."""
    rows = select(Wording).where(Wording.event_id == event.id, Wording.letter == letter, Wording.language == language)
    return list(db.session.scalars(rows.options(joinedload(Wording.by_officer)).order_by(Wording.version.desc())))
