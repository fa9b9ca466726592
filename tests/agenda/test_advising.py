"""A body is asked about the draft programme and says what it thinks; what it saw is kept with what it said."""

from datetime import date

import pytest

from events import history
from events.agenda import advice_queries, advising, answering_advice, queries, scheduling
from events.agenda.advice_models import Advice, Adviser
from events.agenda.models import AgendaItem
from events.database import db
from events.event import Event
from events.outbox import Letter
from tests.agenda.advised import asked, back, done, mark, said


@pytest.fixture
def evening(make):
    """An evening with two parts."""
    event = make.event()
    event.break_ = make.agenda_item(event, "Break", kind="break", after_minutes=60)
    event.talk = make.agenda_item(event, "A view from places of worship", speaker=make.speaker(event, "Imam Farooq"))
    return event


def test_a_body_is_named_as_consulted_once_it_has_answered_and_nothing_is_sent(evening):
    first = asked(evening)
    again = asked(evening, name="Somebody else there", body="FAITH network")
    assert first.asked_on is None and first.keep_until == evening.keep_until
    assert queries.hosts_of(evening) == [] and db.session.query(Letter).count() == 0
    comment = said(first)
    done(advising.say_none, again)
    assert [(host.name, host.part) for host in advice_queries.hosts_named(evening)] == [("Faith Network", "consulted")]
    assert back(first).host_id == back(again).host_id
    done(lambda row: setattr(row, "no_comments_at", None), again)
    done(advising.take_back, comment)  # nothing has come from it any more
    assert advice_queries.hosts_named(db.session.get(Event, evening.id)) == []


def test_the_public_page_names_bodies_under_a_heading_that_fits(evening, reader):
    adviser, anybody = asked(evening), reader.anybody()
    assert "Faith Network" not in anybody.get("agenda.show_event", slug="evening").words
    said(adviser)
    page = anybody.get("agenda.show_event", slug="evening")
    assert page.find(id="hosts") is None
    assert page.find(id="consulted").get_text() == "Who was consulted" and "Faith Network" in page.words


def test_a_person_in_their_own_right_is_not_named_anywhere(evening):
    person = asked(evening, body="", name="Jean Potts")
    assert queries.hosts_of(evening) == [] and (person.called, person.shown_as) == ("Jean Potts", "")
    assert asked(evening, body="", name="Ann Lee", may_be_named=True).shown_as == "Ann Lee"
    with pytest.raises(advising.NobodyNamed):
        asked(evening, body="", name="")


def test_a_comment_keeps_the_draft_as_it_was_read(evening):
    adviser = asked(evening)
    comment = said(adviser, item=evening.talk)
    assert (comment.ref, comment.about, comment.way) == ("P-1", "A view from places of worship", "link")
    with_title = {"title": "Another title"}
    item = db.session.get(AgendaItem, evening.talk.id)
    done(lambda found: setattr(found, "title", with_title["title"]), item)
    kept = back(comment)
    seen = next(part for part in kept.draft.parts if part["id"] == evening.talk.id)
    assert seen["title"] == "A view from places of worship"
    assert [who["name"] for who in seen["speakers"]] == ["Imam Farooq"]
    assert [(row.act, row.who) for row in history.of(kept)] == [("commented", "adviser")]


def test_two_comments_on_one_wording_keep_it_once_and_have_numbers_of_their_own(evening):
    adviser = asked(evening)
    first, second = said(adviser), said(adviser, "And a quiet room, please.")
    assert (first.number, second.number) == (1, 2) and first.draft_id == second.draft_id


def test_a_programme_that_changed_while_they_wrote_is_read_again_first(evening):
    adviser, seen = asked(evening), mark(evening)
    done(lambda event: scheduling.add_item(
        event, title="Prayer", kind="break", starts_at=event.starts_at, ends_at=event.ends_at, by="command"), evening)
    with pytest.raises(advising.DraftChanged):
        done(advising.comment, adviser, text="Move the break", seen=seen)
    assert db.session.query(Advice).count() == 0
    assert said(adviser).text


