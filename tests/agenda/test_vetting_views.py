"""Ask, check, decide on pages: off until an event uses it, for organisers alone, one line on the speaker's page."""

import pytest

from events.agenda import vetting_queries
from events.database import db
from events.event import Event

ASKED = {"what": "Her research on families", "invited_by": "The Silver Group"}
FOUND = {"source": "Her university's page", "looked_on": "20/4/2009", "finding": "As she said"}


@pytest.fixture
def evening(make, reader):
    """An evening with a speaker, and two organisers at work."""
    event = make.event()
    event.speaker = make.speaker(event, "Dr Nadia Khan", organisation="Durham University")
    make.agenda_item(event, "What families say", speaker=event.speaker)
    event.ann, event.bea = (reader.signed_in(make.officer("organiser", on=event, name=name)) for name in ("Ann", "Bea"))
    event.at = {"slug": "evening", "kind": "speaker", "number": event.speaker.id}
    return event


def use(evening, used="yes"):
    """Say whether the event uses the checks."""
    return evening.ann.post("vetting.list_checks", {"used": used}, slug="evening", follow=True)


def test_nothing_is_said_of_checks_until_an_event_uses_them(evening):
    assert "Dr Nadia Khan" not in evening.ann.get("vetting.list_checks", slug="evening").words
    speakers = {"slug": "evening", "speaker_id": evening.speaker.id}
    assert "Not checked yet" not in evening.ann.get("speakers.change_speaker", **speakers).words
    assert "not checked yet" not in evening.ann.get("reports.show_overview", slug="evening").words
    page = use(evening)
    assert "0 of 2 decided" in page.words and "Wynyard Rooms" in page.words
    assert "Not checked yet" in evening.ann.get("speakers.change_speaker", **speakers).words
    assert "2 speakers, venues or bodies are not checked yet" in evening.ann.get(
        "reports.show_overview", slug="evening").words


def test_three_steps_by_two_officers_stand_on_the_speakers_page(evening):
    use(evening)
    page = evening.ann.get("vetting.write_asked", **evening.at)
    begun = page.form(place=1)
    assert begun["organisation"] == "Durham University" and "What families say" in begun["what"]
    evening.ann.send(page, ASKED, place=1)
    evening.ann.send(evening.ann.get("vetting.note_finding", **evening.at), FOUND, place=1)
    assert "so another officer should decide" in evening.ann.get("vetting.show_check", **evening.at).words
    assert "so another officer should decide" not in evening.bea.get("vetting.show_check", **evening.at).words
    own = evening.ann.get("vetting.decide_check", **evening.at)
    assert "Another officer should decide" in own.words
    refused = evening.ann.send(own, {"outcome": "go ahead", "reason": "Nothing against it"}, status=422, place=1)
    assert "another officer should decide" in refused.errors[0]
    assert refused.find("textarea", attrs={"name": "reason"}).get_text() == "Nothing against it"
    decide = evening.bea.get("vetting.decide_check", **evening.at)
    assert "Why you decide alone" not in decide.words
    missing = evening.bea.send(decide, {"outcome": "with conditions", "reason": "She knows it"}, status=422,
                               place=1)
    assert missing.errors == ["Write the conditions"]
    shown = evening.bea.send(missing, {"conditions": "The chair sits beside her"}, follow=True, place=1)
    assert "Go ahead with conditions" in shown.words and "Decided by Bea" in shown.words
    speaker = evening.ann.get("speakers.change_speaker", slug="evening", speaker_id=evening.speaker.id)
    assert "Checked: Go ahead with conditions , by Bea , Wednesday 22 April 2009." in speaker.words


def test_a_decision_before_its_ground_is_refused_with_what_is_missing(evening):
    use(evening)
    typed = {"outcome": "refuse", "reason": "A feeling"}
    refused = evening.ann.post("vetting.decide_check", typed, status=409, **evening.at)
    assert "at least one source" in refused.errors[0] and "A feeling" in str(refused)


def test_what_was_asked_before_stays_to_be_read(evening):
    use(evening)
    evening.ann.post("vetting.write_asked", ASKED, **evening.at)
    page = evening.ann.get("vetting.write_asked", **evening.at)
    assert page.form(place=1)["what"] == ASKED["what"]
    evening.ann.send(page, {"what": "Families and schools"}, place=1)
    words = evening.ann.get("vetting.show_check", **evening.at).words
    assert "As it was written before" in words and ASKED["what"] in words and "Families and schools" in words


def test_a_body_with_a_stall_is_put_down_by_name(evening):
    use(evening)
    page = evening.ann.post("vetting.add_body", {"name": "Tees Credit Union, a stall"}, slug="evening", follow=True)
    assert page.heading == "Tees Credit Union, a stall"
    again = evening.ann.post("vetting.add_body", {"name": "Tees Credit Union, a stall"}, slug="evening", status=422)
    assert again.errors == ["Tees Credit Union, a stall is on the list already."]
    assert evening.ann.post("vetting.add_body", {"name": ""}, slug="evening", status=422).errors == [
        "Enter the name of the body"]


def test_an_empty_step_says_what_belongs_there(evening):
    assert evening.ann.post("vetting.write_asked", {"what": ""}, status=422, **evening.at).errors == [
        "Write what will be said or done", "Enter who invited them"]
    assert evening.ann.post("vetting.note_finding", {}, status=422, **evening.at).errors == [
        "Write what you looked at", "Enter the day", "Write what it showed"]
    assert evening.ann.post("vetting.decide_check", {}, status=422, **evening.at).errors == [
        "Choose a decision", "Write why"]
    assert vetting_queries.vettings_of(db.session.get(Event, evening.id)) == []


def test_the_speaker_the_public_and_other_events_officers_see_nothing_of_it(evening, make, reader):
    use(evening)
    evening.ann.post("vetting.write_asked", ASKED, **evening.at)
    evening.ann.post("vetting.note_finding", FOUND, **evening.at)
    speaker = reader.by_link("speaker", evening.speaker)
    pages = [speaker.get("reports.show_speaker_page", ref=evening.speaker.ref),
             reader.anybody().get("agenda.show_event", slug="evening"),
             reader.anybody().get("agenda.show_programme", slug="evening")]
    for page in pages:
        assert "university's page" not in page.words and "heck" not in page.words
    wide = reader.signed_in(make.officer("organiser", name="Council-wide"))
    assert "As she said" in wide.get("vetting.show_check", **evening.at).words
    other = reader.signed_in(make.officer("organiser", on=make.event(slug="other"), name="Other"))
    other.get("vetting.show_check", status=404, **evening.at)
    evening.ann.get("vetting.show_check", slug="evening", kind="speaker", number=99_999, status=404)


def test_no_longer_used_the_checks_stay_readable_and_nobody_is_pointed_out(evening):
    use(evening)
    evening.ann.post("vetting.write_asked", ASKED, **evening.at)
    page = use(evening, "no")
    assert "does not use the checks any more" in page.words and "Dr Nadia Khan" in page.words
    assert "not checked yet" not in evening.ann.get("reports.show_overview", slug="evening").words
