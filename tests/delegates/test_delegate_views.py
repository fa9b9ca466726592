"""A guest's own pages: the answer and the badge."""

from datetime import timedelta

import pytest

from events import clock
from events.database import db, unit_of_work
from events.delegates import needs_queries, passing_on, queries, replying
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place, Said


def stored(guest) -> Invitation:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Invitation, guest.id)


@pytest.fixture
def guest(make):
    """Somebody invited to an event with two places."""
    return make.invitation(make.event(capacity=2))


@pytest.fixture
def hers(reader, guest):
    """Her browser, in which she opened her personal link."""
    return reader.by_link("invitation", guest)


def test_the_page_says_who_what_when_and_where(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    for words in ("Joyce Applegarth", "An awareness evening", "Wednesday 20 May 2009", "6pm to 9pm", "Wynyard Rooms"):
        assert words in page.words


def test_a_guest_answers_and_is_told_how_it_stands(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    answered = hers.send(page, {"said": "ACCEPTED"}, to="reply", follow=True)
    assert "you have a place" in answered.words
    assert (stored(guest).said, stored(guest).place) == (Said.ACCEPTED, Place.HELD)


def test_a_link_scanner_changes_nothing(hers, guest):
    address = hers.address("delegates.reply_to_invitation", ref=guest.ref)
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert hers.client.head(address).status_code == 200
    refused = hers.send(page, {}, to="reply", status=422)
    assert refused.errors == ["Choose whether you are coming"]
    assert stored(guest).said == Said.NEEDS_ACTION
    assert queries.replies_of(guest) == []


def test_after_an_answer_the_form_still_chooses_nothing_by_itself(hers, guest):
    with unit_of_work():
        replying.reply(stored(guest), said="ACCEPTED", channel="link")
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert "said" not in page.form("reply")
    hers.send(page, {}, to="reply", status=422)
    assert stored(guest).said == Said.ACCEPTED


def test_pressing_send_twice_is_one_answer(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    for _ in range(2):
        hers.send(page, {"said": "ACCEPTED"}, to="reply")
    assert len(queries.replies_of(stored(guest))) == 1


def folds(page) -> list[bool]:
    """Which of the reply's folds stand open: substitute, companions, needs, all else."""
    return [fold.has_attr("open") for fold in page.select("form details")]


def test_what_few_need_is_folded_away_and_stands_open_where_something_was_typed(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert folds(page) == [False] * 4
    refused = hers.send(page, {"access": "A quiet corner"}, to="reply", status=422)
    assert folds(refused) == [False, False, True, False]
    assert refused.find(id="needs").find("input", attrs={"name": "consent"})
    refused = hers.send(page, {"comment": "Thank you", "consent": "y"}, to="reply", status=422)
    assert folds(refused) == [False, False, True, True]
    assert refused.find("textarea", attrs={"name": "comment"}).get_text().strip() == "Thank you"


def test_needs_are_never_shown_again_not_even_to_the_guest(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    hers.send(page, {"said": "ACCEPTED", "access": "A quiet corner", "diet": "No kiwis", "consent": "y"}, to="reply")
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert "is noted" in page.words
    assert "A quiet corner" not in page.words.replace("the hearing loop", "") and "No kiwis" not in str(page)
    assert needs_queries.needs_of(stored(guest)).diet == "No kiwis"


def test_what_was_typed_comes_back_when_consent_is_missing(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    typed = {"said": "ACCEPTED", "access": "A seat by the door", "comment": "Hello"}
    refused = hers.send(page, typed, to="reply", status=422)
    assert refused.title.get_text().startswith("Error:")
    assert refused.form("reply")["access"].strip() == "A seat by the door"
    assert refused.form("reply")["comment"].strip() == "Hello"
    assert stored(guest).said == Said.NEEDS_ACTION


def test_needs_from_a_list_are_shown_to_that_person_to_confirm(reader, make):
    event = make.event()
    guest = make.invitation(event, make.contact("Ann", unconfirmed_needs="Pashto interpreter"))
    other = make.invitation(event)
    hers = reader.by_link("invitation", guest)
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    assert "Pashto interpreter" in page.words
    assert "Pashto" not in str(reader.by_link("invitation", other).get("delegates.reply_to_invitation", ref=other.ref))
    hers.send(page, {"said": "ACCEPTED", "unconfirmed": "keep", "consent": "y"}, to="reply")
    assert "Pashto interpreter" not in hers.get("delegates.reply_to_invitation", ref=guest.ref).words
    assert needs_queries.needs_of(stored(guest)).access == "Pashto interpreter"


def test_an_answer_after_the_end_is_refused_in_a_sentence_and_nothing_typed_is_lost(hers, guest, at):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    with at(2009, 5, 21):
        refused = hers.send(page, {"said": "ACCEPTED", "comment": "I was ill"}, to="reply", status=422)
        assert refused.errors == ["The event is over, so answers are closed."]
        assert refused.form("reply")["comment"].strip() == "I was ill"
        assert not hers.get("delegates.reply_to_invitation", ref=guest.ref).find("input", attrs={"name": "said"})
    assert stored(guest).said == Said.NEEDS_ACTION


def test_a_withdrawn_invitation_says_so_and_gives_back_what_was_typed(hers, guest):
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref)
    with unit_of_work():
        stored(guest).state = InvitationState.WITHDRAWN
    refused = hers.send(page, {"said": "ACCEPTED", "comment": "Looking forward"}, to="reply", status=410)
    assert "withdrawn" in refused.words and "Looking forward" in refused.words


def test_one_guests_link_opens_nobody_elses_page(hers, make, guest):
    other = make.invitation(guest.event)
    for endpoint in ("delegates.reply_to_invitation", "delegates.show_badge", "delegates.badge_drawing"):
        hers.get(endpoint, ref=other.ref, status=404)


def test_a_draft_has_no_door_yet(reader, make):
    guest = make.invitation(make.event(), sent=False)
    reader.anybody().get(reader.link("invitation", guest), status=404)


def test_there_is_a_badge_for_a_place_and_none_without(hers, guest):
    assert "when you have a place" in hers.get("delegates.show_badge", ref=guest.ref).words
    hers.get("delegates.badge_drawing", ref=guest.ref, status=404)
    with unit_of_work():
        replying.reply(stored(guest), said="ACCEPTED", channel="link")
    page = hers.get("delegates.show_badge", ref=guest.ref)
    assert page.find("img", alt="QR code of your badge")
    drawing = hers.client.get(hers.address("delegates.badge_drawing", ref=guest.ref))
    picture = hers.client.get(hers.address("delegates.badge_picture", ref=guest.ref))
    assert picture.headers["Content-Disposition"].startswith("attachment")
    assert (drawing.mimetype, picture.data[:4]) == ("image/svg+xml", b"\x89PNG")


def test_an_offer_is_answered_by_its_own_hour_and_says_when_it_has_run_out(reader, make):
    event = make.event(capacity=1)
    guest = make.invitation(event, said="ACCEPTED", said_at=clock.now(), place="offered",
                            offered_until=clock.now() + timedelta(hours=12))
    hers = reader.by_link("invitation", guest)
    page = hers.get("delegates.reply_to_invitation", ref=guest.ref).words
    assert "Do you want the place? Are you coming? Please answer by Wednesday 22 April 2009 at 10pm." in page
    with clock.moved_to(clock.now() + timedelta(hours=13)):
        passing_on.pass_on_places()
    for endpoint in ("delegates.reply_to_invitation", "reports.show_my_page"):
        assert "it went to the next on the waiting list" in hers.get(endpoint, ref=guest.ref).words
