"""Reminders go at their hour to those they concern, move with the event, and never go by surprise."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from events import clock, news
from events.agenda import local_times, planning
from events.agenda.models import Arrangements
from events.database import db, unit_of_work
from events.delegates import inviting, reminder_queries, reminding
from events.delegates.mail_models import Reminder
from events.delegates.models import Invitation, Sending
from events.delegates.states import Place, Reminded
from events.outbox import Letter


@pytest.fixture
def event(make):
    """Wednesday 20 May 2009 at 18:00; answers by 13 May. Today is 22 April, 10:00 in London."""
    return make.event()


def plan(event, *, to="not answered", counts_from="reply by", days=-5, hour=time(9)):
    with unit_of_work():
        made = reminding.add_reminder(db.session.merge(event), to=to, counts_from=counts_from, days=days, hour=hour,
                                      by="organiser")
    return made


def at_moment(*parts):
    return clock.moved_to(datetime(*parts, tzinfo=UTC))


def reminded() -> list[str]:
    db.session.rollback()
    rows = select(Letter).where(Letter.name.startswith("delegates/reminder"))
    return sorted(row.to_name for row in db.session.scalars(rows) if str(row.state) != "withdrawn")


def test_it_goes_at_the_hour_of_the_events_own_clock_to_those_who_have_not_answered(make, event):
    for name, values in (("Ann", {}), ("Bob", {"said": "DECLINED"}), ("Cy", {"said": "ACCEPTED", "place": Place.HELD}),
                         ("Di", {"said": "TENTATIVE"})):
        make.invitation(event, make.contact(name), **values)
    make.invitation(event, make.contact("Peggy", email=None))
    make.invitation(event, make.contact("Draft"), sent=False)
    make.invitation(event, make.contact("No", do_not_invite=True))
    reminder = plan(event)
    assert reminder.due_at == datetime(2009, 5, 8, 8, tzinfo=UTC), "nine in the morning, in summer time"
    db.session.rollback()
    with at_moment(2009, 5, 8, 7, 59):
        assert reminding.send_due() == 0
    with at_moment(2009, 5, 8, 8, 1):
        assert (reminding.send_due(), reminding.send_due()) == (1, 0)
    assert reminded() == ["Ann"]
    assert db.session.scalars(select(Reminder.count)).one() == 1


@pytest.mark.parametrize(("to", "name"), [("coming", "Cy"), ("waiting", "Wyn"), ("not answered", "Ann")])
def test_each_reminder_goes_only_to_those_whom_it_concerns(make, event, to, name):
    make.invitation(event, make.contact("Ann"))
    make.invitation(event, make.contact("Cy"), said="ACCEPTED", place=Place.HELD)
    make.invitation(event, make.contact("Wyn"), said="ACCEPTED", place=Place.WAITING, waiting_number=1)
    plan(event, to=to, counts_from="event", days=-1)
    with at_moment(2009, 5, 19, 8, 1):
        reminding.send_due()
    assert reminded() == [name]


def test_a_reminder_whose_time_had_gone_by_when_it_was_made_is_missed_and_never_sent(make, event):
    make.invitation(event)
    assert plan(event, days=-30).missed_at is not None
    assert reminding.send_due() == 0
    assert reminded() == []


def move(event, days):
    with unit_of_work():
        moved = db.session.merge(event)
        moved.starts_at += timedelta(days=days)
        moved.ends_at += timedelta(days=days)
        moved.sequence += 1
        news.event_moved.send(moved, by="organiser")


def test_moving_the_event_moves_its_reminders(make, event):
    make.invitation(event)
    plan(event, counts_from="event", days=-2)
    move(event, 7)
    with at_moment(2009, 5, 18, 8, 1):
        assert reminding.send_due() == 0
    with at_moment(2009, 5, 25, 8, 1):
        assert reminding.send_due() == 1


def test_an_event_moved_forward_past_its_reminder_sends_none_and_moved_back_it_does(make, event):
    make.invitation(event)
    plan(event, counts_from="event", days=-21)  # 29 April
    move(event, -10)
    assert reminding.send_due() == 0
    assert db.session.scalars(select(Reminder.missed_at)).one() is not None
    db.session.rollback()
    move(event, 10)
    with at_moment(2009, 4, 29, 8, 1):
        assert reminding.send_due() == 1


def test_a_worker_that_slept_for_a_day_sends_nothing_late(make, event):
    make.invitation(event)
    plan(event)
    with at_moment(2009, 5, 9, 8, 1):
        assert reminding.send_due() == 0
    assert db.session.scalars(select(Reminder.missed_at)).one() is not None


@pytest.mark.parametrize("mark", ["cancelled_at", "postponed_at"])
def test_a_cancelled_or_postponed_event_reminds_nobody(make, event, mark):
    make.invitation(event)
    plan(event)
    with unit_of_work():
        setattr(db.session.merge(event), mark, clock.now())
    with at_moment(2009, 5, 8, 8, 1):
        assert reminding.send_due() == 0
    with pytest.raises(reminding.NoReminders):
        plan(event, days=-4)


@pytest.mark.parametrize("act", [planning.cancel_event, planning.postpone_event])
def test_cancelling_and_putting_off_call_back_reminders_that_have_not_left(make, event, post, act):
    make.invitation(event)
    make.invitation(event, make.contact("Cy"), said="ACCEPTED", place=Place.HELD)
    plan(event, to="coming")
    with unit_of_work():  # by the button, held for two minutes; and by the clock, on its way
        reminding.remind_now(db.session.merge(event), to="not answered", count=1, by="organiser")
    with at_moment(2009, 5, 8, 8, 1):
        assert reminding.send_due() == 1
        assert len(reminded()) == 2
        with unit_of_work():
            act(db.session.merge(event), by="organiser")
        assert reminded() == []
    with at_moment(2009, 5, 8, 8, 30):
        assert [message["Subject"] for message in post() if "ancel" not in message["Subject"]] == []


def test_a_reminder_that_went_goes_again_for_a_new_day_but_not_for_one_close_by(make, event):
    make.invitation(event, make.contact("Cy"), said="ACCEPTED", place=Place.HELD)
    plan(event, to="coming", counts_from="event", days=-2)
    with at_moment(2009, 5, 18, 8, 1):
        assert reminding.send_due() == 1
        db.session.rollback()
        move(event, 1)
        assert db.session.scalars(select(Reminder.sent_at)).one() is not None
        db.session.rollback()
        move(event, 20)
    with at_moment(2009, 6, 8, 8, 1):
        assert reminding.send_due() == 1
    assert reminded() == ["Cy", "Cy"]


def test_an_hour_that_there_is_not_is_refused_and_one_that_comes_twice_is_the_first(make):
    event = make.event(starts_at=datetime(2010, 3, 30, 17, tzinfo=UTC), reply_by_on=date(2010, 3, 29))
    with pytest.raises(local_times.HourSkipped) as refused:
        plan(event, days=-1, hour=time(1, 30))  # 28 March 2010: the clocks go forward
    assert refused.value.field == "hour"
    autumn = make.event(slug="autumn", starts_at=datetime(2009, 10, 27, 17, tzinfo=UTC), reply_by_on=date(2009, 10, 26))
    assert plan(autumn, days=-1, hour=time(1, 30)).due_at == datetime(2009, 10, 25, 0, 30, tzinfo=UTC)


def test_an_event_moved_onto_a_skipped_hour_reminds_at_the_next_there_is(make):
    event = make.event(starts_at=datetime(2010, 3, 24, 17, tzinfo=UTC), reply_by_on=date(2010, 3, 20))
    reminder = plan(event, counts_from="event", days=-1, hour=time(1, 30))
    with unit_of_work():
        moved = db.session.merge(event)
        moved.starts_at, moved.ends_at = datetime(2010, 3, 29, 17, tzinfo=UTC), datetime(2010, 3, 29, 20, tzinfo=UTC)
    make.invitation(event)
    with at_moment(2010, 3, 28, 0, 59):
        assert reminding.send_due() == 0
    with at_moment(2010, 3, 28, 1, 1):
        assert reminding.send_due() == 1
    assert reminder is not None


def test_reminding_now_wants_the_number_and_can_be_called_back(make, event):
    make.invitation(event, make.contact("Ann"))
    make.invitation(event, make.contact("Bob"))
    with pytest.raises(reminding.CountChanged), unit_of_work():
        reminding.remind_now(db.session.merge(event), to="not answered", count=1, by="organiser")
    with unit_of_work():
        assert reminding.remind_now(db.session.merge(event), to="not answered", count=2, by="organiser") == 2
    assert reminded() == ["Ann", "Bob"]
    with unit_of_work():
        assert inviting.call_back(db.session.scalars(select(Sending)).one(), by="organiser") == 2
    assert reminded() == []
    assert {str(row.state) for row in db.session.scalars(select(Invitation))} == {"sent"}


def test_who_wants_no_reminders_gets_none_but_hears_of_a_move(make, event, post, words):
    guest = make.invitation(event, make.contact("Ann"))
    with unit_of_work():
        reminding.set_reminders(db.session.get(Invitation, guest.id), wanted=False, by="delegate")
    assert reminder_queries.count_of(event, Reminded.NOT_ANSWERED) == 0
    db.session.rollback()
    move(event, 1)
    assert [message["Subject"] for message in post()] == ["Please note, it has changed: Evening of 20 May"]


def test_a_reminder_says_how_to_stop_reminders_in_its_headers_and_other_letters_do_not(make, event, post, words):
    make.invitation(event, make.contact("Ann"))
    with unit_of_work():
        reminding.remind_now(db.session.merge(event), to="not answered", count=1, by="organiser")
    with at_moment(2009, 4, 22, 9, 5):
        message = post()[0]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://localhost/no-reminders/")
    assert address in words(message, "text/plain") and address in words(message, "text/html")
    assert not [part for part in message.walk() if "calendar" in part.get_content_type()]
    move(event, 1)
    assert post()[-1]["List-Unsubscribe"] is None


def test_those_who_take_part_by_link_are_told_the_link_and_those_in_the_hall_have_the_badge(make, event, post, words):
    make.invitation(event, make.contact("Hal"), said="ACCEPTED", place=Place.HELD)
    make.invitation(event, make.contact("Lin"), said="ACCEPTED", place=Place.HELD, attendance="by link")
    with unit_of_work():
        db.session.get(Arrangements, event.id).meeting_link = "https://meet.example.org/abc"
    with unit_of_work():
        reminding.remind_now(db.session.merge(event), to="coming", count=2, by="organiser")
    with at_moment(2009, 4, 22, 9, 5):
        found = {message["To"].addresses[0].display_name: message for message in post()}
    assert "https://meet.example.org/abc" in words(found["Lin"], "text/plain")
    assert "https://meet.example.org/abc" not in words(found["Hal"], "text/plain")
    pictures = [name for name, message in found.items() for part in message.walk()
                if part.get_content_type() == "image/png"]
    assert pictures == ["Hal"]
