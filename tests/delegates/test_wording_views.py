"""The organiser's pages of what letters say."""

import pytest
from sqlalchemy import select

from events.database import db
from events.delegates.mail_models import Wording
from events.outbox import Letter


@pytest.fixture
def desk(make, reader):
    event = make.event()
    return event, reader.signed_in(make.officer("organiser", on=event))


def test_words_are_written_looked_at_as_a_guest_and_given_back(make, desk):
    event, organiser = desk
    ann = make.contact("Ann Lee", organisation="Renaissance")
    start = organiser.get("wordings.list_wordings", slug=event.slug)
    assert start.words.count("Standard text") == 13
    page = organiser.get("wordings.change_wording", slug=event.slug, kind="invitation", key="en")
    assert "We would like to invite you to ((event))." in str(page)
    typed = {"subject": "Come", "words": "Dear ((name)), do come. ((personal lnk))"}
    refused = organiser.send(page, typed, to="invitation/en", status=422)
    assert "Did you mean ((personal link))?" in refused.errors[0] and "do come. ((personal lnk))" in str(refused)
    typed["words"] = "Dear ((name)), do come.\n\n((personal link))"
    shown = organiser.send(page, typed, to="invitation/en", follow=True)
    assert "Dear Ann Example, do come." in shown.words and "own, version 1" in shown.words
    found = organiser.get(f"/desk/events/evening/letters/words/invitation/preview?q=renaiss&contact={ann.id}")
    assert "Dear Ann Lee, do come." in found.words
    assert "Asks for an answer, with buttons" in found.words and ann.email in found.words
    frame = organiser.client.get(found.iframe["src"])
    assert "style-src 'unsafe-inline'" in frame.headers["Content-Security-Policy"]
    assert "Dear Ann Lee, do come." in frame.get_data(as_text=True) and "/i/" not in frame.get_data(as_text=True)
    page = organiser.get("wordings.change_wording", slug=event.slug, kind="invitation", key="en")
    organiser.send(page, {}, to="/house")
    assert db.session.scalars(select(Wording.words).order_by(Wording.version.desc())).first() == ""


def test_looking_at_a_letter_writes_nothing_and_a_test_goes_to_whoever_asks(make, desk):
    event, organiser = desk
    for kind in ("invitation", "reminder", "reminder-coming", "reminder-waiting", "confirmation", "moved", "cancelled"):
        page = organiser.get("wordings.preview_letter", slug=event.slug, kind=kind)
        assert "Dear Ann Example," in page.words
    assert db.session.scalars(select(Letter)).all() == []
    db.session.rollback()
    assert "A test letter is on its way" in organiser.send(page, {}, to="/test", follow=True).words
    assert db.session.scalars(select(Letter.name)).all() == ["delegates/trial"]


def test_another_language_and_what_is_no_language_or_letter(make, desk):
    event, organiser = desk
    page = organiser.get("/desk/events/evening/letters/words/another-language?kind=invitation&language=ur", follow=True)
    assert page.find("textarea")["dir"] == "rtl"
    organiser.get("wordings.change_wording", slug=event.slug, kind="nonsense", key="en", status=404)
    organiser.get("wordings.change_wording", slug=event.slug, kind="invitation", key="nonsense!", status=422)


def test_the_badge_in_a_letter_that_is_looked_at_is_a_picture(desk):
    _event, organiser = desk
    shown = organiser.client.get("/desk/events/evening/letters/words/named/preview/letter").get_data(as_text=True)
    assert 'src="data:image/png;base64,' in shown and "cid:" not in shown
