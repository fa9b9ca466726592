"""Workbooks and documents: whole, in the promised order, with nothing that runs and nothing that was to be hidden."""

import io
import zipfile

import docx
import openpyxl
import pytest

from events import event as event_record
from events.database import unit_of_work
from events.feedback import disposing, queries, sorting
from events.reports import ordering_files, remark_rows, workbooks
from events.reports.formats import FORMATS
from tests.feedback.test_sense_views import many
from tests.reports.conftest import SLUG

HOSTILE = ["=HYPERLINK(\"https://evil.example\")", "+44 1632", "-1+1", "@SUM(A1)", "https://evil.example/x", "'=1",
           "\x0b\x00bell\x07 and more"]


def made(form: str, columns, rows) -> io.BytesIO:
    """A file of these rows."""
    out = io.BytesIO()
    FORMATS[form].write(out, "A title", columns, rows)
    out.seek(0)
    return out


def test_nothing_in_a_workbook_runs_or_leads_anywhere(in_app):
    out = made("xlsx", ("text", "votes"), [(words, 3) for words in HOSTILE])
    sheet = openpyxl.load_workbook(out).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"} and not [cell for cell in cells if cell.hyperlink]
    assert [cell.value for cell in cells[:6]] == HOSTILE[:6], "words stay as they were typed"
    assert cells[6].value == "bell and more"
    assert [cell.quotePrefix for cell in cells[:6]] == [True, True, True, True, False, True]
    assert sheet.freeze_panes == "B2" and sheet["B2"].value == 3
    with zipfile.ZipFile(out) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_a_cell_that_is_full_says_that_it_was_cut(in_app):
    sheet = openpyxl.load_workbook(made("xlsx", ("text",), [("long " * 9_000,)])).active
    assert len(sheet["A2"].value) == workbooks.MOST_LETTERS and sheet["A2"].value.endswith(workbooks.CUT)


def test_a_document_holds_each_remark_as_a_block_in_the_order_of_the_columns(held):
    event = event_record.find(SLUG)
    rows = list(ordering_files.rows_of(event, "remarks", ordering_files.Filter(), unread=True))
    document = docx.Document(made("docx", remark_rows.COLUMNS, rows))
    heads = [line.text for line in document.paragraphs if line.style.name == "Block head"]
    assert heads == [" · ".join(row[:3]) for row in rows] and len(heads) == 59
    words = [line.text for line in document.paragraphs if line.style.name == "Block words"]
    assert rows[0][10] in words
    facts = next(line.text for line in document.paragraphs if "Received on" in line.text)
    names = [line.split(":")[0] for line in facts.splitlines()]
    assert (names[0], names[-1]) == ("Votes", "Received on")
    assert "Denholm" not in "".join(line.text for line in document.paragraphs), "what was redacted is gone"


def test_words_that_run_from_the_right_do_so_in_a_document():
    urdu = "ہمارے محلے کی عورتیں"
    out = made("docx", ("ref", "kind", "state", "text"), [("R-1", "comment", "approved", urdu)])
    body = zipfile.ZipFile(out).read("word/document.xml").decode()
    assert body.count("<w:bidi/>") == 1 and urdu in body


def test_other_rows_are_a_table_whose_head_stands_on_every_page(held):
    event = event_record.find(SLUG)
    columns = ("name", "partnerships", "arrived")
    document = docx.Document(made("docx", columns, [("Ann", "Board;Forum", "yes")] * 3))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Name", "Partnerships", "Arrived"]
    assert [cell.text for cell in table.rows[3].cells] == ["Ann", "Board; Forum", "yes"]
    assert len(table._tbl.xpath(".//w:tblHeader")) == 1 and event is not None
    for kind in ("attendance", "delegates", "speakers"):
        rows = list(ordering_files.rows_of(event, kind, ordering_files.Filter(), unread=True))
        sheet = openpyxl.load_workbook(made("xlsx", tuple(map(str, range(len(rows[0])))), rows)).active
        assert sheet.max_row == len(rows) + 1


def test_votes_further_dispositions_and_reasons_stand_in_the_remarks_row(make):
    event = make.event()
    remark = many(event, 1, votes=7, disposition="answered", disposition_reason="In the room.")[0]
    with unit_of_work():
        disposing.add_further(queries.remark_by_ref(event, remark.ref), about_action="4.3", disposition="referred",
                              reason="To the school.", by="command")
    row = dict(zip(remark_rows.COLUMNS, next(remark_rows.rows_of(event)), strict=True))
    assert row["votes"] == 7
    assert row["disposition"] == "answered;4.3: referred" and row["reason"] == "In the room.\n4.3: To the school."


@pytest.mark.parametrize("role", ["organiser", "moderator", "reviewer"])
def test_the_page_and_every_file_count_alike_with_every_kind_of_remark(make, reader, role):
    """Withheld, withdrawn, merged, hidden and waiting ones are all there; every filter of the page is a file's too."""
    event = make.event()
    item = make.agenda_item(event)
    main = many(event, 8, text="About buses", agenda_item_id=item.id)[0]
    many(event, 3, text="Merged about buses", merged_into_id=main.id)
    for state, number in (("waiting", 4), ("hidden", 5), ("withheld", 6)):
        many(event, number, state=state, text="About buses", channel="paper")
    many(event, 2, state="withdrawn", text="")
    many(event, 2, attribution="anonymous to the room", name="Harold", partnership="The board")
    many(event, 2, attribution="partnership only", partnership="The board", language="ur", disposition="noted")
    with unit_of_work():
        theme = sorting.add_theme(event, name="Buses", by="command")
        sorting.theme(queries.remark_by_ref(event, main.ref), themes=[theme], by="command")
    officer = reader.signed_in(make.officer(role, on=event))
    whole = 15 if role == "reviewer" else 26
    for asked, number in (
        ({}, whole), ({"q": "buses"}, 11 if role == "reviewer" else 20), ({"state": "approved"}, 15),
        ({"state": "withheld"}, 0), ({"state": "withdrawn"}, 0 if role == "reviewer" else 2), ({"q": "Harold"}, 0),
        ({"partnership": "The board"}, 2), ({"item": item.key}, 8), ({"theme": str(theme.id)}, 1),
        ({"channel": "paper"}, 0 if role == "reviewer" else 9), ({"disposition": "noted", "language": "ur"}, 2),
        ({"disposition": "none", "state": "approved"}, 13),
    ):
        page = officer.get("sorting.show_sorting", slug=event.slug, **asked)
        refs = {card["id"] for card in page.select("article.sd-remark")}
        assert len(refs) == number, asked
        assert f"{number} remark" in page.words or not number
        for form in ("csv", "json") if asked else FORMATS:
            address = officer.address("exports.download_export", slug=event.slug, what="remarks", form=form, **asked)
            assert refs_of(form, officer.client.get(address).get_data()) == refs, (form, asked)


def refs_of(form: str, data: bytes) -> set[str]:
    """The refs in a file, read by a program that is not ours."""
    if form == "docx":
        lines = docx.Document(io.BytesIO(data)).paragraphs
        return {line.text.split(" ")[0] for line in lines if line.style.name == "Block head"}
    if form == "xlsx":
        return {row[0].value for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2)}
    if form == "json":
        return {line.split('"')[3] for line in data.decode().splitlines() if line.startswith('{"ref"')}
    return {line.split(",")[0] for line in data.decode("utf-8-sig").splitlines()[1:] if line.startswith("M-")}
