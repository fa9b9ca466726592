"""A council's own draft comes in from CSV, a workbook or a Word table, however it lays it out."""

import csv
import io

import docx
import openpyxl
import pytest

from events.database import unit_of_work
from events.plan import plan_files, queries, taking_in
from events.plan.plan_tables import PlanUnreadable
from tests.plan.conftest import lines


def read(data: bytes) -> list[tuple]:
    """What is read, shortly: (ref, objective, action, lead, due)."""
    return [tuple(row.cells.get(name, "") for name in ("ref", "objective", "action", "lead", "due"))
            for row in plan_files.read_plan(data).rows]


def workbook(rows, *, merge=()) -> bytes:
    """A workbook of these rows, as Excel would save it."""
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for area in merge:
        book.active.merge_cells(area)
    book.save(packed)
    return packed.getvalue()


def document(rows, *, before=(), spans=(), down=()) -> bytes:
    """A Word document with a table of these rows: some over the whole table, some cells merged down."""
    made, packed = docx.Document(), io.BytesIO()
    for words in before:
        made.add_paragraph(words)
    table = made.add_table(len(rows), max(map(len, rows)))
    for place, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(place, column).text = words
    for place in spans:
        table.cell(place, 0).merge(table.cell(place, max(map(len, rows)) - 1))
    for first, last, column in down:
        words = table.cell(first, column).text
        table.cell(first, column).merge(table.cell(last, column)).text = words
    made.save(packed)
    return packed.getvalue()


EXPECTED = [("1.1", "Be heard", "Hold a forum", "Silver Group", "2009-07"),
            ("1.2", "Be heard", "Print the answers", "Editor", "2009-08"),
            ("2.1", "Be safe", "Open places", "Police", "2009-10")]
SPANNING = [["No.", "What we will do", "Lead officer", "By when"], ["Objective 1: Be heard", "", "", ""],
            ["1.1", "Hold a forum", "Silver Group", "2009-07"], ["1.2", "Print the answers", "Editor", "2009-08"],
            ["2. Be safe", "", "", ""], ["2.1", "Open places", "Police", "2009-10"]]


def test_the_example_reads_alike_as_csv_workbook_and_word(make):
    text = lines("plan.csv")
    cells = list(csv.reader(text))
    expected = [row.cells for row in plan_files.read_plan("".join(text).encode()).rows]
    assert len(expected) == 28 and expected[3]["success_measure"].startswith("Policy adopted")
    assert [row.cells for row in plan_files.read_plan(workbook(cells)).rows] == expected
    assert [row.cells for row in plan_files.read_plan(document(cells)).rows] == expected


@pytest.mark.parametrize("data", [
    workbook(SPANNING, merge=["A2:D2", "A5:D5"]), document(SPANNING, spans=(1, 4)),
    "\n".join(";".join(row) for row in SPANNING).encode("cp1252"),
], ids=["workbook", "word", "csv"])
def test_objectives_that_span_the_table_hold_for_the_rows_under_them(data):
    assert read(data) == EXPECTED


def test_an_objective_merged_over_its_rows_and_a_lead_merged_over_two(make):
    rows = [["Aim", "Action", "Owner", "Deadline"], ["Be heard", "Hold a forum", "Silver Group", "2009-07"],
            ["", "Print the answers", "", "2009-08"], ["Be safe", "Open places", "Police", "2009-10"]]
    expected = [EXPECTED[0], ("1.2", "Be heard", "Print the answers", "Silver Group", "2009-08"), EXPECTED[2]]
    assert read(workbook(rows, merge=["A2:A3", "C2:C3"])) == expected
    assert read(document(rows, down=((1, 2, 0), (1, 2, 2)))) == expected


def test_words_before_the_table_are_the_introduction_and_odd_columns_are_named(make):
    rows = [["Ref", "Action", "Lead", "Budget (£)"], ["1.1", "Hold a forum", "Silver Group", "500"]]
    file = plan_files.read_plan(document(rows, before=["Why we do this.", "For everybody.", "Objective 1: Be heard"]))
    assert file.preamble == "Why we do this.\nFor everybody." and file.passed_over == ["Budget (£)"]
    assert file.rows[0].cells["objective"] == "Be heard"


@pytest.mark.parametrize(("data", "said"), [
    (b"", "empty"), (b"just,words\n1,2\n", "No table with a column"), (b"ref,action\n", "holds no actions"),
    (document([["a", "b"], ["c", "d"]]), "No table with a column"),
])
def test_what_holds_no_plan_is_refused_with_what_to_do(data, said):
    with pytest.raises(PlanUnreadable, match=said):
        plan_files.read_plan(data)


def test_every_row_is_looked_at_and_says_what_keeps_it_out(held):
    file = plan_files.read_plan(b"ref,objective,action\n1.1,A,Do it\n1.1,A,Again\n1.2,B,Other\n1.3,A,\n1.4,A,Last\n")
    said = [row.sentence % row.values for row in taking_in.look_at(file)]
    assert [bool(words) for words in said] == [False, True, True, True, False]
    assert "Line 3, column ref: 1.1 stands here a second time" in said[1] and "Line 5, column action" in said[3]


def test_it_is_taken_whole_once_and_becomes_version_one(held):
    with unit_of_work():
        file = plan_files.read_plan(workbook(SPANNING, merge=["A2:D2", "A5:D5"]))
        job = taking_in.read_file(file, file_name="draft.xlsx", by=held.organiser)
    values = {"title": "The draft", "events": [held.event], "preamble": "Why.", "may_stand_alone": False,
              "by": held.organiser}
    with pytest.raises(taking_in.EventMissing), unit_of_work():
        taking_in.take_file(job, **(values | {"events": []}))
    with unit_of_work():
        plan = taking_in.take_file(job, **values)
    version = queries.latest(plan)
    assert plan.key == "the-draft" and version.preamble == "Why."
    assert [(row.ref, row.text, row.lead) for row in queries.actions_of(version)] == [
        (ref, action, lead) for ref, _objective, action, lead, _due in EXPECTED]
    with unit_of_work():
        assert taking_in.take_file(job, **values).id == plan.id


def test_with_a_row_that_cannot_be_taken_none_is(held):
    with unit_of_work():
        file = plan_files.read_plan(b"ref,objective,action\n1.1,A,Do it\n1.2,A,\n")
        job = taking_in.read_file(file, file_name="draft.csv", by=held.organiser)
    with pytest.raises(taking_in.RowsRefused), unit_of_work():
        taking_in.take_file(job, title="T", events=[held.event], preamble="", may_stand_alone=False, by=held.organiser)
    assert [plan.key for plan in queries.plans()] == ["plan"]
