"""The sitting, recommending, settling and versions as officers use them; whatever is refused comes back as typed."""

import pytest

from events.database import unit_of_work
from events.feedback import moderating
from events.plan import amending_queries, deciding, drafting, queries, settling, sitting_queries
from tests.plan.conftest import fill
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version
from tests.readers import fields_of

FEEDBACK = "Hold a forum for residents every month"
WARDS = "Hold a forum for residents in each ward"


@pytest.fixture
def desk(held, reader):
    """The reviewer's browser."""
    return reader.signed_in(held.reviewer)


def opened(held, desk):
    """A sitting that was opened from its page."""
    typed = {"held_on": "2 June 2009", "present": str(held.second.id), "others_present": "Mr Hussain"}
    answer = fill(desk, desk.get("sittings.list_sittings", key="plan"), typed)
    assert answer.headers["Location"].endswith("/sittings/1")
    return sitting_queries.sitting_by_number(held.plan, 1)


def box(page, name: str) -> str:
    """What stands in a box of the page."""
    return page.find("textarea", attrs={"name": name}).get_text().strip()


def test_a_sitting_without_people_or_a_day_comes_back_with_what_was_typed(held, desk):
    page = desk.get("sittings.list_sittings", key="plan")
    refused = fill(desk, page, {"held_on": "2 June 2009", "note": "In the hall"}, status=422)
    assert "who is present" in refused.errors[0] and box(refused, "note") == "In the hall"
    refused = fill(desk, page, {"held_on": "soon", "others_present": "Mr Hussain"}, status=422)
    assert box(refused, "others_present") == "Mr Hussain" and refused.find("input", value="soon")


def test_it_goes_from_one_to_the_next_and_ends_with_its_list(held, desk):
    first, second = propose(held, evidence=[held.remark("C-1")]), propose(held, field="due", after="2010-01")
    opened(held, desk)
    page = desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=first)
    assert "Nobody printed what was answered" in page.words and "inserted:" in page.words
    refused = fill(desk, page, {"decision": "decline", "reason": "", "after": "Other words"}, status=422)
    assert "Say why" in refused.errors[0] and box(refused, "after") == "Other words"
    answer = fill(desk, page, {"decision": "accept", "after": "Hold a forum\r\neach month", "reason": "So be it"})
    assert answer.headers["Location"].endswith(f"/amendments/{second}?done={first}")
    answer = fill(desk, desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=second),
                  {"decision": "leave", "reason": ""})
    assert answer.headers["Location"].endswith(f"/sittings/1?done={second}")
    shown = desk.get("sittings.show_sitting", key="plan", number=1)
    assert "Accepted in other words" in shown.words and "Sue Second, Mr Hussain" in shown.words
    assert "Left for another time" in shown.words
    fill(desk, shown, {})
    desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=second)
    assert "sitting 1" in desk.get("drafting.show_amendment", key="plan", ref=first).words


def test_words_with_line_breaks_that_nobody_changed_are_not_other_words(held, desk):
    ref = propose(held, after="Hold a forum:\none in June,\none in July")
    opened(held, desk)
    page = desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=ref)
    as_sent = "Hold a forum:\r\none in June,\r\none in July"
    fill(desk, page, {"decision": "accept", "after": as_sent, "seen": as_sent})
    assert amending_queries.earlier_wordings_of(queries.amendment_by_ref(held.plan, ref)) == []


def test_who_read_other_words_than_stand_there_now_is_told(held, desk):
    ref = propose(held)
    opened(held, desk)
    page = desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=ref)
    with unit_of_work():
        drafting.rewrite(queries.amendment_by_ref(held.plan, ref), after=WARDS, reason="More", by=held.second)
    refused = fill(desk, page, {"decision": "accept", "reason": "Good"}, status=409)
    assert "written anew" in refused.words and "in each ward" in refused.words and box(refused, "reason") == "Good"
    fill(desk, desk.get("drafting.show_amendment", key="plan", ref=ref), {"decision": "accept", "reason": ""})
    assert queries.amendment_by_ref(held.plan, ref).after == WARDS


