"""Answers from calendars are taken when they are sound, and held with the reason when they are not."""

from datetime import UTC, datetime, timedelta

import pytest

from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import collecting, inviting, mail_queries, queries, reply_addresses, replying
from events.delegates.mail_models import ReceivedMail
from events.delegates.states import Channel, InvitationState, Place, Said
from events.event import Event
from tests.delegates.answers import PROGRAMS, asked_by, exchange, gmail

NOON = (2009, 4, 23, 12)
ANOTHER = "stranger@example.net"


@pytest.fixture
def joyce(make, post, at):
    """Joyce's invitation as it left: (invitation, what her calendar program was asked). It is noon of the next day."""
    event = make.event(capacity=1)
    make.invitation(event, make.contact("Joyce Applegarth", email="joyce@example.org"), sent=False)
    with unit_of_work():
        drafts = queries.invitations_of(event, state=InvitationState.DRAFTED)
        inviting.send_invitations(event, drafts, by="organiser", hold=timedelta(0))
    message = post()[-1]
    db.session.rollback()
    with at(*NOON):
        yield queries.invitations_of(event)[0], asked_by(message)


def take(app, octets: bytes) -> ReceivedMail:
    """Take one mail in, as the mailbox would; the row as it stands afterwards."""
    db.session.rollback()
    with app.app_context():
        outcome = collecting.take(octets, ours=reply_addresses.ours())
    db.session.expire_all()
    row = db.session.query(ReceivedMail).order_by(ReceivedMail.id.desc()).first()
    assert outcome == f"{row.kind}, {row.state}"
    return row


def reason(row: ReceivedMail) -> str:
    """The reason as it is read."""
    return row.reason % row.facts.get("values", {}) if row.facts.get("values") else row.reason


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(("said", "place"), [("ACCEPTED", "held"), ("TENTATIVE", "none"), ("DECLINED", "none")])
def test_an_answer_from_a_calendar_is_the_guests_answer(app, joyce, program, said, place):
    invitation, asked = joyce
    row = take(app, PROGRAMS[program](asked, said, comment="I may be ten minutes late\\, sorry"))
    assert (row.kind, row.state, row.reason) == ("calendar reply", "taken", "")
    assert (invitation.said, invitation.place) == (said, place)
    [answer] = queries.replies_of(invitation)
    assert (answer.channel, answer.said, answer.by_officer_id) == (Channel.CALENDAR, said, None)
    assert answer.comment == "I may be ten minutes late, sorry"
    assert (invitation.answered_sequence, invitation.answered_stamp) == (0, datetime(2009, 4, 23, 10, 15, tzinfo=UTC))


def test_an_acceptance_of_a_full_event_waits_and_a_letter_says_so(app, joyce, make, post):
    invitation, asked = joyce
    make.invitation(invitation.event, said=Said.ACCEPTED, place=Place.HELD)
    take(app, gmail(asked, "ACCEPTED"))
    assert invitation.place == Place.WAITING
    assert "waiting list" in post()[-1].get_body().get_content()


def test_the_same_mail_twice_is_one_answer(app, joyce):
    invitation, asked = joyce
    octets = exchange(asked, "ACCEPTED")
    take(app, octets)
    db.session.rollback()
    with app.app_context():
        assert collecting.take(octets, ours=reply_addresses.ours()) == "known"
    assert len(queries.replies_of(invitation)) == 1


def test_the_later_of_two_answers_counts_in_whatever_order_they_arrive(app, joyce):
    invitation, asked = joyce
    take(app, exchange(asked, "DECLINED", stamp="20090423T111500Z"))
    row = take(app, exchange(asked, "ACCEPTED", stamp="20090423T101500Z"))
    assert (row.state, reason(row)) == ("noted", "A later answer from the same calendar had come before it.")
    assert invitation.said == Said.DECLINED
    row = take(app, exchange(asked, "TENTATIVE", stamp="20090423T113000Z"))
    assert (row.state, invitation.said) == ("taken", Said.TENTATIVE)


def test_a_calendars_answer_from_before_the_link_was_used_is_held_and_a_later_one_taken(app, joyce, at):
    invitation, asked = joyce
    with at(2009, 4, 23, 11), unit_of_work():
        replying.reply(db.session.merge(invitation), said=Said.ACCEPTED, channel=Channel.LINK)
    row = take(app, exchange(asked, "DECLINED", stamp="20090423T101500Z"))
    assert (row.state, invitation.said) == ("held", Said.ACCEPTED)
    assert "before the answer that counts now" in reason(row)
    row = take(app, exchange(asked, "DECLINED", stamp="20090423T114500Z"))
    assert (row.state, invitation.said) == ("taken", Said.DECLINED)


def moved(event) -> None:
    """The event moves by a day, so that SEQUENCE rises."""
    with unit_of_work():
        event = db.session.get(Event, event.id)
        planning.change_event(event, by="organiser", starts_at=event.starts_at + timedelta(days=1),
                              ends_at=event.ends_at + timedelta(days=1))


def test_an_answer_to_the_time_before_is_held_and_one_to_the_new_time_taken(app, joyce):
    invitation, asked = joyce
    moved(invitation.event)
    row = take(app, gmail(asked, "ACCEPTED"))
    assert (row.state, "before the time or the place changed" in reason(row)) == ("held", True)
    assert invitation.said == Said.NEEDS_ACTION
    assert take(app, gmail(asked.but(sequence=1), "ACCEPTED")).state == "taken"


def test_a_key_that_was_replaced_still_knows_the_addresses_it_made(app, joyce):
    invitation, asked = joyce
    app.config["SECRET_KEY_FALLBACKS"], app.config["SECRET_KEY"] = [app.config["SECRET_KEY"]], "a newer key"
    assert take(app, gmail(asked, "ACCEPTED")).state == "taken"


def test_reading_changes_no_history_of_another_and_finds_the_tray(app, joyce):
    invitation, asked = joyce
    take(app, gmail(asked.but(attendee=ANOTHER), "ACCEPTED"))
    counts = mail_queries.tray_counts(invitation.event)
    assert (counts.waiting, counts.replies, counts.mails, counts.bounces) == (1, 1, 0, 0)
