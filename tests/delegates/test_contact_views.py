"""The council's contacts."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from events import clock, clockwork, files
from events.database import db
from events.delegates import contact_queries

GOOD = b"name,email,organisation\nAnn Lee,ann@example.org,Police\nPeggy,,Roseworth\n"
MIXED = GOOD + b"Bob,bob@example.org; cy@example.org,Council\n"


@pytest.fixture
def organiser(make, reader):
    """A council-wide organiser's browser."""
    return reader.signed_in(make.officer("organiser"))


def bring(organiser, data, *, status=200, name="contacts.csv"):
    form = organiser.get("contacts.import_contacts").form("import")
    return organiser.post("contacts.import_contacts", form | {"file": (io.BytesIO(data), name)}, status=status)


def test_every_row_is_shown_before_anything_is_saved(organiser):
    page = bring(organiser, MIXED)
    assert "Import the 2 good rows" in page.words
    assert "two addresses in one cell" in page.words
    assert contact_queries.contacts() == []
    db.session.rollback()
    refused = organiser.send(page, {"source": ""}, to="rows", status=422)
    assert refused.errors == ["Say where this list comes from"]
    done = organiser.send(refused, {"source": "the members list"}, to="rows", follow=True)
    assert "2 people added, 0 changed." in done.words or "Ann Lee" in done.words
    assert [(row.name, row.source) for row in contact_queries.contacts()] == [
        ("Ann Lee", "the members list"), ("Peggy", "the members list")]


def test_the_same_list_again_offers_nothing_to_import(organiser):
    page = bring(organiser, GOOD)
    organiser.send(page, {"source": "a list"}, to="rows")
    assert "There is nothing new in this file" in bring(organiser, GOOD).words


def test_a_file_that_is_no_list_is_refused_at_its_field(organiser):
    page = bring(organiser, b"PK\x03\x04xlsx", status=422)
    assert "spreadsheet" in page.errors[0]


def test_a_key_that_we_did_not_sign_takes_nothing(organiser):
    organiser.post("contacts.take_list", {"kept": "../../secret_key", "source": "x"}, status=409)


def test_people_are_added_and_changed_by_hand(organiser):
    page = organiser.get("contacts.add_contact")
    typed = {"name": "Ann", "email": "ann@example.org", "another": "Renaissance", "source": "rang us"}
    organiser.send(page, typed, to="new")
    ann = contact_queries.contacts()[0]
    assert [body.name for body in ann.partnerships] == ["Renaissance"]
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
    assert refused.errors == ["Ann has this e-mail address already."]
    assert refused.form("new")["name"] == "Bob"


def test_organisers_of_one_event_read_contacts_and_do_not_change_them(make, reader):
    make.contact("Ann")
    reads = reader.signed_in(make.officer("organiser", on=make.event()))
    page = reads.get("contacts.list_contacts")
    assert "Ann" in page.words and "Bring in a list" not in page.words
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
        assert [path.name.startswith("list") for path in sorted(folder.iterdir())].count(True) == 1
        with clock.moved_to(datetime.now(UTC) + timedelta(hours=4)):
            clockwork.forget_saved_forms()
            assert len(list(folder.iterdir())) == 2  # it may still be taken
        with clock.moved_to(datetime.now(UTC) + timedelta(hours=6)):
            clockwork.forget_saved_forms()
    assert [path.name for path in folder.iterdir()] == [kept.key]


def test_a_list_over_the_limit_is_413(organiser):
    page = bring(organiser, b"name\n" + b"A,\n" * 1_680_000, status=413)
    assert "larger than 5 MB" in page.errors[0]
