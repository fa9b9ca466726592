"""The page on which a remark finds its action: one press, several at once, undone, or none of them."""

import pytest

from events.database import unit_of_work
from events.feedback import importing as contributions
from events.feedback import moderating
from events.feedback.states import Disposition
from events.plan import queries, suggestions
from tests.plan.conftest import HEAD, card, fill
from tests.readers import fields_of


@pytest.fixture
def desk(held, reader):
    """The reviewer's browser, and one more remark that says what C-1 says."""
    text = HEAD + card("C-4", "Nobody printed what was answered last time!")
    with unit_of_work():
        for remark in contributions.import_contributions(held.event, text, by=held.organiser):
            moderating.approve(remark, by=held.organiser)
    return reader.signed_in(held.reviewer)


def press(desk, page, key: str) -> str:
    """Press an action's own button, with what stands ticked; where that leads."""
    form = page.find("button", attrs={"name": "only", "value": key}).find_parent("form")
    answer = desk.post(page.answer.request.full_path, fields_of(form) | {"only": key}, status=302)
    return answer.headers["Location"]


def routes(held) -> dict[str, list[str]]:
    """The actions of each remark that has any, by ref."""
    found = queries.routes_of(held.plan)
    return {remark.ref: found[remark.id] for remark in queries.remarks_of(held.plan) if remark.id in found}


def test_one_press_says_which_action_takes_the_same_along_and_shows_the_next(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-1")
    ticked = page.find("input", attrs={"name": "together", "checked": True})
    assert ticked.find_next("label").get_text().startswith("C-4")
    assert "/remarks/C-2" in press(desk, page, "1.2")
    assert routes(held) == {"C-1": ["1.2"], "C-4": ["1.2"]}


def test_undo_takes_back_what_the_press_did_and_shows_the_remark_again(held, desk):
    page = desk.get(press(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-1"), "1.2"))
    assert "Routed to action 1.2: C-1, C-4." in page.words and "2 of 4 routed" in page.words
    form = page.find(id="undo").find("form")
    made = [field["value"] for field in form.find_all("input", attrs={"name": "made"})]
    answer = desk.post(form["action"], fields_of(form) | {"made": made}, status=302)
    assert "/remarks/C-1" in answer.headers["Location"] and routes(held) == {}


def test_who_amends_from_a_remark_finds_it_ticked(held, desk):
    press(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-1"), "1.2")
    shown = desk.get("drafting.show_remark_routing", key="plan", ref="C-1")
    page = desk.get(next(a["href"] for a in shown.find("main").find_all("a") if "/actions/1.2/amend" in a["href"]))
    ticked = [box["value"] for box in page.find_all("input", attrs={"name": "evidence", "checked": True})]
    assert ticked == [f"remark:{held.remark('C-1').id}"]
    other = next(a["href"] for a in page.find("main").find_all("a") if "field=due" in a["href"])
    assert desk.get(other).find("input", attrs={"name": "evidence", "checked": True})


def test_undo_of_what_is_not_there_or_of_another_plan_changes_nothing(held, desk):
    press(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-1"), "1.2")
    form = fields_of(desk.get("drafting.list_remarks", key="plan", made=["x.1.2"]).find(id="undo").find("form"))
    answer = desk.post("drafting.take_back_routes", form, key="plan", status=302)
    assert answer.headers["Location"].endswith("/remarks/")
    assert routes(held) == {"C-1": ["1.2"], "C-4": ["1.2"]}


def test_what_is_ticked_besides_is_said_too(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-2")
    form = page.find("button", attrs={"name": "only"}).find_parent("form")
    desk.post(page.answer.request.full_path, fields_of(form) | {"only": "2.1", "actions": "1.1"}, status=302)
    assert routes(held) == {"C-2": ["1.1", "2.1"]}


def test_enter_alone_routes_to_nothing(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-2")
    first = page.find("button", attrs={"name": "only"}).find_parent("form").find("button")
    assert first.has_attr("hidden") and not first.has_attr("name")  # what a browser presses when Enter is pressed


def test_none_of_these_is_said_of_those_that_are_the_same_too(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-1")
    assert page.find(id="offer-0") and page.find("a", href="#none")
    typed = {"disposition": "noted", "reason": "Printed since"}
    answer = fill(desk, page, typed)
    assert "/remarks/C-2" in answer.headers["Location"]
    assert "C-1, C-4: Noted." in desk.get(answer.headers["Location"]).words
    assert held.remark("C-1").disposition == held.remark("C-4").disposition == Disposition.NOTED
    assert held.remark("C-2").disposition is None


def test_a_refused_form_keeps_what_was_unticked(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-1")
    form = page.find("button", attrs={"name": "only"}).find_parent("form")
    typed = {name: value for name, value in fields_of(form).items() if name != "together"}
    refused = desk.post(page.answer.request.full_path, typed, status=422)
    assert "Tick an action" in refused.errors[0]
    assert not refused.find("input", attrs={"name": "together", "checked": True})


def test_the_likely_none_comes_first_and_every_offer_says_how_sure_it_is(held, desk, monkeypatch):
    rows = [suggestions.Suggestion(key, score) for key, score in (("2.1", 0.9), ("1.1", 0.6), ("1.2", 0.1))]
    for is_off_topic in (True, False):
        told = suggestions.Suggestions(rows, is_off_topic, suggestions.MEANING)
        monkeypatch.setattr(suggestions, "suggest", lambda *given, told=told: told)
        page = desk.get("drafting.show_remark_routing", key="plan", ref="C-3")
        order = [part["id"] for part in page.find_all("h3", id=True) if part["id"].startswith("offer-")]
        assert order == (["offer-0", "offer-1", "offer-2", "offer-3"] if is_off_topic else
                         ["offer-1", "offer-2", "offer-3", "offer-0"])
        tags = [tag.get_text(strip=True) for tag in page.find(id="route-form").select(".govuk-tag")]
        assert tags == ["Likely"] * is_off_topic + ["Likely", "Perhaps", "A guess"]


def test_what_was_chosen_for_the_like_of_it_is_offered_first(held, desk):
    press(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-4"), "2.1")
    with unit_of_work():
        text = HEAD + card("C-6", "Last time nobody printed what was answered")
        for remark in contributions.import_contributions(held.event, text, by=held.organiser):
            moderating.approve(remark, by=held.organiser)
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-6")
    assert page.find("button", attrs={"name": "only"})["value"] == "2.1"


def test_the_page_holds_no_transaction_while_it_compares(held, desk, monkeypatch):
    from events.database import db  # the session of the page's own context
    open_while = []

    def suggest(*given):
        open_while.append(db.session().in_transaction())
        return suggestions.Suggestions([], True, suggestions.WORDS)

    monkeypatch.setattr(suggestions, "suggest", suggest)
    desk.get("drafting.show_remark_routing", key="plan", ref="C-3")
    assert open_while == [False]