def test_a_comment_is_changed_and_taken_back_until_it_is_answered(evening):
    adviser = asked(evening)
    first, second = said(adviser), said(adviser, "Second")
    done(advising.change_comment, first, text="Move the break to 9pm.")
    assert back(first).text == "Move the break to 9pm."
    done(advising.take_back, second)
    assert [row.ref for row in advice_queries.advice_from(adviser)] == ["P-1"]
    done(answering_advice.answer, first, became="noted", answer="We shall see.", by="command")
    for act, values in ((advising.change_comment, {"text": "Otherwise"}), (advising.take_back, {})):
        with pytest.raises(advising.AlreadyAnswered):
            done(act, first, **values)


def test_once_the_event_has_begun_or_is_off_no_comment_is_taken(evening, at):
    adviser = asked(evening)
    first = said(adviser)
    with at(2009, 5, 20, 17, 1):
        with pytest.raises(advising.AdviceOver):
            said(adviser)
        with pytest.raises(advising.AdviceOver):
            done(advising.change_comment, first, text="Too late")
    done(lambda event: setattr(event, "cancelled_at", event.created_at), evening)
    with pytest.raises(advising.AdviceOver):
        said(adviser)


def test_saying_that_there_are_no_comments_is_an_answer_and_a_comment_takes_it_back(evening):
    adviser = asked(evening)
    done(advising.say_none, adviser)
    assert not advice_queries.standing_of(back(adviser)).is_silent
    said(adviser)
    assert back(adviser).no_comments_at is None
    with pytest.raises(advising.SaidAfterAll):
        done(advising.say_none, adviser)


def test_an_officer_types_in_what_was_said_on_the_telephone_and_their_name_is_kept(evening, make):
    officer = make.officer("organiser", on=evening)
    adviser = asked(evening, email="")
    row = done(advising.type_in, adviser, text="No pork, please.", way="telephone", received_on=date(2009, 4, 20),
               by=officer)
    assert (row.typed_by_id, row.way, back(adviser).asked_on) == (officer.id, "telephone", date(2009, 4, 20))
    with pytest.raises(advising.NothingSaid):
        done(advising.type_in, adviser, text="  ", way="telephone", received_on=date(2009, 4, 20), by=officer)
    with pytest.raises(advising.DayToCome):
        done(advising.type_in, adviser, text="Halal", way="telephone", received_on=date(2009, 4, 23), by=officer)


def test_nobody_writes_without_end(evening, monkeypatch):
    monkeypatch.setattr(advising, "MOST_COMMENTS", 2)
    adviser = asked(evening)
    said(adviser)
    said(adviser)
    with pytest.raises(advising.TooMany):
        said(adviser)


def test_who_was_never_asked_is_taken_off_the_list_and_others_have_their_link_closed(evening):
    never, once = asked(evening), asked(evening, body="Credit Union", asked_on=date(2009, 4, 1))
    assert done(advising.let_go, never, by="command") and not done(advising.let_go, once, by="command")
    [left] = advice_queries.advisers_of(db.session.get(Event, evening.id))
    assert left.id == once.id and left.closed_at is not None
    with pytest.raises(advising.AdviceOver):
        said(once)


def test_another_address_makes_the_links_sent_before_worthless(evening):
    adviser = asked(evening)
    assert done(advising.change_adviser, adviser, email="other@faith.example.org", by="command") == ["email"]
    assert back(adviser).link_version == 2
    with pytest.raises(advising.NobodyNamed):
        done(advising.change_adviser, adviser, body="", name="", by="command")
    with pytest.raises(ValueError):
        done(advising.change_adviser, adviser, ref="x", by="command")


def test_advisers_and_their_words_go_with_the_event(evening):
    said(asked(evening))
    done(db.session.delete, evening)
    assert db.session.query(Adviser).count() == db.session.query(Advice).count() == 0
