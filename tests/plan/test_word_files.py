"""A version's Word file in a real office program: every change tracked, and both versions come out word for word."""

import io
from types import SimpleNamespace

import docx
import pytest

from events import clock
from events.database import db, unit_of_work
from events.feedback import moderating
from events.plan import queries, word_documents, word_queries, word_readings
from events.plan.contents import content_of
from events.plan.marked_plans import mark_version
from events.plan.placings import place
from events.plan.understandings import understand
from events.plan.word_readings import with_all
from tests.plan.offices import Office
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    """LibreOffice, its profile made once for all tests of this file."""
    return Office(tmp_path_factory.mktemp("office"))


def written(marked) -> bytes:
    """The file of a marked plan."""
    return word_documents.write(marked, at=clock.now())


def text_of(data: bytes) -> list[str]:
    """Every paragraph and cell of a Word file, by a library that is not ours; line ends at the end left out."""
    document = docx.Document(io.BytesIO(data))
    found = [paragraph.text for paragraph in document.paragraphs]
    for row in document.tables[0].rows:
        cells = dict.fromkeys(cell._tc for cell in row.cells)
        found += ["\n".join(p.text for p in docx.table._Cell(tc, document.tables[0]).paragraphs) for tc in cells]
    return [words for words in found if words.strip()]


def text_of_version(version) -> list[str]:
    """The same of a version, from the record."""
    content = content_of(version)
    found = [content.title]
    for passage in content.passages:
        found += [passage.label, *passage.words.split("\n")]
    found += content.columns.values()
    for row in content.rows:
        found += [row.cells.get(name, "") for name in (content.columns if row.key else ("text",))]
    return [words for words in found if words.strip()]


def amend(held) -> None:
    """A change of everything: words, lines, an introduction, an action that comes and one that goes."""
    wishes = [
        {"after": "Hold an open  forum for residents every quarter,\nand one for the young", "evidence": [
            held.remark("C-1"), held.comment("GO-1")]},
        {"field": "due", "after": "2009-09"},
        {"action_key": "1.2", "field": "partners", "after": "شبكة الأديان; Renaissance"},
        {"kind": "new", "objective": "1", "after": "Write a letter\nfour times a year", "others": {"lead": "Editor"}},
        {"kind": "remove", "action_key": "2.1"},
        {"kind": "text", "field": "preamble", "after": "Why we do this.\n\nAnd for whom: <everybody> & \"all\"."},
    ]
    for wish in wishes:
        accept(held, propose(held, **wish))


def test_accepting_all_gives_the_new_version_and_rejecting_all_the_old_one_word_for_word(held, office):
    amend(held)
    make_version(held)
    amended = propose(held, kind="text", field="preamble", after="Why we do this, and how.\nAnd for whom.")
    accept(held, amended)
    accept(held, propose(held, after="Hold an open forum"))
    make_version(held)
    for number, against in ((2, 1), (3, 2), (3, 1)):
        data = written(word_queries.changes(held.plan, number, against))
        assert text_of(office.accept_all(data)) == text_of_version(queries.version_by_number(held.plan, number))
        assert text_of(office.reject_all(data)) == text_of_version(queries.version_by_number(held.plan, against))


def version(number: int, objectives: list, **values) -> SimpleNamespace:
    """A version as the files read it: objectives are (number, title, [(key, ref, text)])."""
    empty = dict.fromkeys(("lead", "partners", "due", "measure", "indicator"), "")
    return SimpleNamespace(
        plan=SimpleNamespace(key="plan", title="The plan"), number=number, made_at=clock.now(), preamble="",
        columns={}, texts=[], **values,
        objectives=[SimpleNamespace(number=n, title=title, actions=[
            SimpleNamespace(**({"key": key, "ref": ref, "text": text} | empty)) for key, ref, text in actions])
            for n, title, actions in objectives])


def test_what_moves_is_renumbered_or_renamed_goes_both_ways_too(in_app, office):
    before = version(1, [("1", "Be heard", [("1.1", "1.1", "A forum"), ("1.2", "1.2", "Answers")]),
                         ("2", "Be safe", [("2.1", "2.1", "Places")])])
    after = version(2, [("1", "Be heard well", [("1.2", "1.1", "All answers")]),
                        ("2", "Be safe", [("2.1", "2.1", "Places"), ("1.1", "2.2", "An open forum")]),
                        ("3", "Be brief", [("3.1", "3.1", "Less")])])
    marked = mark_version(before, after, [])
    data = written(marked)
    assert text_of(office.accept_all(data)) == text_of_version(after)
    assert text_of(office.reject_all(data)) == text_of_version(before)
    reading = word_readings.read(data)
    assert understand(marked, place(reading, marked), reading, content_of(after), {}) == []
    names = [name for block in reading.blocks() for name in block.anchors]
    assert len(names) == len(set(names))


def test_each_change_says_whose_it_is_and_its_comment_names_the_words_behind_it(held):
    amend(held)
    make_version(held)
    data = written(word_queries.changes(held.plan, 2, 1))
    reading = word_readings.read(data)
    authors = {piece.put_in or piece.taken_out for block in reading.blocks() for piece in block.said
               if piece.put_in or piece.taken_out}
    assert authors == {f"Ravi Reviewer (A-{n})" for n in range(1, 7)}
    first = next(row for row in reading.comments if row.author == "Ravi Reviewer (A-1)")
    assert "C-1, Ray Ibbotson: Nobody printed what was answered last time" in first.words
    assert "GO-1, Regional office: How will the answers reach" in first.words
    assert "open  forum" in with_all(first.block.said)


def test_a_withheld_remark_and_a_hidden_name_are_in_no_file(held):
    propose(held, evidence=[held.remark("C-1"), held.remark("C-3")])
    with unit_of_work():
        moderating.withhold(held.remark("C-1"), by=held.organiser)
    db.session.expire_all()
    data = written(word_queries.proposals(held.plan))
    words = " ".join(comment.words for comment in word_readings.read(data).comments)
    assert "A remark that may not be shown" in words and "C-3, Over Fifties: The samosas" in words
    assert "Ibbotson" not in words and "C-1" not in words and "Nobody printed" not in words


def test_two_wishes_for_the_same_words_are_not_both_written_and_that_is_said(held, office):
    propose(held, after="Hold a forum for residents every quarter")
    propose(held, after="Hold a forum for residents every month")
    propose(held, after="Hold an open forum for residents twice a year")
    marked = word_queries.proposals(held.plan)
    assert [ref for ref, _why in marked.left_out] == ["A-2"]
    data = written(marked)
    assert "Hold an open forum for residents every quarter" in text_of(office.accept_all(data))
    assert "Hold a forum for residents twice a year" in text_of(office.reject_all(data))
    assert any("A-2 changes the same words as A-1." in row.words for row in word_readings.read(data).comments)
