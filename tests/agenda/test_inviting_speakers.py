"""Somebody is asked to speak by letter."""

from datetime import date, timedelta

import pytest

from events import history, outbox
from events.agenda import agreeing, inviting_speakers, letters, profile_queries, scheduling, telling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.profile_models import SpeakerMailing
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.delivery import deliver
from events.outbox import Letter, LetterState


@pytest.fixture
def evening(make):
    """An evening with a talk that nobody has agreed to give, and who is to be asked."""
    event = make.event()
    speaker = make.speaker(event, "Judith Okoro", email="judith@dept.example.org")
    return event, speaker, make.agenda_item(event, "The national picture", after_minutes=20)


def drafted(speaker, item=None, **values):
    """A drafted letter."""
    values = {"topic": "The national picture", "answer_by": date(2009, 5, 1), "words": "We met in Leeds.",
              "by": "command"} | values
    return inviting_speakers.draft_invitation(
        db.session.get(Speaker, speaker.id), item=item and db.session.get(AgendaItem, item.id), **values)


def send(speaker, item=None, **values):
    """A letter drafted and sent at once, to leave now."""
    with unit_of_work():
        drafted(speaker, item)
        return inviting_speakers.send_invitation(
            db.session.get(Speaker, speaker.id), by="command", hold=timedelta(0), **values).id


def test_a_draft_is_written_anew_as_often_as_one_likes_and_nothing_leaves(evening):
    _event, speaker, item = evening
    with unit_of_work():
        first = drafted(speaker, item).id
    with unit_of_work():
        assert drafted(speaker, item, topic="Shorter").id == first
    assert profile_queries.invitation_of(speaker).topic == "Shorter"
    assert db.session.query(Letter).count() == 0
    assert db.session.get(Speaker, speaker.id).state == SpeakerState.PROPOSED


def test_the_letter_says_topic_part_minutes_last_day_and_the_organisers_own_words(app, evening, tmp_path):
    _event, speaker, item = evening
    send(speaker, item)
    [letter] = db.session.query(Letter)
    mail = letters.fill(letters.prepare(letter), letter)
    for words in ("The national picture", "We met in Leeds.", "Friday 1 May 2009", "6:20pm", "20 minutes",
                  "Wynyard Rooms"):
        assert words in mail.text and words in mail.html, words
    assert letters.link_of(db.session.get(Speaker, speaker.id)) in mail.text
    assert "http" not in str(letter.facts)  # no link lies in the table
    deliver()
    assert db.session.query(Letter).one().state == LetterState.SENT
    assert db.session.get(Speaker, speaker.id).state == SpeakerState.INVITED


def test_each_part_has_its_own_minutes_and_the_letter_that_leaves_is_the_one_that_was_looked_at(evening, make):
    event, speaker, item = evening
    make.agenda_item(event, "A word from it all.", speaker=speaker, minutes=20)
    make.agenda_item(event, "Questions to everybody", speaker=speaker, after_minutes=90, minutes=15)
    with unit_of_work():
        drafted(speaker, item)
    seen = letters.sample(speaker, inviting_speakers.INVITATION,
                          telling.facts_of_invitation(profile_queries.invitation_of(speaker))).text
    for words in ("6pm A word from it all. (20 minutes)", "6:20pm The national picture (20 minutes)",
                  "7:30pm Questions to everybody (15 minutes)"):
        assert words in seen, words
    with unit_of_work():
        inviting_speakers.send_invitation(db.session.get(Speaker, speaker.id), by="command")
        telling.bring_up_to_date(db.session.get(type(event), event.id))  # as a release does meanwhile
    [letter] = db.session.query(Letter)
    left = letters.fill(letters.prepare(letter), letter).text
    assert left.replace(letters.link_of(db.session.get(Speaker, speaker.id)), "(their own link)") == seen


