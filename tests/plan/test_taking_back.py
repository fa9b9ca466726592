"""A reviewed Word file comes back: what was decided and written in it is understood, shown, and taken once."""

import pytest

from events import clock
from events.database import unit_of_work
from events.plan import queries, taking_back, word_documents, word_queries
from events.plan.states import AmendmentKind, AmendmentState
from events.plan.word_readings import read
from tests.plan.offices import Office
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version
from tests.plan.word_fixtures import Retold

JO = 'w:author="Jo Reader" w:date="2009-06-02T09:00:00Z"'


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    """LibreOffice, its profile made once for all tests of this file."""
    return Office(tmp_path_factory.mktemp("office"))


def proposals(held) -> bytes:
    """The review file of what is proposed."""
    return word_documents.write(word_queries.proposals(held.plan), at=clock.now())


def changes(held, number=2, against=1) -> bytes:
    """A version's file."""
    return word_documents.write(word_queries.changes(held.plan, number, against), at=clock.now())


def told(held, data: bytes) -> list[tuple]:
    """What was understood, shortly: (kind, amendment, action, field, words)."""
    _made, findings = taking_back.understood(held.plan, read(data))
    return [(row.kind, row.ref, row.key, row.field, row.words) for row in findings]


def take(held, data: bytes, source="Government Office"):
    """Read a file and take it; what came of each finding."""
    with unit_of_work():
        job = taking_back.read_file(held.plan, read(data), file_name="reviewed.docx", by=held.second)
    with unit_of_work():
        silent = taking_back.without_reason(taking_back.findings_of(job))
        taken = taking_back.take_file(held.plan, job, source=source, by=held.second,
                                      reasons={finding.ref: "We cannot pay for it" for finding in silent})
    return taking_back.findings_of(taken)


def state_of(held, ref: str) -> AmendmentState:
    return queries.amendment_by_ref(held.plan, ref).state


def five_wishes(held) -> None:
    """A-1 and A-2 change words, A-3 adds an action, A-4 takes one out, A-5 writes an introduction."""
    propose(held)
    propose(held, action_key="1.2", field="measure", after="Answers printed within a month")
    propose(held, kind="new", objective="1", after="Write a newsletter", others={"lead": "Editor"})
    propose(held, kind="remove", action_key="2.1")
    propose(held, kind="text", field="preamble", after="Why we do this.")


def test_a_file_that_nobody_touched_decides_nothing(held):
    five_wishes(held)
    assert [row[0] for row in told(held, proposals(held))] == ["open"] * 5
    with pytest.raises(taking_back.NothingFound):
        take(held, proposals(held))


def test_a_file_reviewed_in_a_real_office_program_becomes_decisions_and_a_proposal(held, office):
    five_wishes(held)
    back = office.review(proposals(held), "accept=(A-1)", "reject=(A-2)", "reject=(A-3)", "accept=(A-4)",
                         "type=E4= at the latest")
    assert sorted(told(held, back)) == sorted([
        ("accept", "A-1", "1.1", "text", ""), ("decline", "A-2", "1.2", "measure", ""),
        ("decline", "A-3", "1.3", "text", ""), ("accept", "A-4", "2.1", "text", ""),
        ("open", "A-5", "", "preamble", ""), ("propose", "", "1.2", "due", "2009-08 at the latest")])
    take(held, back)
    states = [state_of(held, f"A-{n}") for n in range(1, 6)]
    assert states == ["accepted", "declined", "declined", "accepted", "proposed"]
    new = queries.amendment_by_ref(held.plan, "A-6")
    assert (new.kind, new.action_key, new.field, new.before) == (AmendmentKind.CHANGE, "1.2", "due", "2009-08")
    assert new.state == AmendmentState.PROPOSED and new.reason == "Proposed in the reviewed Word file."


def test_accepting_all_in_a_real_office_program_accepts_all(held, office):
    five_wishes(held)
    assert [row[:2] for row in told(held, office.accept_all(proposals(held)))] == [
        ("accept", "A-5"), ("accept", "A-1"), ("accept", "A-2"), ("accept", "A-3"), ("accept", "A-4")]
    assert {row[0] for row in told(held, office.reject_all(proposals(held)))} == {"decline"}


