"""Printing cards: each has a random serial and a receipt to tear off, of which only the hash is kept.

So a card is printed once: printing again makes new ones.
"""

import secrets

from events import clock, history
from events.database import db
from events.event import Event
from events.feedback import card_queries, receipts, serials
from events.feedback.room_models import Card
from events.feedback.serials import NewCard
from events.refusals import N_, Refusal

MOST = 300  # at once: 50 sheets, made in a few seconds


class HowMany(Refusal):
    """No cards, or more than are made at once."""

    sentence = N_("Write a number from 1 to %(most)s")
    field = "count"


def new_cards(event: Event, count: int) -> list[NewCard]:
    """So many cards, not kept yet, in random order. Raises HowMany."""
    if not 1 <= count <= MOST:
        raise HowMany(most=MOST)
    taken, made = card_queries.taken_refs(event), []
    for _ in range(count):
        serial = serials.new(taken)
        taken.add(serial)
        made.append(NewCard(serial, receipts.receipt_of(event.slug, secrets.token_urlsafe(24))))
    return made


def keep_cards(event: Event, cards: list[NewCard], *, by) -> None:
    """Keep what was printed. In the order of serials: the rows must not tell which cards lay beside each other."""
    day = event.local(clock.now()).date()
    db.session.add_all(
        Card(event_id=event.id, ref=card.serial, receipt_hash=receipts.hash_of(card.receipt), printed_on=day)
        for card in sorted(cards, key=lambda card: card.serial))
    history.record(event, f"cards printed: {len(cards)}", by=by, event=event)
