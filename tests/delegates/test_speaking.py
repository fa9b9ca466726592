"""Whoever agrees to speak is a guest without a second form."""

import pytest

from events.agenda import agreeing, replacing, scheduling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from events.delegates import arriving, inviting, queries, replying, speaking
from events.delegates.models import Contact, Invitation
from events.delegates.states import Origin, Place, Said
from events.event import Event
from events.outbox import Letter


def answer(speaker, said="accepted"):
    """A speaker's own answer."""
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said=said, reason="Away", by="speaker")


def guest_of(speaker) -> Invitation | None:
    """Their place among the guests."""
    found = speaking.guest_of(db.session.get(Speaker, speaker.id))
    return found.invitation if found else None


def test_agreeing_makes_a_guest_with_a_place_and_a_badge_and_sends_no_letter(make, at):
    event = make.event()
    speaker = make.speaker(event, "Judith Okoro", email="judith@dept.example.org", organisation="The Department")
    answer(speaker)
    guest = guest_of(speaker)
    assert (guest.said, guest.place, guest.origin) == (Said.ACCEPTED, Place.HELD, Origin.SPEAKING)
    assert (guest.contact.email, guest.contact.organisation) == ("judith@dept.example.org", "The Department")
    assert replying.holds_place(guest) and queries.taken(event) == 1
    assert db.session.query(Letter).count() == 0
    number = guest.id
    with at(2009, 5, 20, 16, 30), unit_of_work():
        assert arriving.arrive(db.session.get(Invitation, number), by="command")


def test_the_contact_with_the_same_address_is_the_guest_however_it_is_typed(make):
    event, contact = make.event(), make.contact("J. Okoro", email="judith@dept.example.org")
    speaker = make.speaker(event, "Judith Okoro", email="Judith@Dept.Example.Org")
    answer(speaker)
    assert guest_of(speaker).contact_id == contact.id and db.session.query(Contact).count() == 1


def test_a_drafted_invitation_becomes_the_place_and_is_not_sent_as_well(make):
    event, contact = make.event(), make.contact(email="judith@dept.example.org")
    make.invitation(event, contact, sent=False)
    answer(make.speaker(event, email="judith@dept.example.org"))
    assert queries.drafts_to_send(event) == [] and db.session.query(Invitation).count() == 1
    with pytest.raises(inviting.NothingToSend), unit_of_work():
        inviting.send_invitations(db.session.get(Event, event.id), queries.drafts_to_send(event), by="command")


def test_who_has_said_yes_as_a_guest_is_not_doubled_and_keeps_the_place_when_they_do_not_speak(make):
    event, contact = make.event(), make.contact(email="judith@dept.example.org")
    invitation = make.invitation(event, contact)
    with unit_of_work():
        replying.reply(db.session.get(Invitation, invitation.id), said="ACCEPTED", channel="link")
    speaker = make.speaker(event, email="judith@dept.example.org")
    answer(speaker)
    assert queries.taken(event) == 1 and len(queries.replies_of(invitation)) == 1
    answer(speaker, "declined")
    assert queries.taken(event) == 1
    assert db.session.get(Invitation, invitation.id).place == Place.HELD


def test_declining_frees_the_place_that_came_from_speaking_and_the_next_is_offered_it(make):
    event = make.event(capacity=1)
    speaker = make.speaker(event, email="judith@dept.example.org")
    answer(speaker)
    waiting = make.invitation(event)
    with unit_of_work():
        replying.reply(db.session.get(Invitation, waiting.id), said="ACCEPTED", channel="link")
    assert db.session.get(Invitation, waiting.id).place == Place.WAITING
    answer(speaker, "declined")
    assert guest_of(speaker) is None
    assert db.session.get(Invitation, waiting.id).place == Place.OFFERED
    answer(speaker)  # and back again: nobody speaks from the waiting list
    assert guest_of(speaker).place == Place.HELD


def test_an_invitation_without_an_answer_stands_as_before_when_they_speak_no_more(make):
    event, contact = make.event(), make.contact(email="judith@dept.example.org")
    invitation = make.invitation(event, contact)
    speaker = make.speaker(event, email="judith@dept.example.org")
    answer(speaker)
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    invitation = db.session.get(Invitation, invitation.id)
    assert (str(invitation.state), invitation.said, invitation.place) == ("sent", Said.NEEDS_ACTION, Place.NONE)


def test_who_has_answered_for_themselves_since_keeps_the_place(make):
    event = make.event()
    speaker = make.speaker(event, email="judith@dept.example.org")
    answer(speaker)
    number = guest_of(speaker).id
    with unit_of_work():
        replying.reply(db.session.get(Invitation, number), said="ACCEPTED", channel="link")
    answer(speaker, "declined")
    assert db.session.get(Invitation, number).place == Place.HELD


def test_without_an_address_they_are_a_guest_all_the_same_and_once(make):
    event = make.event()
    speaker = make.speaker(event, "Mohammed Iqbal", email="")
    answer(speaker)
    answer(speaker)
    assert guest_of(speaker).contact.email is None and queries.taken(event) == 1
    assert db.session.query(Contact).count() == 1


def test_a_substitute_is_a_guest_and_the_one_replaced_is_none(make):
    event = make.event()
    speaker = make.speaker(event, "Ann Lee")
    answer(speaker)
    with unit_of_work():
        new = replacing.replace(db.session.get(Speaker, speaker.id), name="Dana Kirk", by="command").id
    assert guest_of(speaker) is None
    assert [guest.contact.name for guest in queries.coming(event)] == ["Dana Kirk"]
    assert guest_of(db.session.get(Speaker, new)) is not None


def test_a_speaker_who_comes_back_is_a_guest_again(make):
    event = make.event()
    speaker = make.speaker(event)
    answer(speaker)
    for act in (scheduling.withdraw_speaker, scheduling.bring_back_speaker):
        with unit_of_work():
            act(db.session.get(Speaker, speaker.id), by="command")
    assert guest_of(speaker).place == Place.HELD and queries.taken(event) == 1


def test_a_full_hall_seats_its_speaker_and_the_waiting_list_keeps_its_order(make):
    event = make.event(capacity=1)
    first, second = make.invitation(event), make.invitation(event)
    for one in (first, second):
        with unit_of_work():
            replying.reply(db.session.get(Invitation, one.id), said="ACCEPTED", channel="link")
    answer(make.speaker(event))
    assert queries.taken(event) == 2
    assert [guest.id for guest in queries.waiting(event)] == [second.id]
