"""The organiser's pages between asking somebody to speak and their talk."""

from datetime import date, timedelta

import pytest

from events import clock
from events.agenda import agreeing, chasing, inviting_speakers, pipelines, profiling, queries, scheduling
from events.agenda.models import Speaker
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.outbox import Letter, LetterState

AT = {"slug": "evening"}


@pytest.fixture
def organiser(make, reader):
    """The organiser of the evening at work, and the evening."""
    event = make.event()
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event = event
    return reading


def of(speaker) -> dict:
    """The address of a page about a speaker."""
    return AT | {"speaker_id": speaker.id}


def test_a_letter_is_written_looked_at_sent_and_called_back(organiser, make):
    speaker = make.speaker(organiser.event, "Judith Okoro")
    item = make.agenda_item(organiser.event, "The national picture", after_minutes=20)
    form = organiser.get("pipeline.write_invitation", **of(speaker))
    assert form.form(place=1)["answer_by"] == "Wednesday 29 April 2009"  # a week from now
    refused = organiser.send(form, {"words": "We met in Leeds.", "answer_by": "1 April 2009"}, place=1, status=422)
    assert "Enter what you ask them to speak about" in refused.errors and "Leeds" in refused.find("textarea").text
    look = organiser.send(refused, {"topic": "Prevention", "item": str(item.id), "answer_by": "1 May 2009"}, place=1,
                          follow=True)
    assert "We met in Leeds." in look.words and "6:20pm" in look.words and "(their own link)" in look.words
    assert db.session.query(Letter).count() == 0
    listed = organiser.send(look, {}, place=1, follow=True)
    assert "leaves in 2 minutes" in listed.words and "Asked to answer by Friday 1 May 2009" in listed.words
    back = organiser.send(listed, {}, to="/recall", follow=True)
    assert "1 letter was called back." in back.words and "Not asked yet" in back.words
    assert db.session.query(Letter).one().state == LetterState.WITHDRAWN


def asked(organiser, speaker) -> None:
    """Ask somebody by letter, to answer by 1 May."""
    with unit_of_work():
        row = db.session.get(Speaker, speaker.id)
        inviting_speakers.draft_invitation(row, topic="Prevention", answer_by=date(2009, 5, 1), by="command")
        inviting_speakers.send_invitation(row, by="command")


def test_nobody_is_said_not_to_have_answered_before_their_day_is_past(organiser, make, at):
    speaker = make.speaker(organiser.event, "Judith Okoro")
    asked(organiser, speaker)
    places = (("speakers.list_speakers", AT), ("speakers.change_speaker", of(speaker)))
    for page in [organiser.get(name, **values) for name, values in places]:
        assert "Asked to answer by Friday 1 May 2009" in page.words and "No answer" not in page.words
    assert "has not answered" not in organiser.get("reports.show_overview", **AT).words
    with at(2009, 5, 2, 9):
        for name, values in places:
            assert "No answer by Friday 1 May 2009" in organiser.get(name, **values).words
        assert "1 speaker has not answered yet" in organiser.get("reports.show_overview", **AT).words


def test_letters_that_wait_are_told_apart_and_nobody_is_chased_by_what_has_not_left(organiser, make):
    for name in ("Judith Okoro", "Ruth Hart"):
        asked(organiser, make.speaker(organiser.event, name))
    page = organiser.get("speakers.list_speakers", **AT)
    for name in ("Judith Okoro", "Ruth Hart"):
        assert f"The letter that asks {name} to speak has not left yet. Call it back {name}" in page.words
    assert "Chase" not in page.words and "See what is still missing" in page.words
    cleo = make.speaker(organiser.event, "Cleo Half", state=SpeakerState.ACCEPTED)
    assert "Chase 1 person for exactly what is missing" in organiser.get("speakers.list_speakers", **AT).words
    with unit_of_work():
        chasing.chase(db.session.get(type(organiser.event), organiser.event.id), answer_by=date(2009, 5, 1),
                      only=db.session.get(Speaker, cleo.id), by="command")
    page = organiser.get("speakers.list_speakers", **AT)
    assert "The letter about what is missing has not left yet. It goes to Cleo Half." in page.words


def test_a_speakers_page_says_what_is_missing_and_what_they_told_only_where_it_is_so(organiser, make):
    new, no = make.speaker(organiser.event, "Ann New"), make.speaker(organiser.event, "Ben No", state="declined")
    words = organiser.get("speakers.change_speaker", **of(new)).words
    assert "Nothing is wanted from them before they are asked to speak" in words and "Nothing yet." in words
    assert "Nothing is wanted from them, since they have declined" in organiser.get(
        "speakers.change_speaker", **of(no)).words
    told = make.speaker(organiser.event, "Cy Told", state=SpeakerState.ACCEPTED, bio="A life")
    words = organiser.get("speakers.change_speaker", **of(told)).words
    assert "What they told us Biography See or note it" in words and "Still missing Photograph, Slides" in words