def test_a_versions_file_comes_back_as_agreement_or_as_a_proposal_to_undo(held, office):
    accept(held, propose(held))
    accept(held, propose(held, action_key="1.2", field="measure", after="Answers printed within a month"))
    accept(held, propose(held, kind="remove", action_key="2.1"))
    make_version(held)
    back = office.review(changes(held), "accept=(A-1)", "reject=(A-2)", "reject=(A-3)")
    assert told(held, back) == [
        ("agreed", "A-1", "1.1", "text", ""), ("propose", "A-2", "1.2", "measure", "Answers printed"),
        ("add", "A-3", "", "", "Open places where hate crime can be reported")]
    assert "A-2 was not agreed to" in [take(held, back), queries.amendment_by_ref(held.plan, "A-4").reason][1]


def test_words_that_word_cuts_in_runs_and_moves_are_understood(held):
    propose(held)
    retold = Retold(proposals(held))
    retold.cut_in_runs()
    retold.write_in("1.2", "text", f'<w:moveFrom w:id="901" {JO}><w:r><w:t>Print the answers</w:t></w:r></w:moveFrom>'
                    '<w:r w:rsidR="00AA"><w:t xml:space="preserve">What was given: </w:t></w:r>'
                    f'<w:moveTo w:id="902" {JO}><w:r><w:t>print the answers</w:t></w:r></w:moveTo>')
    assert told(held, retold.packed()) == [
        ("open", "A-1", "1.1", "text", ""), ("propose", "", "1.2", "text", "What was given: print the answers")]


def test_a_tracked_edit_of_the_reviewer_is_a_proposal_under_their_name(held):
    retold = Retold(proposals(held))
    retold.write_in("2.1", "text", '<w:r><w:t xml:space="preserve">Open places </w:t></w:r>'
                    f'<w:ins w:id="900" {JO}><w:r><w:t xml:space="preserve">in each ward </w:t></w:r></w:ins>'
                    '<w:r><w:t>where hate crime can be reported</w:t></w:r>')
    _made, findings = taking_back.understood(held.plan, read(retold.packed()))
    assert [(row.kind, row.who, row.words) for row in findings] == [
        ("propose", "Jo Reader", "Open places in each ward where hate crime can be reported")]


def test_what_is_rejected_without_a_word_is_not_declined_before_somebody_says_why(held):
    propose(held)
    retold = Retold(proposals(held))
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum for residents twice a year</w:t></w:r>")
    with unit_of_work():
        job = taking_back.read_file(held.plan, read(retold.packed()), file_name="reviewed.docx", by=held.second)
    with pytest.raises(taking_back.ReasonsMissing, match="A-1"), unit_of_work():
        taking_back.take_file(held.plan, job, source="", by=held.second, reasons={"A-1": " "})
    assert state_of(held, "A-1") == AmendmentState.PROPOSED
    take(held, retold.packed())
    assert queries.amendment_by_ref(held.plan, "A-1").decision_reason == "We cannot pay for it"


def test_taken_with_other_words_is_rewritten_and_still_to_be_decided(held):
    propose(held)
    retold = Retold(proposals(held))
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a large forum every quarter</w:t></w:r>")
    assert told(held, retold.packed()) == [("rewrite", "A-1", "1.1", "text", "Hold a large forum every quarter")]
    take(held, retold.packed())
    amendment = queries.amendment_by_ref(held.plan, "A-1")
    assert (amendment.after, amendment.state) == ("Hold a large forum every quarter", AmendmentState.PROPOSED)


def test_a_comment_on_a_rejected_change_is_the_reason_and_others_go_to_the_ledger(held):
    propose(held)
    retold = Retold(proposals(held))
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum for residents twice a year</w:t></w:r>")
    retold.comment("1.1", "text", "Twice is what we can pay for", author="Jo Reader")
    retold.comment("1.2", "lead", "Who is that now?", author="Jo Reader")
    assert told(held, retold.packed()) == [("decline", "A-1", "1.1", "text", ""),
                                           ("comment", "", "1.2", "lead", "Who is that now?")]
    take(held, retold.packed())
    assert queries.amendment_by_ref(held.plan, "A-1").decision_reason == "Twice is what we can pay for"
    noted = queries.comments_of(held.plan)[-1]
    assert (noted.ref, noted.source, noted.action_key) == ("E-1", "Government Office (Jo Reader)", "1.2")


