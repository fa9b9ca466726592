"""Reviewing bodies' comments come in from a table, from pasted words and from the margin of a Word file."""

import pytest

from events import clock
from events.database import unit_of_work
from events.plan import noting_comments, queries, word_documents, word_queries
from events.plan.comment_tables import NoComments, comments_in_word, comments_in_words
from events.plan.word_readings import read
from tests.plan.conftest import lines
from tests.plan.test_drafting import propose
from tests.plan.word_fixtures import Retold


def seen(held, text: str) -> list[tuple]:
    """What would become of each comment of a paste: (state, ref, action, words)."""
    rows = noting_comments.look_at(held.plan, comments_in_words(text))
    return [(row.state, row.ref, row.action_key, row.text) for row in rows]


def test_a_table_keeps_its_refs_and_names_actions(held):
    assert seen(held, "Ref,Action,Comment,Kind\nX-1,1.2,Say when,measure\nX-2,,Well done,\n") == [
        ("new", "X-1", "1.2", "Say when"), ("new", "X-2", "", "Well done")]
    assert seen(held, "Action\tComment\n1.2\tSay when\n") == [("new", "E-1", "1.2", "Say when")]


def test_the_example_of_the_reviewing_office_is_read_whole(held):
    found = comments_in_words("".join(lines("external-comments.csv")))
    assert len(found) == 14 and found[0].ref == "GONE-01" and found[1].action == "3.1"


def test_a_mail_is_a_comment_for_each_paragraph_on_the_action_it_begins_with(held):
    text = "Action 1.1: who chairs it?\nAnd how often?\n\n2.1 - which places?\n\nWe welcome the plan.\n"
    assert seen(held, text) == [
        ("new", "E-1", "1.1", "who chairs it? And how often?"), ("new", "E-2", "2.1", "which places?"),
        ("new", "E-3", "", "We welcome the plan.")]
    assert [row[2] for row in seen(held, "• 1.1 who?\n1.2: when?\nThank you")] == ["1.1", "1.2", ""]


def test_what_is_known_or_names_no_action_stays_out_with_a_reason(held):
    rows = noting_comments.look_at(held.plan, comments_in_words(
        "ref,plan_ref,comment,kind\nGO-1,1.1,Other words,\nZ,,Please show how this is  paid for.,\n"
        "Y,9.9,Hm,\nW,1.1,,\n"))
    assert [(row.state, row.reason) for row in rows] == [
        ("known", "The ledger has it already."), ("known", "The ledger has it already."),
        ("refused", "The plan has no action of that number."), ("refused", "There are no words in it.")]
    with pytest.raises(noting_comments.NothingToTake), unit_of_work():
        noting_comments.note_comments(held.plan, comments_in_words("ref,comment\nGO-1,Hm\n"), source="GO", by="command")


def test_taken_they_stand_in_the_ledger_to_be_answered_with_whose_they_are(held):
    with unit_of_work():
        noting_comments.note_comments(held.plan, comments_in_words("1.1: who?"), source="District", by=held.organiser)
    last = queries.comments_of(held.plan)[-1]
    assert (last.ref, last.source, last.action_key, last.response_kind) == ("E-1", "District", "1.1", None)
    assert last in queries.unanswered(held.plan)
    with pytest.raises(noting_comments.SourceMissing), unit_of_work():
        noting_comments.note_comments(held.plan, comments_in_words("1.2: who?"), source=" ", by=held.organiser)


def test_comments_in_the_margin_of_a_word_file_find_their_action_and_ours_are_left_out(held):
    propose(held, evidence=[held.comment("GO-1")])
    marked = word_queries.proposals(held.plan)
    retold = Retold(word_documents.write(marked, at=clock.now()))
    retold.comment("1.2", "measure", "Printed where?", author="Jo Reader")
    found = comments_in_word(read(retold.packed()), marked)
    assert [(row.action, row.text, row.who) for row in found] == [("1.2", "Printed where?", "Jo Reader, 2009-06-02")]
    retold.lose_anchors(title=True)
    assert [row.action for row in comments_in_word(read(retold.packed()), marked)] == ["1.2"]


def test_a_comment_on_a_few_words_says_which(held):
    marked = word_queries.proposals(held.plan)
    retold = Retold(word_documents.write(marked, at=clock.now()))
    retold.comment("1.2", "measure", "By whom?", author="Jo")
    retold.write_in("1.2", "measure", '<w:r><w:t xml:space="preserve">Answers </w:t></w:r>'
                    '<w:commentRangeStart w:id="900"/><w:r><w:t>printed</w:t></w:r><w:commentRangeEnd w:id="900"/>')
    assert [row.text for row in comments_in_word(read(retold.packed()), marked)] == ["“printed”: By whom?"]


def test_nothing_said_is_said(held):
    for text in ("", "  \n\n "):
        with pytest.raises(NoComments):
            comments_in_words(text)
    marked = word_queries.proposals(held.plan)
    with pytest.raises(NoComments):
        comments_in_word(read(word_documents.write(marked, at=clock.now())), marked)
