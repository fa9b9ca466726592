"""Contact lists as councils have them."""

import pytest
from sqlalchemy import event as sql
from sqlalchemy import func, select

from events.config import ROOT
from events.database import db, unit_of_work
from events.delegates import contact_queries, importing, keeping, row_faults
from events.delegates.models import Contact
from events.delegates.spreadsheets import WorkbookUnreadable
from events.delegates.tables import ListUnreadable
from tests.delegates import lists


def bring(text, *, encoding="utf-8", **values):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    with unit_of_work():
        return importing.import_contacts(data, **({"source": "a list", "by": "command"} | values))


def states(rows):
    return [(row.line, row.state.value) for row in rows]


def stored():
    db.session.expire_all()
    return {row.name: row for row in contact_queries.contacts()}


def test_the_example_brings_in_120_people_and_the_second_time_nobody(in_app):
    data = (ROOT / "example" / "contacts.csv").read_bytes()
    rows = bring(data)
    assert importing.counts_of(rows) == {"new": 120, "known": 0, "changed": 0, "duplicate": 0, "refused": 0}
    assert importing.counts_of(bring(data))["known"] == 120
    people = stored()
    assert len(people) == 120
    bodies = [body.name for body in people["Colin Hindmarsh"].partnerships]
    assert bodies == ["Safer Stockton Partnership", "Silver Group"]
    assert people["Peggy Skelton"].email is None
    assert people["Joseph D'Arcy-Wright"].unconfirmed_needs == "Guide dog"
    assert people["Li Wei (李伟)"].source == "a list"


def test_a_dry_run_says_the_same_and_saves_nothing(in_app):
    rows = bring("name,email\nAnn,ann@example.org\n", dry_run=True)
    assert states(rows) == [(2, "new")]
    assert db.session.scalar(select(func.count(Contact.id))) == 0


def test_each_row_says_on_which_line_it_begins(in_app):
    text = 'name,email,role\n"Ann","ann@example.org","two\nlines"\n\nBob,bob@example.org,x\n,,\nCy,cy@example,x\n'
    rows = bring(text)
    assert states(rows) == [(2, "new"), (5, "new"), (7, "refused")]


@pytest.mark.parametrize(("cell", "reason"), [
    ("ann@example.org; bob@example.org", row_faults.TWO_ADDRESSES),
    ("ann@example.org,bob@example.org", row_faults.TWO_ADDRESSES),
    ("ann@example.org bob@example.org", row_faults.TWO_ADDRESSES),
    ("ann@example", row_faults.NOT_AN_ADDRESS),
    ("ann@", row_faults.NOT_AN_ADDRESS),
    ("jürgen@example.org", row_faults.NOT_AN_ADDRESS),
    ("ann@example.org\nBcc: all@example.org", row_faults.TWO_ADDRESSES),
])
def test_a_cell_that_is_not_one_address_is_refused_with_the_reason(in_app, cell, reason):
    rows = bring(f'name,email\nAnn,"{cell}"\nBob,bob@example.org\n')
    assert (rows[0].state, rows[0].reason) == ("refused", reason)
    assert set(stored()) == {"Bob"}


def test_invisible_signs_do_not_make_two_people_of_one(in_app):
    rows = bring("name,email\n\u202eAnn\u202c Lee,ann@example.org\nAnn Lee,\u200bANN@Example.ORG\n")
    assert states(rows) == [(2, "new"), (3, "duplicate")]
    assert "Ann Lee" in stored(), "a bidi sign is not part of a name"


def test_joiners_of_persian_names_stay(in_app):
    bring("name,email\nعلی\u200cرضا,a@example.org\n")
    assert "علی\u200cرضا" in stored()


def test_without_an_address_people_are_matched_by_name_and_organisation(in_app):
    text = "name,email,organisation\nPeggy,,Roseworth\nPeggy,,Norton\n"
    assert states(bring(text)) == [(2, "new"), (3, "new")]
    assert states(bring(text)) == [(2, "known"), (3, "known")]


def test_a_changed_row_changes_what_it_says_and_an_empty_cell_changes_nothing(in_app):
    bring("name,email,organisation,phone\nAnn,ann@example.org,Police,01632 960101\n")
    rows = bring("name,email,organisation,phone\nAnn Lee,ann@example.org,Council,\n")
    assert (rows[0].state, rows[0].reason) == ("changed", "name, organisation")
    ann = stored()["Ann Lee"]
    assert (ann.organisation, ann.phone) == ("Council", "01632 960101")


def test_partnerships_are_added_and_never_doubled_by_their_letter_case(in_app):
    bring("name,email,partnerships\nAnn,ann@example.org,Renaissance\n")
    bring("name,email,partnerships\nAnn,ann@example.org,RENAISSANCE;Silver Group\n", partnership="Members")
    assert [body.name for body in stored()["Ann"].partnerships] == ["Members", "Renaissance", "Silver Group"]


def test_needs_come_with_a_list_only_until_the_first_letter(make):
    event = make.event()
    contact = make.contact("Ann", email="ann@example.org")
    make.invitation(event, contact)
    rows = bring("name,email,access_needs\nAnn,ann@example.org,Guide dog\n")
    assert states(rows) == [(2, "known")]
    assert stored()["Ann"].unconfirmed_needs == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_lists_from_any_spreadsheet_are_read(in_app, encoding):
    bring("name;email;organisation\nSiân Rhŷs" .replace("ŷ", "y") + ";sian@example.org;Café Zoë – the “Yard”\n",
          encoding=encoding)
    assert stored()["Siân Rhys"].organisation == "Café Zoë – the “Yard”"