def test_who_is_asked_for_no_part_yet_reads_of_none_also_where_a_release_comes_between(evening, make):
    event, speaker, _item = evening
    make.agenda_item(event, "Questions to everybody", speaker=speaker, after_minutes=90)
    with unit_of_work():
        drafted(speaker)
        inviting_speakers.send_invitation(db.session.get(Speaker, speaker.id), by="command")
        telling.bring_up_to_date(db.session.get(type(event), event.id))
    assert db.session.query(Letter).one().facts["items"] == []


def test_called_back_in_time_it_is_a_draft_again_and_the_speaker_stands_where_they_stood(evening):
    _event, speaker, item = evening
    with unit_of_work():
        drafted(speaker, item)
        mailing = inviting_speakers.send_invitation(db.session.get(Speaker, speaker.id), by="command").id
    assert db.session.query(Letter).one().state == LetterState.HELD
    with unit_of_work():
        assert inviting_speakers.call_back(db.session.get(SpeakerMailing, mailing), by="command") == 1
    assert db.session.query(Letter).one().state == LetterState.WITHDRAWN
    assert db.session.get(Speaker, speaker.id).state == SpeakerState.PROPOSED
    assert profile_queries.invitation_of(speaker).sent_at is None
    with unit_of_work():  # twice changes nothing
        assert inviting_speakers.call_back(db.session.get(SpeakerMailing, mailing), by="command") == 0


def test_what_has_left_cannot_be_called_back(evening):
    _event, speaker, _item = evening
    mailing = send(speaker)
    deliver()
    with pytest.raises(inviting_speakers.TooLateToCallBack), unit_of_work():
        inviting_speakers.call_back(db.session.get(SpeakerMailing, mailing), by="command")


@pytest.mark.parametrize("day", [date(2009, 4, 21), date(2009, 5, 21)])
def test_a_day_gone_by_or_after_the_event_is_refused_with_the_events_day(evening, day):
    with pytest.raises(inviting_speakers.AnswerDayWrong) as refused, unit_of_work():
        drafted(evening[1], answer_by=day)
    assert "20 May 2009" in str(refused.value)


def test_pressed_twice_one_letter_leaves(evening):
    _event, speaker, _item = evening
    send(speaker)
    with pytest.raises(inviting_speakers.NothingDrafted), unit_of_work():
        inviting_speakers.send_invitation(db.session.get(Speaker, speaker.id), by="command")
    assert db.session.query(Letter).count() == 1


def test_who_has_agreed_or_withdrawn_or_has_no_address_is_not_written_to(evening, make):
    event, speaker, _item = evening
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="accepted", by="command")
    with pytest.raises(inviting_speakers.NotAskedNow) as refused, unit_of_work():
        drafted(speaker)
    assert "has agreed to speak already" in str(refused.value)
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    with pytest.raises(telling.HasWithdrawn), unit_of_work():
        drafted(speaker)
    silent = make.speaker(event, "No Address", email="")
    with pytest.raises(telling.NoAddress), unit_of_work():
        drafted(silent)
        inviting_speakers.send_invitation(db.session.get(Speaker, silent.id), by="command")


def test_who_declined_can_be_asked_again_by_a_new_letter_and_the_first_is_kept(evening):
    _event, speaker, _item = evening
    send(speaker)
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="declined", reason="Away", by="speaker")
    send(speaker)
    assert db.session.get(Speaker, speaker.id).state == SpeakerState.INVITED
    assert len(outbox.about(speaker)) == 2
    acts = [entry.act for entry in history.of(speaker)]
    assert acts.count("asked to speak") == 2 and "answered declined" in acts


def test_whoever_was_asked_hears_that_the_event_has_moved_but_not_who_declined(evening):
    event, speaker, _item = evening
    send(speaker)
    deliver()
    with unit_of_work():
        assert telling.tell_speakers(db.session.get(type(event), event.id), "agenda/event_moved") == 1
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="declined", reason="Away", by="speaker")
        assert telling.tell_speakers(db.session.get(type(event), event.id), "agenda/event_moved") == 0
