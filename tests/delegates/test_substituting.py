"""Somebody else comes."""

import pytest

from events import outbox
from events.database import db, unit_of_work
from events.delegates import queries, replying, seat_queries, substituting
from events.delegates.models import Invitation
from events.delegates.states import Place, Said
from events.delegates.substituting import Named

OMAR = Named("Omar Khan", "omar@example.org")


def delegate_to(guest, named: Named | None = OMAR):
    with unit_of_work():
        return replying.reply(db.session.get_one(Invitation, guest.id), said="DELEGATED", channel="link",
                              substitute=named)


def decide(guest, act, by="organiser"):
    with unit_of_work():
        [proposed] = seat_queries.proposed_for(db.session.get_one(Invitation, guest.id))
        return act(proposed, by=by)


def test_the_place_is_kept_until_the_substitute_is_confirmed(make):
    event = make.event(capacity=1)
    guest, other = make.invitation(event), make.invitation(event)
    assert delegate_to(guest).place == Place.HELD
    with unit_of_work():
        late = replying.reply(db.session.get_one(Invitation, other.id), said="ACCEPTED", channel="link")
        assert late.place == Place.WAITING
    assert not replying.holds_place(guest), "the badge is not theirs any more"


def test_confirmed_the_substitute_has_the_place_and_both_are_told(make):
    event = make.event(capacity=1)
    guest = make.invitation(event)
    delegate_to(guest)
    made = decide(guest, substituting.confirm)
    db.session.expire_all()
    assert (guest.place, made.place, made.stands_in_for_id) == (Place.NONE, Place.HELD, guest.id)
    assert (made.contact.name, made.contact.email) == ("Omar Khan", "omar@example.org")
    assert outbox.about(made)[0].name == "delegates/named"
    counts = queries.counts_of(event)
    assert (counts.invited, counts.coming, counts.not_coming, counts.no_answer) == (2, 1, 1, 0)


def test_declined_the_place_goes_on(make):
    event = make.event(capacity=1)
    guest = make.invitation(event)
    waits = make.invitation(event, said="ACCEPTED", place=Place.WAITING, waiting_number=1)
    with unit_of_work():
        db.session.get_one(Invitation, guest.id).place = Place.HELD
    delegate_to(guest)
    decide(guest, substituting.decline)
    db.session.expire_all()
    assert (guest.place, guest.said, waits.place) == (Place.NONE, Said.DELEGATED, Place.OFFERED)


def test_who_answers_otherwise_has_named_nobody(make):
    guest = make.invitation(make.event())
    delegate_to(guest)
    with unit_of_work():
        [proposed] = seat_queries.proposed_for(guest)
        replying.reply(db.session.get_one(Invitation, guest.id), said="ACCEPTED", channel="link")
        with pytest.raises(substituting.SettledAlready):
            substituting.confirm(proposed, by="organiser")


def test_who_has_a_place_already_is_no_substitute(make):
    event = make.event()
    guest = make.invitation(event)
    make.invitation(event, make.contact("Omar", email="omar@example.org"), said="ACCEPTED", place=Place.HELD)
    delegate_to(guest)
    with pytest.raises(substituting.ComesAlready):
        decide(guest, substituting.confirm)


@pytest.mark.parametrize(("named", "refusal"), [
    (None, substituting.NameNeeded), (Named(" "), substituting.NameNeeded),
    (Named("Omar", "omar at example"), substituting.SubstituteAddressRefused),
])
def test_a_substitute_has_a_name_and_an_address_that_can_be_used(make, named, refusal):
    guest = make.invitation(make.event())
    with pytest.raises(refusal):
        delegate_to(guest, named)
