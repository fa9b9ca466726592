"""The pages of the plan's Word files: downloaded, reviewed, brought back, looked at and taken."""

import io
import zipfile

import pytest

from events.plan import queries
from tests.plan.conftest import fill
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version
from tests.plan.word_fixtures import Retold, packed
from tests.readers import fields_of


@pytest.fixture
def desk(held, reader):
    """The reviewer's browser."""
    return reader.signed_in(held.second)


def sent(desk, endpoint="word.download_proposals", **values) -> bytes:
    """A file as it is downloaded."""
    answer = desk.client.get(desk.address(endpoint, key="plan", **values))
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    return answer.data


def bring(desk, data: bytes, *, name="reviewed.docx", status=302):
    """Choose a reviewed file and send it."""
    page = desk.get("word.read_reviewed_file", key="plan")
    form = page.find("input", type="file").find_parent("form")
    answer = desk.client.post(form["action"], data=fields_of(form) | {"file": (io.BytesIO(data), name)})
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return answer


def test_what_is_proposed_goes_out_and_comes_back_as_decisions(held, desk):
    propose(held)
    propose(held, action_key="1.2", field="measure", after="Answers printed within a month")
    assert "2 amendments that are proposed" in desk.get("word.show_word_files", key="plan").words
    retold = Retold(sent(desk))
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum every quarter</w:t></w:r>")
    retold.write_in("1.2", "measure", "<w:r><w:t>Answers printed</w:t></w:r>")
    retold.comment("1.2", "measure", "A month is too short", author="Jo Reader")
    retold.comment("1.2", "lead", "Who is that?", author="Jo Reader")
    shown = desk.get(bring(desk, retold.packed()).headers["Location"])
    assert "Amendment A-1 is accepted" in shown.words and "A month is too short" in shown.words
    assert [row.state for row in queries.amendments_of(held.plan)] == ["proposed", "proposed"]
    done = desk.get(fill(desk, shown, {"source": "Government Office"}).headers["Location"])
    assert "3 things were taken" in done.words and "Stands among the comments as E-1" in done.words
    assert [row.state for row in queries.amendments_of(held.plan)] == ["accepted", "declined"]
    assert queries.comments_of(held.plan)[-1].source == "Government Office (Jo Reader)"


def test_a_rejection_without_a_comment_is_asked_for_its_reason_and_nothing_typed_is_lost(held, desk):
    propose(held)
    other = propose(held, after="Hold a forum in each ward")
    propose(held, action_key="1.2", field="measure", after="Answers printed within a month")
    retold = Retold(sent(desk))
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum every quarter</w:t></w:r>")
    retold.write_in("1.2", "measure", "<w:r><w:t>Answers printed</w:t></w:r>")
    retold.comment("1.2", "lead", "Who is that?", author="Jo Reader")
    shown = desk.get(bring(desk, retold.packed()).headers["Location"])
    assert f"It meets {other} at the same words" in shown.words
    refused = fill(desk, shown, {"source": "The regional office", "reason-A-3": ""}, status=422)
    assert "Say why A-3 is declined" in refused.errors[0] and refused.find("input", value="The regional office")
    fill(desk, refused, {"source": "The regional office", "reason-A-3": "A month is too short"})
    declined = queries.amendment_by_ref(held.plan, "A-3")
    assert (declined.state, declined.decision_reason) == ("declined", "A month is too short")


def test_nothing_to_take_says_so_and_a_file_can_be_dropped(held, desk):
    propose(held)
    shown = desk.get(bring(desk, sent(desk)).headers["Location"])
    assert "nothing in this file to take" in shown.words and "stays open" in shown.words
    assert "Nothing was taken" in desk.send(shown, {}, to="/none", follow=True).words


def test_a_versions_file_and_one_against_an_older_version(held, desk):
    accept(held, propose(held))
    make_version(held)
    assert zipfile.ZipFile(io.BytesIO(sent(desk, "word.download_changes", number=2))).testzip() is None
    desk.get("word.download_changes", key="plan", number=2, against=2, status=404)
    desk.get("word.download_changes", key="plan", number=9, status=404)


@pytest.mark.parametrize(("data", "status", "said"), [
    (b"", 415, "The file is empty"),
    (b"Just words", 415, "The file is damaged"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, 415, "older Word file"),
    (packed({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), 415, "not a Word file"),
    (packed({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml",
             "word/document.xml": b"<d/>"}), 415, "carries macros"),
    (packed({"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": b"x", "word/document.xml": b"<d/>"}), 415,
     "carries macros"),
    (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml":
             b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'}), 415, "not a Word file"),
    (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d>" * 5000 + b"</d>" * 5000}), 415,
     "far more"),
    (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d>" + b" " * 31_000_000 + b"</d>"}), 415,
     "far more"),
    (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}), 422, "not made from this plan"),
    (b"PK\x03\x04" + b"x" * 10_000_010, 413, "larger than"),
])
def test_what_is_no_reviewed_file_is_refused_with_what_to_do(held, desk, data, status, said):
    answer = bring(desk, data, status=status)
    assert said in answer.get_data(as_text=True)


def test_another_officer_and_another_plan_find_nothing_of_a_file_that_was_read(held, desk, reader):
    propose(held)
    where = bring(desk, sent(desk)).headers["Location"]
    assert reader.signed_in(held.reviewer).client.get(where).status_code == 404
    assert reader.signed_in(held.approver).client.get(where).status_code == 403
