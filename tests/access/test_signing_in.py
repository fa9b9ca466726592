"""Signing in: by button only in the browser that asked, by code elsewhere, five tries, once."""

from datetime import timedelta

import pytest

from events import clock, history
from events.access import links, queries, signing_in
from events.database import db, unit_of_work
from events.outbox import Letter

KEYS = ["of the tests alone"]


def asked(officer, **values):
    """A stored sign-in request of that officer."""
    with unit_of_work():
        return signing_in.ask(officer.email, **values)


def test_asking_sends_one_mail_and_the_row_holds_no_code(make):
    officer = make.officer("organiser")
    request = asked(officer)
    letter = db.session.query(Letter).one()
    assert (letter.to_address, letter.name) == (officer.email, "access/sign_in")
    assert links.code_of(KEYS[0], request.ref) not in f"{letter.facts} {request.__dict__}"


@pytest.mark.parametrize("email", ["nobody@council.example.org", "", "not an address"])
def test_an_unknown_address_is_asked_for_nothing(make, email):
    with unit_of_work():
        assert signing_in.ask(email) is None
    assert db.session.query(Letter).count() == 0


def test_a_disabled_officer_gets_no_mail_and_an_open_request_closes(make):
    officer = make.officer("organiser")
    request = asked(officer)
    make.officer("administrator")
    with unit_of_work():
        signing_in.disable(officer, by="command")
    assert queries.sign_in_request(request.ref) is None
    assert asked(officer) is None


def test_the_right_code_opens_once_and_spaces_in_it_do_not_matter(make):
    request = asked(make.officer("organiser"))
    code = links.code_of(KEYS[0], request.ref)
    with unit_of_work():
        token = signing_in.sign_in(queries.sign_in_request(request.ref), keys=KEYS, code=f" {code[:3]} {code[3:]} ")
    assert queries.signed_in(token).officer.id == request.officer_id
    with unit_of_work(), pytest.raises(signing_in.CodeRefused):
        signing_in.sign_in(queries.sign_in_request(request.ref), keys=KEYS, code=code)


def test_a_code_made_with_an_earlier_secret_key_still_opens(make):
    request = asked(make.officer("organiser"))
    with unit_of_work():
        assert signing_in.sign_in(request, keys=["a new key", *KEYS], code=links.code_of(KEYS[0], request.ref))


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef"])
def test_a_wrong_code_does_not_open(make, code):
    request = asked(make.officer("organiser"))
    assert links.code_of(KEYS[0], request.ref) != code
    with unit_of_work(), pytest.raises(signing_in.CodeRefused):
        signing_in.sign_in(request, keys=KEYS, code=code)


def test_the_button_opens_only_with_the_asking_browsers_value(make):
    request = asked(make.officer("organiser"), browser="this browser")
    for other in ("another browser", ""):
        with unit_of_work(), pytest.raises(signing_in.CodeRefused):
            signing_in.sign_in(request, keys=KEYS, browser=other)
    with unit_of_work():
        assert signing_in.sign_in(request, keys=KEYS, browser="this browser")


def test_a_request_without_a_browser_never_opens_by_button(make):
    request = asked(make.officer("organiser"))
    with unit_of_work(), pytest.raises(signing_in.CodeRefused):
        signing_in.sign_in(request, keys=KEYS, browser="")


def test_a_request_is_good_for_fifteen_minutes(make):
    request = asked(make.officer("organiser"))
    with clock.moved_to(clock.now() + timedelta(minutes=14)):
        assert queries.sign_in_request(request.ref)
    with clock.moved_to(clock.now() + timedelta(minutes=16)):
        assert queries.sign_in_request(request.ref) is None


def test_being_signed_in_lasts_a_day_and_its_evening_and_ends_when_signed_out(make):
    request = asked(make.officer("organiser"))
    with unit_of_work():
        token = signing_in.sign_in(request, keys=KEYS, code=links.code_of(KEYS[0], request.ref))
    with clock.moved_to(clock.now() + timedelta(hours=14)):
        assert queries.signed_in(token)
    with clock.moved_to(clock.now() + timedelta(hours=17)):
        assert queries.signed_in(token) is None
    with unit_of_work():
        signing_in.sign_out(queries.signed_in(token))
    assert queries.signed_in(token) is None
    officer = db.session.get(type(request.officer), request.officer_id)
    assert [entry.act for entry in history.of(officer)] == ["signed in", "signed out"]


def test_one_address_is_one_officer_in_any_letter_case(make):
    with unit_of_work():
        signing_in.add_officer(name="Ada", email=" Ada@Council.Example.org ", by="command")
    with unit_of_work(), pytest.raises(signing_in.OfficerKnown):
        signing_in.add_officer(name="Ada again", email="ADA@council.example.org", by="command")
    assert queries.officer_by_email("ada@COUNCIL.example.org").name == "Ada"


def test_giving_a_role_twice_changes_nothing(make):
    officer, event = make.officer(), make.event()
    for _ in range(2):
        with unit_of_work():
            signing_in.give_role(officer, "moderator", event=event, by="command")
    assert [(role.name, role.event_id) for role in officer.roles] == [("moderator", event.id)]


def test_the_last_administrator_can_neither_be_disabled_nor_lose_the_role(make):
    only = make.officer("administrator")
    with unit_of_work(), pytest.raises(signing_in.LastAdministrator):
        signing_in.disable(only, by=only)
    with unit_of_work(), pytest.raises(signing_in.LastAdministrator):
        signing_in.take_role(only.roles[0], by=only)
    second = make.officer("administrator", name="A second")
    with unit_of_work():
        signing_in.disable(only, by=second)
    with unit_of_work(), pytest.raises(signing_in.LastAdministrator):
        signing_in.disable(second, by=second)
