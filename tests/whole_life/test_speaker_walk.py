"""A speaker from the letter that asks them to the evening on which somebody else speaks instead, in real browsers."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from events import clock
from events.agenda import profile_queries, queries
from events.agenda.models import Speaker
from events.agenda.states import ConsentKind, SpeakerState
from events.database import db
from events.delegates import queries as guest_queries
from events.event import Event
from events.outbox import Letter
from tests.agenda.test_photographs import from_a_telephone
from tests.browsers import violations
from tests.people import People
from tests.readers import Reader
from tests.whole_life.post import letter_to, link_in, words_of

pytestmark = pytest.mark.browser

JUDITH, CLEO = "judith@dept.example.org", "cleo@example.org"


@pytest.fixture
def coming(app):
    """An evening in three weeks with two talks; one speaker nobody has asked yet, one who has agreed already."""
    with app.app_context():
        make = People()
        event = make.event(starts_at=clock.now() + timedelta(days=21),
                           reply_by_on=(clock.now() + timedelta(days=14)).date())
        make.officer("safeguarding", on=event)
        judith = make.speaker(event, "Judith Okoro", email=JUDITH, level="national", organisation="The Department")
        cleo = make.speaker(event, "Cleo Half", email=CLEO, state=SpeakerState.ACCEPTED, bio="A life in youth work.")
        make.agenda_item(event, "The national picture", speaker=judith)
        make.agenda_item(event, "Youth work here", speaker=cleo, after_minutes=20)
        desk = Reader.maker(app).signed_in(make.officer("organiser", on=event))
        cookies = {cookie.key: cookie.value for cookie in desk.client._cookies.values()}
        found = (event.slug, event.id, judith.id, cookies)
        db.session.expunge_all()
    return found


def ask(desk, slug: str, browsers) -> None:
    """The organiser writes the letter, looks at it and sends it."""
    desk.goto(f"/desk/events/{slug}/speakers")
    browsers.picture(desk, "speakers-before")
    desk.get_by_role("link", name="Judith Okoro").click()
    desk.get_by_role("button", name="Ask them to speak by letter").click()
    desk.get_by_label("Your own words to them").fill("We met in Leeds, and the room should hear you.")
    assert desk.get_by_label("What you ask them to speak about").input_value() == "The national picture"
    browsers.picture(desk, "write-invitation")
    desk.get_by_role("button", name="Look at the letter").click()
    browsers.picture(desk, "send-invitation")
    assert violations(desk) == []
    desk.get_by_role("button", name="Send", exact=True).click()
    desk.get_by_text("Until then you can call it back").wait_for()
    browsers.picture(desk, "speakers-asked")


def accept(phone, link: str, browsers) -> None:
    """The speaker opens the letter's link on a telephone and says yes."""
    phone.goto(urlsplit(link).path)
    phone.get_by_role("heading", name="Will you speak?").wait_for()
    browsers.picture(phone, "speaker-asked")
    assert violations(phone) == []
    phone.get_by_role("button", name="Answer").click()
    phone.get_by_role("button", name="Send my answer").click()
    phone.get_by_role("link", name="Choose whether you can speak").wait_for()
    browsers.picture(phone, "speaker-answer-refused")
    phone.get_by_label("Yes, I will speak").check()
    phone.wait_for_timeout(1_100)  # the button takes no second press within a second
    phone.get_by_role("button", name="Send my answer").click()
    phone.get_by_text("The organiser has your answer").wait_for()
    browsers.picture(phone, "speaker-agreed")


def tell_about_me(phone, browsers) -> None:
    """The one form, and the photograph."""
    phone.get_by_role("button", name="Biography, needs, consents").click()
    phone.get_by_label("A few lines about you").fill("I was a teacher before I was an adviser.")
    phone.get_by_role("group", name="Your slides").get_by_label("Yes").check()
    phone.get_by_role("group", name="Recording").get_by_label("No").check()
    phone.get_by_role("group", name="Your photograph").get_by_label("Yes").check()
    phone.get_by_role("textbox", name="Travel").fill("By train, 16:52 at the station")
    phone.get_by_label("You have to leave by").fill("8:45pm")
    browsers.picture(phone, "about-you")
    assert violations(phone) == []
    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("button", name="Photograph").click()
    picture = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": from_a_telephone().getvalue()}
    phone.get_by_label("Your photograph").set_input_files(picture)
    phone.get_by_role("button", name="Save this photograph").click()
    shown = phone.get_by_role("img", name="Judith Okoro")
    shown.wait_for()
    assert shown.evaluate("image => image.complete && image.naturalWidth") == 800
    browsers.picture(phone, "photograph")
    assert violations(phone) == []


