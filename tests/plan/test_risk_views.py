"""The pages of risks and implications: refused forms keep what was typed, and the gates' page says what is left."""

from tests.plan.conftest import fill
from tests.plan.gates import before_the_board, four_gates

V1 = {"key": "plan", "number": 1}


def test_a_risk_is_added_changed_and_taken_off(held, reader):
    desk = reader.signed_in(held.organiser)
    assert "No risk is written down yet" in desk.get("risks.list_risks", **V1).words
    page = desk.get("risks.add_risk", **V1)
    refused = fill(desk, page, {"what": "Nobody comes"}, status=422)
    assert [line[:6] for line in refused.errors] == ["Choose", "Choose"]
    assert refused.find("textarea", attrs={"name": "what"}).get_text().strip() == "Nobody comes"
    fill(desk, page, {"what": "Nobody comes", "likelihood": "5", "impact": "3"})
    shown = desk.get("risks.list_risks", **V1)
    assert "High, 15" in shown.words and "nobody yet" in shown.words
    page = desk.get("risks.change_risk", **V1, ref="R-1")
    fill(desk, page, {"owner": "Head of Service", "impact": "1", "action": "1.1"})
    shown = desk.get("risks.list_risks", **V1)
    assert "Low, 5" in shown.words and "Head of Service" in shown.words and "Action 1.1" in shown.words
    desk.send(page, {}, to="/drop")
    desk.get("risks.change_risk", **V1, ref="R-1", status=404)


def test_a_text_is_written_and_cleared_and_a_changed_one_is_to_be_cleared_again(held, reader):
    desk = reader.signed_in(held.reviewer)
    desk.get("risks.clear_implication", **V1, kind="legal", status=404)
    desk.get("risks.write_implication", **V1, kind="other", status=404)
    page = desk.get("risks.write_implication", **V1, kind="financial")
    refused = fill(desk, page, {"text": "Some money", "cost": "twelve"}, status=422)
    assert "whole pounds, such as 20,000" in refused.errors[0]
    assert refused.find("input", attrs={"name": "cost"})["value"] == "twelve"
    refused = fill(desk, page, {"text": "Some money", "cost": "12,00"}, status=422)
    assert refused.find("input", attrs={"name": "cost"})["value"] == "12,00"
    for same in ("12000", "12,000", "£12,000", " £ 12 000.00 "):
        fill(desk, page, {"text": "Some money", "cost": same})
        assert "£12,000" in desk.get("risks.list_implications", **V1).words, same
    page = desk.get("risks.clear_implication", **V1, kind="financial")
    late = fill(desk, page, {"cleared_by": "S Metcalfe, Finance", "cleared_on": "23 April 2009"}, status=422)
    assert "still to come" in late.errors[0]
    fill(desk, page, {"cleared_by": "S Metcalfe, Finance", "cleared_on": "22 April 2009"})
    shown = desk.get("risks.list_implications", **V1)
    assert "£12,000" in shown.words and "S Metcalfe, Finance , Wednesday 22 April 2009" in shown.words
    page = desk.get("risks.write_implication", **V1, kind="financial")
    assert "cleared anew" in page.words
    fill(desk, page, {"text": "More money"})
    assert "To be cleared" in desk.get("risks.list_implications", **V1).words


def test_the_gates_page_says_which_gate_is_open_why_and_where_to_go(held, reader):
    four_gates(held)
    desk = reader.signed_in(held.reviewer)
    page = desk.get("approval.list_gates", **V1)
    assert "The plan cannot go to the board yet" in page.words and "No risk is written down yet." in page.words
    ways = {link.get_text(): link["href"] for link in page.find("main").find_all("a")}
    assert ways["The risks"].endswith("/risks/") and ways["The assessment"].endswith("/equality")
    assert "Sign: Risks" not in ways
    refused = fill(desk, desk.get("approval.sign_gate", **V1, code="the-risk"), {"finding": "Fine"}, status=422)
    assert "No risk is written down yet." in refused.errors[0]


def test_a_gate_that_fell_open_says_by_whom_it_was_signed_and_what_changed(held, reader):
    before_the_board(held)
    desk = reader.signed_in(held.reviewer)
    assert "Nothing stands in the way" in desk.get("approval.list_gates", **V1).words
    fill(desk, desk.get("risks.change_risk", **V1, ref="R-1"), {"impact": "5"})
    page = desk.get("approval.list_gates", **V1)
    assert "To be signed again" in page.words
    assert "Signed by Ravi Reviewer , Wednesday 22 April 2009. Since then this has changed: the risks" in page.words


def test_a_gate_signed_on_a_page_that_was_open_meanwhile_is_refused_with_409_and_nothing_typed_lost(held, reader):
    before_the_board(held)
    desk = reader.signed_in(held.reviewer)
    page = desk.get("approval.sign_gate", **V1, code="the-risk")
    fill(desk, desk.get("risks.change_risk", **V1, ref="R-1"), {"impact": "5"})
    stale = fill(desk, page, {"finding": "All is well"}, status=409)
    assert "has changed since you opened the page" in stale.errors[0] and "All is well" in stale.words
    fill(desk, stale, {})
    assert "Nothing stands in the way" in desk.get("approval.list_gates", **V1).words


def test_the_usual_gates_are_added_by_one_button(held, reader):
    desk = reader.signed_in(held.reviewer)
    page = desk.get("approval.list_gates", **V1)
    desk.send(page, {}, to="/gates/standard")
    page = desk.get("approval.list_gates", **V1)
    assert "Legal and finance" in page.words and not page.find("form", action=lambda way: way and "standard" in way)
