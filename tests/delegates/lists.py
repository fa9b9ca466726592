"""Contact lists byte for byte as programs write them, and one full of everything that goes wrong."""

import csv
import io

from openpyxl import Workbook

OUTLOOK_OLD = ["Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title",
               "Business Street", "Business Street 2", "Business Street 3", "Business City", "Business State",
               "Business Postal Code", "Business Country/Region", "Home Street", "Home City", "Home Postal Code",
               "Business Fax", "Business Phone", "Home Phone", "Mobile Phone", "Categories", "E-mail Address",
               "E-mail Type", "E-mail Display Name", "E-mail 2 Address", "Language", "Notes", "Priority"]
OUTLOOK_NEW = ["First Name", "Middle Name", "Last Name", "Title", "Suffix", "Nickname", "E-mail Address",
               "E-mail 2 Address", "Home Phone", "Business Phone", "Mobile Phone", "Company", "Job Title", "Department",
               "Home Street", "Home City", "Home State", "Home Postal Code", "Home Country", "Business Street",
               "Business City", "Business Postal Code", "Business Country", "Categories", "Notes"]
GOOGLE = ["First Name", "Middle Name", "Last Name", "Phonetic First Name", "Nickname", "File As", "Organization Name",
          "Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label",
          "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Label", "Address 1 - Formatted"]
EVENTBRITE = ["Order #", "Order Date", "First Name", "Surname", "Email", "Quantity", "Price Tier", "Ticket Type",
              "Attendee #", "Group", "Order Type", "Currency", "Total Paid", "Fees Paid", "Eventbrite Fees",
              "Attendee Status", "Home Address 1", "Home City", "Home Postcode", "Job Title", "Company"]


def written(header, people, *, delimiter=",", ends="\r\n", quoting=csv.QUOTE_MINIMAL) -> str:
    """Rows as text; each person is a mapping from the header's names."""
    page = io.StringIO()
    writer = csv.DictWriter(page, header, delimiter=delimiter, lineterminator=ends, quoting=quoting, restval="")
    writer.writeheader()
    writer.writerows(people)
    return page.getvalue()


def outlook(old: bool) -> bytes:
    """As classic Outlook (cp1252, every cell in quotes) or new Outlook (UTF-8 with a mark) exports its contacts."""
    person = {"First Name": "Siân", "Middle Name": "Mair", "Last Name": "O'Dowd", "Company": "Café Zoë – the “Yard”",
              "Job Title": "Organiser, evenings", "E-mail Address": "sian@example.org", "Mobile Phone": "07700 900123",
              "Categories": "Silver Group;Renaissance", "Business Street": "1 High Street\r\nFloor 2",
              "Business City": "Stockton", "Business Postal Code": "TS18 1XX"}
    if old:
        person |= {"E-mail Type": "SMTP", "E-mail Display Name": "Siân O'Dowd (sian@example.org)", "Priority": "Normal",
                   "Business Country/Region": "United Kingdom"}
        shown = {"E-mail Address": "team@example.org", "E-mail Display Name": "The Yard team (team@example.org)"}
        return written(OUTLOOK_OLD, [person, shown], quoting=csv.QUOTE_ALL).encode("cp1252")
    return written(OUTLOOK_NEW, [person]).encode("utf-8-sig")


def google() -> bytes:
    """As Google Contacts exports: UTF-8, bare line feeds, several values of one kind in one cell."""
    people = [
        {"First Name": "Li", "Last Name": "Wei (李伟)", "Organization Name": "Tees Valley Chinese Association",
         "Organization Title": "Chair", "Labels": "Renaissance ::: * myContacts", "E-mail 1 - Label": "* ",
         "E-mail 1 - Value": "li@example.org", "Phone 1 - Value": "01642 960101 ::: 07700 900456",
         "Address 1 - Formatted": "2 Low Road\nStockton\nTS18 2XX\nGB"},
        {"First Name": "Ann", "Last Name": "Lee", "E-mail 1 - Value": "ann@example.org ::: ann.lee@work.example.org"},
    ]
    return written(GOOGLE, people, ends="\n").encode("utf-8")


