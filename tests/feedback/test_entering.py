"""Entering cards, spoken questions and a table's points: one queue, nothing doubled, a flag before anybody sees."""

import pytest
from sqlalchemy import func, select

from events.database import db, unit_of_work
from events.feedback import card_queries, entering, moderating, queries, receipts
from events.feedback.entering import Writer
from events.feedback.models import Remark
from events.feedback.room_models import ScribeLink
from tests.feedback.test_printing import printed


def entered(event, **values) -> entering.Entered:
    """A card entered in a unit of work of its own."""
    with unit_of_work():
        return entering.enter_card(event, **({
            "serial": "", "kind": "comment", "text": "More light", "channel": "paper", "writer": Writer(),
            "by": "scribe"} | values))


def count(event) -> int:
    return db.session.scalar(select(func.count()).where(Remark.event_id == event.id))


def test_a_cards_serial_is_the_remarks_ref_and_the_torn_off_receipt_leads_to_it(make):
    event = make.event()
    card = printed(event)[0]
    assert card_queries.is_not_entered_yet(event, card.receipt)
    remark = entered(event, serial=card.serial, table_number="7", writer=Writer(partnership="Board")).remark
    assert queries.remark_by_receipt(event, card.receipt).ref == remark.ref == card.serial
    assert (remark.table_number, remark.attribution, remark.received_at) == ("7", "partnership only", None)
    assert not card_queries.is_not_entered_yet(event, card.receipt)
    assert card_queries.counts_of(event) == (6, 1)


def test_the_same_card_again_is_the_same_remark_and_other_words_are_refused(make):
    event = make.event()
    card = printed(event)[0]
    first = entered(event, serial=card.serial).remark.id
    assert entered(event, serial=card.serial, text=" More  light ".replace("  ", " ")).remark.id == first
    with pytest.raises(entering.CardIsHere):
        entered(event, serial=card.serial, text="Other words")
    assert count(event) == 1


def test_a_card_sent_again_after_a_moderator_edited_it_is_still_the_same(make):
    event = make.event()
    card = printed(event)[0]
    remark = entered(event, serial=card.serial).remark
    with unit_of_work():
        row = db.session.get(Remark, remark.id)
        row.original, row.text = row.text, "More light in the car park"
    assert entered(event, serial=card.serial).remark.text == "More light in the car park"


def test_a_serial_that_was_not_printed_for_this_event_is_refused(make):
    event, other = make.event(), make.event(slug="other")
    card = printed(other)[0]
    with pytest.raises(entering.NoSuchCard):
        entered(event, serial=card.serial)
    assert count(event) == 0


def test_what_is_flagged_at_entry_is_withheld_in_the_same_transaction_and_the_lead_is_written_to(make):
    event = make.event()
    make.officer("safeguarding", on=event)
    link = make.scribe_link(event)
    result = entered(event, flagged=True, by=db.session.get(ScribeLink, link.id))
    assert result.leads == 1
    assert queries.waiting(event) == [] and [r.text for r in queries.withheld(event)] == ["More light"]
    assert entered(event).leads is None


def test_a_flagged_card_sent_again_does_not_say_that_nobody_was_told(make):
    event = make.event()
    make.officer("safeguarding", on=event)
    card = printed(event)[0]
    assert [entered(event, serial=card.serial, flagged=True).leads for _ in range(2)] == [1, 1]
    assert count(event) == 1


def spoken(event, **values):
    with unit_of_work():
        return entering.enter_spoken(event, **({
            "kind": "question", "text": "Why here?", "spoken_by": "councillor", "writer": Writer(), "by": "scribe",
            "form_key": "a random key of this form"} | values)).remark


def test_what_was_spoken_keeps_the_kind_of_person_and_is_entered_once(make):
    event = make.event()
    speaker = make.speaker(event)
    first = spoken(event, speaker=speaker, answered=True, answer="Because of the bus.")
    again = spoken(event, speaker=speaker, answered=True, answer="Because of the bus.")
    assert again.id == first.id and count(event) == 1
    remark = queries.waiting(event)[0]
    assert (remark.channel, remark.spoken_by, remark.attribution) == ("spoken", "councillor", "anonymous")
    assert [answer.text for answer in remark.answers] == ["Because of the bus."]


def point(event, **values):
    with unit_of_work():
        return entering.enter_point(event, **({
            "kind": "comment", "text": "Start with schools", "table_number": "4", "by": "scribe"} | values)).remark


def test_a_tables_points_stand_in_the_same_queue_each_with_how_many_agreed(make):
    event = make.event()
    point(event, agreed=6, about_action="4.3")
    point(event, text="And with parents", agreed=2)
    entered(event)
    found = {remark.text: remark for remark in queries.waiting(event)}
    assert (found["Start with schools"].agreed, found["Start with schools"].about_action) == (6, "4.3")
    assert {remark.table_number for remark in found.values()} == {"4", ""} and len(found) == 3
    with unit_of_work():
        moderating.approve(db.session.merge(found["And with parents"]), by="officer")
    assert len(queries.approved(event)) == 1


@pytest.mark.parametrize("agreed", [-1, 1000])
def test_more_than_can_have_agreed_are_refused(make, agreed):
    with pytest.raises(entering.AgreedWrong):
        point(make.event(), agreed=agreed)


def test_a_receipt_that_a_form_gave_is_no_cards(make):
    event = make.event()
    assert not card_queries.is_not_entered_yet(event, receipts.receipt_of("evening", "a key"))
