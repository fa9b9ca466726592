"""Lists as Outlook, Google, Eventbrite and Excel really write them, read into the same cells."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest

from events.delegates import row_faults, spreadsheets, tables
from events.delegates.spreadsheets import WorkbookUnreadable
from events.delegates.tables import ListUnreadable, records_of
from tests.delegates import lists


@pytest.mark.parametrize("old", [True, False])
def test_outlook_of_old_and_of_now(old):
    sian = records_of(lists.outlook(old))[0]
    assert sian.name == "Siân Mair O'Dowd"
    assert (sian["email"], sian["phone"], sian["role"]) == ("sian@example.org", "07700 900123", "Organiser, evenings")
    assert sian["organisation"] == "Café Zoë – the “Yard”"
    assert sian["partnerships"] == "Silver Group;Renaissance"
    assert sian["address"] == "1 High Street Floor 2\nStockton\nTS18 1XX"
    assert row_faults.fault_of(sian) is None


def test_outlooks_display_name_is_a_name_where_there_is_no_other():
    assert [row.name for row in records_of(lists.outlook(True))] == ["Siân Mair O'Dowd", "The Yard team"]


def test_google_joins_several_values_in_a_cell():
    li, ann = records_of(lists.google())
    assert (li.name, li["organisation"], li["role"]) == ("Li Wei (李伟)", "Tees Valley Chinese Association", "Chair")
    assert (li["phone"], li["address"]) == ("01642 960101", "2 Low Road\nStockton\nTS18 2XX\nGB")
    fault = row_faults.fault_of(ann)
    assert (fault.sentence, fault.column) == (row_faults.TWO_ADDRESSES, "E-mail 1 - Value")


def test_eventbrite_says_surname_and_who_gave_the_ticket_back():
    rows = records_of(lists.eventbrite())
    assert [row.name for row in rows] == ["Ann Lee", "Ann Lee", "Tom Lee", "Bob Hall", "Cy Moss"]
    faults = [row_faults.fault_of(row) for row in rows]
    assert [fault and fault.sentence % fault.values for fault in faults] == [
        None, None, None, "the ticket was given back: the list says Refunded", None]


@pytest.mark.parametrize("kind", ["semicolon", "tab", "mac", "sep"])
def test_excels_ways_to_save_text(kind):
    row = records_of(lists.excel_csv(kind))[0]
    assert (row.name, row["email"]) == ("Siân Rhys", "sian@example.org")
    assert row["organisation"] == 'Police; Fire, "Blue" Light'
    assert row.line == (3 if kind == "sep" else 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_spreadsheets_write(encoding):
    text = "Name,Email\r\nZoë Müller,zoe@example.org\r\nAnn Lee,ann@example.org\r\n"
    assert records_of(text.encode(encoding))[0].name == "Zoë Müller"


def test_a_workbook_with_dates_numbers_and_a_second_sheet():
    data = lists.workbook(
        ["Members of the board"], [], ["Full name", "E-mail address", "Telephone", "Role", "Language"],
        ["Ann Lee", "ann@example.org", 1632960101, date(2009, 5, 20), "Polish"], [], [None, " "],
        ["Bob Hall", None, 7.5, True, None], sheets={"Old": [["Name"], ["Not me"]]},
    )
    rows = records_of(data)
    assert [(row.line, row.name) for row in rows] == [(4, "Ann Lee"), (7, "Bob Hall")]
    assert (rows[0]["phone"], rows[0]["role"], rows[1]["role"]) == ("1632960101", "2009-05-20", "TRUE")


def test_the_sheet_that_names_its_columns_is_the_list():
    data = lists.workbook(["Read me first"], sheets={"People": [["Name", "Email"], ["Ann", "ann@example.org"]]})
    assert [row.name for row in records_of(data)] == ["Ann"]


def test_a_formula_counts_as_what_it_came_to_and_else_keeps_its_row_out():
    header = ["Name", "Email"]
    never = records_of(lists.workbook(header, ["Ann", "ann@example.org"], A2="=B2&C2"))[0]
    fault = row_faults.fault_of(never)
    assert (fault.sentence, fault.column) == (row_faults.FORMULA_EMPTY, "Name")
    packed, page = zipfile.ZipFile(io.BytesIO(lists.workbook(header, ["x", "a@example.org"], A2="=B2"))), io.BytesIO()
    with zipfile.ZipFile(page, "w") as out:  # as Excel saves it: the formula and what it came to
        for part in packed.namelist():
            words = packed.read(part)
            if part.endswith("sheet1.xml"):
                saved = b'<c r="A2" t="str"><f>B2</f><v>Ann Lee</v></c>'
                words = re.sub(rb'<c r="A2"><f>B2</f><v ?/?>(</v>)?</c>', saved, words)
            out.writestr(part, words)
    assert records_of(page.getvalue())[0].name == "Ann Lee"


def test_a_sheet_formatted_to_its_last_row_is_read_in_a_moment(monkeypatch):
    data = lists.workbook(["Name", "Email"], ["Ann", "ann@example.org"], XFD2="far away", A30000=" ")
    assert [row.name for row in records_of(data)] == ["Ann"]
    assert all(len(cells) <= spreadsheets.MOST_COLUMNS for _line, cells in next(spreadsheets.sheets_of(data)))


def packed(**parts: bytes) -> bytes:
    """A packed file with these parts; the names have . for _DOT_ and / for _."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as out:
        for name, words in parts.items():
            out.writestr(name.replace("_DOT_", ".").replace("_", "/"), words)
    return page.getvalue()


