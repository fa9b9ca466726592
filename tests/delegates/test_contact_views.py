"""The council's contacts."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event as sql
from sqlalchemy import insert, select

from events import clock, clockwork, files
from events.database import db, unit_of_work
from events.delegates import contact_queries
from events.delegates.models import Contact, Partnership, membership
from tests.delegates import lists

GOOD = b"name,email,organisation\nAnn Lee,ann@example.org,Police\nPeggy,,Roseworth\n"
MIXED = GOOD + b"Bob,bob@example.org; cy@example.org,Council\n"


@pytest.fixture
def organiser(make, reader):
    """A council-wide organiser's browser."""
    return reader.signed_in(make.officer("organiser"))


def bring(organiser, data, *, status=200, name="contacts.csv"):
    """Upload a list and open the page where its rows stand."""
    form = organiser.get("contacts.import_contacts").form("import")
    sent = form | {"file": (io.BytesIO(data), name)}
    if status != 200:
        return organiser.post("contacts.import_contacts", sent, status=status)
    return organiser.post("contacts.import_contacts", sent, follow=True)


def rows_in(page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]


def test_every_row_is_shown_before_anything_is_saved(organiser):
    page = bring(organiser, MIXED)
    assert "Import the 2 good rows" in page.words
    assert rows_in(page)[0] == ("4 Bob bob@example.org; cy@example.org Refused email : two addresses in one cell: "
                                "give each person a line of their own")
    assert contact_queries.contacts() == []
    db.session.rollback()
    refused = organiser.send(page, {"source": ""}, to="people", status=422)
    assert refused.errors == ["Say where this list comes from"]
    done = organiser.send(refused, {"source": "the members list"}, to="people", follow=True)
    assert "2 people added" in done.words and rows_in(done)[0].startswith("4 Bob")
    assert [(row.name, row.source) for row in contact_queries.contacts()] == [
        ("Ann Lee", "the members list"), ("Peggy", "the members list")]


def test_rows_are_filtered_by_what_becomes_of_them(organiser):
    page = bring(organiser, MIXED)
    assert [row.split()[0] for row in rows_in(page)] == ["4", "2", "3"]
    address = page.find("a", string="refused")["href"]
    assert [row.split()[0] for row in rows_in(organiser.get(address))] == ["4"]
    assert [row.split()[0] for row in rows_in(organiser.get(address.replace("refused", "new")))] == ["2", "3"]
    assert "No row is like that." in organiser.get(address.replace("refused", "changed")).words


def test_the_page_names_one_sentence_for_each_of_seventy_hostile_rows(organiser):
    page = bring(organiser, lists.hostile(), name="\u202ehostile\u2028.csv")
    rows = rows_in(page)
    assert [row.split()[0] for row in rows[:70]] == [
        row.split()[0] for row in rows if " Refused " in row], "those that are refused come first"
    for row, (_cells, reason) in zip(rows, lists.BAD_ROWS, strict=False):
        assert reason in row
    assert rows[70].split(" ", 1)[1] == "Good Person good@example.org New"
    assert "hostile .csv" in page.words


def test_words_where_a_file_belongs_are_no_file(organiser):
    form = organiser.get("contacts.import_contacts").form("import")
    page = organiser.post("contacts.import_contacts", form | {"file": "name,email"}, status=422)
    assert page.errors == ["Choose a file"]


def test_a_workbook_comes_in_as_it_is(organiser):
    page = bring(organiser, lists.workbook(["Name", "Email"], ["Ann Lee", "ann@example.org"]), name="people.xlsx")
    organiser.send(page, {"source": "the secretary"}, to="people")
    assert [row.name for row in contact_queries.contacts()] == ["Ann Lee"]


def test_none_is_imported_and_the_file_is_deleted(app, organiser):
    page = bring(organiser, MIXED)
    done = organiser.send(page, {}, to="none", follow=True)
    assert "Nothing was imported" in done.words and contact_queries.contacts() == []
    assert list(Path(app.config["FILES_URL"]).iterdir()) == []