def test_who_has_no_address_stands_so_in_the_list(organiser, make):
    make.speaker(organiser.event, "Ann Post", email="")
    make.speaker(organiser.event, "Ben Khan")
    rows = {row.th.a.text: row.th.get_text(" ") for row in organiser.get("speakers.list_speakers", **AT).select(
        "tbody tr")}
    assert "No email address" in rows["Ann Post"] and "No email address" not in rows["Ben Khan"]


def test_an_answer_by_telephone_is_written_down_by_name(organiser, make):
    speaker = make.speaker(organiser.event, "Judith Okoro", state=SpeakerState.INVITED)
    form = organiser.get("pipeline.note_answer", **of(speaker))
    assert organiser.send(form, {}, place=1, status=422).errors == ["Choose what they said", "Choose how they said it"]
    page = organiser.send(form, {"said": "declined", "channel": "telephone", "reason": "Away"}, place=1, follow=True)
    assert "Judith Okoro has declined" in page.words and "written down by Margaret Tulloch" in page.words


def test_a_decline_stands_on_the_list_and_the_overview_with_what_to_do(organiser, make):
    speaker = make.speaker(organiser.event, "Judith Okoro", state=SpeakerState.INVITED)
    make.agenda_item(organiser.event, "The national picture", speaker=speaker)
    assert "1 speaker has not answered yet" in organiser.get("reports.show_overview", **AT).words
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="declined", reason="The minister calls", by="speaker")
    page = organiser.get("speakers.list_speakers", **AT)
    for words in ("Judith Okoro has declined", "The minister calls", "Still down for: The national picture",
                  "Somebody else speaks instead", "take them off the programme", "ask them again"):
        assert words in page.words, words
    assert "1 speaker has declined: ask somebody else" in organiser.get("reports.show_overview", **AT).words
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    assert "has declined" not in organiser.get("speakers.list_speakers", **AT).words


def test_the_pipeline_says_in_words_who_lacks_what_and_filters(organiser, make):
    make.speaker(organiser.event, "Ann Lee", state=SpeakerState.ACCEPTED, bio="A life", level="national")
    make.speaker(organiser.event, "Ben Ode", state=SpeakerState.INVITED)
    make.speaker(organiser.event, "Cy Pres")
    page = organiser.get("speakers.list_speakers", **AT)
    rows = {row.th.a.text: " ".join(row.get_text(" ").split()) for row in page.select("tbody tr")}
    assert rows["Ann Lee"].endswith("Agreed Here Missing Missing Missing Missing Missing")
    assert "No answer" in rows["Ben Ode"] and "Not asked yet" in rows["Cy Pres"]
    assert "Chase 2 people for exactly what is missing" in page.words
    for query, names in (({"missing": "slides"}, ["Ann Lee"]), ({"missing": "answer"}, ["Ben Ode"]),
                         ({"level": "local"}, ["Ben Ode", "Cy Pres"]), ({"missing": "biography"}, [])):
        found = organiser.get("speakers.list_speakers", **AT, **query)
        assert [link.text for link in found.select("tbody th a")] == names


def test_a_chase_shows_who_gets_what_and_asks_before_writing_again_the_same_day(organiser, make):
    ann = make.speaker(organiser.event, "Ann Lee", state=SpeakerState.ACCEPTED, bio="A life")
    make.speaker(organiser.event, "Dee Eff", state=SpeakerState.INVITED, email="")
    page = organiser.get("pipeline.chase_speakers", **AT)
    assert "Photograph, Slides, May publish slides, May record, Needs and travel" in page.words
    assert "No email address: ring them" in page.words and "(their own link)" in page.words
    sent = organiser.send(page, {"answer_by": "10 May 2009"}, place=1, follow=True)
    assert "1 letter leaves in 2 minutes" in sent.words
    page = organiser.get("pipeline.chase_speakers", speaker=ann.id, **AT)
    refused = organiser.send(page, {}, place=1, status=422)
    assert "Ann Lee had a letter within the last day" in refused.errors[0]
    organiser.send(refused, {"again": "y"}, place=1)
    assert [letter.state for letter in db.session.query(Letter).order_by(Letter.id)] == [
        LetterState.WITHDRAWN, LetterState.HELD]


