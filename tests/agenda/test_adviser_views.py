"""An adviser's own page: the draft, their comments, our answers, and nothing of anybody else's."""

import pytest

from events.agenda import advice_queries, answering_advice, scheduling
from events.agenda.advice_models import Advice
from events.database import db
from events.event import Event, Visibility
from tests.agenda.advised import asked, back, done, said


@pytest.fixture
def adviser(make, reader):
    """Somebody of the network at their page, and the evening."""
    event = make.event()
    item = make.agenda_item(event, "Break", kind="break", after_minutes=60)
    record = asked(event)
    browser = reader.by_link("adviser", record)
    browser.event, browser.item, browser.record, browser.at = event, item, record, {"ref": record.ref}
    return browser


def page_of(adviser):
    """Their page."""
    return adviser.get("adviser.read_draft", **adviser.at)


def test_the_page_shows_the_draft_and_what_is_asked(adviser):
    words = page_of(adviser).words
    for part in ("An awareness evening", "Is the hour right for those who pray?", "7pm Break", "Wynyard Rooms",
                 "01632 960100"):
        assert part in words, part
    assert page_of(adviser).find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_comment_on_a_part_comes_in_and_is_changed_and_taken_back(adviser):
    page = adviser.get("adviser.read_draft", about=adviser.item.id, **adviser.at)
    assert page.form()["about"] == str(adviser.item.id)
    page = adviser.send(page, {"text": "Please move it to sunset."}, follow=True)
    assert "Your comment has come in" in page.words and "Not answered yet" in page.words
    change = adviser.get("adviser.change_comment", number=1, **adviser.at)
    adviser.send(change, {"text": "Please move it to 9pm."})
    assert "9pm" in page_of(adviser).words
    assert "taken back" in adviser.send(change, {"form_key": "another"}, to="/end", follow=True).words
    assert db.session.query(Advice).count() == 0


def test_a_comment_that_is_begun_is_kept_when_another_part_is_chosen(adviser):
    page = page_of(adviser)
    choose = page.find("button", attrs={"name": "choose"})
    assert choose["form"] == page.find("textarea").find_parent("form")["id"]
    chosen = adviser.send(page, {"text": "Begun already", "choose": choose["value"]}, status=200)
    assert chosen.find("textarea").get_text() == "Begun already" and chosen.errors == []
    assert chosen.form()["about"] == str(adviser.item.id) and db.session.query(Advice).count() == 0
    adviser.send(chosen, {})
    assert [(row.text, row.about) for row in db.session.query(Advice)] == [("Begun already", "Break")]


def test_a_refused_comment_comes_back_as_it_was_typed(adviser):
    page = adviser.send(page_of(adviser), {"text": "Long and careful words"}, status=422)
    assert page.errors == ["Choose a part, or the programme as a whole"]
    assert page.find("textarea").get_text() == "Long and careful words"
    assert adviser.send(page_of(adviser), {"about": "whole"}, status=422).errors == ["Write your comment"]
    too_long = adviser.send(page_of(adviser), {"about": "whole", "text": "x" * 4_001}, status=422)
    assert too_long.errors == ["Keep this to 4000 characters or fewer"]


def test_a_link_scanner_that_sends_every_form_leaves_no_comment(adviser):
    page = page_of(adviser)
    for place, form in enumerate(page.find_all("form", method="post")):
        if not (form.get("action") or "").endswith("/none"):
            adviser.send(page, {}, place=place, status=422)
    assert db.session.query(Advice).count() == 0


def test_where_the_draft_changed_meanwhile_both_stand_there_and_a_second_press_sends(adviser):
    page = page_of(adviser)
    done(lambda event: scheduling.add_item(event, title="Prayer at sunset", kind="break", starts_at=event.starts_at,
                                           ends_at=event.ends_at, by="command"), adviser.event)
    again = adviser.send(page, {"about": "whole", "text": "A time to pray, please."}, status=409)
    assert "was changed while you were writing" in again.errors[0] and "Prayer at sunset" in again.words
    assert again.find("textarea").get_text() == "A time to pray, please."
    assert "has come in" in adviser.send(again, {}, follow=True).words


def test_no_comments_is_said_by_one_press(adviser):
    assert "you have no comments" in adviser.send(page_of(adviser), {}, to="/none", follow=True).words
    assert back(adviser.record).no_comments_at is not None
    assert "I have no comments" not in page_of(adviser).words


def test_the_answer_is_read_there_and_the_comment_stays_as_it_was(adviser):
    comment = said(adviser.record, item=adviser.item)
    change = adviser.get("adviser.change_comment", number=1, **adviser.at)
    done(answering_advice.answer, comment, became="taken in", answer="At 7:25pm now.", changed=str(adviser.item.id),
         by="command")
    words = page_of(adviser).words
    assert "Taken in" in words and "At 7:25pm now. Changed: Break" in words and "Change or take back" not in words
    refused = adviser.send(change, {"text": "Otherwise"}, status=409)
    assert "has been answered" in refused.errors[0] and back(comment).text == "Please move the break to sunset."
    assert "has been answered" in adviser.send(change, {"form_key": "k"}, to="/end", follow=True).words


def test_nobody_sees_another_advisers_comments_or_any_delegate(adviser, make):
    other = asked(adviser.event, body="Credit Union", name="Bob Other", email="bob@example.org")
    said(other, "Their own words")
    make.invitation(adviser.event, make.contact("Joyce Applegarth"))
    words = page_of(adviser).words
    for hidden in ("Credit Union", "Bob Other", "Their own words", "Joyce Applegarth", "P-1"):
        assert hidden not in words, hidden
    adviser.get("adviser.change_comment", number=1, status=404, **adviser.at)
    adviser.post("adviser.take_back", {}, number=1, status=404, **adviser.at)
    adviser.get("adviser.read_draft", ref=other.ref, status=404)
    assert len(advice_queries.advice_from(back(other))) == 1


def test_their_link_opens_no_page_of_delegates_or_speakers(adviser, make, reader):
    guest, speaker = make.invitation(adviser.event), make.speaker(adviser.event)
    for endpoint, ref in (("reports.show_my_page", adviser.record.ref), ("reports.show_my_page", guest.ref),
                          ("reports.show_speaker_page", speaker.ref), ("delegates.show_badge", adviser.record.ref)):
        adviser.get(endpoint, ref=ref, status=404)
    reader.by_link("invitation", guest).get("adviser.read_draft", ref=guest.ref, status=404)


def test_the_draft_of_a_closed_event_is_read_too_and_after_the_event_nothing_is_typed(adviser, at):
    done(lambda event: setattr(event, "visibility", Visibility.CLOSED), adviser.event)
    assert "Break" in page_of(adviser).words
    with at(2009, 5, 20, 18):
        page = page_of(adviser)
        assert "comments on its draft are no longer taken" in page.words and page.find("textarea") is None
    done(lambda event: setattr(event, "cancelled_at", event.created_at), db.session.get(Event, adviser.event.id))
    assert "called off" in page_of(adviser).words