def test_a_list_is_seen_by_who_brought_it_in_alone_and_found_again(make, reader, organiser):
    bring(organiser, GOOD)
    page = organiser.get("contacts.import_contacts")
    address = page.find("a", string="contacts.csv")["href"]
    assert "Import the 2 good rows" in organiser.get(address).words
    reader.signed_in(make.officer("organiser")).get(address, status=404)
    organiser.get("contacts.show_list", ref="nothing", status=404)


def test_a_long_list_shows_how_far_it_is(app, organiser):
    long = b"name,email\n" + b"".join(b"P%d Lee,p%d@example.org\n" % (n, n) for n in range(700))
    page = bring(organiser, long)
    assert "Your list is in the queue" in page.words and page.find("progress")
    address = page.find(id="progress")["data-from"]
    assert page.find("a", string="Look again")["href"] == address and page.find("script", src=True)
    with app.app_context():
        clockwork.work_off_jobs()
    page = organiser.get(address)
    assert "Import the 700 good rows" in page.words and len(rows_in(page)) == 100
    assert rows_in(organiser.get(f"{address}?page=7"))[-1].startswith("701 P699")
    page = organiser.send(page, {"source": "a list"}, to="people", follow=True)
    assert "Importing the people" in page.words
    with app.app_context():
        clockwork.work_off_jobs()
    assert "700 people added" in organiser.get(page.find(id="progress")["data-from"]).words


def test_the_same_list_again_offers_nothing_to_import(organiser):
    page = bring(organiser, GOOD)
    organiser.send(page, {"source": "a list"}, to="people")
    assert "There is nothing new in this file" in bring(organiser, GOOD).words


def test_a_file_that_is_no_list_is_refused_at_its_field(organiser):
    page = bring(organiser, b"PK\x03\x04xlsx", status=422)
    assert "This spreadsheet cannot be read" in page.errors[0]


def test_people_are_added_and_changed_by_hand(organiser):
    page = organiser.get("contacts.add_contact")
    typed = {"name": "Ann", "email": "ann@example.org", "address": "1 High St\r\nStockton\r\n",
             "another": "Renaissance", "source": "rang us"}
    organiser.send(page, typed, to="new")
    ann = contact_queries.contacts()[0]
    assert ([body.name for body in ann.partnerships], ann.address) == (["Renaissance"], "1 High St\nStockton")
    db.session.rollback()
    page = organiser.get("contacts.change_contact", contact_id=ann.id)
    organiser.send(page, {"name": "Ann Lee"}, to=f"contacts/{ann.id}")
    db.session.expire_all()
    ann = contact_queries.contacts()[0]
    assert (ann.name, [body.name for body in ann.partnerships]) == ("Ann Lee", ["Renaissance"])


def test_two_people_cannot_have_one_address_and_what_was_typed_comes_back(make, organiser):
    make.contact("Ann", email="ann@example.org")
    page = organiser.get("contacts.add_contact")
    refused = organiser.send(page, {"name": "Bob", "email": "ANN@example.org", "source": "x"}, to="new", status=422)
    assert refused.errors == ["Ann has this email address already."]
    assert refused.form("new")["name"] == "Bob"


def test_organisers_of_one_event_read_contacts_and_do_not_change_them(make, reader):
    make.contact("Ann")
    reads = reader.signed_in(make.officer("organiser", on=make.event()))
    page = reads.get("contacts.list_contacts")
    assert "Ann" in page.words and "Import a list" not in page.words
    for endpoint in ("contacts.import_contacts", "contacts.add_contact"):
        reads.get(endpoint, status=403)
    reader.signed_in(make.officer("moderator")).get("contacts.list_contacts", status=403)


def test_contacts_are_searched_and_filtered(make, organiser):
    make.contact("Ann", partnership="Renaissance")
    make.contact("Bob", organisation="50% Club")
    page = organiser.get("/desk/contacts?q=50%25")
    assert [row.get_text(" ", strip=True) for row in page.select("tbody th")] == ["Bob 50% Club"]
    page = organiser.get("/desk/contacts?partnership=Renaissance")
    assert [row.get_text(" ", strip=True) for row in page.select("tbody th")] == ["Ann"]


