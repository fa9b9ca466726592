"""An event that follows takes along the plan, the bodies, people as drafts, and unanswered questions."""

from datetime import timedelta

import pytest

from events.agenda import following, following_queries
from events.database import db, unit_of_work
from events.delegates import queries as guest_queries
from events.delegates import seating
from events.delegates.states import InvitationState
from events.event import Event, find
from events.feedback import moderating, taken_queries
from events.feedback import queries as remark_queries
from events.feedback.models import Remark
from events.outbox import Letter
from events.plan import importing
from events.plan import queries as plan_queries
from events.reports import following_on
from events.reports.example_files import table
from tests.feedback.test_taking_along import ask
from tests.people import STARTS

LINES = ["ref,objective,action,lead,partners,due,success_measure,indicator\n",
         "1.1,Work together,Meet each month,Head of Service,,2009-09,Meetings held,\n"]


@pytest.fixture
def two(make):
    """An evening that feeds a plan, with a body, a guest and a question; and the seminar."""
    evening = make.event()
    seminar = make.event(slug="seminar", title="The seminar", starts_at=STARTS + timedelta(days=84),
                         reply_by_on=(STARTS + timedelta(days=77)).date())
    make.invitation(evening, said="ACCEPTED", place="held")
    ask(evening, "Who pays?", ref="Q-1")
    with unit_of_work():
        evening = db.session.get(Event, evening.id)
        importing.import_plan(LINES, key="plan", title="The plan", events=[evening], by="command")
        seating.give_seats(evening, name="Board", count=3, by="command")
    return evening, db.session.get(Event, seminar.id)


def take(two, **what):
    """Take those things along."""
    with unit_of_work():
        return following_on.follow_on(two[1], two[0], by="command", **what)


def test_everything_is_taken_along_once_and_nothing_is_sent(two):
    asked = {"groups": ["everybody"], "bodies": True, "plan": True, "refs": ["Q-1"]}
    taken = take(two, **asked)
    assert ([plan.key for plan in taken.plans], taken.drafted, taken.bodies, taken.questions) == (["plan"], 1, 1, 1)
    again = take(two, **asked)
    assert (again.plans, again.drafted, again.bodies, again.questions) == ([], 0, 0, 0)
    assert [event.slug for event in plan_queries.plan_by_key("plan").events] == ["evening", "seminar"]
    assert [row.state for row in guest_queries.invitations_of(two[1])] == [InvitationState.DRAFTED]
    assert db.session.query(Letter).count() == 0


def test_only_what_is_asked_for_is_taken(two):
    taken = take(two)
    assert (taken.plans, taken.drafted, taken.bodies, taken.questions) == ([], 0, 0, 0)
    assert plan_queries.plans_of(two[1]) == []


def test_the_plan_reads_the_same_words_once(two):
    """The copy is a place to answer; what the plan is written from is the first asking."""
    take(two, plan=True, refs=["Q-1"])
    [copy] = remark_queries.waiting(two[1])
    with unit_of_work():
        moderating.approve(db.session.get(Remark, copy.id), by="command")
    assert [remark.event.slug for remark in plan_queries.remarks_of(plan_queries.plan_by_key("plan"))] == ["evening"]


def test_a_seminar_that_begins_before_takes_nothing_along(two):
    with pytest.raises(following.FollowsLater), unit_of_work():
        following_on.follow_on(two[0], two[1], plan=True, refs=["Q-1"], by="command")
    assert taken_queries.taken_from(two[0], two[1]) == []


def test_the_seminar_of_the_example_follows_its_evening(example_at):
    with example_at("held").app_context():
        seminar = find(table("seminar.toml")["key"])
        assert following_queries.event_before(seminar).slug == table("event.toml")["key"]
        assert taken_queries.unanswered(following_queries.event_before(seminar))
