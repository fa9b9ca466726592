"""Printing cards: what is kept of them tells neither a receipt nor which lay beside each other."""

import pytest
from sqlalchemy import select

from events.database import db, unit_of_work
from events.feedback import card_queries, printing, receipts, serials
from events.feedback.room_models import Card


def printed(event, count=6) -> list[serials.NewCard]:
    """Print so many cards in a unit of work of its own."""
    with unit_of_work():
        cards = printing.new_cards(event, count)
        printing.keep_cards(event, cards, by="officer")
    return cards


def test_a_receipt_is_kept_as_a_hash_alone_and_serials_have_no_order(make):
    event = make.event()
    cards = printed(event, 60)
    rows = list(db.session.scalars(select(Card)))
    assert {(row.ref, row.receipt_hash) for row in rows} == {(c.serial, receipts.hash_of(c.receipt)) for c in cards}
    assert not any(card.receipt in value for card in cards for row in rows for value in map(str, vars(row).values()))
    assert [card.serial for card in cards] != sorted(card.serial for card in cards)
    assert all(receipts.tidy(card.receipt) == card.receipt for card in cards)


def test_printing_again_makes_new_cards_and_the_first_stay_good(make):
    event = make.event()
    first, second = printed(event), printed(event)
    assert not {card.serial for card in first} & {card.serial for card in second}
    assert card_queries.counts_of(event) == (12, 0)


@pytest.mark.parametrize("count", [0, -1, printing.MOST + 1])
def test_no_cards_and_too_many_at_once_are_refused(make, count):
    with pytest.raises(printing.HowMany):
        printed(make.event(), count)


def test_letters_before_a_serial_say_what_the_card_is_and_stand_in_none():
    assert serials.divided(" qps k7-m4 ") == serials.Typed("K7M4", "question", "paper", True)
    assert serials.divided("K7M4") == serials.Typed("K7M4")
    assert serials.divided("c") == serials.Typed("", "comment")
    assert not set(serials.ALPHABET) & {*serials.KINDS, *serials.CHANNELS, serials.FLAG, *"01ILOU"}
