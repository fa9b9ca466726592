"""The board's report says who was consulted as the event was put together, and counts the checks."""

import pytest

from events import clock
from events.agenda import advice_queries, advising, forgetting_advice
from events.database import unit_of_work
from events.event import find
from events.reports import paper_queries, record_queries, report_papers
from events.reports.papers_composed import to_plain, words_of
from tests.reports.conftest import SLUG
from tests.reports.report_stand import TWO_DAYS_AFTER, made_report, officer


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def appendix_of(paper):
    """The appendix of those consulted."""
    return next(one for one in paper.appendices if one.title == "Consulted as the event was put together")


def person(**values):
    """A person in their own right who was asked and commented."""
    with unit_of_work():
        adviser = advising.add_adviser(find(SLUG), by=officer(), name="Jean Potts", email="jean@example.org", **values)
        advising.type_in(adviser, text="Please speak slowly.", way="telephone",
                         received_on=find(SLUG).local(clock.now()).date(), by=officer())
        return adviser


def test_who_was_asked_when_and_each_comment_with_our_answer(amended):
    appendix = appendix_of(paper_queries.paper_of(made_report()))
    assert [line.text for line in appendix.lines] == ["Speakers and venue were checked before the event: 7 of 7."]
    asked, network = appendix.tables
    assert [words_of(cell) for cell in asked.rows[0].cells] == [
        "Stockton Faith Network", "Wednesday 25 March 2009", "3"]
    assert network.title == "Stockton Faith Network"
    assert [words_of(row.cells[0]) for row in network.rows] == ["P-1", "P-2", "P-3"]
    first = [words_of(cell) for cell in network.rows[0].cells]
    assert first[1].startswith("Break and refreshments\n") and first[2].startswith("Taken in. The break now begins")
    assert first[3] == "Break and refreshments" and words_of(network.rows[2].cells[3]) == ""


def test_the_person_who_wrote_for_the_network_stands_nowhere_and_nothing_of_what_was_found(amended):
    words = str(paper_queries.paper_of(made_report()))
    for hidden in ("Mahmood", "faithnetwork.example.org", "superintendent", "Bhatt"):
        assert hidden not in words, hidden


def test_a_person_is_named_only_where_they_agreed(amended):
    person()
    words = str(appendix_of(paper_queries.paper_of(made_report())))
    assert "Jean Potts" not in words and "A person asked for advice" in words and "Please speak slowly." in words
    person(may_be_named=True)
    assert "Jean Potts" in str(appendix_of(paper_queries.paper_of(made_report())))


def test_the_first_text_says_who_was_consulted_and_how_many_were_checked(amended):
    report = made_report()
    text = next(block.text for block in report.blocks if block.key == "consultation")
    assert "asked about its draft programme: Stockton Faith Network" in text and "{checked} of {to_check}" in text
    figures = paper_queries.figures_now(report)
    assert (figures["consulted"], figures["advice"], figures["checked"], figures["to_check"]) == ("1", "3", "7", "7")


def test_a_final_report_drops_the_words_and_the_name_of_a_person_who_was_erased(example_at):
    app = example_at("approved")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        adviser = person(may_be_named=True)
        report = record_queries.reports_about(find(SLUG))[0]
        draft = report_papers.compose(report, paper_queries.whole_record(report), "a")
        with unit_of_work():
            held = record_queries.reports_about(find(SLUG))[0]
            held.frozen = held.frozen | {"a": to_plain(draft)}
        report = record_queries.reports_about(find(SLUG))[0]
        assert "Jean Potts" in str(paper_queries.paper_of(report))
        with unit_of_work():
            forgetting_advice.forget_adviser(advice_queries.adviser(find(SLUG), adviser.id), by="command")
        words = str(paper_queries.paper_of(record_queries.reports_about(find(SLUG))[0]))
        assert "Jean Potts" not in words and "speak slowly" not in words
        assert "taken out since the report was issued" in words and "Stockton Faith Network" in words