def test_where_nothing_is_missing_there_is_nobody_to_chase(organiser):
    assert "there is nobody to chase" in organiser.get("pipeline.chase_speakers", **AT).words
    organiser.get("pipeline.chase_speakers", speaker=9, **AT, status=404)


def test_a_substitute_is_one_page_and_one_press_and_the_public_programme_names_them(organiser, make, reader):
    ann = make.speaker(organiser.event, "Ann Lee", state=SpeakerState.ACCEPTED)
    make.agenda_item(organiser.event, "The talk", speaker=ann)
    form = organiser.get("pipeline.replace_speaker", **of(ann))
    refused = organiser.send(form, {"organisation": "The Network"}, place=1, status=422)
    assert refused.errors[0].startswith("Write the name") and refused.form(place=1)["organisation"] == "The Network"
    page = organiser.send(refused, {"name": "Dana Kirk"}, place=1, follow=True)
    assert "Dana Kirk speaks instead of Ann Lee" in page.words
    programme = reader.anybody().get("agenda.show_programme", **AT)
    assert "Dana Kirk" in programme.words and "Ann Lee" not in programme.words


def test_an_officer_notes_hours_and_what_is_not_needed(organiser, make):
    speaker = make.speaker(organiser.event, state=SpeakerState.ACCEPTED)
    form = organiser.get("pipeline.show_told", **of(speaker))
    page = organiser.send(form, {"leaves": "8pm", "not_needed": ["slides"]}, place=1, follow=True)
    assert page.form(place=1)["leaves"] == "8pm"
    assert "None needed" in organiser.get("speakers.list_speakers", **AT).words


def test_an_officer_too_is_asked_which_of_two_contradictions_is_meant(organiser, make):
    speaker = make.speaker(organiser.event, state=SpeakerState.ACCEPTED)
    form = organiser.get("pipeline.show_told", **of(speaker))
    typed = {"travel": "By train", "not_needed": ["needs"], "arrives": "8pm", "leaves": "6pm"}
    refused = organiser.send(form, typed, place=1, status=422)
    assert refused.errors == ["You would leave before you arrive. Check the two times."]
    refused = organiser.send(refused, {"leaves": "9pm"}, place=1, status=422)
    assert "Take one of the two away." in refused.errors[0] and refused.form(place=1)["travel"] == "By train"


def test_needs_and_travel_are_for_the_organiser_alone(organiser, make, reader):
    speaker = make.speaker(organiser.event, "Ann Lee", state=SpeakerState.ACCEPTED)
    make.agenda_item(organiser.event, "The talk", speaker=speaker)
    with unit_of_work():
        profiling.tell_needs(db.session.get(Speaker, speaker.id), access="Needs-a-ramp", travel="By-train-from-York",
                             consent=True, by="speaker")
    assert "Needs-a-ramp" in str(organiser.get("pipeline.show_told", **of(speaker)))
    for page in (reader.anybody().get("agenda.show_programme", **AT), reader.anybody().get("agenda.show_event", **AT),
                 organiser.get("speakers.list_speakers", **AT), organiser.get("speakers.change_speaker", **of(speaker)),
                 organiser.get("reports.show_overview", **AT)):
        assert "ramp" not in str(page) and "York" not in str(page)
    export = organiser.client.get("/desk/events/evening/exports/speakers.csv")
    assert "ramp" not in export.get_data(as_text=True)
    for role in ("moderator", "scribe", "reviewer", "safeguarding", "door"):
        other = reader.signed_in(make.officer(role, on=organiser.event, name=role))
        other.get("pipeline.show_told", **of(speaker), status=403)


def test_another_events_speaker_is_not_there(organiser, make):
    other = make.speaker(make.event(slug="other"))
    for page in ("write_invitation", "send_invitation", "note_answer", "show_told", "replace_speaker"):
        organiser.get(f"pipeline.{page}", **of(other), status=404)
    assert queries.speakers_of(organiser.event) == []


def test_after_the_event_nobody_is_asked_what_they_need_there_and_slides_are_still_wanted(organiser, make):
    speaker = make.speaker(organiser.event, "Judith Okoro", state=SpeakerState.ACCEPTED)
    before = organiser.get("pipeline.chase_speakers", speaker=speaker.id, **AT)
    assert "Needs and travel" in before.words and "Slides" in before.words
    with clock.moved_to(organiser.event.ends_at + timedelta(hours=1)):
        after = organiser.get("speakers.list_speakers", **AT)
        assert "not asked any more" in after.words and "Missing" in after.words
        still = pipelines.progress(db.session.get(Speaker, speaker.id), pipelines.Gathered()).missing
    assert pipelines.Thing.SLIDES in still and pipelines.Thing.NEEDS not in still
