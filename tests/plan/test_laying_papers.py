"""Laying papers before a board: links that are one member's, letters that can be called back, reading that is said."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from events import clock, delivery
from events.database import db, unit_of_work
from events.outbox import Letter, LetterState
from events.plan import approving, board_queries, laying_papers, queries
from events.plan.doors import shut
from tests.plan.gates import before_the_board, newest
from tests.plan.test_approving import BOARD
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

HOLD = timedelta(minutes=2)


def add(held, name="Nasreen Akhtar", email="nasreen@health.example.org") -> int:
    """A member's link, by its key."""
    with unit_of_work():
        link = laying_papers.add_member(newest(held), name=name, email=email, by=held.approver)
        return link.id


def link(held, number=0):
    return board_queries.links_of(newest(held))[number]


def send(held) -> int:
    with unit_of_work():
        return laying_papers.send(newest(held), hold=HOLD, by=held.approver)


def test_papers_do_not_go_out_while_a_gate_is_open(held):
    add(held)
    with pytest.raises(laying_papers.NotBeforeTheBoard, match="Equality impact assessment"):
        send(held)
    assert db.session.query(Letter).filter_by(name="plan/board_papers").count() == 0


def test_each_member_with_an_address_gets_one_letter_with_a_neutral_subject(held, settings):
    before_the_board(held)
    add(held)
    add(held, "Tom Bewick", "")
    assert send(held) == 1
    with pytest.raises(laying_papers.NobodyToWriteTo):
        send(held)
    letter = db.session.query(Letter).filter_by(name="plan/board_papers").one()
    assert letter.state == LetterState.HELD and letter.facts == {"plan": "The plan", "number": 1}
    with clock.moved_to(clock.now() + HOLD + timedelta(seconds=1)):
        delivery.deliver()
    db.session.expire_all()
    assert letter.state == LetterState.SENT
    [file] = Path(settings["INSTANCE"], "mail").glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    words = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Papers for you to read" and mail["To"].addresses[0].addr_spec == letter.to_address
    assert f"/i/{link(held).ref}-" in words and link(held, 1).ref not in words


def test_letters_are_called_back_while_they_are_held(held):
    before_the_board(held)
    add(held)
    send(held)
    with unit_of_work():
        assert laying_papers.call_back(newest(held), by=held.approver) == 1
    assert link(held).sent_at is None and laying_papers.letters_held(newest(held)) == 0
    assert send(held) == 1


@pytest.mark.parametrize(("values", "refusal"), [
    ({"name": " "}, laying_papers.MemberMissing), ({"email": "nobody"}, laying_papers.NoSuchAddress),
    ({"email": "a@example.org, b@example.org"}, laying_papers.NoSuchAddress),
    ({"email": "Nasreen@health.example.org"}, laying_papers.MemberKnown),
])
def test_a_member_has_a_name_and_one_address_of_their_own(held, values, refusal):
    add(held)
    with pytest.raises(refusal):
        add(held, **{"name": "Somebody else", "email": ""} | values)
    assert len(board_queries.links_of(newest(held))) == 1


def test_the_same_members_read_the_next_version_by_links_of_their_own(held):
    add(held)
    add(held, "Tom Bewick", "")
    first = link(held).ref
    accept(held, propose(held))
    make_version(held)
    for made in (2, 0):
        with unit_of_work():
            before = queries.version_by_number(held.plan, 1)
            assert len(laying_papers.copy_members(before, newest(held), by=held.approver)) == made
    assert [row.name for row in board_queries.links_of(newest(held))] == ["Nasreen Akhtar", "Tom Bewick"]
    assert link(held).ref != first and link(held).sent_at is None


def test_links_shut_four_weeks_after_the_decision_and_not_after_it_was_put_off(held):
    before_the_board(held)
    add(held)
    for act in (approving.defer, approving.approve):
        assert board_queries.shuts_at(newest(held)) is None and shut(link(held)) is None
        with unit_of_work():
            act(newest(held), fingerprint=newest(held).fingerprint, by=held.approver, note="So decided", **BOARD)
    assert shut(link(held)) is None
    with clock.moved_to(board_queries.shuts_at(newest(held)) - timedelta(minutes=1)):
        assert shut(link(held)) is None
    with clock.moved_to(board_queries.shuts_at(newest(held))):
        assert "has run out" in shut(link(held))
        with pytest.raises(laying_papers.LinkShut), unit_of_work():
            laying_papers.replace(link(held), hold=HOLD, by=held.approver)


def test_a_lost_link_is_replaced_and_its_letter_sent_again(held):
    before_the_board(held)
    add(held)
    send(held)
    with unit_of_work():
        laying_papers.replace(link(held), hold=HOLD, by=held.approver)
    states = [letter.state for letter in db.session.query(Letter).filter_by(name="plan/board_papers").order_by("id")]
    assert link(held).link_version == 2 and states == [LetterState.WITHDRAWN, LetterState.HELD]


def test_closing_a_link_keeps_its_letter_here(held):
    before_the_board(held)
    add(held)
    send(held)
    with unit_of_work():
        laying_papers.close(link(held), by=held.approver)
    assert "has been closed" in shut(link(held)) and laying_papers.letters_held(newest(held)) == 0


def test_the_day_of_reading_is_kept_and_no_later_one(held, at):
    add(held)
    for day in (1, 9):
        with at(2009, 6, day, 12), unit_of_work():
            laying_papers.note_read(link(held))
    assert link(held).read_on.isoformat() == "2009-06-01"