def test_columns_are_found_by_the_names_that_other_programs_give_them(in_app):
    bring("First Name\tLast Name\tCompany\tJob Title\tE-mail Address\tBusiness Phone\tCategories\n"
          "Ann\tLee\tPolice\tInspector\tann@example.org\t01632 960101\tSilver Group\n")
    ann = stored()["Ann Lee"]
    assert (ann.organisation, ann.job_title, ann.phone) == ("Police", "Inspector", "01632 960101")
    assert [body.name for body in ann.partnerships] == ["Silver Group"]


def test_a_row_with_a_comma_too_many_is_refused_and_not_guessed(in_app):
    rows = bring("name,email,role\nAnn,ann@example.org,Officer, Housing\n")
    assert rows[0].reason == row_faults.TOO_MANY_CELLS


@pytest.mark.parametrize("data", [
    b"", b"PK\x03\x04rest", b"\x00\x01\x02", b"colour,size\nred,2\n", b'name,email\n"Ann' + b",x\n" * 60000,
])
def test_a_file_that_is_no_list_is_refused_in_a_sentence(in_app, data):
    with pytest.raises((ListUnreadable, WorkbookUnreadable)) as refusal:
        bring(data)
    assert str(refusal.value).endswith((".", "size"))


def test_seventy_hostile_rows_are_refused_with_a_sentence_each_and_the_good_one_is_clean(in_app):
    rows = bring(lists.hostile())
    assert len(lists.BAD_ROWS) == 70
    said = [(row.line, row.state.value, row.sentence) for row in rows]
    for (_line, state, sentence), (cells, reason) in zip(said, lists.BAD_ROWS, strict=False):
        assert state == "refused" and reason in sentence, (cells, state, sentence)
    assert len({line for line, _state, _sentence in said}) == 71
    assert (rows[70].state, rows[70].name, set(stored())) == ("new", "Good Person", {"Good Person"})
    assert all(row.column or "cells" in row.reason for row in rows[:70]), "each says in which column"


def test_the_lists_of_each_program_come_in_and_the_second_time_add_nothing(in_app):
    files = {
        "outlook": lists.outlook(True), "outlook of now": lists.outlook(False), "google": lists.google(),
        "eventbrite": lists.eventbrite(), "excel": lists.workbook(["Name", "Email"], ["Ed Ray", "ed@example.org"]),
    }
    first = {name: importing.counts_of(bring(data, source=name)) for name, data in files.items()}
    assert first["outlook"]["new"] == 2 and first["google"] == {
        "new": 1, "known": 0, "changed": 0, "duplicate": 0, "refused": 1}
    assert first["eventbrite"] == {"new": 2, "known": 0, "changed": 0, "duplicate": 2, "refused": 1}
    again = {name: importing.counts_of(bring(data, source="another")) for name, data in files.items()}
    assert [(counts["new"], counts["changed"]) for counts in again.values()] == [(0, 0)] * 5
    people = stored()
    assert people["Li Wei (李伟)"].source == "google" and people["Siân Mair O'Dowd"].source == "outlook"
    assert [body.name for body in people["Li Wei (李伟)"].partnerships] == ["Renaissance"]
    assert people["Cy Moss"].address == "3 Mill Lane\nThornaby"


def test_two_people_with_one_address_and_one_person_twice_are_told_apart(in_app):
    rows = bring(lists.eventbrite())
    assert [row.sentence for row in rows[1:3]] == [
        "the same person as on line 2",
        "Email: the same email address as Ann Lee on line 2: give each person an address of their own, or none"]


def test_who_asked_not_to_be_invited_stays_so_whatever_a_list_says(in_app):
    bring("name,email,do not invite\nAnn,ann@example.org,Yes\nBob,bob@example.org,\n")
    assert [row.do_not_invite for row in stored().values()] == [True, False]
    rows = bring("name,email,do not invite\nAnn,ann@example.org,no\nBob,bob@example.org,yes\n")
    assert [(row.state.value, row.reason) for row in rows] == [
        ("known", importing.NOT_INVITED), ("changed", "do not invite")]
    assert [row.do_not_invite for row in stored().values()] == [True, True]
    with unit_of_work():
        keeping.change_contact(stored()["Ann"], name="Ann", email="ann@example.org", partnerships=[], by="organiser")
    assert not stored()["Ann"].do_not_invite, "by hand it is taken back"


def test_somebody_who_was_given_an_address_since_is_not_added_again(in_app):
    text = "name,email,organisation\nPeggy,,Roseworth\n"
    bring(text)
    with unit_of_work():
        keeping.change_contact(stored()["Peggy"], name="Peggy", organisation="Roseworth", email="peggy@example.org",
                               partnerships=[], by="organiser")
    assert states(bring(text)) == [(2, "known")]


def test_languages_come_in_as_codes(in_app):
    bring("name,language\nAnn,Polish\nBob,EN-GB\nCy,ur\nDi,\n")
    assert {name: row.language for name, row in stored().items()} == {
        "Ann": "pl", "Bob": "en-GB", "Cy": "ur", "Di": "en"}


def test_a_thousand_people_cost_no_more_queries_to_find_than_ten(in_app, make):
    def cost(count: int) -> int:
        data, seen = "name,email\n" + "".join(f"P{n},p{n}@example.org\n" for n in range(count)), []
        bring(data)
        sql.listen(db.engine, "before_cursor_execute", listener := lambda *args: seen.append(args[2]))
        bring(data, dry_run=True)
        sql.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    assert cost(400) == cost(10)
