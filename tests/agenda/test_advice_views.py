"""The organiser's pages of advice: whom to ask, what they said, our answers, and who may see any of it."""

from datetime import date, timedelta

import pytest

from events.agenda import advice_queries, asking_advice
from events.agenda.advice_models import Adviser
from events.database import db
from events.outbox import Letter
from tests.agenda.advised import asked, back, done, said


@pytest.fixture
def organiser(make, reader):
    """The organiser of the evening at work, and the evening."""
    event = make.event()
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event = event
    reading.break_ = make.agenda_item(event, "Break", kind="break", after_minutes=60)
    return reading


NEW = {"body": "Faith Network", "email": "desk@faith.example.org", "asked_what": "Is the hour right?"}


def test_a_body_is_put_on_the_list_and_asked_by_a_press(organiser):
    assert "Nobody is asked yet" in organiser.get("advice.list_advisers", slug="evening").words
    page = organiser.post("advice.add_adviser", NEW, slug="evening", follow=True)
    assert "Nothing has been sent yet" in page.words and db.session.query(Letter).count() == 0
    adviser = db.session.query(Adviser).one()
    letter = organiser.get("advice.send_letter", slug="evening", adviser_id=adviser.id, kind="asking")
    assert page.find("a", href=f"/desk/events/evening/advice/{adviser.id}/letters/asking")
    assert "Your advice, please: Evening of 20 May" in letter.words and "(their own link)" in letter.words
    assert db.session.query(Letter).count() == 0
    page = organiser.send(letter, {}, follow=True, place=1)
    assert "leaves in 2 minutes" in page.words and "Asked for advice" in page.words
    assert "The letter was called back." in organiser.send(page, {}, to="/recall", follow=True).words
    assert back(adviser).asked_on is None
    assert "Faith Network" not in organiser.get("agenda.show_event", slug="evening").words  # asked is not consulted


def test_what_was_typed_comes_back_where_it_is_refused(organiser):
    page = organiser.post("advice.add_adviser", {"asked_what": "A long question", "answer_by_on": "31/2/2009",
                                                 "email": "desk@"}, slug="evening", status=422)
    assert "Enter one email address, such as name@council.gov.uk" in page.errors
    assert "A long question" in page.find("textarea").get_text() and page.find(value="31/2/2009")
    page = organiser.post("advice.add_adviser", {"asked_what": "A question"}, slug="evening", status=422)
    assert page.errors == ["Enter the body that is asked, or the person's name."]


def test_the_link_is_sent_and_never_shown(organiser, reader):
    adviser = asked(organiser.event)
    token = reader.link("adviser", adviser).removeprefix("/i/")
    at = {"slug": "evening", "adviser_id": adviser.id}
    letter = organiser.get("advice.send_letter", kind="asking", **at)
    sent = organiser.send(letter, {}, follow=True, place=1)
    assert token not in str(sent) and token not in str(letter)
    organiser.send(sent, {}, to="/new-link")
    reader.anybody().get(f"/i/{token}", status=410)


def test_details_change_and_another_address_is_said_to_need_a_new_link(organiser):
    adviser = asked(organiser.event)
    done(asking_advice.send_asked, adviser, by="command")
    at = {"slug": "evening", "adviser_id": adviser.id}
    page = organiser.get("advice.change_adviser", **at)
    assert page.form(place=1)["body"] == "Faith Network"
    changed = organiser.send(page, {"email": "new@faith.example.org", "answer_by_on": "6 May 2009"},
                             follow=True, place=1)
    unsent = asked(organiser.event, body="Credit Union", email="")
    first = organiser.get("advice.change_adviser", slug="evening", adviser_id=unsent.id)
    assert "send a new one" not in organiser.send(first, {"email": "credit@example.org", "asked_on": "20 April 2009"},
                                                  follow=True, place=1).words
    assert "send a new one" in changed.words and "Wednesday 6 May 2009" in changed.words
    assert "Wednesday 6 May 2009" in str(organiser.get("advice.change_adviser", **at))
    page = organiser.get("advice.change_adviser", **at)
    assert organiser.send(page, {"body": "", "name": ""}, status=422, place=1).errors
    assert back(adviser).body == "Faith Network"


def test_advice_from_the_telephone_is_typed_in_with_who_typed_it(organiser):
    adviser = asked(organiser.event, email="")
    at = {"slug": "evening", "adviser_id": adviser.id}
    page = organiser.get("advice.type_advice", **at)
    refused = organiser.send(page, {"text": "No pork"}, status=422, place=1)
    assert refused.errors == ["Choose a part, or the programme as a whole", "Choose how it came",
                              "Enter the day on which it came"]
    assert refused.find("textarea").get_text() == "No pork"
    typed = {"about": str(organiser.break_.id), "text": "No pork", "way": "telephone", "received_on": "21/4/2009"}
    shown = organiser.send(page, typed, follow=True, place=1)
    assert "by telephone · typed in by Margaret Tulloch" in shown.words and "Break" in shown.words


