"""Whoever has a role on one event alone is shown no way that is shut to them, and no page that fails while empty."""

import pytest

from events import event as event_record
from events.reports import example
from tests.whole_life.crawling import crawl

ROLES = ["organiser", "moderator", "scribe", "reviewer", "approver", "door"]


@pytest.mark.parametrize("role", ROLES)
def test_no_link_of_a_new_event_is_shut_to_whoever_works_on_it(app, make, reader, role):
    officer = make.officer(role, on=make.event())
    assert "reports.show_desk" in crawl(app, reader.signed_in(officer), ["/desk/"])


def test_no_link_of_the_held_example_is_shut_to_its_organiser(app, make, reader):
    example.load("held")
    officer = make.officer("organiser", on=event_record.find("prevent-evening-2009"), name="Olive Green")
    assert "reports.show_overview" in crawl(app, reader.signed_in(officer), ["/desk/"])
