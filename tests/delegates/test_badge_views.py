"""Badges and registers on paper, read back by other programs."""

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import event as sql_event

from events.database import db
from events.delegates import door_queries
from events.delegates.models import Invitation
from events.delegates.states import Place

LONG = "Llywelyn Gruffudd ap Rhydderch-Fotheringham-Cholmondeley of Cwmystwyth"


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def desk(make, reader, event):
    return reader.signed_in(make.officer("organiser", on=event))


def coming(make, event, name, **values):
    return make.invitation(event, make.contact(name, organisation="Cyngor Sir", partnership="Board"), said="ACCEPTED",
                           place=Place.HELD, **values)


def paper(browser, path) -> pypdfium2.PdfDocument:
    answer = browser.client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdfium2.PdfDocument(answer.data)


def words_of(document) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def codes_of(page) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())}


def test_every_badge_of_a_sheet_has_its_name_and_its_own_code(make, event, desk):
    guests = [coming(make, event, name) for name in ("Siân Llŷr", "محمد عبد الله", LONG, "A", "B", "C", "D", "E", "F")]
    make.invitation(event, make.contact("Has not answered"))
    document = paper(desk, "/desk/events/evening/badges/1.pdf")
    assert len(document) == 2
    assert codes_of(document[0]) | codes_of(document[1]) == {
        f"http://localhost/door/{guest.badge_code}" for guest in guests}
    words = words_of(document)
    assert "Siân Llŷr" in words and "Board" in words and "Has not answered" not in words
    assert "9" in desk.get("badges.list_sheets", slug="evening").words
    desk.get("/desk/events/evening/badges/2.pdf", status=404)


def test_marks_are_printed_and_a_name_that_is_not_to_be_printed_is_not(make, event, desk):
    coming(make, event, "Young Person", is_under_18=True, no_photographs=True)
    coming(make, event, "Secret Name", print_no_name=True)
    for path in ("/desk/events/evening/badges/1.pdf", "/desk/events/evening/register.pdf"):
        words = words_of(paper(desk, path))
        assert "Under 18" in words and "No photographs" in words and "Young Person" in words and "Guest" in words
        assert "Secret" not in words
    assert "Secret" not in desk.get("register.show_register", slug="evening").words
    assert "1 guest does not want" in desk.get("badges.list_sheets", slug="evening").words


def test_a_name_in_letters_that_cannot_be_printed_leaves_a_line_to_write_on(make, event, desk):
    guest = coming(make, event, "王小明")
    assert "has a line" in desk.get("badges.list_sheets", slug="evening").words
    assert codes_of(paper(desk, "/desk/events/evening/badges/1.pdf")[0]) == {
        f"http://localhost/door/{guest.badge_code}"}


def test_a_single_badge_is_printed_for_whoever_has_a_place(make, reader, event, desk):
    guest, other = coming(make, event, "Siân Llŷr"), make.invitation(event)
    for browser, path in ((desk, f"/desk/events/evening/guests/{guest.id}/badge.pdf"),
                          (reader.by_link("invitation", guest), f"/my/{guest.ref}/badge.pdf")):
        assert codes_of(paper(browser, path)[0]) == {f"http://localhost/door/{guest.badge_code}"}
    desk.get(f"/desk/events/evening/guests/{other.id}/badge.pdf", status=404)
    reader.by_link("invitation", other).get(f"/my/{other.ref}/badge.pdf", status=404)


def test_the_organiser_marks_a_guest(make, event, desk):
    guest = coming(make, event, "Young Person")
    form = desk.get("badges.mark_guest", slug="evening", invitation_id=guest.id)
    page = desk.send(form, {"is_under_18": "y"}, to="marks", follow=True)
    assert "Under 18" in page.words
    assert db.session.get(Invitation, guest.id, populate_existing=True).is_under_18


def test_a_ticked_register_is_typed_in_by_its_numbers(make, event, desk, at):
    guests = [coming(make, event, name) for name in ("Ann", "Ben", "Cat")]
    with at(2009, 5, 21, 9):
        form = desk.get("register.type_register", slug="evening")
        assert "1. Ann" in form.words and "3. Cat" in form.words
        page = desk.send(form, {"came": [str(guests[0].id), str(guests[2].id)]}, to="ticks", follow=True)
        assert "2 more have come" in page.words and page.heading == "Attendance"
        form = desk.get("register.type_register", slug="evening")
        boxes = form.find_all("input", attrs={"name": "came"})
        assert [box.has_attr("checked") for box in boxes] == [True, False, True]
        desk.send(form, {"came": [str(guests[0].id)]}, to="ticks")
    assert door_queries.arrivals_among(guests) == {guests[0].id}
    assert "Board" in desk.get("register.show_attendance", slug="evening").words
    assert "Ben" in desk.get("/desk/events/evening/attendance?status=absent").words


def test_typing_in_before_the_day_is_refused_and_the_ticks_come_back(make, event, desk):
    guest = coming(make, event, "Ann")
    form = desk.get("register.type_register", slug="evening")
    refused = desk.send(form, {"came": [str(guest.id)]}, to="ticks", status=422)
    assert "has not begun" in refused.words
    assert refused.find("input", attrs={"name": "came"}).has_attr("checked")


def questions(browser, path: str) -> int:
    """How many questions a page asks the database."""
    found: list[str] = []

    def count(connection, cursor, statement, *rest):
        found.append(statement)

    with browser.app.app_context():
        engine = db.engine
    sql_event.listen(engine, "before_cursor_execute", count)
    assert browser.client.get(path).status_code == 200
    sql_event.remove(engine, "before_cursor_execute", count)
    return len(found)


PATHS = ["/desk/events/evening/register", "/desk/events/evening/register/ticks", "/desk/events/evening/attendance",
         "/desk/events/evening/door?q=guest", "/desk/events/evening/door", "/desk/events/evening/badges",
         "/desk/events/evening/badges/1.pdf", "/desk/events/evening/register.pdf", "/desk/events/evening/needs",
         "/desk/events/evening/orders", "/desk/events/evening/transport", "/desk/events/evening/door/links"]


def asked(make, event, desk, more: int) -> list[int]:
    make.many_guests(event, more)
    return [questions(desk, path) for path in PATHS]


def test_lists_and_papers_ask_as_much_for_many_as_for_few(make, event, desk):
    assert asked(make, event, desk, 5) == asked(make, event, desk, 150)


@pytest.mark.prove
def test_lists_and_papers_ask_as_much_for_5000_as_for_5(make, event, desk):
    assert asked(make, event, desk, 5) == asked(make, event, desk, 4995)