def chase(desk, slug: str, browsers) -> None:
    """The organiser chases the other for exactly what is missing."""
    desk.goto(f"/desk/events/{slug}/speakers?missing=anything")
    browsers.picture(desk, "pipeline")
    assert violations(desk) == []
    desk.goto(f"/desk/events/{slug}/speakers/chasing")
    row = desk.get_by_role("row").filter(has_text="Cleo Half")
    row.get_by_text("Photograph, Slides, May publish slides, May record, Needs and travel").wait_for()
    browsers.picture(desk, "chasing")
    assert violations(desk) == []
    desk.get_by_role("button", name="for exactly what is missing").click()
    desk.get_by_text("Until then you can call them back").wait_for()


def test_a_speaker_from_the_letter_to_their_substitute(app, settings, browsers, coming):
    slug, event_id, judith_id, cookies = coming
    desk, phone = browsers.person(cookies=cookies), browsers.person(phone=True)
    ask(desk, slug, browsers)
    letter = letter_to(settings, app, JUDITH)
    assert "We met in Leeds" in words_of(letter) and "The national picture" in words_of(letter)
    accept(phone, link_in(letter, "s"), browsers)
    with app.app_context():
        event = db.session.get(Event, event_id)
        assert [guest.contact.email for guest in guest_queries.coming(event)] == [JUDITH]
        assert db.session.query(Letter).filter(Letter.name.startswith("delegates/")).count() == 0
    tell_about_me(phone, browsers)
    chase(desk, slug, browsers)
    letter = letter_to(settings, app, CLEO)
    assert "A photograph of you" in words_of(letter) and "A few lines about you" not in words_of(letter)
    reader = browsers.person()
    reader.goto(f"/events/{slug}/programme")
    reader.get_by_role("img", name="Judith Okoro").wait_for()
    assert "16:52" not in reader.content()
    browsers.picture(reader, "programme-with-photograph")
    pocket = browsers.person(phone=True, cookies=cookies)
    pocket.goto(f"/desk/events/{slug}/speakers/{judith_id}")
    browsers.picture(pocket, "speaker-at-the-desk")
    pocket.get_by_role("link", name="Somebody else speaks instead").click()
    pocket.get_by_label("Name of whoever speaks instead").fill("Dana Kirk")
    browsers.picture(pocket, "substitute")
    assert violations(pocket) == []
    pocket.get_by_role("button", name="They speak instead").click()
    pocket.get_by_text("Dana Kirk speaks instead of Judith Okoro").wait_for()
    browsers.picture(pocket, "pipeline-phone")
    reader.reload()
    assert reader.get_by_text("Dana Kirk").count() and not reader.get_by_text("Judith Okoro").count()
    kept(app, event_id, judith_id)


def kept(app, event_id: int, judith_id: int) -> None:
    """What the walk has left: consents with their words, who speaks, who has a chair."""
    with app.app_context():
        event, judith = db.session.get(Event, event_id), db.session.get(Speaker, judith_id)
        said = profile_queries.latest_consents(profile_queries.consents_of(judith))
        assert {kind: row.agreed for kind, row in said.items()} == {
            ConsentKind.PUBLISH: True, ConsentKind.RECORD: False, ConsentKind.PHOTOGRAPH: True}
        assert all(row.words.startswith("I agree that") for row in said.values())
        assert judith.withdrawn_at and profile_queries.needs_of(judith).travel == "By train, 16:52 at the station"
        assert [one.name for one in queries.speakers_of(event)] == ["Cleo Half", "Dana Kirk"]
        assert [guest.contact.name for guest in guest_queries.coming(event)] == ["Dana Kirk"]
