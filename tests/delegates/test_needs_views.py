"""The pages of needs, stops and order sheets."""

import re

import pypdfium2
import pytest
from sqlalchemy import event as sql_event

from events.database import db, unit_of_work
from events.delegates import needs_queries, replying
from events.delegates.door_models import Needs
from events.delegates.models import Invitation


@pytest.fixture
def evening(make):
    return make.event()


@pytest.fixture
def desk(make, reader, evening):
    return reader.signed_in(make.officer("organiser", on=evening))


def tell(guest, **needs):
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link", consent=True, **needs)


def test_a_guest_ticks_needs_and_a_stop_and_is_marked_for_photographs(make, reader, evening, desk):
    page = desk.get("needs.add_stop", slug="evening")
    page = desk.send(page, {"name": "Library", "leaves": "5.15pm"}, to="transport", follow=True)
    assert "Library" in page.words and "5:15pm" in page.words
    guest = make.invitation(evening)
    hers = reader.by_link("invitation", guest)
    form = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert "Library, 5:15pm" in form.words
    stop = needs_queries.stops_of(evening)[0]
    hers.send(form, {"said": "ACCEPTED", "kinds": ["loop", "interpreter"], "interpreter_language": "Urdu",
                     "diets": ["halal"], "transport": "y", "stop": str(stop.id), "consent": "y",
                     "no_photographs": "y"}, to="reply")
    db.session.expire_all()
    needs = needs_queries.needs_of(guest)
    assert (needs.kinds, needs.diets, needs.stop.name, needs.returns) == (
        ["loop", "interpreter"], ["halal"], "Library", True)
    assert db.session.get(Invitation, guest.id).no_photographs
    again = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert again.find("input", attrs={"name": "no_photographs"}).has_attr("checked")
    assert not again.find("input", attrs={"value": "loop"}).has_attr("checked")
    listed = desk.get("needs.list_needs", slug="evening")
    assert "Hearing loop" in listed.words and "Urdu" in listed.words and "Library" in listed.words


def test_a_stop_is_changed_and_taken_away(evening, desk):
    page = desk.get("needs.add_stop", slug="evening")
    desk.send(page, {"name": "Library", "leaves": ""}, to="transport")
    number = needs_queries.stops_of(evening)[0].id
    page = desk.get("needs.change_stop", slug="evening", stop_id=number)
    page = desk.send(page, {"name": "Pier", "leaves": "17:30"}, to="transport", follow=True)
    assert "Pier" in page.words and "5:30pm" in page.words
    page = desk.send(page, {}, to="remove", follow=True)
    assert "No stops yet" in page.words
    desk.get("needs.change_stop", slug="evening", stop_id=number, status=404)


def test_needs_are_shown_kind_by_kind(make, evening, desk):
    tell(make.invitation(evening, make.contact("Ann")), kinds=("loop",))
    tell(make.invitation(evening, make.contact("Ben")), access="A quiet corner")
    page = desk.get("/desk/events/evening/needs?kind=loop")
    assert "Ann" in page.words and "Ben" not in page.words
    assert "Ben" in desk.get("/desk/events/evening/needs?kind=words").words
    assert "Nobody has asked" in desk.get("/desk/events/evening/needs?kind=lift").words
    desk.get("/desk/events/evening/needs?kind=nonsense", status=404)


def test_an_order_sheet_is_made_printed_and_names_nobody(make, evening, desk):
    tell(make.invitation(evening, make.contact("Siân Llŷr")), diets=("halal",), diet="Siân takes no eggs")
    page = desk.send(desk.get("orders.list_orders", slug="evening"), {}, to="catering", follow=True)
    assert "Halal" in page.words and "… takes no eggs" in page.words and "As of" in page.words
    tell(make.invitation(evening, make.contact("Ann Bell")), diets=("vegan",))
    page = desk.send(desk.get("orders.list_orders", slug="evening"), {}, to="catering", follow=True)
    assert "+1" in page.words and "Changes are since" in page.words
    paper = desk.client.get(page.find("a", href=re.compile(r"\.pdf$"))["href"])
    assert paper.mimetype == "application/pdf"
    words = pypdfium2.PdfDocument(paper.data)[0].get_textpage().get_text_range()
    assert "Halal" in words and "+1" in words
    for name in ("Siân", "Llŷr", "Bell"):
        assert name not in words and name not in page.words


def test_another_events_sheet_and_stop_are_not_there(make, reader, desk, evening):
    other = make.event(slug="other")
    desk.send(desk.get("orders.list_orders", slug="evening"), {}, to="bays")
    stranger = reader.signed_in(make.officer("organiser", on=other))
    stranger.get("orders.show_sheet", slug="other", sheet_id=1, status=404)
    stranger.get("orders.sheet_paper", slug="other", sheet_id=1, status=404)
    desk.post("/desk/events/evening/orders/nonsense", status=404)


def queries_of(browser, path: str) -> int:
    """How many questions a page asks the database."""
    found: list[str] = []

    def count(connection, cursor, statement, *rest):
        found.append(statement)

    with browser.app.app_context():
        engine = db.engine
    sql_event.listen(engine, "before_cursor_execute", count)
    browser.get(path)
    sql_event.remove(engine, "before_cursor_execute", count)
    return len(found)


def test_the_pages_ask_as_much_for_many_as_for_few(make, desk, evening):
    paths = ["/desk/events/evening/needs", "/desk/events/evening/needs?kind=loop", "/desk/events/evening/orders",
             "/desk/events/evening/transport"]
    few = None
    for count in (3, 60):
        guests = [make.invitation(evening, make.contact(f"Guest {count} {number}"), said="ACCEPTED", place="held")
                  for number in range(count)]
        with unit_of_work():
            db.session.add_all(Needs(
                invitation_id=guest.id, kinds=["loop"], diets=["halal"], access="A seat", transport=True,
                consented_at=guest.drafted_at, keep_until=guest.keep_until) for guest in guests)
        asked = [queries_of(desk, path) for path in paths]
        few = few or asked
        assert asked == few
