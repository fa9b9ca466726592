"""The organiser's page of letters back: three samples, the number, the press, calling back and printing."""

from datetime import timedelta

import pypdfium2
from sqlalchemy import select

from events import clock
from events.database import db, unit_of_work
from events.outbox import Letter, LetterState
from events.plan import telling_queries
from events.plan.became_facts import LETTER
from events.plan.telling_models import Telling
from tests.plan.conftest import fill
from tests.plan.test_drafting import propose
from tests.plan.test_public_views import publish
from tests.plan.test_telling_back import WISHED, spoke, tell
from tests.plan.test_versioning import accept


def the_page(reader, held, **values):
    officer = reader.signed_in(held.organiser)
    return officer, officer.get("telling.tell_back", slug="evening", **values)


def test_before_the_outcomes_are_public_it_says_what_to_do_and_shows_no_button(held, make, reader):
    spoke(held, make)
    _officer, page = the_page(reader, held)
    assert "The outcomes are not public yet" in page.words and not page.find("main").find("form", method="post")


def test_three_samples_are_shown_and_one_press_sends_to_all(held, make, reader):
    for name in ("Joyce Applegarth", "Maximiliane Featherstonehaugh", "Chloë Ng", "Ann"):
        spoke(held, make, name)
    publish(held)
    officer, page = the_page(reader, held)
    samples = [h3.get_text(strip=True) for h3 in page.find("main").find_all("h3")]
    assert len(samples) == 3 and {"Maximiliane Featherstonehaugh", "Chloë Ng"} < set(samples)
    assert WISHED in page.words and "(their own link)" in page.words and "/i/" not in str(page)
    assert "No board has approved “The plan” yet" in page.words
    fill(officer, page, {"count": "4"})
    sent = officer.get("telling.tell_back", slug="evening")
    assert "4 letters leave in two minutes." in sent.words and "Call back" in sent.words
    again = fill(officer, page, {"count": "4", "form_key": "another press of an old page"}, status=409)
    assert "There are 0 letters to send now" in again.errors[0]
    assert len(db.session.scalars(select(Letter)).all()) == 4


def test_they_are_called_back_by_a_press(held, make, reader):
    spoke(held, make)
    publish(held)
    tell(held, hold=timedelta(minutes=2))
    officer, page = the_page(reader, held)
    back = officer.send(page, {}, to="call-back", follow=True)
    assert "Called back: 1 person is to be told again." in back.words and "called back" in back.words


def test_another_events_sending_is_not_there(held, make, reader):
    spoke(held, make)
    publish(held)
    number = tell(held).id
    other = make.event(slug="other")
    officer = reader.signed_in(make.officer("organiser", on=other))
    officer.post("telling.call_back", slug="other", telling_id=number, status=404)
    officer.get("telling.tell_back", slug="evening", status=404)
    db.session.rollback()
    assert db.session.get_one(Telling, number).called_back_at is None


def test_more_than_fifty_letters_leave_only_when_their_number_is_typed(held, make, reader):
    for number in range(51):
        spoke(held, make, f"Person {number}")
    publish(held)
    officer, page = the_page(reader, held)
    refused = fill(officer, page, {"typed": "50"}, status=422)
    assert refused.errors == ["Type 51 to send 51 letters"] and refused.find(id="typed")["value"] == "50"
    fill(officer, refused, {"typed": "51"})
    assert len(db.session.scalars(select(Letter)).all()) == 51


def test_whom_no_mail_reaches_has_a_printed_letter(held, make, reader):
    _invitation, remark = spoke(held, make, "Peggy Skelton", email=None, address="4 Roseworth Crescent")
    accept(held, propose(held, evidence=[remark]))
    publish(held)
    officer, page = the_page(reader, held)
    assert "No email reaches these people" in page.words and "Peggy Skelton" in page.words
    officer.get("telling.print_letters_back", slug="evening", status=404)  # nothing before the press
    fill(officer, page, {"count": "1"})
    answer = officer.client.get("/desk/events/evening/outcomes/letters/by-post.pdf")
    assert answer.mimetype == "application/pdf" and "no-store" in answer.headers["Cache-Control"]
    words = " ".join(pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_bounded().split())
    assert "Dear Peggy Skelton" in words and WISHED in words and "4 Roseworth Crescent" in words
    assert "[put in: every quarter]" in words


def test_the_desk_says_of_a_remark_how_its_letter_fares(held, make, reader):
    _invitation, remark = spoke(held, make)
    officer, ref = reader.signed_in(held.organiser), remark.ref
    publish(held)
    assert "asked for one, and has none yet" in officer.get("chains.show_remark_end", slug="evening", ref=ref).words
    tell(held)
    assert "It is on its way." in officer.get("chains.show_remark_end", slug="evening", ref=ref).words
    assert telling_queries.last_left(held.event) is None
    assert "have left" not in reader.anybody().get("chains.show_remark_chain", slug="evening", ref=ref).words
    with unit_of_work():
        letter = db.session.scalars(select(Letter).where(Letter.name == LETTER)).one()
        letter.state, letter.sent_at = LetterState.SENT, clock.now()
    end = reader.anybody().get("chains.show_remark_chain", slug="evening", ref=ref)
    assert "letters to those who asked to be told have left, the newest on" in end.words


def test_nobody_but_the_organiser_reads_the_samples(held, reader):
    publish(held)
    for officer in (held.reviewer, held.approver):
        reader.signed_in(officer).get("telling.tell_back", slug="evening", status=403)
        reader.signed_in(officer).get("telling.print_letters_back", slug="evening", status=403)
