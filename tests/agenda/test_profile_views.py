"""A speaker answers, tells about themselves and hands in a photograph on pages that their link opens."""

import io
from pathlib import Path

import pytest

from events.agenda import profile_queries
from events.agenda.models import Speaker
from events.agenda.states import ConsentKind, SpeakerState
from events.database import db
from events.event import Event
from tests.agenda.test_photographs import bomb, from_a_telephone


@pytest.fixture
def speaker(make):
    """Somebody who was asked to speak, and has their link."""
    event = make.event()
    speaker = make.speaker(event, "Judith Okoro", state=SpeakerState.INVITED)
    make.agenda_item(event, "The national picture", speaker=speaker)
    return speaker


@pytest.fixture
def browser(reader, speaker):
    """Their telephone."""
    return reader.by_link("speaker", speaker)


def stored(app) -> list[Path]:
    """The files of the store."""
    folder = Path(app.config["FILES_URL"])
    return sorted(folder.iterdir()) if folder.exists() else []


def again(speaker) -> Speaker:
    """The speaker as they stand now."""
    db.session.expire_all()
    return db.session.get(Speaker, speaker.id)


def test_a_scanner_that_opens_everything_and_sends_every_form_answers_nothing(browser, speaker):
    page = browser.get("reports.show_speaker_page", ref=speaker.ref)
    assert page.heading.endswith("Will you speak?")
    form = browser.get("profiles.answer_to_speak", ref=speaker.ref)
    assert not form.select("input[type=radio][checked]")
    assert browser.send(form, {}, status=422).errors == ["Choose whether you can speak"]
    assert again(speaker).state == SpeakerState.INVITED and profile_queries.answers_of(speaker) == []


def test_a_yes_opens_what_is_wanted_and_a_no_wants_a_reason_and_can_be_changed(browser, speaker):
    form = browser.get("profiles.answer_to_speak", ref=speaker.ref)
    refused = browser.send(form, {"said": "declined"}, status=422)
    assert "Say in a few words why" in refused.errors[0]
    browser.send(refused, {"reason": "I am away"})
    page = browser.get("reports.show_speaker_page", ref=speaker.ref)
    assert "You have declined" in page.heading and "Still wanted from you" not in page.words
    form = browser.get("profiles.answer_to_speak", ref=speaker.ref)
    assert "You said no." in form.words
    page = browser.send(form, {"said": "accepted"}, follow=True)
    assert "You are speaking" in page.heading and "Your slides, or a word that you have none" in page.words


def test_about_you_is_one_form_that_comes_back_whole_and_keeps_everything(browser, speaker):
    form = browser.get("profiles.tell_about_me", ref=speaker.ref)
    typed = {"bio": "I was a teacher.", "access": "A ramp", "travel": "By train", "arrives": "5:30pm",
             "leaves": "8:45pm", "publish": "yes", "record": "no", "not_needed": ["slides"]}
    refused = browser.send(form, typed, status=422)
    assert refused.errors == ["Tick the box to let us keep what you told us about access"]
    assert refused.form()["travel"] == "By train" and refused.form()["leaves"] == "8:45pm"
    assert db.session.get(Speaker, speaker.id).bio == ""
    browser.send(refused, {"consent": "y"})
    found = again(speaker)
    assert (found.bio, found.arrives_at.hour, found.leaves_by.minute) == ("I was a teacher.", 16, 45)
    latest = profile_queries.latest_consents(profile_queries.consents_of(found))
    assert {kind: row.agreed for kind, row in latest.items()} == {ConsentKind.PUBLISH: True, ConsentKind.RECORD: False}
    shown = browser.get("profiles.tell_about_me", ref=speaker.ref)
    assert latest[ConsentKind.PUBLISH].words in shown.words  # exactly what was read
    assert "A ramp" not in str(shown) and "You have told us." in shown.words  # the link may have been passed on
    browser.send(shown, {}, status=422)  # nothing was different
    assert profile_queries.needs_of(again(speaker)).access == "A ramp"
    browser.send(browser.get("profiles.tell_about_me", ref=speaker.ref), {"drop_access": "y"})
    assert profile_queries.needs_of(again(speaker)).access == ""
    assert shown.form()["publish"] == "yes" and shown.form()["arrives"] == "5:30pm"


@pytest.mark.parametrize(("wrong", "says"), [
    ({"arrives": "8pm", "leaves": "6pm"}, "You would leave before you arrive. Check the two times."),
    ({"not_needed": ["needs"]}, "“Nothing needed for access, equipment or travel” is ticked, and there is something "
                                "written under one of the three. Take one of the two away."),
], ids=["hours", "needs"])
def test_what_does_not_go_together_is_refused_before_anything_is_written_and_comes_back(browser, speaker, wrong, says):
    typed = {"bio": "I was a teacher.", "access": "A ramp", "consent": "y", "travel": "By train"} | wrong
    refused = browser.send(browser.get("profiles.tell_about_me", ref=speaker.ref), typed, status=422)
    assert refused.errors == [says]
    shown = refused.form()
    assert {name: shown[name] for name in ("bio", "access", "travel")} == {
        name: typed[name] for name in ("bio", "access", "travel")}
    assert all(shown.get(name) == value for name, value in wrong.items() if isinstance(value, str))
    assert again(speaker).bio == "" and profile_queries.needs_of(speaker) is None


