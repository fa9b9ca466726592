"""Publishing outcomes: when every remark has one, and taking them down again."""

import pytest

from events.database import unit_of_work
from events.feedback import sorting
from events.plan import publishing_outcomes, queries


def test_outcomes_are_published_when_every_remark_has_one(held):
    with pytest.raises(publishing_outcomes.RemarksOpen, match="3"), unit_of_work():
        publishing_outcomes.publish_outcomes(held.event, by=held.organiser)
    with unit_of_work():
        for ref in ("C-1", "C-2", "C-3"):
            sorting.dispose(held.remark(ref), disposition="noted", reason="Read.", by=held.reviewer)
        publishing_outcomes.publish_outcomes(held.event, by=held.organiser)
    assert queries.outcomes_are_public(held.event)
    with unit_of_work():
        publishing_outcomes.take_down_outcomes(held.event, by=held.organiser)
    assert not queries.outcomes_are_public(held.event)
