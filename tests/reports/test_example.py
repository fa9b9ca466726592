"""The example holds at every stage what the design says, moves as a whole, and replaces nothing but itself."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from events import clock
from events import event as event_record
from events.access.models import Officer
from events.agenda.models import AgendaItem, Arrangements, Speaker
from events.database import Base, db, unit_of_work
from events.delegates.door_models import Arrival, Needs
from events.delegates.models import Contact, Invitation, Reply
from events.feedback.models import Remark
from events.feedback.room_models import SafeguardingFlag
from events.outbox import Letter, LetterState
from events.plan import queries as plan_queries
from events.plan.models import Amendment, Decision, ExternalComment, Gate, OutcomesPage
from events.reports import example
from events.reports.example_files import NotAWholeNumberOfWeeks, Timing, table, timing_of
from tests.reports.conftest import EVENING, SLUG


def count(model, *conditions) -> int:
    """How many rows of a record there are."""
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def everything() -> dict[str, int]:
    """How many rows stand in each table."""
    return {
        name: db.session.scalar(select(func.count()).select_from(held)) for name, held in Base.metadata.tables.items()
    }


def test_planned_holds_the_evening_and_one_draft_for_each_of_the_120_contacts(example_at):
    with example_at("planned").app_context():
        event = event_record.find(SLUG)
        assert event.local(event.starts_at) == datetime(2009, 5, 20, 18, tzinfo=ZoneInfo("Europe/London"))
        assert (count(AgendaItem), count(Speaker), count(Officer)) == (9, 6, 9)
        assert db.session.get(Arrangements, event.id).reply_by_on == date(2009, 5, 13)
        assert count(Contact) == 120 and count(Contact, Contact.email.is_(None)) == 1
        assert count(Invitation) == count(Invitation, Invitation.state == "drafted") == 120
        assert count(Letter) == 0
        plan = plan_queries.plans_of(event)[0]
        assert plan_queries.latest(plan).number == 1 and count(ExternalComment) == 14


def test_invited_fills_the_hall_and_lets_some_wait(example_at):
    app = example_at("invited")
    with app.app_context():
        assert count(Invitation, Invitation.state == "sent") == 120
        said = Counter(str(word) for word in db.session.scalars(select(Invitation.said)))
        assert said == {"ACCEPTED": 97, "DECLINED": 8, "TENTATIVE": 5, "NEEDS-ACTION": 10}
        assert count(Invitation, Invitation.place == "held") == 90
        assert count(Invitation, Invitation.place == "waiting") == 7
        channels = {str(channel) for channel in db.session.scalars(select(Reply.channel))}
        assert channels == {"link", "telephone", "paper", "calendar", "mail"}
        assert count(Letter, Letter.name == "delegates/invitation", Letter.state == LetterState.SENT) == 119
        assert count(Letter, Letter.state.in_(["held", "queued", "retrying", "failed"])) == 0
        assert count(Needs) > 30 and count(Remark) == 0


def test_every_letter_of_the_example_is_a_file_to_look_at_and_none_goes_to_a_server(app):
    with app.app_context():
        example.load("invited", on=EVENING)
        folder = Path(app.config["MAIL_URL"].removeprefix("file:"))
        found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
        assert len(found) == count(Letter, Letter.state == LetterState.SENT) == 228
        assert all(len(mail["To"].addresses) == 1 for mail in found)
        assert "Peggy Skelton" not in {mail["To"].addresses[0].display_name for mail in found}


def test_held_has_the_arrivals_and_the_60_contributions_read(example_at):
    with example_at("held").app_context():
        assert count(Arrival) == 82
        states = Counter(str(state) for state in db.session.scalars(select(Remark.state)))
        assert states == {"approved": 59, "withheld": 1}
        remarks = {remark.ref: remark for remark in db.session.scalars(select(Remark))}
        assert len(remarks) == 60 and remarks["C-37"].state == "withheld"
        assert remarks["C-19"].is_redacted and "Dinsdale" not in remarks["C-19"].text
        assert [ref for ref, remark in remarks.items() if remark.is_redacted] == ["C-19"]
        assert Counter(str(remark.attribution) for remark in remarks.values())["anonymous"] == 1
        assert remarks["C-02"].invitation.contact.name == "Sheila Tweddle"
        assert not any(remark.disposition for remark in remarks.values())
        seminar = event_record.find("members-seminar-2009")
        assert seminar.starts_at.date() == date(2009, 8, 12)


def test_amended_says_what_became_of_each_remark_and_answers_the_office(example_at):
    with example_at("amended").app_context():
        approved = list(db.session.scalars(select(Remark).where(Remark.state == "approved")))
        assert len(approved) == 59 and all(r.disposition and r.disposition_reason for r in approved)
        flag = db.session.scalars(select(SafeguardingFlag)).one()
        assert flag.remark.ref == "C-37" and flag.closed_at and "social care" in flag.outcome, "the lead's own outcome"
        assert count(ExternalComment, ExternalComment.response_kind.is_not(None)) == 14
        assert count(Amendment, Amendment.state == "proposed") == 0 and count(Amendment) == 45
        plan = plan_queries.plans_of(event_record.find(SLUG))[0]
        assert plan_queries.latest(plan).number == 2
        assert count(Decision) == 0 and count(OutcomesPage, OutcomesPage.published_at.is_not(None)) == 0


def test_approved_was_approved_by_somebody_else_and_is_public(example_at):
    with example_at("approved").app_context():
        version = plan_queries.latest(plan_queries.plans_of(event_record.find(SLUG))[0])
        decision = db.session.scalars(select(Decision)).one()
        assert decision.version_id == version.id and decision.fingerprint == version.fingerprint
        assert decision.by_officer.email == "cllr.b.killingbeck@members.example.org"
        assert decision.by_officer_id != version.made_by_id
        assert count(Gate, Gate.version_id == version.id, Gate.signed_at.is_(None)) == 0
        assert count(OutcomesPage, OutcomesPage.published_at.is_not(None)) == 1


def test_loading_twice_leaves_as_much_in_every_table_as_loading_once(example_at):
    with example_at("approved").app_context():
        before = everything()
        example.load("approved", on=EVENING)
        assert everything() == before


def test_loading_again_replaces_the_example_and_nothing_else(example_at, make):
    app = example_at("amended")
    with app.app_context():
        mine = make.event(slug="ours", title="Our own evening")
        guest = make.invitation(mine, make.contact("Somebody of ours"))
        from_the_list = db.session.scalars(select(Contact).where(Contact.name == "Sheila Tweddle")).one()
        also = make.invitation(mine, from_the_list)
        officer = make.officer("organiser", on=mine, name="Our own officer")
        kept = (mine.id, guest.id, also.id, officer.id)
        before = everything()
        example.load("amended", on=EVENING)
        db.session.expire_all()
        after = everything()
        before.pop("entry"), after.pop("entry")  # what she needs is known by now, so one entry fewer is written
        assert after == before
        assert event_record.find("ours").id == kept[0]
        assert db.session.get(Invitation, kept[1]) and db.session.get(Invitation, kept[2])
        assert db.session.get(Officer, kept[3]).roles[0].name == "organiser"


def test_a_stage_loaded_over_a_later_one_is_that_stage(example_at):
    with example_at("held").app_context():
        example.load("planned", on=EVENING)
        assert count(Remark) == 0 and count(Arrival) == 0 and count(Letter) == 0
        assert event_record.find("members-seminar-2009") is None


def test_a_council_that_has_said_who_it_is_keeps_its_name(in_app):
    from events.council import Council, ours

    with unit_of_work():
        db.session.add(Council(id=1, name="Elsewhere Borough Council"))
    example.load("planned", on=EVENING)
    assert ours().name == "Elsewhere Borough Council"


def test_another_day_than_a_wednesday_is_refused_in_a_sentence(in_app):
    with pytest.raises(NotAWholeNumberOfWeeks, match="on a Wednesday: give a Wednesday, for instance 2009-05-20"):
        example.load("planned", on=date(2026, 11, 24))
    assert event_record.find(SLUG) is None


@pytest.mark.parametrize("now", [datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(hours=5 * n) for n in range(40)])
def test_whenever_it_is_loaded_the_evening_is_four_weeks_ahead_or_just_gone_by(now):
    data = table("event.toml")
    ahead = timing_of(data, on=None, gone_by=False, now=now)
    gone = timing_of(data, on=None, gone_by=True, now=now)
    assert ahead.evening.weekday() == gone.evening.weekday() == 2
    assert timedelta(days=20) < ahead.evening - now.date() <= timedelta(days=28)
    assert ahead.before(28) <= now, "nothing is dated ahead of the clock"
    assert timedelta(0) < now.date() - gone.evening <= timedelta(days=9)
    assert gone.before(-1) <= now


def test_everything_moves_by_whole_weeks_and_months_follow():
    timing = timing_of(table("event.toml"), on=date(2026, 11, 18), gone_by=True, now=clock.now())
    assert timing.weeks == 913 and timing.day(date(2009, 5, 13)) == date(2026, 11, 11)
    assert (timing.month("2009-12"), timing.month("Silver Group")) == ("2027-06", "Silver Group")
    stays = Timing(0, ZoneInfo("Europe/London"), EVENING)
    assert stays.month("2009-12") == "2009-12"
