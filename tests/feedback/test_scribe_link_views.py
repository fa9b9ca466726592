"""Links of scribes and tables in pages: made, printed, renewed and closed; and what somebody who holds one sees."""

import pypdfium2
import pytest

from events.feedback import card_queries, queries
from events.feedback.states import ScribeLinkKind
from tests.feedback.test_capturing import captured

LINKS = "scribe_links.make_scribe_link"


@pytest.fixture
def evening(at):
    with at(2009, 5, 20, 16, 30):
        yield


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def desk(make, reader, event):
    return reader.signed_in(make.officer("organiser", on=event))


def test_an_organiser_makes_links_for_tables_prints_their_sheets_and_closes_all(desk, reader, event, evening):
    page = desk.send(desk.get(LINKS, slug="evening"), {"tables": "1-3", "about": "4 Young people"}, to="tables",
                     follow=True)
    assert "3 tables have new links" in page.words
    assert "Table 1 Objective 4: Young people" in page.words
    sheets = desk.client.get("/desk/events/evening/cards/links/sheets.pdf")
    document = pypdfium2.PdfDocument(sheets.data)
    words = document[1].get_textpage().get_text_bounded()
    assert len(document) == 3 and "Table 2" in words and "4 Young people" in words and "So many agreed" in words
    page = desk.post(LINKS, {"name": "Ana Okafor"}, slug="evening", follow=True)
    way = page.find("code").get_text().removeprefix("http://localhost")
    scribe = reader.anybody()
    assert "Paper cards" in scribe.get(way, follow=True).heading
    listed = desk.send(desk.get(LINKS, slug="evening"), {}, to="closing", follow=True)
    assert "4 links are closed." in listed.words
    assert "closed this link" in scribe.get("scribe.enter_card", slug="evening", status=410).words
    desk.get("/desk/events/evening/cards/links/sheets.pdf", status=404)


def test_a_renewed_link_opens_and_the_one_before_does_not(desk, make, reader, event, evening):
    link = make.scribe_link(event, kind="table", table="7")
    old = reader.anybody()
    path = reader.link("table", link)
    old.get(path, follow=True)
    page = desk.send(desk.get("scribe_links.show_scribe_link", slug="evening", link_id=link.id), {}, to="renewal",
                     follow=True)
    new = page.find("code").get_text().removeprefix("http://localhost")
    assert reader.anybody().get(new, follow=True).heading == "Table 7"
    old.get("scribe.enter_point", slug="evening", status=410)
    old.get(path, status=410)


def test_refused_tables_come_back_as_they_were_typed(desk, event):
    page = desk.get(LINKS, slug="evening")
    refused = desk.send(page, {"tables": "9-1", "about": "4 Young people"}, to="tables", status=422)
    assert "1-12" in refused.errors[0] and refused.form("tables")["about"] == "4 Young people"


def test_a_scribes_link_shows_entry_and_nothing_that_others_wrote(make, reader, event, evening):
    captured(event, text="Words of another", attribution="named", name="Joyce Applegarth")
    scribe = reader.by_link("scribe", make.scribe_link(event))
    for endpoint in ("scribe.enter_card", "scribe.enter_spoken"):
        page = scribe.get(endpoint, slug="evening")
        assert "Words of another" not in page.words and "Joyce" not in page.words and "wait" not in page.words
        assert {a["href"] for a in page.select("main a")} <= {"#main-content"}
    for endpoint in ("moderation.show_queue", "sorting.show_sorting", "scribe.enter_point", LINKS, "cards.print_cards"):
        scribe.get(endpoint, slug="evening", status=302)


def test_a_facilitators_points_carry_the_links_own_table_and_subject(make, reader, event, evening):
    facilitator = reader.by_link("table", make.scribe_link(event, "4.3 Youth work", kind="table", table="7"))
    page = facilitator.get("scribe.enter_point", slug="evening")
    assert page.heading.endswith("Table 7") and "4.3 Youth work" in page.words
    page = facilitator.send(page, {"text": "More evenings", "agreed": "5", "table_number": "99"}, follow=True)
    remark = queries.waiting(event)[0]
    assert (remark.table_number, remark.about_action, remark.agreed) == ("7", "4.3", 5)
    assert f"{remark.ref} is in the queue." in page.words
    facilitator.get("scribe.enter_card", slug="evening", status=302)


def test_how_many_agreed_must_be_a_number_and_the_point_comes_back(make, reader, event, evening):
    facilitator = reader.by_link("table", make.scribe_link(event, kind="table", table="7"))
    page = facilitator.get("scribe.enter_point", slug="evening")
    refused = facilitator.send(page, {"text": "More evenings", "agreed": "most of us"}, status=422)
    assert refused.form()["text"].strip() == "More evenings" and refused.form()["agreed"] == "most of us"


def test_links_of_another_event_are_not_there(desk, make):
    other = make.scribe_link(make.event(slug="other"), kind="table", table="1")
    for path in ("", ".svg", "/sheet.pdf"):
        desk.get(f"/desk/events/evening/cards/links/{other.id}{path}", status=404)
    assert card_queries.links_of(make.event(slug="third"), ScribeLinkKind.FACILITATOR) == []
