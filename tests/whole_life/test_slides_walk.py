"""A speaker hands in slides, sees what is hidden in them, takes a clean copy; it is published for a later moment."""

from datetime import timedelta

import pytest

from events import clock, clockwork, create_app
from events.database import db
from tests.agenda import real_decks
from tests.browsers import violations
from tests.people import People
from tests.readers import Reader
from tests.wanted import wanted

pytestmark = pytest.mark.browser


@pytest.fixture
def evening(settings, server):
    """An evening next month: (the application, its speaker, cookies of the speaker and of an organiser)."""
    app = create_app(settings | {"BASE_URL": server.url})
    with app.app_context():
        people = People()
        starts = clock.now().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=30)
        event = people.event(starts_at=starts, reply_by_on=starts.date() - timedelta(days=7))
        speaker = people.speaker(event, "Ann Lee")
        people.agenda_item(event, speaker=speaker)
        maker = Reader.maker(app)
        readers = maker.by_link("speaker", speaker), maker.signed_in(people.officer("organiser", on=event))
        cookies = [{cookie.key: cookie.value for cookie in reader.client._cookies.values()} for reader in readers]
        ref = speaker.ref
        db.session.rollback()  # an open read would stop the server's commits
        yield app, ref, *cookies, starts
        db.engine.dispose()


def do_jobs() -> None:
    """What the worker would do."""
    clockwork.work_off_jobs()
    db.session.rollback()


def test_from_a_file_with_notes_to_a_clean_copy_that_the_public_sees_in_time(evening, browsers, tmp_path):
    wanted("loimpress")
    _, ref, theirs, ours, starts = evening
    file = tmp_path / "talk.pptx"
    file.write_bytes(real_decks.powerpoint())
    speaker, organiser, public = (browsers.person(phone=True, cookies=theirs), browsers.person(cookies=ours),
                                  browsers.person())
    speaker.goto(f"/my/{ref}/slides")
    speaker.get_by_label("Your slides").set_input_files(file)
    speaker.get_by_role("button", name="Hand in").click()
    do_jobs()
    speaker.get_by_role("link", name="talk.pptx").click()
    assert speaker.get_by_text("Bilal Shah").is_visible() and speaker.get_by_text("under 1 slide").is_visible()
    browsers.picture(speaker, "slides-hidden-data")
    assert violations(speaker) == []
    speaker.get_by_label("Yes, make a clean copy").check()
    speaker.get_by_role("button", name="Make a clean copy").click()
    browsers.picture(speaker, "slides-copy-ordered")
    do_jobs()
    speaker.goto(f"/my/{ref}/slides/2")
    assert speaker.get_by_text("Nothing is hidden in this file").is_visible()
    assert speaker.get_by_role("img", name="Slide 1").evaluate("one => one.complete && one.naturalWidth") == 960
    browsers.picture(speaker, "slides-clean")

    organiser.goto("/desk/events/evening/slides")
    browsers.picture(organiser, "slides-listed")
    assert violations(organiser) == []
    organiser.get_by_role("link", name="Version 2").click()
    browsers.picture(organiser, "slides-on-the-desk")
    assert violations(organiser) == []
    organiser.get_by_role("button", name="Publish").click()
    assert organiser.get_by_text("has not said whether the slides may be published").is_visible()
    organiser.get_by_label("From a day and time that I choose").check()
    organiser.get_by_role("button", name="Publish").click()
    assert organiser.get_by_role("alert").get_by_text("Enter the day").is_visible()
    browsers.picture(organiser, "slides-which-day")
    organiser.get_by_label("Day", exact=True).fill(f"{starts.day}/{starts.month}/{starts.year}")
    organiser.get_by_label("Time", exact=True).fill("11:30pm")
    organiser.get_by_label("I have asked Ann Lee").check()
    assert violations(organiser) == []
    organiser.get_by_role("button", name="Publish").click()
    assert organiser.get_by_text("Published, held back until").is_visible()
    browsers.picture(organiser, "slides-held-back")
    public.goto("/events/evening/programme")
    assert public.get_by_role("link", name="Slides").count() == 0

    organiser.get_by_role("link", name="Change For everybody").click()  # the clock of a server cannot be moved
    organiser.get_by_label("At once").check()
    organiser.get_by_role("button", name="Save").click()
    public.reload()
    with public.expect_download() as taken:
        public.get_by_role("link", name="Download the slides").click()
    assert taken.value.suggested_filename.endswith("-2.pptx")
    organiser.goto("/desk/events/evening/slides/1/about")
    browsers.picture(organiser, "slides-replaced")
    organiser.goto("/desk/events/evening/slides/2/terms")
    browsers.picture(organiser, "slides-terms")
    assert violations(organiser) == []