def test_a_new_row_a_lost_row_and_words_with_no_place(held):
    retold = Retold(proposals(held))
    retold.drop_row("2.1")
    retold.add_row("1.2", ["", "Train the stewards", "Police", "", "2009-11"])
    retold.add_paragraph("A word to the drafting group")
    assert sorted(told(held, retold.packed())) == sorted([
        ("remove", "", "2.1", "text", ""), ("add", "", "", "", "Train the stewards"),
        ("unplaced", "", "", "", "A word to the drafting group")])
    take(held, retold.packed())
    assert [(row.kind, row.others) for row in queries.amendments_of(held.plan)] == [
        ("remove", {}), ("new", {"lead": "Police", "due": "2009-11"})]


def test_without_anchors_rows_are_found_by_their_ref(held):
    propose(held)
    retold = Retold(proposals(held))
    retold.lose_anchors()
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum every quarter</w:t></w:r>", by_ref=True)
    assert told(held, retold.packed()) == [("accept", "A-1", "1.1", "text", "")]


def test_a_plan_that_has_moved_on_is_a_conflict_and_nothing_is_lost(held):
    data = proposals(held)
    accept(held, propose(held))
    make_version(held)
    retold = Retold(data)
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum for residents twice a year in June</w:t></w:r>")
    _made, findings = taking_back.understood(held.plan, read(retold.packed()))
    assert [(row.kind, row.note, row.before, row.words) for row in findings] == [
        ("conflict", "moved", "Hold a forum every quarter", "Hold a forum for residents twice a year in June")]


def test_what_was_decided_or_rewritten_meanwhile_is_told_and_left(held):
    five_wishes(held)
    data = proposals(held)
    accept(held, "A-1")
    assert ("decided", "A-1") in [row[:2] for row in told(held, data)]


def test_a_file_is_taken_once_and_brought_back_again_proposes_nothing_twice(held):
    retold = Retold(proposals(held))
    retold.write_in("1.2", "due", "<w:r><w:t>2009-12</w:t></w:r>")
    retold.comment("1.2", "lead", "Who is that now?", author="Jo Reader")
    take(held, retold.packed())
    assert [row[0] for row in told(held, retold.packed())] == ["decided", "decided"]
    assert len(queries.amendments_of(held.plan)) == 1


def test_more_than_any_part_of_a_plan_holds_is_shown_and_not_compared(held):
    retold = Retold(proposals(held))
    retold.write_in("1.1", "text", f"<w:r><w:t>{'word ' * 3000}</w:t></w:r>")
    _made, findings = taking_back.understood(held.plan, read(retold.packed()))
    assert [(row.kind, row.note, row.key) for row in findings] == [("unplaced", "long", "1.1")]


def test_what_an_act_refuses_is_told_and_the_rest_is_taken(held):
    propose(held)
    data = proposals(held)
    retold = Retold(data)
    retold.write_in("1.1", "text", "<w:r><w:t>Hold a forum every quarter</w:t></w:r>")
    retold.write_in("1.2", "lead", f"<w:r><w:t>{'x' * 300}</w:t></w:r>")
    retold.write_in("1.2", "due", "<w:r><w:t>2009-12</w:t></w:r>")
    notes = {(row.kind, row.field): row.note for row in take(held, retold.packed())}
    assert notes["accept", "text"] == notes["propose", "due"] == "done"
    assert notes["propose", "lead"].startswith("refused: Keep this to 200 characters")


def test_a_file_already_taken_gives_what_came_of_it(held):
    retold = Retold(proposals(held))
    retold.write_in("1.2", "due", "<w:r><w:t>2009-12</w:t></w:r>")
    with unit_of_work():
        job = taking_back.read_file(held.plan, read(retold.packed()), file_name="r.docx", by=held.second)
    refs = []
    for _press in range(2):
        with unit_of_work():
            refs.append(taking_back.take_file(held.plan, job, source="", by=held.second).ref)
    assert refs[0] == refs[1] and len(queries.amendments_of(held.plan)) == 1
    with pytest.raises(taking_back.FindingsGone):
        taking_back.findings_of(job)


def test_another_plans_file_and_a_file_that_is_not_ours_are_refused(held):
    retold = Retold(proposals(held))
    retold.lose_anchors(title=True)
    with pytest.raises(taking_back.NotOurFile):
        told(held, retold.packed())