def test_the_boxes_for_hours_speak_to_the_speaker(browser, speaker):
    page = browser.get("profiles.tell_about_me", ref=speaker.ref)
    assert "You have to leave by" in page.words and "Has to leave by" not in page.words


def test_a_biography_keeps_its_paragraphs_wherever_it_is_read(browser, speaker, make, reader):
    browser.send(browser.get("profiles.answer_to_speak", ref=speaker.ref), {"said": "accepted"})
    typed = {"bio": "I was a teacher.\n\nNow I advise."}
    own = browser.send(browser.get("profiles.tell_about_me", ref=speaker.ref), typed, follow=True)
    desk = reader.signed_in(make.officer("organiser", on=db.session.get(Event, speaker.event_id)))
    for page in (own, reader.anybody().get("agenda.show_programme", slug="evening"),
                 desk.get("pipeline.show_told", slug="evening", speaker_id=speaker.id)):
        assert page.find("p", string="I was a teacher.") and page.find("p", string="Now I advise.")


def test_sending_the_same_again_writes_nothing_new(browser, speaker):
    form = browser.get("profiles.tell_about_me", ref=speaker.ref)
    browser.send(form, {"publish": "yes"})
    browser.send(browser.get("profiles.tell_about_me", ref=speaker.ref), {}, status=422)
    assert len(profile_queries.consents_of(speaker)) == 1


def hand_in(browser, speaker, content: bytes, *, status=302):
    """Send a photograph with its form."""
    return browser.post("profiles.hand_in_photograph", {"photograph": (io.BytesIO(content), "me.jpg")},
                        ref=speaker.ref, status=status)


def test_a_photograph_is_kept_without_its_place_and_shown_to_them_and_the_organiser(
        app, browser, speaker, make, reader):
    hand_in(browser, speaker, from_a_telephone().getvalue())
    [kept] = stored(app)
    assert b"Telephone" not in kept.read_bytes()
    page = browser.get("reports.show_speaker_page", ref=speaker.ref)
    assert page.find("img", alt="Judith Okoro") is None  # nothing is asked of who has not agreed
    answer = browser.client.get(f"/my/{speaker.ref}/speaking/photograph.jpg")
    assert answer.mimetype == "image/jpeg" and answer.data == kept.read_bytes()
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "judith" not in answer.headers["Content-Disposition"] or "speaker-" in answer.headers["Content-Disposition"]
    desk = reader.signed_in(make.officer("organiser", on=db.session.get(Event, speaker.event_id)))
    told = desk.get("pipeline.show_told", slug="evening", speaker_id=speaker.id)
    assert told.find("img", alt="Judith Okoro")
    assert desk.client.get(told.find("img", alt="Judith Okoro")["src"]).data == kept.read_bytes()


def test_the_public_programme_shows_it_only_while_they_agree(browser, speaker, reader):
    hand_in(browser, speaker, from_a_telephone().getvalue())
    public = f"/events/evening/speakers/{speaker.key}/photograph.jpg"
    reader.anybody().get(public, status=404)
    browser.send(browser.get("profiles.tell_about_me", ref=speaker.ref), {"photograph": "yes"})
    programme = reader.anybody().get("agenda.show_programme", slug="evening")
    assert programme.find("img", alt="Judith Okoro")["src"] == public
    assert reader.anybody().client.get(public).status_code == 200
    browser.send(browser.get("profiles.tell_about_me", ref=speaker.ref), {"photograph": "no"})
    assert reader.anybody().get("agenda.show_programme", slug="evening").find("img", alt="Judith Okoro") is None
    reader.anybody().get(public, status=404)


def test_another_photograph_or_none_deletes_the_one_before(app, browser, speaker):
    hand_in(browser, speaker, from_a_telephone().getvalue())
    [first] = stored(app)
    hand_in(browser, speaker, from_a_telephone(turned=6).getvalue())
    [second] = stored(app)
    assert first != second
    page = browser.get("profiles.hand_in_photograph", ref=speaker.ref)
    assert "Take it away Yes, delete this photograph" in page.words and "Yes, do this" not in page.words
    browser.send(page, {}, to="/removal")
    assert browser.get("profiles.hand_in_photograph", ref=speaker.ref).find("img")  # a box is to be ticked
    browser.send(page, {"sure": "y"}, to="/removal")
    assert stored(app) == []
    browser.get(f"/my/{speaker.ref}/speaking/photograph.jpg", status=404)


@pytest.mark.parametrize("content", [b"words", bomb().getvalue()], ids=["words", "bomb"])
def test_a_bad_file_is_415_with_what_to_do_and_leaves_nothing_behind(app, browser, speaker, content):
    page = hand_in(browser, speaker, content, status=415)
    assert page.errors and stored(app) == []


def test_somebody_elses_pages_are_not_there(make, browser, speaker):
    other = make.speaker(db.session.get(Event, speaker.event_id), "Another")
    for endpoint in ("answer_to_speak", "tell_about_me", "hand_in_photograph", "own_photograph"):
        browser.get(f"profiles.{endpoint}", ref=other.ref, status=404)


def test_their_place_and_badge_are_one_step_from_their_page(browser, speaker):
    browser.send(browser.get("profiles.answer_to_speak", ref=speaker.ref), {"said": "accepted"})
    page = browser.get("reports.show_speaker_page", ref=speaker.ref)
    way = page.find("a", string="Your place and your badge")["href"]
    assert "/i/" not in str(page)  # no link to a guest's page stands in it
    place = browser.get(way, follow=True)
    assert place.find("a", string="Badge")
