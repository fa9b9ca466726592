"""A worry goes to the lead at once, to the deputy after ten minutes, and to nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from events import clock, clockwork, outbox
from events import letters as registry
from events.database import db, unit_of_work
from events.feedback import arranging, moderating, queries, safeguarding, safeguarding_queries
from events.refusals import NotFound
from tests.feedback.test_arranging import SET
from tests.feedback.test_capturing import captured

WORRY = "I am worried about Kyle"


@pytest.fixture
def evening(make):
    """(event, lead, deputy): both with the role, telephone numbers entered."""
    event = make.event()
    lead = make.officer("safeguarding", on=event, name="Bernadette", email="lead@council.example.org")
    deputy = make.officer("safeguarding", on=event, name="Dev", email="deputy@council.example.org")
    with unit_of_work():
        arranging.set_room(event, **SET | {"lead_telephone": "01632 960111", "deputy": deputy,
                                           "deputy_telephone": "01632 960122"})
    return event, lead, deputy


def withheld(event):
    """A worry, set aside now."""
    remark, _ = captured(event, text=WORRY)
    with unit_of_work():
        moderating.withhold(remark, by="command")
    return remark


def written_to() -> list[tuple[str, str]]:
    """Who was written to, and by which letter, in order."""
    db.session.rollback()
    return [(letter.to_address, letter.name) for letter in db.session.scalars(
        select(outbox.Letter).order_by(outbox.Letter.id))]


LEAD, DEPUTY = (("lead@council.example.org", "feedback/safeguarding"),
                ("deputy@council.example.org", "feedback/safeguarding_again"))


def test_the_lead_is_written_to_at_once_and_the_deputy_after_ten_minutes_once(evening):
    event, _lead, _deputy = evening
    remark = withheld(event)
    flagged = safeguarding_queries.flag_of(remark).flagged_at
    assert written_to() == [LEAD]
    for minutes, expected in ((9, [LEAD]), (11, [LEAD, DEPUTY]), (30, [LEAD, DEPUTY])):
        with clock.moved_to(flagged + timedelta(minutes=minutes)):
            assert "tell the deputy" in clockwork.tick()
        assert written_to() == expected
    letter = db.session.scalars(select(outbox.Letter).where(outbox.Letter.name == DEPUTY[1])).one()
    composer = registry.composer(letter.name)
    mail = composer.fill(composer.prepare(letter), letter)
    for part in (mail.subject, mail.text, mail.html):
        assert "Kyle" not in part and remark.ref not in part
    assert "01632 960111" in mail.text and "/withheld" in mail.text


def test_a_lead_who_takes_it_on_spares_the_deputy_and_a_second_lead_is_told(make, evening):
    event, lead, _deputy = evening
    other = make.officer("safeguarding", on=event, name="Other")
    remark = withheld(event)
    with unit_of_work():
        safeguarding.acknowledge(remark, by=lead)
        safeguarding.acknowledge(remark, by=lead)
    with pytest.raises(safeguarding.TakenOnMeanwhile, match="Bernadette"), unit_of_work():
        safeguarding.acknowledge(remark, by=other)
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        assert safeguarding.tell_deputies() == 0
    assert DEPUTY not in written_to()


def test_where_the_deputy_is_the_only_one_they_are_written_to_at_once(make):
    event = make.event()
    deputy = make.officer("safeguarding", on=event, email="deputy@council.example.org")
    with unit_of_work():
        arranging.set_room(event, **SET | {"deputy": deputy})
    withheld(event)
    assert written_to() == [("deputy@council.example.org", "feedback/safeguarding")]


def test_it_is_closed_with_a_word_and_two_leads_do_not_write_over_each_other(evening):
    event, lead, deputy = evening
    remark = withheld(event)
    with pytest.raises(safeguarding.OutcomeWanted), unit_of_work():
        safeguarding.write_outcome(remark, outcome=" ", close=True, by=lead)
    with unit_of_work():
        safeguarding.write_outcome(remark, outcome="Rang the school", close=False, by=lead, seen="")
    with pytest.raises(safeguarding.WrittenMeanwhile), unit_of_work():
        safeguarding.write_outcome(remark, outcome="Nothing", close=True, by=deputy, seen="")
    with unit_of_work():
        safeguarding.write_outcome(remark, outcome="Rang the school; seen", close=True, by=deputy,
                                   seen="Rang the school")
    flag = safeguarding_queries.flag_of(remark)
    assert flag.outcome == "Rang the school; seen" and flag.closed_at and flag.acknowledged_by_id == lead.id
    assert [held.ref for held in queries.withheld(event)] == [remark.ref]


def test_what_is_given_back_is_closed_and_what_comes_again_waits_anew(evening):
    event, lead, _deputy = evening
    remark = withheld(event)
    with unit_of_work():
        safeguarding.acknowledge(remark, by=lead)
        safeguarding.give_back(remark, by=lead)
    assert remark.state == "waiting" and safeguarding_queries.flag_of(remark).closed_at
    with pytest.raises(NotFound), unit_of_work():
        safeguarding.acknowledge(remark, by=lead)
    with unit_of_work():
        moderating.withhold(remark, by="command")
    flag = safeguarding_queries.flag_of(remark)
    assert (flag.closed_at, flag.acknowledged_at) == (None, None)
