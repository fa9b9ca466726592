"""Letters to speakers: the link of their page, what changes for them in the programme, what became of the event."""

from datetime import date, datetime

from flask import current_app, render_template
from flask_babel import gettext as _

from events import clock, council, letters
from events.access import links
from events.agenda import change_words, item_calendars, speaker_addresses
from events.agenda.models import Speaker
from events.database import db
from events.event import Event
from events.outbox import Letter
from events.presentation import address

NAMES = (
    "speaker_link", "speaker_invitation", "speaker_chased", "event_moved", "event_postponed", "event_cancelled",
    "programme_changed", "programme_removed",
)
# Whoever has not agreed yet keeps no hour free, and a chase asks for other things than an hour.
WITHOUT_CALENDAR = ("agenda/speaker_invitation", "agenda/speaker_chased")


def link_of(speaker: Speaker) -> str:
    """The full address of a speaker's personal link: it stands in no table."""
    key = current_app.config["SECRET_KEY"]
    return address("access.enter_as_speaker", token=links.token(key, "speaker", speaker.ref, speaker.link_version))


def reply_address(speaker: Speaker, contact_email: str) -> str:
    """Where a speaker's answers go: with their own tag where a mailbox is read, so that slides in one are theirs."""
    base, key = current_app.config["REPLY_ADDRESS"], current_app.config["SECRET_KEY"]
    return speaker_addresses.address_for(base, key, speaker) if base else contact_email


def prepare(letter: Letter) -> dict:
    """What every letter of one sending shares."""
    return {
        "council": council.ours(), "event": db.session.get_one(Event, letter.event_id),
        "why": _("You get this because the organiser asks you to speak at this event.")
        if letter.name == "agenda/speaker_invitation"
        else _("You get this because you are named as a speaker at this event."),
    }


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One speaker's letter, with the facts as they were when it was written."""
    speaker = db.session.get_one(Speaker, int(letter.record.split()[1]))
    return _composed(shared, letter, link=link_of(speaker),
                     reply_to=reply_address(speaker, letter.facts["contact_email"]))


def sample(speaker: Speaker, name: str, facts: dict) -> letters.Mail:
    """A letter as it would be now, to look at before it leaves: in the place of the link stand words."""
    letter = Letter(name=name, event_id=speaker.event_id, to_name=speaker.name, to_address=speaker.email, facts=facts,
                    created_at=clock.now())
    return _composed(prepare(letter), letter, link=_("(their own link)"), reply_to=facts["contact_email"])


def _composed(shared: dict, letter: Letter, *, link: str, reply_to: str) -> letters.Mail:
    facts = letter.facts
    words = shared | {
        "name": letter.to_name, "link": link, "title": facts["title"], "venue": facts["venue"],
        "starts_at": datetime.fromisoformat(facts["starts_at"]), "ends_at": datetime.fromisoformat(facts["ends_at"]),
        "items": [(datetime.fromisoformat(starts), title) for starts, title, *_minutes in facts["items"]],
        "parts": [(datetime.fromisoformat(starts), title, minutes[0] if minutes else 0)  # older letters tell none
                  for starts, title, *minutes in facts["items"]],
        "sentences": [said for concern in facts.get("concerns", [])
                      for said in change_words.told_to_speaker(concern, shared["event"])],
        "by_day": date.fromisoformat(facts["by_day"]) if "by_day" in facts else None, "facts": facts,
    }
    first, *more = _calendars_of(shared, letter) or [("", b"")]
    stem = f"agenda/_letters/{letter.name.rpartition('/')[2]}"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words),
        html=render_template(f"{stem}.html", **words),
        reply_to=reply_to, method=first[0], calendar=first[1] or None, more_calendars=tuple(more),
    )


def _calendars_of(shared: dict, letter: Letter) -> list[tuple[str, bytes]]:
    """The calendar parts of a letter, (METHOD, part): one for each item, those that ask before those that cancel."""
    facts, config = letter.facts, current_app.config
    # Nobody is asked by themselves: a calendar program would offer no answer, or hide the entry.
    addresses = (facts["contact_email"], config["REPLY_ADDRESS"], shared["council"].email, config["MAIL_FROM"])
    others = [address for address in addresses if address and address.lower() != letter.to_address.lower()]
    if not others or letter.name in WITHOUT_CALENDAR:
        return []
    organiser = (facts.get("contact_name") or shared["council"].name, others[0])
    entries = sorted(facts.get("calendar", []), key=lambda entry: (entry["method"] == "CANCEL", entry["starts_at"]))
    return [
        (entry["method"], item_calendars.part_for(
            shared["event"], entry, name=letter.to_name, address=letter.to_address, organiser=organiser,
            stamp=letter.created_at, base=config["BASE_URL"]))
        for entry in entries
    ]


for _name in NAMES:
    letters.register(f"agenda/{_name}", prepare=prepare, fill=fill)
