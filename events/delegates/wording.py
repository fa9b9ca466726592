"""An event gives its letters words of its own, tries them out, and goes back to the house's."""

import re

from events import clock, history, outbox
from events import event as event_record
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.database import db
from events.delegates import facts, offers, placeholders, wordings
from events.delegates.mail_models import Wording
from events.event import Event
from events.refusals import N_, NotFound, Refusal

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
MOST_WORDS = 6000


class LanguageUnknown(Refusal):
    """The language's code cannot be one."""

    sentence = N_("Write the language as its short code, such as en, cy, ur or pl.")
    field = "language"


class NothingWritten(Refusal):
    """A letter without a subject or without words."""

    sentence = N_("Write a subject and the letter's words, or go back to the standard text.")
    field = "words"


def language_code(words: str) -> str:
    """A language's code as it is kept. Raises LanguageUnknown."""
    code = words.strip().lower().replace("_", "-")
    if not LANGUAGE.fullmatch(code):
        raise LanguageUnknown()
    return code


def kind_of(letter: str) -> placeholders.Kind:
    """What is known of a letter. Raises NotFound."""
    if letter not in placeholders.KINDS:
        raise NotFound()
    return placeholders.KINDS[letter]


def _add(event: Event, letter: str, language: str, *, subject: str, words: str, by: Officer) -> Wording:
    event = event_record.lock(event)
    before = wordings.versions_of(event, letter, language)
    made = Wording(
        event_id=event.id, letter=letter, language=language, version=before[0].version + 1 if before else 1,
        subject=subject, words=words, by_officer_id=by.id, at=clock.now(),
    )
    db.session.add(made)
    return made


def write_words(event: Event, letter: str, language: str, *, subject: str, words: str, by: Officer) -> Wording:
    """Give a letter words of the event's own: a new version, for letters posted from now on.

    Raises NothingWritten, or what `placeholders.check` raises.
    """
    kind_of(letter)
    subject, words = placeholders.cleaned(" ".join(subject.split())), placeholders.cleaned(words)
    if not subject or not words:
        raise NothingWritten(field="subject" if not subject else "words")
    placeholders.check(letter, subject, words)
    made = _add(event, letter, language_code(language), subject=subject, words=words, by=by)
    history.record(made, "letter worded", by=by, event=event, field=letter)
    return made


def use_house_words(event: Event, letter: str, language: str, *, by: Officer) -> None:
    """Go back to the house's own words; the versions before stay to be seen."""
    kind_of(letter)
    newest = wordings.newest(event).get((letter, language))
    if newest is not None and newest.words:
        made = _add(event, letter, language, subject="", words="", by=by)
        history.record(made, "house words again", by=by, event=event, field=letter)


def sample_facts(event: Event, letter: str) -> dict:
    """What a sample of a letter says, as it would be frozen now."""
    methods = {"invitation": "REQUEST", "moved": "REQUEST", "named": "REQUEST", "cancelled": "CANCEL",
               "postponed": "CANCEL"}
    said = facts.facts_of(event, agenda_queries.arrangements_of(event), method=methods.get(letter, ""))
    if letter == "invitation":
        said |= facts.speakers_in(event)
    if letter == "cancelled":
        said |= {"whole_event": True}
    if letter in ("confirmation", "reminder_coming", "named"):
        said |= {"said": "ACCEPTED", "place": "held", "has_badge": True, "waiting_place": None}
    return said | _own_facts(event, letter)


def _own_facts(event: Event, letter: str) -> dict:
    """What a sample says beside the event: a made-up body, an offer that lasts as long as one would now."""
    arrangements = agenda_queries.arrangements_of(event)
    if letter == "named":
        return {"origin": "named"}
    if letter == "offer":
        until = offers.ends_at(event, hours=arrangements.offer_hours, now=clock.now())
        return {"offered_until": (until or event.starts_at).isoformat()}
    if letter == "seats":
        last = arrangements.give_back_on
        return {"count": 4, "unused": 4, "body": "Example Partnership",
                "give_back_on": last.isoformat() if last else None}
    return {}


def send_test(event: Event, letter: str, language: str, *, by: Officer) -> None:
    """Send the officer one letter as a guest would get it: marked as a test, with nobody's link, counted nowhere.

    Without a calendar part: nothing of a test stays in a calendar.
    """
    kind_of(letter)
    spoken, version = wordings.in_use(event).of(letter, language)
    outbox.post(
        "delegates/trial", about=event, to_name=by.name, to_address=by.email, language=spoken, wording_version=version,
        facts=sample_facts(event, letter) | {"letter": letter, "method": ""},
    )
    history.record(event, "test letter sent", by=by, event=event, field=letter)
