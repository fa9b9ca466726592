"""Progress that comes as a file: the export, filled in by those who lead the actions."""

import io
from datetime import date

import openpyxl
import pytest

from events.plan import progress_files, progress_queries, queries
from events.plan.progress_files import News, ProgressUnreadable, RowRefused
from events.reports import exporting, sheets
from tests.plan.test_progressing import approved, note  # noqa: F401


def send(reader, held, data, status=302):
    officer = reader.signed_in(held.reviewer)
    form = officer.get("progress.take_progress_file", key="plan").find("form", enctype="multipart/form-data")
    hidden = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    return officer.post("progress.take_progress_file", key="plan", status=status,
                        data=hidden | {"file": (io.BytesIO(data), "progress.csv")})


def exported(held):
    export = exporting.export_of("progress")
    return "".join(sheets.csv_lines(export.columns_of(held.event), export.rows(held.event)))


def test_columns_are_found_by_their_names_in_any_order():
    file = "RAG;Number;% done;Notes;Date\r\nGreen;1.1;40 %;Booked;30 June 2009\r\n;1.2;;;\r\n".encode("utf-16")
    assert list(progress_files.news_in(file)) == [News(2, "1.1", "green", 40, "Booked", date(2009, 6, 30))]


def test_a_workbook_is_read_as_well():
    book, page = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["ref", "colour", "note"])
    book.active.append(["2.1", "amber", "Waiting for the hall"])
    book.save(page)
    assert [row.ref for row in progress_files.news_in(page.getvalue())] == ["2.1"]


@pytest.mark.parametrize("file", [b"", b"action;what\r\n1.1;green", b"%PDF-1.7"])
def test_what_is_no_list_of_progress_is_refused(file):
    with pytest.raises(ProgressUnreadable):
        list(progress_files.news_in(file))


def test_a_day_that_is_none_is_said_with_its_row():
    with pytest.raises(RowRefused, match="Row 2: “soon” is not a day"):
        list(progress_files.news_in(b"ref,colour,as of\r\n1.1,green,soon\r\n"))


def test_the_export_filled_in_comes_back_and_nothing_is_noted_twice(approved, reader):  # noqa: F811
    note(approved, note="=The hall is booked")
    list_out = exported(approved)
    assert "'=The hall is booked" in list_out  # a spreadsheet would have run it
    filled = list_out.splitlines()
    filled[2] = filled[2].removesuffix(",,,,,") + ",green,80,All trained,2009-06-29,"
    send(reader, approved, "\r\n".join(filled).encode())
    plan = queries.plan_by_key("plan")
    latest = progress_queries.latest_of(plan)
    assert {key: (str(row.colour), row.per_cent, row.note) for key, row in latest.items()} == {
        "1.1": ("amber", 30, "=The hall is booked"), "1.2": ("green", 80, "All trained")}
    assert len(progress_queries.entries_of(plan, "1.1")) == 1


def test_one_row_that_cannot_be_lets_none_in(approved, reader):  # noqa: F811
    page = send(reader, approved, b"ref,colour\r\n1.1,green\r\n7.7,green\r\n", status=422)
    assert "Row 3: Action 7.7 is not in the approved version. Nothing was taken from the file." in page.words
    assert progress_queries.latest_of(queries.plan_by_key("plan")) == {}


def test_before_approval_the_page_says_when_it_begins(held, reader):
    page = reader.signed_in(held.reviewer).get("progress.take_progress_file", key="plan")
    assert "No version of this plan is approved yet" in page.words and not page.find("input", type="file")
