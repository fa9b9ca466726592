"""The two doors of the database: who may write, who commits, and what a second press does."""

from datetime import datetime

import pytest
from flask import make_response, redirect, request
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from events import database
from events.access.guards import open_to
from events.council import Council
from events.database import db, saves, unit_of_work, wal_is_safe
from events.refusals import Refusal
from tests.readers import Page


def names() -> list[str]:
    """The stored names of the council: none or one."""
    return list(db.session.scalars(select(Council.name)))


@pytest.fixture
def pages(app):
    """Three small pages: one that saves, one that refuses after writing, one that writes by GET."""

    @app.route("/good", methods=["GET", "POST"], endpoint="good")
    @open_to("public")
    @saves
    def good():
        db.session.add(Council(name=request.form["name"]))
        return redirect("/somewhere")

    @app.route("/refused", methods=["POST"], endpoint="refused")
    @open_to("public")
    @saves
    def refused():
        db.session.add(Council(name="never"))
        return make_response("no", int(request.form.get("status", 422)))

    @app.route("/falls", methods=["POST"], endpoint="falls")
    @open_to("public")
    @saves
    def falls():
        db.session.add(Council(name="never"))
        db.session.flush()
        raise Refusal()

    @app.route("/reads", endpoint="reads")
    @open_to("public")
    def reads():
        db.session.add(Council(name="by GET"))
        db.session.flush()
        return "saved?"

    return app.test_client()


def test_a_good_answer_is_committed(pages, in_app):
    assert pages.post("/good", data={"name": "Tees"}).status_code == 302
    assert names() == ["Tees"]


@pytest.mark.parametrize("status", [400, 404, 409, 422, 429, 500, 503])
def test_a_refused_answer_saves_nothing(pages, in_app, status):
    assert pages.post("/refused", data={"status": status}).status_code == status
    assert names() == []


def test_an_exception_saves_nothing(pages, in_app):
    assert pages.post("/falls").status_code == 422
    assert names() == []


def test_a_get_cannot_write(pages, in_app):
    assert pages.get("/reads").status_code == 500
    assert names() == []


def test_the_same_form_twice_is_one_record_and_goes_to_the_same_place(pages, in_app):
    form = {"name": "Tees", "form_key": "abc"}
    first, second = pages.post("/good", data=form), pages.post("/good", data=form)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (302, "/somewhere")
    assert names() == ["Tees"]
    # The fault it guards against: without a key the second press tries to write again.
    db.session.rollback()
    assert pages.post("/good", data={"name": "Tees"}).status_code == 409


def test_the_browsers_back_and_another_answer_is_another_press(pages, in_app):
    pages.post("/good", data={"name": "Tees", "form_key": "abc"})
    # It is tried, and not taken for the first press: here it meets the first one's record.
    assert pages.post("/good", data={"name": "Wear", "form_key": "abc"}).status_code == 409
    assert names() == ["Tees"]


def test_what_another_stored_first_is_said_and_what_was_typed_can_be_sent_again(pages, in_app):
    pages.post("/good", data={"name": "Tees"})
    page = Page(pages.post("/good", data={"name": "Wear"}))
    assert page.status == 409 and "Somebody else has just saved the same thing" in page.words and "Wear" in page.words
    assert page.form("/good")["name"] == "Wear"


def test_a_statement_that_failed_is_logged_without_what_was_typed(in_app):
    with pytest.raises(IntegrityError) as failed, unit_of_work():
        db.session.add_all([Council(id=1, name="My neighbour's name"), Council(id=1, name="My neighbour's name")])
        db.session.flush()
    assert "neighbour" not in str(failed.value)


def test_units_of_work_do_not_nest(in_app):
    with unit_of_work(), pytest.raises(RuntimeError), unit_of_work():
        pass


def test_a_unit_of_work_that_fails_leaves_nothing(in_app):
    with pytest.raises(ZeroDivisionError), unit_of_work():
        db.session.add(Council(name="never"))
        1 / 0  # noqa: B018
    assert names() == []


def test_outside_a_unit_of_work_nothing_can_be_written(in_app):
    db.session.add(Council(name="never"))
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()


def test_foreign_keys_are_held(in_app, database_kind):
    if database_kind == "sqlite":
        assert db.session.scalar(select(func.count()).select_from(Council)) == 0
        assert db.session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert db.session.connection().exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert (
            db.session.connection().exec_driver_sql("PRAGMA journal_mode").scalar().upper() == database.journal_mode()
        )


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 53, 0), True),
    ],
)
def test_wal_is_used_only_where_the_library_is_sound(version, safe):
    assert wal_is_safe(version) is safe


def test_a_moment_without_a_zone_is_refused(in_app, make):
    event = make.event()
    with pytest.raises(StatementError, match="zone"), unit_of_work():
        db.session.merge(event).starts_at = datetime(2009, 5, 20, 18)
