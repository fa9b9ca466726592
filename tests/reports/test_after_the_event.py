"""The public pages of an event that is over lead to what came of it, and offer nothing for a day that has passed."""

import pytest

from events import clock
from events import event as event_record
from events.database import unit_of_work
from events.plan import publishing_outcomes
from tests.readers import Reader
from tests.reports.conftest import EVENING, SLUG
from tests.reports.report_stand import TWO_DAYS_AFTER, officer

PAGES = ("agenda.show_event", "agenda.show_programme")


@pytest.mark.parametrize("endpoint", PAGES)
def test_after_the_event_its_pages_lead_to_what_came_of_it(example_at, endpoint):
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        person = Reader.maker(app).anybody()
        page = person.get(endpoint, slug=SLUG)
        assert "What came of it" not in page.words and "in my calendar" not in page.words
        assert "I was given a code" not in page.words
        with unit_of_work():
            publishing_outcomes.publish_outcomes(event_record.find(SLUG), by=officer())
        page = person.get(endpoint, slug=SLUG)
        hrefs = [a["href"] for a in page.find(id="came").parent.find_all("a")]
        assert hrefs == [f"/events/{SLUG}/outcomes"], "no board has approved the plan yet"
        assert person.get("plan.show_outcomes", slug=SLUG)


@pytest.mark.parametrize("endpoint", PAGES)
def test_once_approved_they_lead_to_the_plan_and_its_progress(example_at, endpoint):
    app = example_at("approved")
    with clock.moved_to(TWO_DAYS_AFTER.replace(month=7)), app.app_context():
        page = Reader.maker(app).anybody().get(endpoint, slug=SLUG)
        hrefs = [a["href"] for a in page.find(id="came").parent.find_all("a")]
        assert hrefs[-2:] == [f"/events/{SLUG}/plan", f"/events/{SLUG}/plan/progress"]
        for href in hrefs:
            Reader.maker(app).anybody().get(href)


@pytest.mark.parametrize("endpoint", PAGES)
def test_before_the_event_they_offer_the_calendar(example_at, endpoint):
    app = example_at("invited")
    with clock.moved_to(TWO_DAYS_AFTER.replace(month=4)), app.app_context():
        assert EVENING.month == 5 and "in my calendar" in Reader.maker(app).anybody().get(endpoint, slug=SLUG).words