def test_a_collision_is_in_sight_before_it_is_decided_and_is_settled_there(held, desk):
    accept(held, propose(held, after=FEEDBACK, evidence=[held.remark("C-1")]))
    second = propose(held, after=WARDS, evidence=[held.remark("C-2")])
    opened(held, desk)
    page = desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=second)
    for words in ("every month", "in each ward", "Nobody printed", "never heard of hate crime", "twice a year"):
        assert words in page.words
    fill(desk, page, {"decision": "accept", "reason": ""}, status=409)
    assert not page.find("button", value="accept") and page.find("a", string=lambda text: "Settle" in (text or ""))
    alone = desk.get("drafting.show_amendment", key="plan", ref=second)
    assert not alone.find("input", value="accept") and alone.find("input", value="decline")
    page = desk.get("settling.settle_amendment", key="plan", ref=second, sitting=1)
    assert box(page, "after") == "Hold a forum for residents every month / in each ward"
    refused = fill(desk, page, {"choice": "joint", "reason": "Both are right"}, status=422)
    assert "Both wordings still stand here" in refused.errors[0] and box(refused, "reason") == "Both are right"
    refused = fill(desk, page, {"choice": "joint", "after": "Typed for long", "reason": ""}, status=422)
    assert box(refused, "after") == "Typed for long" and refused.errors
    answer = fill(desk, page, {"choice": "joint", "after": "Hold one monthly in each ward", "reason": "Both"})
    assert answer.headers["Location"].endswith("/sittings/1")
    assert len(sitting_queries.agenda_of(sitting_queries.sitting_by_number(held.plan, 1)).decided) == 2
    page = desk.get("versions.prepare_version", key="plan")
    assert "one wording stands for all of them" in page.words and "different places" not in page.words


def test_open_ones_name_each_other_where_they_meet_and_no_others(held, desk):
    first, second = propose(held, after=FEEDBACK), propose(held, after=WARDS)
    elsewhere = propose(held, after="Hold a yearly forum for residents twice a year")
    opened(held, desk)
    for ref, other in ((first, second), (second, first)):
        for page in (desk.get("drafting.show_amendment", key="plan", ref=ref),
                     desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=ref)):
            assert f"It meets {other} at the same words: only one of them can stand" in page.words
            assert page.find(attrs={"value": "accept"})
    assert "It meets" not in desk.get("drafting.show_amendment", key="plan", ref=elsewhere).words
    removal = propose(held, kind="remove")
    shown = desk.get("drafting.show_amendment", key="plan", ref=removal).words
    assert f"It cannot stand beside {first}" in shown and f"It cannot stand beside {elsewhere}" in shown


def test_what_a_sitting_decided_is_said_on_the_next_page_and_can_be_undone(held, desk):
    first, second = propose(held), propose(held, field="due", after="2010-01")
    opened(held, desk)
    page = desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=first)
    following = desk.get(fill(desk, page, {"decision": "accept", "reason": ""}).headers["Location"])
    assert f"{first} is accepted." in following.words
    form = following.find(id="undo").find("form")
    back = desk.post(form["action"], fields_of(form), status=302)
    assert back.headers["Location"].endswith(f"/amendments/{first}")
    assert queries.amendment_by_ref(held.plan, first).state == "proposed"
    page = desk.get("sittings.decide_in_sitting", key="plan", number=1, ref=second)
    following = desk.get(fill(desk, page, {"decision": "leave", "reason": ""}).headers["Location"])
    assert f"{second} is left for another time." in following.words and not following.find(id="undo").find("form")


def test_a_version_is_shut_while_a_wording_is_open_and_both_stand_on_its_page(held, desk):
    accept(held, propose(held, after=FEEDBACK))
    second = propose(held, after=WARDS)
    with unit_of_work():
        settling.accept_and_settle_later(queries.amendment_by_ref(held.plan, second), reason="Both", by=held.second)
    page = desk.get("versions.prepare_version", key="plan")
    assert "every month" in page.words and "in each ward" in page.words
    assert not page.find("button", string=lambda text: text and "Make version" in text)
    answer = desk.post("drafting.make_version", {}, key="plan", status=302)
    assert answer.headers["Location"].endswith("/versions/new") and queries.latest(held.plan).number == 1
    assert "No version can be made yet" in desk.get("drafting.show_desk_plan", key="plan").words


