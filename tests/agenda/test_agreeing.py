"""Somebody says whether they speak, and every answer is kept."""

import pytest

from events.agenda import agreeing, planning, profile_queries
from events.agenda.models import Speaker
from events.agenda.profile_models import ConsentStands
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.event import Event


@pytest.fixture
def speaker(make):
    """Somebody who was asked to speak."""
    return make.speaker(make.event(), "Judith Okoro", state=SpeakerState.INVITED)


def answer(speaker, said, **values):
    """An answer of theirs."""
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said=said, **({"by": "speaker"} | values))


def test_the_latest_answer_counts_and_the_earlier_stay(speaker):
    answer(speaker, "accepted")
    answer(speaker, "declined", reason="The minister wants me that night")
    rows = profile_queries.answers_of(speaker)
    assert [(str(row.said), row.reason) for row in rows] == [
        ("declined", "The minister wants me that night"), ("accepted", "")]
    assert db.session.get(Speaker, speaker.id).state == SpeakerState.DECLINED
    with pytest.raises(ConsentStands), unit_of_work():
        profile_queries.answers_of(speaker)[0].reason = "Another"


def test_an_answer_by_telephone_keeps_who_wrote_it_down(speaker, make):
    officer = make.officer("organiser", on=db.session.get(Event, speaker.event_id))
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="declined", channel="telephone",
                        by=db.session.get(type(officer), officer.id))
    [row] = profile_queries.answers_of(speaker)
    assert (row.by_officer.name, str(row.channel)) == ("Margaret Tulloch", "telephone")


@pytest.mark.parametrize(("said", "refused"), [("", agreeing.YesOrNoNeeded), ("perhaps", agreeing.YesOrNoNeeded),
                                               ("declined", agreeing.ReasonNeeded)])
def test_no_choice_is_no_answer_and_a_no_wants_a_reason(speaker, said, refused):
    with pytest.raises(refused):
        answer(speaker, said)
    assert profile_queries.answers_of(speaker) == []


def test_after_the_event_or_when_it_is_cancelled_no_answer_is_taken(speaker, at):
    with at(2009, 5, 21, 9), pytest.raises(agreeing.AnswersClosed):
        answer(speaker, "accepted")
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, speaker.event_id), by="command")
    with pytest.raises(agreeing.AnswersClosed) as refused:
        answer(speaker, "accepted")
    assert "cancelled" in str(refused.value)