@pytest.mark.parametrize("data", [
    b"PK\x03\x04 and nothing that follows", packed(word_document_DOT_xml=b"<w/>"), packed(xl_workbook_DOT_xml=b"<no"),
    packed(xl_workbook_DOT_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
    packed(xl_workbook_DOT_xml=b"<workbook/>", xl_media_bomb=b"\0" * (spreadsheets.MOST_UNPACKED + 1)),
    packed(xl_workbook_DOT_xml=b"<workbook/>", xl_sharedStrings_DOT_xml=b" " * (spreadsheets.MOST_SHARED + 1)),
    packed(xl_workbook_DOT_xml=b"<workbook/>", **{f"xl_part{n}": b"" for n in range(spreadsheets.MOST_PARTS)}),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook",
])  # fmt: skip
def test_bombs_and_what_is_no_workbook_are_refused_in_a_sentence(data):
    with pytest.raises((ListUnreadable, WorkbookUnreadable)) as refusal:
        records_of(data)
    assert refusal.value.field == "file" and str(refusal.value).endswith(".")


def test_names_of_columns_in_any_dress():
    text = "*ORGANIZATION_NAME:,Your Name,E_Mail Address,Tel. No\nPolice,Ann,ann@example.org,1\n"
    row = records_of(text.encode())[0]
    assert (row.name, row["organisation"], row["email"]) == ("Ann", "Police", "ann@example.org")


def test_the_first_of_several_telephones_that_says_anything():
    row = records_of(b"Name,Business Phone,Mobile Phone,Home Phone\nAnn,,07700 900123,01642 1\n")[0]
    assert row["phone"] == "07700 900123"


def test_a_quotation_mark_that_is_not_closed_is_named_by_its_line():
    with pytest.raises(ListUnreadable, match="Line 3"):
        records_of(b'name,email\nAnn,a@example.org\n"Bob,b@example.org\nCy,c@example.org\n')
    assert len(records_of(b'name,role\nAnn,6" pipes\n')) == 1, "an inch is no fault"


def test_a_list_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_RECORDS", 3)
    page = io.StringIO()
    csv.writer(page).writerows([["name"], *[[f"P{n}"] for n in range(4)]])
    with pytest.raises(ListUnreadable, match="rows"):
        records_of(page.getvalue().encode())