def test_what_comes_together_by_itself_is_shown_before_the_version_is_made(held, desk):
    accept(held, propose(held, after="Hold a yearly forum for residents twice a year"))
    accept(held, propose(held, after="Hold a forum for residents twice a month"))
    page = desk.get("versions.prepare_version", key="plan")
    assert "come together word by word" in page.words
    fill(desk, page, {})
    assert queries.action_in(queries.latest(held.plan), "1.1").text == "Hold a yearly forum for residents twice a month"


def test_a_recommendation_is_asked_for_its_reason_and_then_stands_by_name(held, desk):
    ref = propose(held)
    page = desk.get("settling.recommend_amendment", key="plan", ref=ref)
    typed = {"advice": "accept in other words", "words": "Hold it each month", "reason": ""}
    refused = fill(desk, page, typed, status=422)
    assert box(refused, "words") == "Hold it each month"
    fill(desk, page, typed | {"reason": "Shorter"})
    shown = desk.get("drafting.show_amendment", key="plan", ref=ref)
    assert "Shorter" in shown.words and "Ravi Reviewer" in shown.words and "Accept in other words" in shown.words
    opened(held, desk)
    link = shown.find("a", string="Put these words in the box")["href"].partition("#")[0]
    page = desk.get(f"/desk/plans/plan/sittings/1/amendments/{ref}{link}")
    assert box(page, "after") == "Hold it each month"
    fill(desk, page, {"decision": "accept", "reason": ""})
    assert queries.amendment_by_ref(held.plan, ref).after == "Hold it each month"
    removal = propose(held, kind="remove", action_key="2.1")
    assert not desk.get("settling.recommend_amendment", key="plan", ref=removal).find(attrs={"name": "words"})


def test_another_look_and_history_show_the_words_and_no_withheld_remark(held, desk):
    accept(held, propose(held, after=FEEDBACK, evidence=[held.remark("C-1")]))
    propose(held, after=WARDS)
    make_version(held)
    looks = desk.get("settling.list_another_look", key="plan")
    assert "in each ward" in looks.words and "every month" in looks.words
    history = desk.get("settling.show_action_history", key="plan", code="1.1")
    assert "Nobody printed" in history.words and "Sue Second" in history.words
    with unit_of_work():
        moderating.withhold(held.remark("C-1"), by=held.organiser)
    history = desk.get("settling.show_action_history", key="plan", code="1.1")
    assert "Nobody printed" not in history.words and "C-1" not in history.words
    desk.get("settling.show_action_history", key="plan", code="9.9", status=404)


def test_what_was_decided_is_shown_in_the_words_that_were_decided_whatever_came_later(held, desk):
    first = propose(held, after="Hold a yearly forum for residents twice a year")
    accept(held, first)
    make_version(held)
    accept(held, propose(held, after="Hold a forum for residents twice a month"))
    make_version(held)
    shown = desk.get("drafting.show_amendment", key="plan", ref=first)
    assert shown.find(class_="sd-redline").get_text().count("year") == 2 and "month" not in shown.words


def test_a_version_notes_to_whom_it_was_sent(held, desk):
    page = desk.get("versions.show_version", key="plan", number=1)
    refused = fill(desk, page, {"to_whom": "Regional office", "sent_on": ""}, status=422)
    assert refused.find("input", value="Regional office")
    fill(desk, page, {"to_whom": "Regional office", "sent_on": "1 April 2009", "answer_by": "18 May 2009"})
    assert "Monday 18 May 2009" in desk.get("versions.show_version", key="plan", number=1).words


def test_an_organiser_reads_a_sitting_and_decides_nothing_in_it(held, desk, reader):
    ref = propose(held)
    opened(held, desk)
    organiser = reader.signed_in(held.organiser)
    assert not organiser.get("sittings.show_sitting", key="plan", number=1).find("form", method="post", action=True,
                                                                                   class_="sd-press")
    organiser.post("sittings.decide_in_sitting", {"decision": "accept"}, key="plan", number=1, ref=ref, status=403)
    assert deciding.name_of(queries.amendment_by_ref(held.plan, ref)) == f"Amendment {ref} to action 1.1"
