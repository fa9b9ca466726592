"""Invitations drafted, sent, called back, withdrawn and renewed."""

from datetime import timedelta

import pytest

from events import clock, outbox
from events.database import db, unit_of_work
from events.delegates import inviting, queries
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place


def draft(event, contacts):
    with unit_of_work():
        return inviting.draft_invitations(event, contacts, by="organiser")


def send(event, **values):
    with unit_of_work():
        return inviting.send_invitations(event, queries.invitations_of(event), by="organiser", **values)


def states(event):
    db.session.expire_all()
    return [str(row.state) for row in queries.invitations_of(event)]


def letters(event):
    rows = db.session.query(outbox.Letter).filter_by(event_id=event.id).order_by(outbox.Letter.id)
    return [(row.to_name, str(row.state), row.facts["method"]) for row in rows]


def test_each_contact_is_drafted_once_and_who_asked_not_to_be_invited_is_not(make):
    event = make.event()
    people = [make.contact("Ann"), make.contact("Bob"), make.contact("Cy", do_not_invite=True)]
    assert len(draft(event, people)) == 2
    assert draft(event, people) == []
    assert states(event) == ["drafted", "drafted"]
    assert letters(event) == []


def test_sending_posts_one_letter_to_each_who_has_an_address(make):
    event = make.event()
    draft(event, [make.contact("Ann"), make.contact("Peggy", email=None)])
    sending = send(event)
    assert states(event) == ["sent", "sent"]
    assert letters(event) == [("Ann", "held", "REQUEST")]
    assert sending.count == 2
    assert [row.contact.name for row in queries.by_post(event)] == ["Peggy"]


def test_pressing_send_twice_sends_nothing_twice(make):
    event = make.event()
    draft(event, [make.contact("Ann")])
    send(event)
    with pytest.raises(inviting.NothingToSend):
        send(event)
    assert len(letters(event)) == 1


def test_letters_leave_two_minutes_after_send(make, post):
    event = make.event()
    draft(event, [make.contact("Ann")])
    send(event)
    assert post() == []
    with clock.moved_to(clock.now() + timedelta(minutes=2, seconds=1)):
        assert len(post()) == 1


def test_what_is_called_back_in_time_is_a_draft_again_and_never_leaves(make, post):
    event = make.event()
    draft(event, [make.contact("Ann"), make.contact("Peggy", email=None)])
    sending = send(event)
    with unit_of_work():
        assert inviting.call_back(queries.sending(event, sending.id), by="organiser") == 2
    assert states(event) == ["drafted", "drafted"]
    with clock.moved_to(clock.now() + timedelta(minutes=5)):
        assert post() == []
        send(event, hold=timedelta(0))
        assert len(post()) == 1


def test_letters_that_have_left_cannot_be_called_back(make, post):
    event = make.event()
    draft(event, [make.contact("Ann")])
    sending = send(event, hold=timedelta(0))
    post()
    with pytest.raises(inviting.TooLateToCallBack), unit_of_work():
        inviting.call_back(queries.sending(event, sending.id), by="organiser")
    assert states(event) == ["sent"]


def test_nobody_is_invited_to_an_event_that_is_over(make, at):
    event = make.event()
    with at(2009, 5, 21), pytest.raises(inviting.InvitationsClosed):
        draft(event, [make.contact()])


def test_a_withdrawn_guest_passes_the_place_on_and_gets_a_cancellation_with_a_higher_sequence(make, post):
    event = make.event(capacity=1)
    first = make.invitation(event, place=Place.HELD, said="ACCEPTED")
    second = make.invitation(event, place=Place.WAITING, said="ACCEPTED", waiting_number=1)
    with unit_of_work():
        outbox.post("delegates/invitation", about=first, to_name="Ann", to_address="ann@example.org", event=event,
                    facts={"method": "REQUEST"}).state = outbox.LetterState.SENT
    with unit_of_work():
        inviting.withdraw_invitation(db.session.get(Invitation, first.id), by="organiser")
    db.session.expire_all()
    assert (first.state, first.place, second.place) == (InvitationState.WITHDRAWN, Place.NONE, Place.OFFERED)
    letter = outbox.about(first)[0]
    assert (letter.name, letter.facts["method"]) == ("delegates/cancelled", "CANCEL")
    assert letter.facts["event"]["sequence"] == 1


def test_who_never_had_a_letter_gets_no_cancellation(make):
    event = make.event()
    draft(event, [make.contact("Ann")])
    send(event)
    with unit_of_work():
        inviting.withdraw_invitation(queries.invitations_of(event)[0], by="organiser")
    assert letters(event) == [("Ann", "withdrawn", "REQUEST")]


@pytest.mark.parametrize(("left", "sequence"), [(True, 1), (False, 0)])
def test_an_invitation_sent_again_has_a_higher_sequence_only_where_a_cancellation_went_before(
    make, post, left, sequence
):
    event = make.event()
    draft(event, [make.contact("Ann")])
    send(event, hold=timedelta(0))
    assert len(post() if left else [None]) == 1
    with unit_of_work():
        inviting.withdraw_invitation(queries.invitations_of(event)[0], by="organiser")
    with unit_of_work():
        inviting.invite_again(queries.invitations_of(event)[0], by="organiser")
    assert states(event) == ["sent"]
    newest = max(outbox.about(queries.invitations_of(event)[0]), key=lambda letter: letter.id)
    assert (newest.facts["method"], newest.facts["event"]["sequence"]) == ("REQUEST", sequence)


def test_a_renewed_link_makes_the_earlier_one_worthless(make, reader, post, words):
    guest = make.invitation(make.event())
    earlier = reader.link("invitation", guest)
    with unit_of_work():
        inviting.renew_link(db.session.get(Invitation, guest.id), by="organiser")
    reader.anybody().get(earlier, status=410)
    db.session.expire_all()
    assert reader.link("invitation", db.session.get(Invitation, guest.id)) in words(post()[0], "text/plain")


def test_drafts_can_be_taken_away_and_what_was_sent_cannot(make):
    event = make.event()
    make.invitation(event)
    draft(event, [make.contact("Bob")])
    with unit_of_work():
        assert inviting.drop_drafts(event, by="organiser") == 1
    assert states(event) == ["sent"]


def test_who_asks_not_to_be_invited_after_the_draft_is_not_written_to(make):
    event = make.event()
    ann, bob = make.contact("Ann"), make.contact("Bob")
    draft(event, [ann, bob])
    with unit_of_work():
        db.session.merge(ann).do_not_invite = True
    assert [row.contact.name for row in queries.drafts_to_send(event)] == ["Bob"]
    send(event)
    assert letters(event) == [("Bob", "held", "REQUEST")] and states(event) == ["drafted", "sent"]
    with unit_of_work(), pytest.raises(inviting.NotToBeInvited):
        guest = queries.invitations_of(event)[0]
        guest.state = InvitationState.WITHDRAWN
        inviting.invite_again(guest, by="organiser")
