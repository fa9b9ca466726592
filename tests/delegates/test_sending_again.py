"""A letter that failed is sent again once, to the address as it is now, and only while what it says holds."""

from datetime import timedelta

import pytest

from events import history, outbox
from events.agenda import planning
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import facts, inviting, keeping, replying, sending_again
from events.delegates.models import Contact, Invitation
from events.delegates.sending_again import NothingToSendAgain
from events.event import Event
from events.outbox import Letter, LetterState


@pytest.fixture
def failed(make):
    """An invitation whose letter the server refused: (event, invitation)."""
    event = make.event()
    return event, fail(event, make.invitation(event, make.contact("Ann", email="ann@exampel.org")))


def fail(event, guest, name="invitation", **own) -> Invitation:
    """Post a letter to a guest, and let it be refused."""
    with unit_of_work():
        said = facts.facts_of(event, agenda_queries.arrangements_of(event), method="REQUEST") | own
        letter = outbox.post(f"delegates/{name}", about=guest, to_name=guest.contact.name, event=event,
                             to_address=guest.contact.email, facts=said, batch="one")
        letter.state, letter.server_words, letter.tries = LetterState.FAILED, "550 5.1.1 no such mailbox", 1
    return guest


def put_right(guest, email="ann@example.org") -> None:
    """What an organiser does in Contacts."""
    with unit_of_work():
        contact = db.session.get(Contact, guest.contact_id)
        keeping.change_contact(contact, email=email, partnerships=[], by="organiser", name=contact.name)


def again(event, **which) -> int:
    """Press the button."""
    db.session.rollback()
    with unit_of_work():
        return sending_again.send_again(db.session.get(Event, event.id), by="organiser", **which)


def test_it_goes_to_the_address_that_was_put_right_and_pressing_twice_sends_one(failed, post):
    event, guest = failed
    put_right(guest)
    [letter] = outbox.about(guest)
    first = letter.message_id
    assert again(event, letter_ids=[letter.id]) == 1
    with pytest.raises(NothingToSendAgain):
        again(event, letter_ids=[letter.id])
    [message] = post()
    assert message["To"].addresses[0].addr_spec == "ann@example.org" and first not in message["Message-ID"]
    with pytest.raises(NothingToSendAgain):
        again(event)
    db.session.rollback()
    assert len(post()) == 1 and [str(row.state) for row in outbox.about(guest)] == ["sent"]
    assert "letter sent again" in [entry.act for entry in history.of(guest)]


def test_only_those_put_right_or_all(failed, make):
    event, guest = failed
    other = fail(event, make.invitation(event, make.contact("Bob", email="bob@example.org")))
    put_right(guest)
    assert again(event, put_right=True) == 1
    assert [str(outbox.about(row)[0].state) for row in (guest, other)] == ["queued", "failed"]
    assert again(event) == 1


def test_it_says_the_times_that_hold_now(failed):
    event, guest = failed
    with unit_of_work():
        held = db.session.get(Event, event.id)
        planning.change_event(held, by="organiser", sure=True, starts_at=held.starts_at + timedelta(hours=1),
                              ends_at=held.ends_at + timedelta(hours=1))
        db.session.query(Letter).filter(Letter.name == "delegates/moved").delete()
    again(event)
    [letter] = outbox.about(guest)
    assert letter.facts["event"]["sequence"] == 1
    assert letter.facts["event"]["starts_at"].startswith("2009-05-20T18:00") and letter.facts["method"] == "REQUEST"


def cancel(event, guest) -> None:
    planning.cancel_event(event, by="organiser")


def withdraw(event, guest) -> None:
    inviting.withdraw_invitation(guest, by="organiser")


def renew(event, guest) -> None:
    inviting.renew_link(guest, by="organiser")


def take_address_away(event, guest) -> None:
    keeping.change_contact(guest.contact, email="", partnerships=[], by="organiser", name="Ann")


def ask_never_to_invite(event, guest) -> None:
    guest.contact.do_not_invite = True


@pytest.mark.parametrize("happens", [cancel, withdraw, renew, take_address_away, ask_never_to_invite])
def test_what_no_longer_holds_or_was_written_anew_is_not_sent_again(failed, happens):
    event, guest = failed
    with unit_of_work():
        happens(db.session.get(Event, event.id), db.session.get(Invitation, guest.id))
    with pytest.raises(NothingToSendAgain):
        again(event)


@pytest.mark.parametrize(("name", "own"), [
    ("reminder", {}), ("confirmation", {"said": "NEEDS-ACTION", "place": "none"}), ("offer", {"offered_until": "then"}),
    ("reminder_coming", {}), ("cancelled", {}), ("postponed", {}),
])
def test_other_letters_go_again_only_while_they_are_true(make, name, own):
    event = make.event()
    guest = fail(event, make.invitation(event, make.contact("Ann")), name, **own)
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="DECLINED", channel="link")
    with pytest.raises(NothingToSendAgain):
        again(event)
