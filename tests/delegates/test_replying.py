"""Answers to invitations, and the places they come to."""

from datetime import date

import pytest
from sqlalchemy import func, select

from events import history, outbox
from events.database import db, unit_of_work
from events.delegates import needing, needs_queries, queries, replying
from events.delegates.door_models import Needs
from events.delegates.models import Invitation, Reply
from events.delegates.states import InvitationState, Place, Said


def answer(invitation, said="ACCEPTED", **values):
    with unit_of_work():
        invitation = db.session.get(Invitation, invitation.id)
        return replying.reply(invitation, said=said, **({"channel": "link"} | values)).place


def place_of(invitation):
    db.session.expire_all()
    return db.session.get(Invitation, invitation.id).place


def letters_about(invitation, state="queued"):
    return [row for row in outbox.about(invitation) if row.state == state]


def test_an_acceptance_takes_a_place(make):
    guest = make.invitation(make.event(capacity=2))
    assert answer(guest) == Place.HELD
    assert queries.counts_of(guest.event).coming == 1


def test_a_full_event_puts_the_next_reply_on_the_waiting_list(make):
    event = make.event(capacity=1)
    first, second, third = (make.invitation(event) for _ in range(3))
    assert [answer(first), answer(second), answer(third)] == [Place.HELD, Place.WAITING, Place.WAITING]
    stored = db.session.get(Invitation, second.id)
    assert stored.said == Said.ACCEPTED, "what was said is recorded as said"
    assert [row.id for row in queries.waiting(event)] == [second.id, third.id]
    letter = letters_about(second)[0]
    assert letter.name == "delegates/confirmation"
    assert (letter.facts["place"], letter.facts["waiting_place"]) == ("waiting", 1)


@pytest.mark.parametrize("said", ["TENTATIVE", "DECLINED"])
def test_a_place_that_comes_free_is_offered_to_the_first_who_waits(make, said):
    event = make.event(capacity=1)
    first, second, third = (make.invitation(event) for _ in range(3))
    for guest in (first, second, third):
        answer(guest)
    answer(first, said)
    assert (place_of(first), place_of(second), place_of(third)) == (Place.NONE, Place.OFFERED, Place.WAITING)
    letter = letters_about(second)
    assert [row.name for row in letter] == ["delegates/offer"], "the letter that said waiting is called back"
    assert answer(second) == Place.HELD


def test_nobody_passes_those_who_wait_when_a_larger_room_is_found(make):
    event = make.event(capacity=1)
    first, second, third = (make.invitation(event) for _ in range(3))
    answer(first)
    answer(second)
    with unit_of_work():
        from events.agenda import queries as agenda_queries  # only this test changes the room

        agenda_queries.arrangements_of(event).capacity = 2
    assert answer(third) == Place.WAITING
    assert place_of(second) == Place.OFFERED


def test_free_places_are_given_on_in_the_order_of_the_waiting_list(make):
    event = make.event(capacity=1)
    guests = [make.invitation(event) for _ in range(4)]
    for guest in guests:
        answer(guest)
    with unit_of_work():
        from events.agenda import queries as agenda_queries  # only this test changes the room

        agenda_queries.arrangements_of(event).capacity = 3
    with unit_of_work():
        given = [row.id for row in replying.give_free_places(event, by="organiser")]
    assert given == [guests[1].id, guests[2].id]
    assert place_of(guests[3]) == Place.WAITING


def test_who_leaves_the_waiting_list_and_comes_back_stands_at_its_end(make):
    event = make.event(capacity=1)
    first, second, third = (make.invitation(event) for _ in range(3))
    for guest in (first, second, third):
        answer(guest)
    answer(second, "DECLINED")
    answer(second)
    assert [row.id for row in queries.waiting(event)] == [third.id, second.id]


def test_perhaps_takes_no_place(make):
    guest = make.invitation(make.event(capacity=1))
    assert answer(guest, "TENTATIVE") == Place.NONE
    counts = queries.counts_of(guest.event)
    assert (counts.perhaps, counts.coming, counts.free) == (1, 0, 1)


def test_the_same_answer_again_changes_nothing_and_is_kept_in_the_ledger(make):
    guest = make.invitation(make.event(capacity=1))
    answer(guest)
    letters = len(outbox.about(guest))
    answer(guest)
    assert [row.said for row in queries.replies_of(guest)] == [Said.ACCEPTED, Said.ACCEPTED]
    assert len(outbox.about(guest)) == letters, "nobody is told twice"
    assert queries.counts_of(guest.event).coming == 1


def test_the_numbers_of_an_event_add_up(make):
    event = make.event(capacity=1)
    for said in ("ACCEPTED", "ACCEPTED", "TENTATIVE", "DECLINED", None):
        guest = make.invitation(event)
        if said:
            answer(guest, said)
    make.invitation(event, sent=False)
    counts = queries.counts_of(event)
    assert (counts.invited, counts.coming, counts.waiting, counts.perhaps, counts.not_coming, counts.no_answer) == (
        5, 1, 1, 1, 1, 1)
    assert counts.capacity == 1