def test_a_list_that_nobody_took_is_forgotten(app, organiser):
    bring(organiser, GOOD)
    folder = Path(app.config["FILES_URL"])
    with app.app_context():
        kept = files.store(io.BytesIO(b"slides"), most_megabytes=1)
        assert len(list(folder.glob("list*"))) == 2, "the list and its rows"
        with clock.moved_to(datetime.now(UTC) + timedelta(hours=4)):
            clockwork.forget_saved_forms()
            assert len(list(folder.iterdir())) == 3  # it may still be taken
        with clock.moved_to(datetime.now(UTC) + timedelta(hours=6)):
            clockwork.forget_saved_forms()
    assert [path.name for path in folder.iterdir()] == [kept.key]


def test_a_list_over_the_limit_is_413(organiser):
    page = bring(organiser, b"name\n" + b"A,\n" * 1_680_000, status=413)
    assert "larger than 5 MB" in page.errors[0]


@pytest.fixture
def queries_of(app):
    """How many statements a page costs."""
    def cost(organiser, address: str) -> int:
        seen: list[str] = []
        with app.app_context():
            engine = db.engine
        sql.listen(engine, "before_cursor_execute", listener := lambda *args: seen.append(args[2]))
        organiser.get(address)
        sql.remove(engine, "before_cursor_execute", listener)
        return len(seen)

    return cost


def test_five_thousand_people_cost_the_same_queries_as_five(organiser, queries_of):
    def more(first: int, count: int) -> None:
        now = clock.now()
        with unit_of_work():
            db.session.execute(insert(Contact), [
                {"name": f"P{n:04} Lee", "email": f"p{n}@example.org", "email_key": f"p{n}@example.org",
                 "created_at": now, "keep_until": now} for n in range(first, first + count)])
            if first == 0:
                db.session.add(Partnership(name="Members"))
            db.session.flush()
            body = db.session.scalar(select(Partnership.id))
            keys = db.session.scalars(select(Contact.id).order_by(Contact.id.desc()).limit(count))
            db.session.execute(insert(membership), [{"contact_id": key, "partnership_id": body} for key in keys])

    pages = ["/desk/contacts", "/desk/contacts?q=lee&partnership=Members&only=no-email", "/desk/partnerships",
             "/desk/contacts?page=2"]
    more(0, 5)
    few = [queries_of(organiser, page) for page in pages]
    more(5, 4995)
    assert [queries_of(organiser, page) for page in pages[:3]] == few[:3]
    page = organiser.get("/desk/contacts?page=50")
    assert "5000 people" in page.words and rows_in(page)[-1].startswith("P4999")


def test_the_page_is_narrowed_to_who_needs_something_done(make, organiser):
    make.contact("Ann")
    make.contact("Peggy", email=None)
    make.contact("Bob", do_not_invite=True)
    make.contact("Cy", bounced_at=clock.now())
    found = {only: rows_in(organiser.get(f"/desk/contacts?only={only}"))[0].split()[0]
             for only in ("no-email", "do-not-invite", "come-back")}
    assert found == {"no-email": "Peggy", "do-not-invite": "Bob", "come-back": "Cy"}
    assert len(rows_in(organiser.get("/desk/contacts?only=nonsense"))) == 4


def test_the_language_is_chosen_by_its_name_and_one_that_is_held_stays(make, reader):
    known = make.contact("Marija Borg", language="mt")
    desk = reader.signed_in(make.officer("administrator"))
    page = desk.get("contacts.change_contact", contact_id=known.id)
    assert page.form("contacts")["language"] == "mt"
    desk.send(page, {"job_title": "Chair"}, to="contacts")
    desk.send(page, {"language": "xx; drop"}, to="contacts", status=422)
    db.session.expire_all()
    assert (known.language, known.job_title) == ("mt", "Chair")
    assert "@<wbr>" in desk.get("contacts.list_contacts").answer.get_data(as_text=True)
