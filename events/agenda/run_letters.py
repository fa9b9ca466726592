"""The letter to a speaker whose part moves on the evening itself, with the new hour for their calendar."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from events import council, letters
from events.agenda import calendars
from events.agenda.letters import link_of
from events.agenda.models import Speaker
from events.database import db
from events.event import Event
from events.outbox import Letter


def prepare(letter: Letter) -> dict:
    """What every letter of one sending shares."""
    return {
        "council": council.ours(), "event": db.session.get_one(Event, letter.event_id),
        "why": _("You get this because you are named as a speaker at this event."),
    }


def _calendar_of(event: Event, letter: Letter) -> bytes:
    """The part's own entry (its UID everywhere), moved or withdrawn; the summary is neutral as in every calendar."""
    facts = letter.facts
    calendar, entry = Calendar(), Entry()
    for name, value in (("prodid", calendars.PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"),
                        ("method", facts["method"])):
        calendar.add(name, value)
    entry.add("uid", calendars.uid_of_item(event, facts["key"]))
    entry.add("sequence", facts["sequence"])
    entry.add("dtstamp", letter.created_at)
    entry.add("dtstart", datetime.fromisoformat(facts["starts_at"]))
    entry.add("dtend", datetime.fromisoformat(facts["ends_at"]))
    entry.add("summary", calendars.plain_words(event.short_title))
    if facts["place"]:
        entry.add("location", calendars.plain_words(facts["place"]))
    entry.add("status", "CANCELLED" if facts["left_out"] else "CONFIRMED")
    calendar.add_component(entry)
    words = calendar.to_ical()
    place = words.index(b"END:VEVENT")
    prepared = calendars.Prepared(words[:place], words[place:], facts["contact_name"], facts["contact_email"])
    return calendars.with_attendee(prepared, letter.to_name, letter.to_address)


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One speaker's letter about one part, with the hours as they were when it was written."""
    speaker = db.session.get_one(Speaker, int(letter.record.split()[1]))
    facts = letter.facts
    words = shared | {
        "name": letter.to_name, "link": link_of(speaker), "title": facts["title"], "part": facts["part"],
        "left_out": facts["left_out"], "starts_at": datetime.fromisoformat(facts["starts_at"]),
        "planned_at": datetime.fromisoformat(facts["planned_at"]),
    }
    stem = "agenda/_letters/run_changed"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words), html=render_template(f"{stem}.html", **words),
        calendar=_calendar_of(shared["event"], letter), method=facts["method"], reply_to=facts["contact_email"],
    )


letters.register("agenda/run_changed", prepare=prepare, fill=fill)