@pytest.mark.parametrize(("moment", "is_open"), [((2009, 5, 20, 19, 30), True), ((2009, 5, 20, 20, 0), False)])
def test_answers_are_taken_until_the_event_ends(make, at, moment, is_open):
    guest = make.invitation(make.event())
    with at(*moment):
        if is_open:
            assert answer(guest) == Place.HELD
        else:
            with pytest.raises(replying.ReplyClosed, match="over"):
                answer(guest)


def test_a_cancelled_event_takes_no_answers(make):
    event = make.event()
    guest = make.invitation(event)
    with unit_of_work():
        event.cancelled_at = event.created_at
    with pytest.raises(replying.ReplyClosed, match="cancelled"):
        answer(guest)


def test_a_withdrawn_or_unsent_invitation_takes_no_answers(make):
    event = make.event()
    withdrawn, draft = make.invitation(event), make.invitation(event, sent=False)
    with unit_of_work():
        withdrawn.state = InvitationState.WITHDRAWN
    for guest in (withdrawn, draft):
        with pytest.raises(replying.ReplyClosed):
            answer(guest)


def test_an_answer_after_the_day_asked_for_is_taken_and_known_as_late(make, at):
    guest = make.invitation(make.event(reply_by_on=date(2009, 5, 13)))
    with at(2009, 5, 13, 22, 30):  # 23:30 in London: in time
        answer(guest, "TENTATIVE")
    with at(2009, 5, 14, 0, 30):
        assert answer(guest) == Place.HELD
    late, early = queries.replies_of(guest)
    assert replying.is_late(late, date(2009, 5, 13))
    assert not replying.is_late(early, date(2009, 5, 13))


@pytest.mark.parametrize("said", ["", "NEEDS-ACTION", "yes"])
def test_only_the_four_answers_are_answers(make, said):
    guest = make.invitation(make.event())
    with pytest.raises(replying.AnswerNeeded):
        answer(guest, said)
    assert db.session.scalar(select(func.count(Reply.id))) == 0


def test_needs_are_kept_only_with_consent(make):
    guest = make.invitation(make.event())
    with pytest.raises(needing.ConsentNeeded):
        answer(guest, access="Hearing loop")
    answer(guest, access="Hearing loop", diet="Vegan", consent=True)
    needs = needs_queries.needs_of(guest)
    assert (needs.access, needs.diet, needs.transport) == ("Hearing loop", "Vegan", False)
    assert needs.keep_until == guest.event.ends_at + needing.NEEDS_KEPT_AFTER


def test_an_answer_without_needs_leaves_those_told_before_as_they_are(make):
    guest = make.invitation(make.event())
    answer(guest, access="Hearing loop", consent=True)
    answer(guest)
    assert needs_queries.needs_of(guest).access == "Hearing loop"


def test_needs_are_replaced_whole_and_can_be_taken_away(make):
    guest = make.invitation(make.event())
    answer(guest, access="Hearing loop", diet="Vegan", consent=True)
    answer(guest, diet="Halal", consent=True)
    assert (needs_queries.needs_of(guest).access, needs_queries.needs_of(guest).diet) == ("", "Halal")
    answer(guest, change_needs=True)
    db.session.expire_all()
    assert needs_queries.needs_of(guest) is None


def test_who_is_not_coming_leaves_no_needs_behind(make):
    guest = make.invitation(make.event())
    answer(guest, access="Hearing loop", consent=True)
    answer(guest, "DECLINED")
    assert db.session.scalar(select(func.count()).select_from(Needs)) == 0


def test_needs_from_a_list_become_the_guests_own_only_when_confirmed(make):
    event = make.event()
    keep = make.invitation(event, make.contact("A", unconfirmed_needs="Guide dog"))
    drop = make.invitation(event, make.contact("B", unconfirmed_needs="Guide dog"))
    leave = make.invitation(event, make.contact("C", unconfirmed_needs="Guide dog"))
    with pytest.raises(needing.ConsentNeeded):
        answer(keep, unconfirmed=True)
    answer(keep, unconfirmed=True, access="A seat at the end of a row", consent=True)
    answer(drop, unconfirmed=False)
    answer(leave)
    assert needs_queries.needs_of(keep).access == "Guide dog\nA seat at the end of a row"
    assert (needs_queries.needs_of(drop), needs_queries.needs_of(leave)) == (None, None)
    assert [row.contact.unconfirmed_needs for row in (keep, drop, leave)] == ["", "", "Guide dog"]


def test_an_officer_records_what_was_said_on_the_telephone(make):
    event = make.event()
    officer = make.officer("organiser", on=event)
    guest = make.invitation(event, make.contact("Peggy Skelton", email=None))
    answer(guest, channel="telephone", by=officer, comment="Rang at noon")
    row = queries.replies_of(guest)[0]
    assert (row.channel, row.by_officer.name, row.comment) == ("telephone", "Margaret Tulloch", "Rang at noon")
    assert outbox.about(guest) == [], "without an address there is no letter"


def test_history_names_the_answer_and_who_gave_it_but_not_the_needs(make):
    guest = make.invitation(make.event())
    answer(guest, access="Hearing loop", consent=True)
    entries = history.of(guest)
    assert [(row.act, row.who) for row in entries] == [("needs told", "delegate"), ("answered ACCEPTED", "delegate")]
    assert "Hearing" not in " ".join(f"{row.act} {row.field} {row.record}" for row in entries)
