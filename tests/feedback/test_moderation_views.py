"""The moderators' queue and the lead's page."""

import pytest
from sqlalchemy import func, select

from events import outbox
from events.database import db, unit_of_work
from events.feedback import moderating, queries
from events.feedback.models import Remark
from tests.feedback.test_capturing import captured

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"


@pytest.fixture
def evening(make, reader):
    """(event, a moderator's browser)."""
    event = make.event()
    make.officer("safeguarding", on=event)
    return event, reader.signed_in(make.officer("moderator", on=event))


def state(event, ref: str) -> str:
    """Where a remark stands in the database now."""
    db.session.rollback()
    return str(db.session.scalar(select(Remark.state).where(Remark.event_id == event.id, Remark.ref == ref)))


def test_the_queue_shows_what_waits_and_approving_takes_it_out(evening):
    event, moderator = evening
    remark, _ = captured(event, text="Why here?", attribution="named", name="Joyce")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert "Why here?" in page.words and "Joyce" in page.words
    after = moderator.send(page, {}, to=f"{remark.ref}/approval", follow=True)
    assert "Nothing waits" in after.words and "is approved" in after.words
    assert state(event, remark.ref) == "approved"


def test_who_is_anonymous_to_the_room_is_read_by_its_moderators_and_by_nobody_else(evening, make, reader):
    event, moderator = evening
    captured(event, text="Why here?", attribution="anonymous to the room", name="Joyce Applegarth")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert "For organisers and moderators alone: Joyce Applegarth" in page.words
    moderator.send(page, {}, to="/approval")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    pages = [reviewer.get("sorting.show_sorting", slug=event.slug),
             reader.anybody().get("wall.show_wall", slug=event.slug)]
    assert all("Why here?" in other.words and "Joyce" not in str(other) for other in pages)


def test_what_people_write_is_never_markup_and_urdu_finds_its_own_direction(evening):
    event, moderator = evening
    captured(event, text=HOSTILE, attribution="named", name=HOSTILE)
    captured(event, text="ہمارے محلے کی عورتیں بولنا چاہتی ہیں")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert not page.select("img[src=x]") and "alert(1)" not in "".join(s.get_text() for s in page.select("script"))
    texts = {tag.get_text().strip(): tag.get("dir") for tag in page.select(".sd-remark__text")}
    assert texts[HOSTILE] == "auto" and texts["ہمارے محلے کی عورتیں بولنا چاہتی ہیں"] == "auto"


def test_a_moderator_who_comes_second_is_told_and_nothing_is_undone(make, reader, evening):
    event, first = evening
    second = reader.signed_in(make.officer("moderator", on=event))
    remark, _ = captured(event, text="As it was")
    page = second.get("moderation.show_queue", slug=event.slug)
    first.send(first.get("moderation.show_queue", slug=event.slug), {"reason": "It names somebody"},
               to=f"{remark.ref}/hiding")
    stale = second.send(page, {}, to=f"{remark.ref}/approval", status=409)
    assert "dealt with" in stale.errors[0] and "It names somebody" in stale.words and "As it was" in stale.words
    assert state(event, remark.ref) == "hidden"


def test_both_texts_are_shown_when_two_mend_the_same_words(make, reader, evening):
    event, first = evening
    second = reader.signed_in(make.officer("moderator", on=event))
    remark, _ = captured(event, text="At 41 Thimble Terrace")
    page = second.get("moderation.show_queue", slug=event.slug)
    first.send(first.get("moderation.show_queue", slug=event.slug), {"text": "At the first wording", "then": "leave"},
               to=f"{remark.ref}/redaction")
    stale = second.send(page, {"text": "At the second wording"}, to=f"{remark.ref}/redaction", status=409)
    assert "At the first wording" in stale.words and "At the second wording" in stale.words
    saved = second.send(stale, {}, to=f"{remark.ref}/redaction", follow=True)
    assert "mended" in saved.words


def test_a_double_press_is_one_decision(evening):
    event, moderator = evening
    remark, _ = captured(event)
    page = moderator.get("moderation.show_queue", slug=event.slug)
    moderator.send(page, {}, to=f"{remark.ref}/approval")
    moderator.send(page, {}, to=f"{remark.ref}/approval")
    assert state(event, remark.ref) == "approved"