def test_every_comment_is_answered_one_after_the_other_and_told_by_one_press(organiser):
    adviser = asked(organiser.event)
    said(adviser, item=organiser.break_)
    said(adviser, "A quiet room, please.")
    listed = organiser.get("advice_answers.list_advice", slug="evening", only="open")
    assert "0 of 2 answered" in listed.words
    page = organiser.get("advice_answers.answer_advice", slug="evening", number=1)
    assert "The part, as they saw it 7pm – 7:20pm Break" in page.words
    refused = organiser.send(page, {"became": "taken in", "answer": "Moved."}, status=422, place=1)
    assert refused.errors == ["Choose which part of the programme changed"]
    following = organiser.send(refused, {"changed": str(organiser.break_.id)}, follow=True, place=1)
    assert following.heading == "Answer P-2"
    shown = organiser.send(following, {"became": "not taken", "answer": "The venue has none."},
                           follow=True, place=1)
    assert "Every comment has an answer. Nobody has been told yet" in shown.words
    assert db.session.query(Letter).count() == 0
    assert shown.find("a", href=f"/desk/events/evening/advice/{adviser.id}/letters/answers")
    letter = organiser.get("advice.send_letter", slug="evening", adviser_id=adviser.id, kind="answers")
    assert "> A quiet room, please." in str(letter).replace("&gt;", ">")
    assert "leaves in 2 minutes" in organiser.send(letter, {}, follow=True, place=1).words
    organiser.get("advice.send_letter", slug="evening", adviser_id=adviser.id, kind="answers", status=302)
    assert "Told" in organiser.get("advice.list_advisers", slug="evening").words
    again = organiser.get("advice_answers.answer_advice", slug="evening", number=1)
    assert again.form(place=1)["changed"] == str(organiser.break_.id)
    organiser.get("advice_answers.answer_advice", slug="evening", number=9, status=404)


def test_a_part_that_changed_since_is_shown_as_it_was_and_as_it_is(organiser):
    said(asked(organiser.event), item=organiser.break_)
    done(lambda item: setattr(item, "title", "Supper"), organiser.break_)
    words = organiser.get("advice_answers.answer_advice", slug="evening", number=1).words
    assert "The part, as they saw it 7pm – 7:20pm Break As it reads now 7pm – 7:20pm Supper" in words
    done(db.session.delete, organiser.break_)
    assert "not in the programme any more" in organiser.get(
        "advice_answers.answer_advice", slug="evening", number=1).words


def test_reminders_go_to_the_silent_and_closing_a_link_keeps_what_was_said(organiser):
    adviser = asked(organiser.event)
    done(asking_advice.send_asked, adviser, by="command", hold=timedelta(0))
    page = organiser.get("advice.list_advisers", slug="evening")
    assert "Remind 1 who has not commented" in page.words
    assert "1 reminder is on its way" in organiser.send(page, {}, to="/reminders", follow=True).words
    said(adviser)
    at = {"slug": "evening", "adviser_id": adviser.id}
    assert "What they said stays" in organiser.send(
        organiser.get("advice.show_adviser", **at), {}, to="/end", follow=True).words
    assert len(advice_queries.advice_from(back(adviser))) == 1
    never = asked(organiser.event, body="Credit Union")
    page = organiser.get("advice.show_adviser", slug="evening", adviser_id=never.id)
    assert "is off the list" in organiser.send(page, {}, to="/end", follow=True).words
    assert db.session.query(Adviser).count() == 1


def test_the_overview_points_to_comments_without_an_answer(organiser):
    assert "draft programme" not in organiser.get("reports.show_overview", slug="evening").words
    said(asked(organiser.event))
    assert "1 comment on the draft programme has no answer" in organiser.get(
        "reports.show_overview", slug="evening").words


def test_another_events_advisers_are_not_there_and_no_other_role_sees_any(organiser, make, reader):
    adviser = asked(make.event(slug="other"))
    said(adviser)
    organiser.get("advice.show_adviser", slug="evening", adviser_id=adviser.id, status=404)
    organiser.get("advice_answers.answer_advice", slug="evening", number=1, status=404)
    for role in ("moderator", "reviewer", "approver", "safeguarding", "door", "scribe"):
        browser = reader.signed_in(make.officer(role, on=organiser.event, name=role))
        browser.get("advice.list_advisers", slug="evening", status=403)
        browser.get("vetting.list_checks", slug="evening", status=403)


def test_a_first_address_has_no_links_before_it_and_a_later_one_has(organiser):
    adviser = asked(organiser.event, email="", asked_on=date(2009, 4, 20))
    at = {"slug": "evening", "adviser_id": adviser.id}

    def saved(address: str):
        return organiser.send(organiser.get("advice.change_adviser", **at), {"email": address}, place=1, follow=True)

    first = saved("first@example.org")
    assert "Saved." in first.words and "worthless" not in first.words
    organiser.send(organiser.get("advice.send_letter", kind="asking", **at), {}, follow=True, place=1)
    assert "links sent before are worthless" in saved("second@example.org").words
