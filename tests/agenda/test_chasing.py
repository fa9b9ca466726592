"""Speakers are asked for exactly what is missing of them."""

from datetime import date, timedelta

import pytest

from events.agenda import agreeing, chasing, inviting_speakers, letters, pipeline_queries, profiling
from events.agenda.models import Deck, Speaker
from events.agenda.pipelines import Mark, Thing
from events.agenda.profile_models import SpeakerMailing
from events.agenda.states import ConsentKind, SpeakerState
from events.database import db, unit_of_work
from events.event import Event
from events.outbox import Letter, LetterState

BY = date(2009, 5, 10)
WORDS = dict.fromkeys(ConsentKind, "In these words")


@pytest.fixture
def evening(make):
    """Three speakers: one who has not answered, one of whom nothing is missing, one of whom some things are."""
    event = make.event()
    make.speaker(event, "Ann Silent", state=SpeakerState.INVITED)
    done = make.speaker(event, "Ben Ready", state=SpeakerState.ACCEPTED, bio="A life")
    some = make.speaker(event, "Cleo Half", state=SpeakerState.ACCEPTED, bio="A life")
    with unit_of_work():
        for number in (done.id, some.id):
            speaker = db.session.get(Speaker, number)
            profiling.consent(speaker, {ConsentKind.RECORD: number == done.id}, words=WORDS, by="speaker")
            profiling.say_not_needed(speaker, ["needs"], by="speaker")
        profiling.say_not_needed(db.session.get(Speaker, done.id), ["photograph", "slides", "needs"], by="speaker")
    return event


def chase(event, **values):
    """Chase, to leave at once unless said otherwise."""
    with unit_of_work():
        return chasing.chase(db.session.get(Event, event.id), **({
            "answer_by": BY, "by": "command", "hold": timedelta(0)} | values)).id


def test_each_letter_lists_exactly_what_is_missing_of_that_speaker_and_the_deadline(evening):
    chase(evening)
    sent = {letter.to_name: letter for letter in db.session.query(Letter)}
    assert {name: letter.facts["missing"] for name, letter in sent.items()} == {
        "Ann Silent": ["answer"], "Cleo Half": ["photograph", "slides", "publish"]}
    mail = letters.fill(letters.prepare(sent["Cleo Half"]), sent["Cleo Half"])
    for words in (mail.text, mail.html):
        assert "A photograph of you" in words and "may your slides be published?" in words
        assert "Sunday 10 May 2009" in words
        assert "recorded" not in words and "A few lines about you" not in words
    assert mail.text.count("\n- ") == 3


def test_what_is_not_needed_and_what_was_answered_no_is_missing_of_nobody(evening):
    [_ann, ben, cleo] = pipeline_queries.lines_of(evening)
    assert ben.missing == []
    assert (ben.marks[Thing.SLIDES], ben.marks[Thing.PUBLISH]) == (Mark.NOT_NEEDED, Mark.NOT_NEEDED)
    assert (cleo.marks[Thing.RECORD], cleo.marks[Thing.NEEDS]) == (Mark.NO, Mark.NOT_NEEDED)


def test_nobody_is_chased_twice_within_a_day_unless_it_is_said(evening, at):
    chase(evening)
    with pytest.raises(chasing.ChasedToday) as refused:
        chase(evening)
    assert "Ann Silent, Cleo Half" in str(refused.value)
    chase(evening, again=True)
    assert db.session.query(Letter).count() == 4
    with at(2009, 4, 23, 10):
        chase(evening)
    assert db.session.query(Letter).count() == 6


def test_only_those_who_are_due_are_written_to_when_one_was_chased_today(evening, make):
    ann = next(line.speaker for line in pipeline_queries.lines_of(evening) if line.speaker.name == "Ann Silent")
    with unit_of_work():
        chasing.chase(db.session.get(Event, evening.id), answer_by=BY, only=db.session.get(Speaker, ann.id),
                      by="command")
    chase(evening)
    assert [letter.to_name for letter in db.session.query(Letter).order_by(Letter.id)] == ["Ann Silent", "Cleo Half"]


def test_called_back_in_time_nobody_counts_as_chased(evening):
    mailing = chase(evening, hold=inviting_speakers.HOLD)
    with unit_of_work():
        assert inviting_speakers.call_back(db.session.get(SpeakerMailing, mailing), by="command") == 2
    assert {letter.state for letter in db.session.query(Letter)} == {LetterState.WITHDRAWN}
    assert chasing.rounds_of(evening).lately == []


def test_without_an_address_they_are_to_be_rung_and_not_written_to(make):
    event = make.event()
    make.speaker(event, "No Address", email="", state=SpeakerState.ACCEPTED)
    assert [line.speaker.name for line in chasing.rounds_of(event).by_telephone] == ["No Address"]
    with pytest.raises(chasing.NobodyToChase):
        chase(event)


def test_an_answer_takes_back_the_letter_that_would_have_asked_for_it(evening):
    chase(evening, hold=inviting_speakers.HOLD)
    ann = next(line.speaker for line in pipeline_queries.lines_of(evening) if line.speaker.name == "Ann Silent")
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, ann.id), said="accepted", by="speaker")
    states = {letter.to_name: letter.state for letter in db.session.query(Letter)}
    assert states == {"Ann Silent": LetterState.WITHDRAWN, "Cleo Half": LetterState.HELD}


def test_slides_that_have_come_in_are_not_asked_for(evening):
    cleo = next(line.speaker for line in pipeline_queries.lines_of(evening) if line.speaker.name == "Cleo Half")
    with unit_of_work():
        db.session.add(Deck(speaker_id=cleo.id, version=1, file_key="ab", original_name="t.pdf", media_type="a/b",
                            suffix=".pdf", size=1, sha256="0" * 64, received_at=evening.created_at, facts={},
                            keep_until=evening.keep_until, state="received"))
    line = pipeline_queries.line_of(db.session.get(Speaker, cleo.id))
    assert line.missing == [Thing.PHOTOGRAPH, Thing.PUBLISH] and not line.slides_are_public


def test_nobody_is_chased_for_an_event_that_is_over(evening, at):
    with at(2009, 5, 21, 9), pytest.raises(inviting_speakers.NotAskedNow):
        chase(evening)