def test_hiding_without_a_reason_is_asked_again(evening):
    event, moderator = evening
    remark, _ = captured(event)
    page = moderator.get("moderation.show_queue", slug=event.slug)
    refused = moderator.send(page, {"reason": ""}, to=f"{remark.ref}/hiding", status=422)
    assert "why it is hidden" in refused.errors[0] and state(event, remark.ref) == "waiting"
    moderator.send(refused, {"reason": "Lost property"}, to=f"{remark.ref}/hiding")
    assert state(event, remark.ref) == "hidden"


def test_taking_words_out_and_approving_is_one_press(evening):
    event, moderator = evening
    remark, _ = captured(event, text="Mrs Carol Dinsdale at 41 Thimble Terrace")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert "Look twice:" in page.words and "41 Thimble Terrace" in page.words
    moderator.send(page, {"text": "[…] at […]", "then": "approve"}, to=f"{remark.ref}/redaction")
    assert state(event, remark.ref) == "approved"


def test_what_is_withheld_opens_to_the_lead_alone(make, reader, evening):
    event, moderator = evening
    remark, _ = captured(event, text="I am worried about Kyle Denholm, 15")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert "use Safeguarding" in page.words
    after = moderator.send(page, {}, to=f"{remark.ref}/withholding", follow=True)
    assert "1 withheld for the safeguarding lead" in after.words and "Kyle" not in after.words
    organiser = reader.signed_in(make.officer("organiser", on=event))
    for closed in (moderator, organiser):
        closed.get("moderation.show_withheld", slug=event.slug, status=403)
        closed.get("sorting.show_remark", slug=event.slug, ref=remark.ref, status=404)
        assert "Kyle" not in closed.get("sorting.show_sorting", slug=event.slug).words
    lead = reader.signed_in(make.officer("safeguarding", on=event))
    page = lead.get("moderation.show_withheld", slug=event.slug)
    assert "Kyle Denholm" in page.words
    assert db.session.scalar(select(func.count()).select_from(outbox.Letter)) == 1
    lead.send(page, {}, to=f"{remark.ref}/return")
    assert state(event, remark.ref) == "waiting"


def test_a_moderator_is_told_where_there_is_no_lead(make, reader):
    event = make.event()
    moderator = reader.signed_in(make.officer("moderator", on=event))
    remark, _ = captured(event)
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert "no safeguarding lead" in page.words
    after = moderator.send(page, {}, to=f"{remark.ref}/withholding", follow=True)
    assert "Ring the council's own lead now" in after.words


def test_a_decision_on_what_was_withheld_meanwhile_is_stale(make, evening):
    event, moderator = evening
    remark, _ = captured(event)
    page = moderator.get("moderation.show_queue", slug=event.slug)
    with unit_of_work():
        moderating.withhold(queries.remark_by_ref(event, remark.ref), by="command")
    moderator.send(page, {}, to=f"{remark.ref}/approval", status=409)
    assert state(event, remark.ref) == "withheld"


def test_a_remark_of_another_event_is_not_there(make, evening):
    event, moderator = evening
    other, _ = captured(make.event(slug="another"))
    moderator.post("moderation.decide", {}, slug=event.slug, ref=other.ref, kind="approval", status=404)
    remark, _ = captured(event)
    moderator.post("moderation.decide", {}, slug=event.slug, ref=remark.ref, kind="nonsense", status=404)


def test_the_queue_is_for_moderators_and_organisers(make, reader):
    event = make.event()
    for role, status in (("organiser", 200), ("moderator", 200), ("scribe", 403), ("reviewer", 403), ("door", 403)):
        reader.signed_in(make.officer(role, on=event)).get("moderation.show_queue", slug=event.slug, status=status)
    reader.anybody().get("moderation.show_queue", slug=event.slug, status=302)


def test_the_approved_list_moves_questions_on_and_off_the_wall(evening):
    event, moderator = evening
    remark, _ = captured(event)
    with unit_of_work():
        moderating.approve(queries.remark_by_ref(event, remark.ref), by="command")
    page = moderator.get("moderation.show_queue", slug=event.slug, show="approved")
    page = moderator.send(page, {}, to=f"{remark.ref}/answering", follow=True)
    assert "Being answered now" in page.words
    page = moderator.send(page, {}, to=f"{remark.ref}/answered", follow=True)
    assert "off the wall" in page.words
    page = moderator.send(page, {}, to=f"{remark.ref}/on-wall", follow=True)
    assert "is on the wall" in page.words


def test_the_number_of_those_that_wait_is_told_to_the_queue_s_script(evening):
    event, moderator = evening
    captured(event)
    page = moderator.get("moderation.count_waiting", slug=event.slug)
    assert page.answer.get_json() == {"waiting": 1}
