"""Somebody rings: they are found by the code in their letter or by name, and their answer is written down."""

import pytest

from events.database import db
from events.delegates import queries, reply_codes
from events.delegates.models import SPOKEN, Invitation


@pytest.fixture
def desk(make, reader):
    """Peggy, who is reached by post, and two people of one name; the organiser's browser."""
    event = make.event()
    peggy = make.invitation(event, make.contact("Peggy Skelton", email=None), reply_code="K7QD4XWA")
    for organisation in ("Police", "Fire"):
        make.invitation(event, make.contact("Ann Lee", organisation=organisation))
    return event, peggy, reader.signed_in(make.officer("organiser", on=event))


def ask(desk, words: str, **values):
    event, _peggy, organiser = desk
    page = organiser.get("telephone.find_guest", slug=event.slug)
    return organiser.send(page, {"words": words}, to="answers", **values)


@pytest.mark.parametrize("words", ["K7QD-4XWA", "k7qd4xwa", " k7 qd - 4x wa ", "Peggy"])
def test_a_code_however_it_is_typed_or_a_name_leads_to_the_guest(desk, words):
    page = ask(desk, words)
    assert page.headers["Location"].endswith(f"/guests/{desk[1].id}?note=yes#note")


def test_the_answer_is_written_down_with_how_it_came_and_who_wrote_it(desk):
    _event, peggy, organiser = desk
    page = organiser.get(ask(desk, "K7QD-4XWA").headers["Location"])
    assert page.select_one("details#note[open]") or page.select_one("#note details[open]")
    organiser.send(page, {"channel": "telephone", "said": "ACCEPTED"}, to=f"guests/{peggy.id}")
    db.session.expire_all()
    answer = queries.replies_of(db.session.get(Invitation, peggy.id))[0]
    assert (answer.said, answer.channel, answer.by_officer.name) == ("ACCEPTED", "telephone", "Margaret Tulloch")


def test_an_officer_notes_who_answered_who_comes_along_and_who_comes_instead(desk):
    event, peggy, organiser = desk
    path = ask(desk, "K7QD-4XWA").headers["Location"]
    organiser.send(organiser.get(path), {
        "channel": "telephone", "said": "ACCEPTED", "on_behalf_by": "her niece Joan", "companion_1": "carer",
        "companion_name_1": "Joan"}, to=f"guests/{peggy.id}")
    page = organiser.get(path)
    assert "answered on their behalf by her niece Joan" in page.words and "a carer (Joan)" in page.words
    organiser.send(page, {"channel": "paper", "said": "ACCEPTED"}, to=f"guests/{peggy.id}")
    page = organiser.get(path)
    assert "a carer (Joan)" in page.words, "who comes along is not forgotten with the next answer"
    refused = organiser.send(page, {"channel": "telephone", "said": "DELEGATED"}, to=f"guests/{peggy.id}", status=422)
    assert refused.errors == ["Enter the name of the person who will come for you"]
    organiser.send(refused, {"substitute_name": "Omar Khan"}, to=f"guests/{peggy.id}")
    assert "Wants to send Omar Khan: confirm or decline" in organiser.get(path).words


def test_two_of_one_name_are_shown_to_choose_from(desk):
    page = ask(desk, "ann lee", status=200)
    assert [row.get_text(" ", strip=True) for row in page.select("tbody th")] == ["Ann Lee Police", "Ann Lee Fire"]


def test_a_wrong_code_or_name_says_kindly_what_to_do(desk):
    page = ask(desk, "K7QD-4XWC", status=422)
    assert page.errors == ["No guest of this event has the code K7QD-4XWC. Ask them to read it out once more, sign by "
                           "sign, or type their name."]
    assert page.form("answers")["words"] == "K7QD-4XWC"
    assert "Ask how it is spelt" in ask(desk, "Nobody", status=422).errors[0]
    assert ask(desk, " ", status=422).errors == ["Type the code in their letter, or their name"]


def test_codes_are_not_to_be_guessed(desk):
    for number in range(20):
        ask(desk, f"K7QD4X{SPOKEN[number]}A".ljust(8, "C").replace("K7QD4XWA", "K7QD4XCC"), status=422)
    ask(desk, "K7QD4XCC", status=429)
    assert ask(desk, "K7QD4XWA").status == 302, "a right one is still taken"


def test_another_events_code_and_a_drafts_are_nobodys(make, desk):
    make.invitation(make.event(slug="other"), make.contact("Other"), reply_code="AAAACCCC")
    make.invitation(desk[0], make.contact("Draft"), sent=False, reply_code="DDDDEEEE")
    assert ask(desk, "AAAA-CCCC", status=422).errors and ask(desk, "DDDD-EEEE", status=422).errors


def test_the_code_alone_opens_nothing_to_anybody(desk, reader):
    for path in ("/i/K7QD4XWA", "/my/K7QD4XWA/", "/my/K7QD4XWA/reply"):
        reader.anybody().get(path, status=404)
    reader.anybody().get("telephone.find_guest", slug=desk[0].slug, status=302)


def test_a_name_of_eight_such_letters_is_a_name(make, desk):
    invitation = make.invitation(desk[0], make.contact("Kennaway"))
    assert reply_codes.typed("Kennaway") == "KENNAWAY"
    assert f"/guests/{invitation.id}?" in ask(desk, "Kennaway").headers["Location"]
