"""The presenter pack as a list of files: names of ours, in running order, which every machine can write."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from events.agenda.models import Deck, Speaker
from events.agenda.names import short_name
from events.agenda.sheets import SheetRow
from events.event import Event
from events.presentation import hour

SHEET, LIST = "00-run-sheet.pdf", "00-list-of-slides.txt"
PIECE = 32  # letters of a part's or a speaker's name: Windows takes whole paths of 260


@dataclass(frozen=True)
class Packed:
    """One deck in the pack: its name there and where it lies."""

    name: str
    file_key: str
    size: int
    deck_id: int
    line: str  # what the list says of it


def _name(place: int, starts_at: datetime | None, words: str, deck: Deck, event: Event) -> str:
    """Letters, digits and hyphens alone, beginning with a number: no name that Windows keeps for itself."""
    when = f"{event.local(starts_at):%H%M}-" if starts_at else ""
    part, person = short_name(words, most=PIECE) or "part", short_name(deck.speaker.key, most=PIECE) or "speaker"
    return f"{place:02d}-{when}{part}-{person}-v{deck.version}{deck.suffix}"


def _pages(deck: Deck) -> str:
    number = deck.facts.get("slides") or deck.facts.get("pages")
    return _("%(number)s pages", number=number) if number else _("pages not counted")


def _line(name: str, title: str, deck: Deck, event: Event, starts_at: datetime | None) -> str:
    when = hour(starts_at, event) if starts_at else "–"
    return f"{name}\r\n    {when}  {title} / {deck.speaker.name} / {_pages(deck)} / {deck.size / 1e6:.1f} MB"


def packed_of(event: Event, rows: list[SheetRow], decks: dict[int, Deck]) -> list[Packed]:
    """The decks in running order, each once: where its speaker first leads a part. The rest come last."""
    found: list[Packed] = []
    left = dict(decks)
    for place, row in enumerate(rows, 1):
        for deck in row.decks:
            if left.pop(deck.speaker_id, None) is None:
                continue
            name = _name(place, row.item.starts_at, row.item.key, deck, event)
            found.append(Packed(name, deck.file_key, deck.size, deck.id,
                                _line(name, row.item.title, deck, event, row.item.starts_at)))
    for deck in left.values():
        name = _name(99, None, "no-part-of-their-own", deck, event)
        found.append(Packed(name, deck.file_key, deck.size, deck.id,
                            _line(name, _("Leads no part"), deck, event, None)))
    return found


def list_of(event: Event, packed: list[Packed], lacking: list[Speaker], *, made_at: datetime) -> str:
    """The list of slides as a text that any machine opens."""
    lines = [event.title, _("Slides in running order, as of %(hour)s", hour=hour(made_at, event)), "",
             *(one.line for one in packed)]
    if lacking:
        lines += ["", _("No slides from: %(names)s", names=", ".join(speaker.name for speaker in lacking))]
    return "\r\n".join(lines) + "\r\n"
