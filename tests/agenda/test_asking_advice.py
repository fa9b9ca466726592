"""Letters to advisers: asked, reminded, told what became of it; each by a press, none by itself."""

from datetime import timedelta

import pytest

from events.agenda import advising, answering_advice, asking_advice
from events.agenda.inviting_speakers import TooLateToCallBack
from events.agenda.telling import NoAddress
from events.database import db
from events.delivery import deliver
from events.outbox import Letter
from tests.agenda.advised import asked, back, done, said
from tests.agenda.test_telling import mails

NO_HOLD = timedelta(0)


@pytest.fixture
def evening(make):
    """An evening with a break."""
    event = make.event(venue_room="Main suite")
    event.break_ = make.agenda_item(event, "Break", kind="break", after_minutes=60)
    return event


def letters() -> list[tuple[str, str]]:
    """The letters in the outbox: name, state."""
    return [(row.name.removeprefix("agenda/"), str(row.state)) for row in db.session.query(Letter).order_by(Letter.id)]


def test_the_letter_asks_and_its_link_opens_the_draft_and_stands_in_no_row(app, evening, reader):
    adviser = asked(evening)
    done(asking_advice.send_asked, adviser, by="command", hold=NO_HOLD)
    assert "/i/" not in str(db.session.query(Letter).one().facts) and back(adviser).asked_on is not None
    deliver()
    [(to, subject, words)] = mails(app)
    assert adviser.email in to and subject == "Your advice, please: Evening of 20 May"
    assert "Is the hour right for those who pray?" in words and "An awareness evening" in words
    assert "Where: Main suite, Wynyard Rooms, Wynyard, Stockton-on-Tees" in " ".join(words.split())
    path = next(line for line in words.splitlines() if "/i/" in line).removeprefix("http://localhost").strip()
    assert reader.anybody().client.get(path).headers["Location"] == f"/my/{adviser.ref}/advice"
    page = reader.by_link("adviser", adviser).get("adviser.read_draft", ref=adviser.ref)
    assert "Main suite, Wynyard Rooms, Wynyard, Stockton-on-Tees" in page.words


def test_without_an_address_after_closing_or_once_the_event_has_begun_nothing_is_sent(evening, at):
    without, closed, late = asked(evening, email=""), asked(evening), asked(evening)
    with pytest.raises(NoAddress):
        done(asking_advice.send_asked, without, by="command")
    done(asking_advice.send_asked, closed, by="command")
    done(advising.let_go, closed, by="command")
    with pytest.raises(asking_advice.LinkIsClosed):
        done(asking_advice.send_asked, closed, by="command")
    with at(2009, 5, 20, 18), pytest.raises(asking_advice.NoMoreAsking):
        done(asking_advice.send_asked, late, by="command")
    assert letters() == [("advice_asked", "withdrawn")]


def test_a_new_link_makes_the_earlier_one_worthless(evening, reader):
    adviser = asked(evening)
    old = reader.link("adviser", adviser)
    done(asking_advice.replace_link, adviser, by="command")
    reader.anybody().get(old, status=410)
    assert [state for _name, state in letters()] == ["queued"]


def test_only_who_was_asked_and_is_silent_is_reminded(app, evening):
    silent, spoke, none, unasked = (asked(evening, email=f"{name}@example.org") for name in "abcd")
    for one in (silent, spoke, none):
        done(asking_advice.send_asked, one, by="command", hold=NO_HOLD)
    said(spoke)
    done(advising.say_none, none)
    assert done(asking_advice.remind, evening, by="command") == 1
    assert [row.to_address for row in db.session.query(Letter) if row.name.endswith("again")] == [silent.email]
    deliver()
    assert [subject for to, subject, _words in mails(app) if "Still" in subject] == [
        "Still glad of your advice: Evening of 20 May"]
    said(silent)
    with pytest.raises(asking_advice.NobodyToRemind):
        done(asking_advice.remind, evening, by="command")


def test_our_answers_leave_by_a_press_once_every_comment_has_one(app, evening):
    adviser = asked(evening)
    first, second = said(adviser, item=evening.break_), said(adviser, "A quiet room, please.\r\nAnd water.")
    done(answering_advice.answer, first, became="taken in", answer="It is at 7:25pm now.",
         changed=str(evening.break_.id), by="command")
    with pytest.raises(asking_advice.NotAllAnswered):
        done(asking_advice.tell_answers, adviser, by="command")
    done(answering_advice.answer, second, became="not taken", answer="The venue has none.", by="command")
    assert letters() == []
    done(asking_advice.tell_answers, adviser, by="command", hold=NO_HOLD)
    with pytest.raises(asking_advice.NothingToTell):
        done(asking_advice.tell_answers, adviser, by="command")
    deliver()
    [(_to, subject, words)] = mails(app)
    assert subject == "What became of your advice: Evening of 20 May"
    for line in ("Please move the break to sunset.", "> A quiet room, please.", "> And water.",
                 "Taken in: It is at 7:25pm now.", "Changed: Break", "Not taken in: The venue has none.",
                 "The programme as a whole"):
        assert line in words, line


def test_who_has_no_address_is_told_otherwise_and_it_is_noted(evening):
    adviser = asked(evening, email="")
    comment = said(adviser)
    with pytest.raises(asking_advice.NotAllAnswered):
        done(asking_advice.note_told, adviser, by="command")
    done(answering_advice.answer, comment, became="noted", answer="Thank you.", by="command")
    done(asking_advice.note_told, adviser, by="command")
    assert back(adviser).told_at is not None and letters() == []
    with pytest.raises(asking_advice.NothingToTell):
        done(asking_advice.note_told, adviser, by="command")


def test_an_answer_that_was_changed_can_be_told_once_more(evening, at):
    adviser = asked(evening)
    comment = said(adviser)
    done(answering_advice.answer, comment, became="noted", answer="Thank you.", by="command")
    done(asking_advice.tell_answers, adviser, by="command")
    with at(2009, 4, 23):
        done(answering_advice.answer, comment, became="not taken", answer="Sunset is too late.", by="command")
        done(asking_advice.tell_answers, adviser, by="command")
    assert letters() == [("advice_answered", "withdrawn"), ("advice_answered", "held")]


def test_a_letter_waits_two_minutes_and_called_back_they_stand_where_they_stood(evening, at):
    adviser = asked(evening)
    for _press in range(2):
        done(asking_advice.send_asked, adviser, by="command")
    deliver()
    assert letters() == [("advice_asked", "withdrawn"), ("advice_asked", "held")]
    with pytest.raises(asking_advice.NobodyToRemind):
        done(asking_advice.remind, evening, by="command")
    done(asking_advice.call_back, adviser, by="command")
    assert back(adviser).asked_on is None and {state for _name, state in letters()} == {"withdrawn"}
    done(answering_advice.answer, said(adviser), became="noted", answer="Thank you.", by="command")
    done(asking_advice.tell_answers, adviser, by="command")
    assert back(adviser).told_at is not None
    done(asking_advice.call_back, adviser, by="command")
    assert back(adviser).told_at is None
    done(asking_advice.tell_answers, adviser, by="command")
    with at(2009, 4, 23):
        deliver()
        assert letters()[-1] == ("advice_answered", "sent")
        with pytest.raises(TooLateToCallBack):
            done(asking_advice.call_back, adviser, by="command")
