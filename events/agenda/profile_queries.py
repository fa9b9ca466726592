"""What is read of a speaker's invitation, answers, profile, needs and consents."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events import history
from events.access.models import Officer
from events.agenda.models import Speaker
from events.agenda.profile_models import (
    SpeakerAnswer,
    SpeakerConsent,
    SpeakerInvitation,
    SpeakerMailing,
    SpeakerNeeds,
    SpeakerProfile,
)
from events.agenda.states import ConsentKind
from events.database import db
from events.event import Event
from events.outbox import Letter, LetterState


def profile_of(speaker: Speaker) -> SpeakerProfile | None:
    """A speaker's photograph and what was said not to be needed, once there is anything."""
    return db.session.get(SpeakerProfile, speaker.id)


def needs_of(speaker: Speaker) -> SpeakerNeeds | None:
    """What a speaker told the organiser that they need."""
    return db.session.get(SpeakerNeeds, speaker.id)


def invitation_of(speaker: Speaker) -> SpeakerInvitation | None:
    """The newest letter that asks somebody to speak, drafted or sent."""
    rows = select(SpeakerInvitation).where(SpeakerInvitation.speaker_id == speaker.id)
    return db.session.scalars(rows.order_by(SpeakerInvitation.id.desc()).limit(1)).first()


def answers_of(speaker: Speaker) -> list[SpeakerAnswer]:
    """Everything somebody answered, newest first, with the officer who typed it."""
    rows = select(SpeakerAnswer).where(SpeakerAnswer.speaker_id == speaker.id)
    rows = rows.options(joinedload(SpeakerAnswer.by_officer)).order_by(SpeakerAnswer.id.desc())
    return list(db.session.scalars(rows))


def consents_of(speaker: Speaker) -> list[SpeakerConsent]:
    """Every yes and no of a speaker, newest first, with the officer who typed it."""
    rows = select(SpeakerConsent).where(SpeakerConsent.speaker_id == speaker.id)
    rows = rows.options(joinedload(SpeakerConsent.by_officer)).order_by(SpeakerConsent.id.desc())
    return list(db.session.scalars(rows))


def latest_consents(consents: list[SpeakerConsent]) -> dict[ConsentKind, SpeakerConsent]:
    """Of somebody's consents, newest first, the one of each kind that counts."""
    latest: dict[ConsentKind, SpeakerConsent] = {}
    for row in consents:
        latest.setdefault(ConsentKind(row.kind), row)
    return latest


def agrees(speaker: Speaker, kind: ConsentKind) -> bool:
    """Whether a speaker's latest word on something is yes."""
    found = latest_consents(consents_of(speaker)).get(kind)
    return found is not None and found.agreed


def photographs_shown(event: Event) -> dict[int, SpeakerProfile]:
    """The photographs that the public programme may show, by speaker: they are there, and were agreed to."""
    rows = (
        select(SpeakerProfile).join(SpeakerProfile.speaker)
        .where(Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None), SpeakerProfile.photo_key != "")
    )
    profiles = {row.speaker_id: row for row in db.session.scalars(rows)}
    said = (
        select(SpeakerConsent.speaker_id, SpeakerConsent.agreed)
        .where(SpeakerConsent.speaker_id.in_(profiles), SpeakerConsent.kind == ConsentKind.PHOTOGRAPH)
        .order_by(SpeakerConsent.id)
    )
    latest = {row[0]: row[1] for row in db.session.execute(said)} if profiles else {}
    return {number: row for number, row in profiles.items() if latest.get(number)}


def speaker_by_key(event: Event, key: str) -> Speaker | None:
    """The event's speaker whose name is written so in addresses."""
    return db.session.scalar(select(Speaker).where(Speaker.event_id == event.id, Speaker.key == key))


def writer_of_bio(speaker: Speaker) -> tuple[str, datetime] | None:
    """(who, when) for the words about somebody as they stand: "speaker", or an officer's name. None: never changed."""
    rows = (
        select(history.Entry).where(history.Entry.record == history.name_of(speaker), history.Entry.field == "bio")
        .order_by(history.Entry.id.desc()).limit(1)
    )
    entry = db.session.scalars(rows).first()
    if entry is None:
        return None
    kind, _gap, number = entry.who.partition(" ")
    officer = db.session.get(Officer, int(number)) if kind == "officer" and number else None
    return (officer.name if officer else entry.who), entry.at


def mailings_to_call_back(event: Event) -> list[SpeakerMailing]:
    """What was sent to speakers together and has not left yet, newest first."""
    held = select(Letter.batch).where(Letter.event_id == event.id, Letter.state == LetterState.HELD)
    rows = select(SpeakerMailing).where(SpeakerMailing.event_id == event.id, SpeakerMailing.called_back_at.is_(None),
                                        SpeakerMailing.batch.in_(held))
    return list(db.session.scalars(rows.order_by(SpeakerMailing.id.desc())))


def mailing(event: Event, mailing_id: int) -> SpeakerMailing | None:
    """One sending of that event, or None."""
    rows = select(SpeakerMailing).where(SpeakerMailing.event_id == event.id, SpeakerMailing.id == mailing_id)
    return db.session.scalar(rows)
