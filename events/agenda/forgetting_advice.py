"""Advisers' names and words, and what was found about speakers, are blanked where somebody has them erased."""

from sqlalchemy import select, update

from events import clock, history, outbox
from events.agenda import advice_queries
from events.agenda.advice_models import Adviser, DraftShown
from events.agenda.models import Speaker
from events.agenda.vetting_models import Vetting
from events.database import Base, db

BLANK = "[erased]"


def held_about(email: str) -> list[dict]:
    """What is kept about an adviser with that address: for whoever asks what is known about them."""
    found = []
    for adviser in advice_queries.advisers_at(email):
        found.append({
            "event": adviser.event.slug, "body": adviser.body, "name": adviser.name, "email": adviser.email,
            "asked": adviser.asked_what, "asked_on": adviser.asked_on.isoformat() if adviser.asked_on else None,
            "may_be_named": adviser.may_be_named, "keep_until": adviser.keep_until.isoformat(),
            "comments": [{"ref": row.ref, "about": row.about, "text": row.text, "received_on":
                          row.received_on.isoformat(), "became": str(row.became or ""), "answer": row.answer}
                         for row in advice_queries.advice_from(adviser)],
        })
    return found


def forget_adviser(adviser: Adviser, *, by) -> None:
    """Blank who an adviser is and shut their link. A body keeps its name and its words; a person's words go too."""
    outbox.withdraw(about=adviser)
    for letter in outbox.about(adviser):
        letter.to_name, letter.to_address, letter.facts = BLANK, "", {}
    if not adviser.body:
        for row in advice_queries.advice_from(adviser):
            row.text = BLANK
    adviser.name, adviser.email, adviser.may_be_named = BLANK if not adviser.body else "", "", False
    adviser.link_version += 1
    adviser.closed_at = adviser.closed_at or clock.now()
    history.record(adviser, "erased", by=by, event=adviser.event)


def forget_at(email: str, *, by) -> int:
    """The same for every adviser with that address. Returns how many."""
    found = advice_queries.advisers_at(email)
    for adviser in found:
        forget_adviser(adviser, by=by)
    return len(found)


# The texts of the three steps; the day, the outcome and who did it stay.
STEPS = (("vetting_asked", ("what", "invited_by", "organisation", "before", "funding")),
         ("vetting_finding", ("source", "finding")),
         ("vetting_decision", ("reason", "conditions", "referred_to", "alone_because")))


def _blank_steps(vetting: Vetting) -> None:
    """Rows of the three steps refuse change; erasing goes past that, once, and is written down."""
    for name, texts in STEPS:
        table = Base.metadata.tables[name]
        for text in texts:
            filled = update(table).where(table.c.vetting_id == vetting.id, table.c[text] != "")
            db.session.execute(filled.values({text: BLANK}))


def forget_speaker(speaker: Speaker, *, by) -> None:
    """Blank what was asked and found about a speaker, and their name in the drafts that advisers saw.

    That they were checked, the day, the outcome and who decided stay: they are the council's own doing.
    """
    for vetting in db.session.scalars(select(Vetting).where(Vetting.speaker_id == speaker.id)):
        _blank_steps(vetting)
        db.session.expire_all()
        history.record(vetting, "erased", by=by, event=vetting.event)
    for draft in db.session.scalars(select(DraftShown).where(DraftShown.event_id == speaker.event_id)):
        draft.parts = [part | {"speakers": [
            who | {"name": BLANK, "organisation": ""} if who["id"] == speaker.id else who
            for who in part["speakers"]]} for part in draft.parts]