def eventbrite() -> bytes:
    """As Eventbrite's attendee report for a British account: an order with two people, and a ticket given back."""
    order = {"Order #": "1234567890", "Order Date": "2009-04-01 10:00:00+01:00", "Quantity": "1",
             "Ticket Type": "General", "Attendee Status": "Attending", "Email": "ann@example.org"}
    people = [
        order | {"First Name": "Ann", "Surname": "Lee", "Attendee #": "1"},
        order | {"First Name": "Ann", "Surname": "Lee", "Attendee #": "2"},
        order | {"First Name": "Tom", "Surname": "Lee", "Attendee #": "3"},
        order | {"Order #": "99", "First Name": "Bob", "Surname": "Hall", "Email": "bob@example.org",
                 "Attendee Status": "Refunded"},
        order | {"Order #": "98", "First Name": "Cy", "Surname": "Moss", "Email": "cy@example.org",
                 "Attendee Status": "Checked In", "Home Address 1": "3 Mill Lane", "Home City": "Thornaby"},
    ]
    return written(EVENTBRITE, people).encode("utf-8")


def excel_csv(kind: str) -> bytes:
    """As Excel saves: "semicolon" (a German one), "tab" (Unicode text, UTF-16), "mac", "sep" (with its own hint)."""
    header = ["Name", "E-mail", "Organisation"]
    people = [{"Name": "Siân Rhys", "E-mail": "sian@example.org", "Organisation": "Police; Fire, \"Blue\"\nLight"}]
    if kind == "semicolon":
        return written(header, people, delimiter=";").encode("cp1252")
    if kind == "tab":
        return written(header, people, delimiter="\t").encode("utf-16")
    if kind == "mac":
        return written(header, people, delimiter=";", ends="\r").encode("mac_roman")
    return b"sep=;\r\n" + written(header, people, delimiter=";").encode("cp1252")


