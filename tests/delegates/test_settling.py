"""What lies in the tray is settled once, by somebody, and what it says becomes the guest's answer."""

from datetime import UTC, datetime

import pytest

from events import history
from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import queries, seat_queries, settling, substituting
from events.delegates.mail_models import ReceivedMail
from events.delegates.replying import AnswerNeeded, ReplyClosed
from events.delegates.states import Said
from events.event import Event
from tests.delegates.answers import bare, calendar, exchange, gmail
from tests.delegates.test_bounces import written
from tests.delegates.test_receiving import ANOTHER, joyce, take

__all__ = ["joyce"]


def settle(act, **values):
    """Do it to the one mail that is there, as an officer."""
    db.session.rollback()
    with unit_of_work():
        return act(db.session.query(ReceivedMail).order_by(ReceivedMail.id.desc()).first(), **values)


@pytest.fixture
def officer(make):
    """Who settles."""
    return make.officer("organiser")


def test_an_answer_that_is_recorded_counts_like_one_that_was_taken_by_itself(app, joyce, officer):
    invitation, asked = joyce
    row = take(app, gmail(asked.but(attendee=ANOTHER), "ACCEPTED", stamp="20090423T101500Z"))
    settle(settling.record_answer, said="ACCEPTED", by=officer)
    assert invitation.said == Said.ACCEPTED
    assert invitation.answered_stamp == datetime(2009, 4, 23, 10, 15, tzinfo=UTC)
    assert [entry.act for entry in history.of(row)] == ["recorded as ACCEPTED"]
    late = take(app, exchange(asked, "DECLINED", stamp="20090423T091500Z"))
    assert (late.state, invitation.said) == ("noted", Said.ACCEPTED)


def test_it_is_settled_once(app, joyce, officer):
    _, asked = joyce
    take(app, written(asked, "Yes"))
    settle(settling.put_aside, by=officer)
    for act, values in ((settling.put_aside, {}), (settling.record_answer, {"said": "ACCEPTED"})):
        with pytest.raises(settling.SettledAlready):
            settle(act, by=officer, **values)


def test_nobodys_mail_gives_no_answer(app, joyce, officer):
    _, asked = joyce
    take(app, written(asked, "Hello", From="x@else.example", To="soundings@localhost.localdomain"))
    with pytest.raises(settling.NobodysMail):
        settle(settling.record_answer, said="ACCEPTED", by=officer)


@pytest.mark.parametrize("said", ["", "NEEDS-ACTION", "yes"])
def test_without_one_of_the_three_answers_it_stays_to_be_looked_at(app, joyce, officer, said):
    invitation, asked = joyce
    take(app, written(asked, "Yes"))
    with pytest.raises(AnswerNeeded):
        settle(settling.record_answer, said=said, by=officer)
    db.session.expire_all()
    assert db.session.query(ReceivedMail).one().state == "held"
    assert queries.replies_of(invitation) == []


def test_whom_a_calendar_sends_instead_is_proposed_and_comes_only_once_confirmed(app, joyce, officer):
    invitation, asked = joyce
    take(app, bare(calendar(asked, "DELEGATED", params=';DELEGATED-TO="mailto:harold.bates@example.org"'), asked=asked))
    settle(settling.record_answer, said="DELEGATED", by=officer)
    assert invitation.said == Said.DELEGATED
    [proposed] = seat_queries.proposed_for(invitation)
    assert (proposed.name, proposed.email) == ("Harold Bates", "harold.bates@example.org")
    assert len(queries.invitations_of(invitation.event)) == 1


def test_a_plain_mail_names_no_substitute(app, joyce, officer):
    _, asked = joyce
    take(app, written(asked, "My colleague comes"))
    with pytest.raises(substituting.NameNeeded):
        settle(settling.record_answer, said="DELEGATED", by=officer)


def test_after_a_cancellation_nothing_is_recorded_and_the_mail_can_be_put_aside(app, joyce, officer):
    invitation, asked = joyce
    take(app, written(asked, "Yes"))
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, invitation.event_id), by="organiser")
    with pytest.raises(ReplyClosed):
        settle(settling.record_answer, said="ACCEPTED", by=officer)
    settle(settling.put_aside, by=officer)
