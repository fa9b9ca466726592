"""Letters on paper: read back by other programs, as the postman's customer and a phone's camera would."""

import io

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import event as sql

from events.database import db, unit_of_work
from events.delegates import post_queries
from events.delegates.models import Invitation


@pytest.fixture
def desk(make, reader):
    """An event with three guests: Peggy and Oswald by post, Ann by mail."""
    event = make.event()
    for name, values in {
        "Peggy Skelton": {"email": None, "address": "4 Mill Lane\nStockton-on-Tees\nTS18 1AA"},
        "Oswald Ngũgĩ": {"email": None}, "Ann Lee": {},
    }.items():
        make.invitation(event, make.contact(name, **values))
    return event, reader.signed_in(make.officer("organiser", on=event))


def guest(name: str) -> Invitation:
    db.session.expire_all()
    return next(row for row in db.session.query(Invitation) if row.contact.name == name)


def printed(browser, endpoint: str, **values) -> pypdfium2.PdfDocument:
    answer = browser.client.get(browser.address(endpoint, **values))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    return pypdfium2.PdfDocument(io.BytesIO(answer.data))


def words_on(page) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


def test_those_without_an_address_are_listed_with_their_codes(desk):
    event, organiser = desk
    page = organiser.get("post.list_letters_by_post", slug=event.slug)
    code = guest("Peggy Skelton").reply_code
    assert f"{code[:4]}-{code[4:]}" in page.words and "Ann Lee" not in page.words
    assert "1 of them has no postal address" in page.words and "Print all 2 letters" in page.words


def test_one_file_has_a_page_for_each_with_facts_code_and_square(desk, reader):
    event, organiser = desk
    file = printed(organiser, "post.print_letters", slug=event.slug)
    assert len(file) == 2
    peggy = guest("Peggy Skelton")
    words = words_on(file[1])
    for said in ("Peggy Skelton", "4 Mill Lane", "TS18 1AA", "Wednesday 20 May 2009", "6pm to 9pm", "Wynyard Rooms",
                 "Wednesday 13 May 2009", "01632 960100", f"{peggy.reply_code[:4]}-{peggy.reply_code[4:]}",
                 "a test's list", "I am not coming"):
        assert said in words, said
    assert "Ngũgĩ" in words_on(file[0])
    read = zxingcpp.read_barcodes(file[1].render(scale=3).to_pil())
    phone = reader.anybody()
    assert "Peggy Skelton" in phone.get(read[0].text.removeprefix("http://localhost"), follow=True).words


def test_a_very_long_letter_stays_on_its_page(make, reader):
    event = make.event(title="A very long title " * 10, summary="Words upon words. " * 80,
                       venue_address="A long way " * 20)
    make.invitation(event, make.contact("N" * 60 + " " + "M" * 60, email=None, organisation="O" * 150,
                                        address="\n".join(["A line of the address"] * 8)))
    organiser = reader.signed_in(make.officer("organiser", on=event))
    assert len(printed(organiser, "post.print_letters", slug=event.slug)) == 1


def test_nothing_is_printed_for_who_asked_not_to_be_invited_or_was_not_sent(make, desk):
    event, organiser = desk
    never = make.invitation(event, make.contact("Never", email=None, do_not_invite=True))
    draft = make.invitation(event, make.contact("Draft", email=None), sent=False)
    other = make.invitation(make.event(slug="other"), make.contact("Other", email=None))
    for row in (never, draft, other):
        organiser.get("post.print_letter", slug=event.slug, invitation_id=row.id, status=404)
    assert len(printed(organiser, "post.print_letters", slug=event.slug)) == 2
    assert "Never" not in organiser.get("post.list_letters_by_post", slug=event.slug).words
    assert len(printed(organiser, "post.print_letter", slug=event.slug, invitation_id=guest("Ann Lee").id)) == 1


def test_nobody_by_post_is_a_page_that_says_so_and_no_file(make, reader):
    event = make.event()
    organiser = reader.signed_in(make.officer("organiser", on=event))
    assert "nothing to post" in organiser.get("post.list_letters_by_post", slug=event.slug).words
    organiser.get("post.print_letters", slug=event.slug, status=404)


def test_many_by_post_cost_no_more_queries_than_few(make, in_app):
    event = make.event()

    def cost() -> int:
        seen: list[str] = []
        db.session.rollback()
        sql.listen(db.engine, "before_cursor_execute", listener := lambda *args: seen.append(args[2]))
        for row in post_queries.by_post_page(event, first=0, most=100)[1]:
            assert row.contact.name and row.event.title
        sql.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    make.invitation(event, make.contact("A", email=None))
    few = cost()
    for number in range(12):
        make.invitation(event, make.contact(f"P{number}", email=None))
    assert cost() == few
    with unit_of_work():
        db.session.query(Invitation).delete()


def test_who_was_named_reads_on_paper_that_a_place_is_kept(make, desk):
    event, organiser = desk
    guest = make.invitation(event, make.contact("Nadia", email=None), origin="named", said="ACCEPTED", place="held")
    file = printed(organiser, "post.print_letter", slug=event.slug, invitation_id=guest.id)
    words = words_on(file[0])
    assert len(file) == 1 and "You were named to come, and a place is kept for you." in words
    assert "or that you cannot come:" in words and "We would like to invite you" not in words
