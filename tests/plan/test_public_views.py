"""What anybody may read of the plan and of what came of the evening."""

from datetime import date

from events.database import unit_of_work
from events.event import Visibility
from events.feedback import moderating, sorting
from events.plan import approving, publishing_outcomes, queries
from tests.plan.test_approving import ready
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept


def publish(held):
    with unit_of_work():
        for remark in queries.remarks_of(held.plan):
            if remark.disposition is None:
                sorting.dispose(remark, disposition="noted", reason="We have read it.", by=held.reviewer)
        publishing_outcomes.publish_outcomes(held.event, by=held.organiser)


def approve(held):
    with unit_of_work():
        version = queries.version_by_number(held.plan, 2)
        approving.approve(version, fingerprint=version.fingerprint, by=held.approver, body="Renaissance",
                         minute="47/09", decided_on=date(2009, 6, 16))


def test_the_draft_is_shown_with_a_way_to_comment_on_each_action(held, reader):
    page = reader.anybody().get("plan.show_plan", slug="evening")
    assert "draft, version 1" in page.words
    assert len([a for a in page.find_all("a") if "Comment on this action" in a.get_text()]) == 3
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"})


def test_a_listed_event_may_be_indexed(make, reader):
    make.event(slug="open", visibility=Visibility.LISTED)
    page = reader.anybody().get("plan.show_plan", slug="open")
    assert not page.find("meta", attrs={"name": "robots"}) and "No action plan" in page.words


def test_an_officers_new_version_is_not_public_before_the_board_approved_it(held, reader, at):
    with at(2009, 6, 1, 9):
        ready(held)
        assert "twice a year" in reader.anybody().get("plan.show_plan", slug="evening").words
        approve(held)
    page = reader.anybody().get("plan.show_plan", slug="evening")
    assert "every quarter" in page.words and "Renaissance" in page.words


def test_before_publication_the_page_says_what_happens_next_and_no_remark(held, reader):
    page = reader.anybody().get("plan.show_outcomes", slug="evening")
    assert "Not yet" in page.words and "samosas" not in page.words


def test_after_publication_each_remark_stands_with_its_outcome_and_the_chain(held, reader):
    accept(held, propose(held, evidence=[held.remark("C-1")]))
    publish(held)
    page = reader.anybody().get("plan.show_outcomes", slug="evening")
    remark = page.find(id="C-1")
    words = " ".join(remark.get_text(" ").split())
    assert "Nobody printed what was answered last time" in words and "Ray Ibbotson" in words
    assert "Amends the plan" in words and "A-1" in words and remark.find("ins")
    assert "not decided yet" in words
    assert "Over Fifties" in page.find(id="C-3").get_text()


def test_after_approval_the_chain_ends_at_the_board(held, reader):
    with unit_of_work():
        sorting.dispose(held.remark("C-1"), disposition="noted", reason="Read.", by=held.reviewer)
    accept(held, propose(held, field="measure", after="Four forums held", evidence=[held.remark("C-1")]))
    ready(held)
    approve(held)
    publish(held)
    words = reader.anybody().get("plan.show_outcomes", slug="evening").find(id="C-1").get_text(" ")
    assert "Approved by Renaissance on Tuesday 16 June 2009" in " ".join(words.split())


def test_a_withheld_remark_is_on_no_public_page(held, reader):
    accept(held, propose(held, evidence=[held.remark("C-2")]))
    with unit_of_work():
        moderating.withhold(held.remark("C-2"), by=held.organiser)
    publish(held)
    page = reader.anybody().get("plan.show_outcomes", slug="evening")
    assert "C-2" not in page.words and "never heard" not in page.words
    desk = reader.signed_in(held.reviewer).get("drafting.show_amendment", key="plan", ref="A-1")
    assert "never heard" not in desk.words and "may not be shown" in desk.words
