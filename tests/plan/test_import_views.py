"""The pages by which a plan and reviewing bodies' comments come in: chosen, looked at, taken or dropped."""

import io

import pytest

from events.plan import queries
from tests.plan.conftest import SMALL, fill
from tests.plan.test_taking_in import SPANNING, document, workbook
from tests.plan.word_fixtures import Retold
from tests.readers import fields_of


@pytest.fixture
def desk(held, reader):
    """The organiser's browser."""
    return reader.signed_in(held.organiser)


def bring(desk, endpoint: str, data: bytes, name: str, *, status=302, **values):
    """Choose a file on a page and send it."""
    page = desk.get(endpoint, **values)
    form = page.find("input", type="file").find_parent("form")
    answer = desk.client.post(form["action"], data=fields_of(form) | {"file": (io.BytesIO(data), name)})
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return answer


def test_a_draft_in_word_becomes_a_plan_after_a_look_at_it(held, desk):
    data = document(SPANNING, before=["Why we do this."], spans=(1, 4))
    shown = desk.get(bring(desk, "imports.import_plan", data, "our-draft.docx").headers["Location"])
    assert "Hold a forum" in shown.words and "2 objectives" in shown.words or "objectives" in shown.words
    assert shown.find("textarea", attrs={"name": "preamble"}).get_text().strip() == "Why we do this."
    assert shown.find("input", attrs={"name": "title"})["value"] == "Our draft"
    assert [plan.key for plan in queries.plans()] == ["plan"]
    refused = fill(desk, shown, {"title": ""}, status=422)
    assert "Enter what the plan is called" in refused.errors[0]
    assert refused.find("textarea", attrs={"name": "preamble"}).get_text().strip() == "Why we do this."
    done = desk.get(fill(desk, shown, {"title": "Our draft", "events": held.event.slug}).headers["Location"])
    assert done.heading.endswith("Our draft") and "Print the answers" in done.words
    assert "Our draft" in desk.get("drafting.list_plans").words


def test_rows_that_cannot_be_taken_are_named_and_none_is_taken(held, desk):
    data = workbook([["Ref", "Objective", "Action"], ["1.1", "A", "Do it"], ["x", "A", "Do that"]])
    shown = desk.get(bring(desk, "imports.import_plan", data, "draft.xlsx").headers["Location"])
    assert "Line 3, column ref: write it as objective and action" in shown.words
    assert shown.find("form", action=lambda path: path and path.endswith("/take")) is None
    assert "Nothing was taken" in desk.send(shown, {}, to="/none", follow=True).words


@pytest.mark.parametrize(("data", "status", "said"), [
    (b"a,b\n1,2\n", 422, "No table with a column"), (b"PK\x03\x04broken", 415, "damaged"),
    (bytes.fromhex("d0cf11e0a1b11ae1"), 415, "older Word or Excel file"),
    (b"ref,action\n1.1,\"Do it\n1.2,Do that\n", 422, "quotation mark"),
])
def test_what_is_no_plan_is_refused_with_what_to_do(held, desk, data, status, said):
    answer = bring(desk, "imports.import_plan", data, "plan.docx", status=status)
    assert said in answer.get_data(as_text=True)


def test_pasted_comments_are_looked_at_and_taken(held, desk):
    page = desk.get("imports.import_comments", key="plan")
    assert "Paste the comments" in fill(desk, page, {"words": " "}, status=422).errors[0]
    shown = desk.get(fill(desk, page, {"words": "1.1: who chairs it?\n9.9: hm\n\nWe welcome it."}).headers["Location"])
    assert "E-1" in shown.words and "who chairs it?" in shown.words
    assert len(queries.comments_of(held.plan)) == 2
    assert "Say who" in fill(desk, shown, {"source": ""}, status=422).errors[0]
    fill(desk, shown, {"source": "District council"})
    assert {row.source for row in queries.comments_of(held.plan)[2:]} == {"District council"}


def test_comments_of_a_word_file_and_of_a_csv_file_are_taken_or_dropped(held, desk):
    sent = desk.client.get(desk.address("word.download_proposals", key="plan")).data
    retold = Retold(sent)
    retold.comment("1.2", "measure", "Printed where?", author="Jo Reader")
    where = bring(desk, "imports.import_comments", retold.packed(), "copy.docx", key="plan").headers["Location"]
    shown = desk.get(where)
    assert "Action 1.2" in shown.words and "Jo Reader, 2009-06-02" in shown.words
    fill(desk, shown, {"source": "Government Office"})
    assert queries.comments_of(held.plan)[-1].source == "Government Office (Jo Reader, 2009-06-02)"
    data = b"ref,plan_ref,comment,kind\nGO-1,1.1,Old,\nX,9.9,Hm,\n"
    shown = desk.get(bring(desk, "imports.import_comments", data, "c.csv", key="plan").headers["Location"])
    assert "no new comment" in shown.words and "Line 3: The plan has no action of that number." in shown.words
    assert "No comment was taken" in desk.send(shown, {}, to="/none", follow=True).words


def test_nobody_else_finds_what_was_brought_in(held, desk, reader):
    where = bring(desk, "imports.import_plan", "".join(SMALL).encode(), "p.csv").headers["Location"]
    assert reader.signed_in(held.reviewer).client.get(where).status_code == 403
    page = desk.get("imports.import_comments", key="plan")
    where = fill(desk, page, {"words": "1.1: who chairs it?"}).headers["Location"]
    assert reader.signed_in(held.reviewer).client.get(where).status_code == 404
