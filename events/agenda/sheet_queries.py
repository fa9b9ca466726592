"""What the printed run sheet and the presenter pack hold: each part with who, which slides, and a line of notes."""

from events.agenda import queries, run_queries
from events.agenda.models import Deck, Speaker
from events.agenda.run_orders import whole_minutes
from events.agenda.sheets import SheetRow
from events.agenda.states import DeckState, Part
from events.event import Event

# What may be put on the screen of the hall. A deck that waits, was refused or replaced never is.
SHOWABLE = (DeckState.RECEIVED, DeckState.PUBLISHED)


def showable_decks(event: Event) -> dict[int, Deck]:
    """Each speaker's newest deck that may be shown, by the speaker's key."""
    found: dict[int, Deck] = {}
    for deck in queries.decks_of(event):  # newest version first
        if deck.state in SHOWABLE and deck.speaker.withdrawn_at is None:
            found.setdefault(deck.speaker_id, deck)
    return found


def rows_of(event: Event) -> list[SheetRow]:
    """The run sheet's parts in the order of the programme."""
    people = {speaker.id: speaker for speaker in queries.speakers_of(event)}
    decks, notes = showable_decks(event), run_queries.notes_of(event)
    rows = []
    for item in queries.public_items_of(event):
        slots = [slot for slot in item.slots if slot.speaker_id in people]
        leads = [slot.speaker_id for slot in slots if slot.part == Part.SPEAKER]
        rows.append(SheetRow(
            item, whole_minutes(item.ends_at - item.starts_at), slots, note=notes.get(item.key, ""),
            decks=[decks[one] for one in leads if one in decks], lacking=[people[one] for one in leads
                                                                          if one not in decks],
            room=item.venue_room.name if item.venue_room else "",
        ))
    return rows


def without_slides(event: Event) -> list[Speaker]:
    """Who speaks and has handed in nothing that may be shown."""
    decks = showable_decks(event)
    return [speaker for speaker in queries.speakers_of(event) if speaker.id not in decks]