def workbook(*rows, sheets=None, **cells) -> bytes:
    """Rows as an .xlsx file; `sheets` gives further sheets by name; `cells` are written last, by place."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for name, more in (sheets or {}).items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    for place, value in cells.items():
        sheet[place] = value
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


# What stands in each hostile row (name, email, organisation, then what is too much) -> a piece of its sentence.
BAD_ROWS: list[tuple[list[str], str]] = [
    (["", "nobody@example.org"], "the name is missing"),
    (["   ", "spaces@example.org"], "the name is missing"),
    (["\u202e\u200b\u2066", "invisible@example.org"], "the name is missing"),
    (["\u00a0\u2003", "wide@example.org"], "the name is missing"),
    (["12345", "digits@example.org"], "no letter in the name"),
    (["---", "dashes@example.org"], "no letter in the name"),
    (["???", "marks@example.org"], "no letter in the name"),
    (["'", "quote@example.org"], "no letter in the name"),
    (["ann@example.org", "ann@example.org"], "where the name belongs"),
    (["https://evil.example.net/win", "a1@example.org"], "where the name belongs"),
    (["www.evil.example.net", "a2@example.org"], "where the name belongs"),
    (["Ann <ann@example.org>", ""], "where the name belongs"),
    (["J\ufffdrgen", "lost@example.org"], "letters were lost"),
    (["Ann", "lost2@example.org", "Caf\ufffd"], "letters were lost"),
    (["A" * 201, "long@example.org"], "too long"),
    (["Ann", "long2@example.org", "B" * 201], "too long"),
    (["=HYPERLINK(\"http://evil.example.net\")", "f1@example.org"], "a formula stands"),
    (["=1+1", "f2@example.org"], "a formula stands"),
    (["Ann", "=A2"], "a formula stands"),
    (["Ann", "f3@example.org", "=cmd|' /C calc'!A0"], "a formula stands"),
    (["#REF!", "f4@example.org"], "a formula that went wrong"),
    (["Ann", "#N/A"], "a formula that went wrong"),
    (["Ann", "f5@example.org", "#VALUE!"], "a formula that went wrong"),
    (["Ann", "two@example.org, three@example.org"], "two addresses"),
    (["Ann", "two@example.org; three@example.org"], "two addresses"),
    (["Ann", "two@example.org;"], "two addresses"),
    (["Ann", "two@example.org three@example.org"], "two addresses"),
    (["Ann", "two@example.org\nthree@example.org"], "two addresses"),
    (["Ann", "two@example.org ::: three@example.org"], "two addresses"),
    (["Ann", "two@example.org/three@example.org"], "two addresses"),
    (["Ann", "ann@example.org\r\nBcc: all@example.org"], "two addresses"),
    (["Ann", "ann@example.org%0ABcc:all@example.org"], "two addresses"),
    (["Ann", "ann@ann@example.org"], "two addresses"),
    (["Ann", "ann"], "cannot be used"),
    (["Ann", "ann@"], "cannot be used"),
    (["Ann", "@example.org"], "cannot be used"),
    (["Ann", "ann@example"], "cannot be used"),
    (["Ann", "ann@localhost"], "cannot be used"),
    (["Ann", "ann@.example.org"], "cannot be used"),
    (["Ann", "ann@example..org"], "cannot be used"),
    (["Ann", "ann@example.org."], "cannot be used"),
    (["Ann", ".ann@example.org"], "cannot be used"),
    (["Ann", "ann.@example.org"], "cannot be used"),
    (["Ann", "an..n@example.org"], "cannot be used"),
    (["Ann", "an n@example.org"], "cannot be used"),
    (["Ann", "ann@exam ple.org"], "cannot be used"),
    (["Ann", "ann(at)example.org"], "cannot be used"),
    (["Ann", "ann at example dot org"], "cannot be used"),
    (["Ann", "<ann@example.org>"], "cannot be used"),
    (["Ann", "Ann Lee <ann@example.org>"], "cannot be used"),
    (["Ann", "\"ann\"@example.org"], "cannot be used"),
    (["Ann", "o’neil@example.org"], "cannot be used"),
    (["Ann", "jürgen@example.org"], "cannot be used"),
    (["Ann", "аnn@example.org"], "cannot be used"),
    (["Ann", "ann@[127.0.0.1]"], "cannot be used"),
    (["Ann", "ann@127.0.0.1"], "cannot be used"),
    (["Ann", "ann@-example.org"], "cannot be used"),
    (["Ann", "ann@exa_mple.org"], "cannot be used"),
    (["Ann", "a" * 65 + "@example.org"], "cannot be used"),
    (["Ann", "ann@" + "b" * 64 + ".org"], "cannot be used"),
    (["Ann", "n/a"], "cannot be used"),
    (["Ann", "none"], "cannot be used"),
    (["Ann", "01632 960101"], "cannot be used"),
    (["Ann", "http://example.org"], "cannot be used"),
    (["Ann", "mailto:"], "cannot be used"),
    (["Ann", "ann@example.org\t\x00x"], "cannot be used"),
    (["Ann", "ok1@example.org", "Police", "Fire"], "more cells than"),
    (["Ann", "ok2@example.org", "", "", "late"], "more cells than"),
    (["Bob\x07", "ok3@example.org", "Police", "\"x"], "more cells than"),
    (["", "", "Police"], "the name is missing"),
]


def hostile() -> bytes:
    """Seventy rows of which none can be taken, and after them one that can."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(["Name", "E-mail", "Organisation"])
    for cells, _reason in BAD_ROWS:
        writer.writerow([cell.replace("\x00", "\x01") for cell in cells])
    writer.writerow(["\u202eGood\u202c \u2067Person\x1b", "good@example.org", "Police"])
    return page.getvalue().encode("utf-8")
