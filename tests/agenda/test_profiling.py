"""What speakers tell about themselves, and how long it is kept."""

from datetime import UTC, datetime

import pytest

from events import history
from events.agenda import profile_queries, profiling
from events.agenda.models import Speaker
from events.agenda.profile_models import ConsentStands
from events.agenda.states import ConsentKind
from events.database import db, unit_of_work

WORDS = {kind: f"I agree to {kind}" for kind in ConsentKind}


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Alison Garbutt")


def do(act, speaker, *args, **values):
    """Do one thing for the speaker, as the speaker unless said otherwise."""
    with unit_of_work():
        return act(db.session.get(Speaker, speaker.id), *args, **({"by": "speaker"} | values))


def test_a_consent_is_kept_with_its_words_and_a_changed_mind_is_a_new_row(speaker, at):
    do(profiling.consent, speaker, {ConsentKind.PUBLISH: True}, words=WORDS)
    do(profiling.consent, speaker, {ConsentKind.PUBLISH: True}, words=WORDS)  # the same again
    with at(2009, 4, 30, 9):
        do(profiling.consent, speaker, {ConsentKind.PUBLISH: False}, words=WORDS)
    rows = profile_queries.consents_of(speaker)
    assert [(row.agreed, row.words, row.at.day) for row in rows] == [
        (False, "I agree to publish", 30), (True, "I agree to publish", 22)]
    assert not profile_queries.agrees(speaker, ConsentKind.PUBLISH)
    with pytest.raises(ConsentStands), unit_of_work():
        profile_queries.consents_of(speaker)[1].agreed = False


def test_other_words_ask_anew(speaker):
    do(profiling.consent, speaker, {ConsentKind.RECORD: True}, words=WORDS)
    do(profiling.consent, speaker, {ConsentKind.RECORD: True}, words={ConsentKind.RECORD: "Other words"})
    assert len(profile_queries.consents_of(speaker)) == 2


def test_access_needs_are_kept_with_consent_alone_until_two_weeks_after_the_event(speaker):
    with pytest.raises(profiling.KeepingNotAllowed):
        do(profiling.tell_needs, speaker, access="A ramp")
    do(profiling.tell_needs, speaker, access="A ramp", travel="By train", consent=True)
    needs = profile_queries.needs_of(speaker)
    assert needs.access == "A ramp" and needs.keep_until == datetime(2009, 6, 3, 20, 0, tzinfo=UTC)
    assert all(entry.field == "" for entry in history.of(speaker))
    assert db.session.query(history.EntryDetail).count() == 0  # nothing of it stands in the history
    do(profiling.tell_needs, speaker)
    assert profile_queries.needs_of(speaker) is None


def test_equipment_and_travel_want_no_consent(speaker):
    do(profiling.tell_needs, speaker, equipment="A clicker")
    assert profile_queries.needs_of(speaker).consented_at is None


def test_none_needed_is_said_and_taken_back(speaker):
    do(profiling.say_not_needed, speaker, ["slides", "photograph"])
    profile = profile_queries.profile_of(speaker)
    assert (profile.no_slides, profile.no_photograph, profile.no_biography) == (True, True, False)
    do(profiling.say_not_needed, speaker, ["photograph"])
    assert not profile_queries.profile_of(speaker).no_slides
    with pytest.raises(ValueError, match="nothing of a speaker"):
        do(profiling.say_not_needed, speaker, ["lunch"])


def test_the_hours_must_go_together(speaker):
    six, eight = (datetime(2009, 5, 20, hour, 0, tzinfo=UTC) for hour in (17, 19))
    do(profiling.set_hours, speaker, arrives_at=six, leaves_by=eight)
    assert db.session.get(Speaker, speaker.id).leaves_by == eight
    with pytest.raises(profiling.LeavesBeforeArriving):
        do(profiling.set_hours, speaker, arrives_at=eight, leaves_by=six)


def test_it_is_known_who_wrote_the_biography(speaker, make):
    assert profile_queries.writer_of_bio(speaker) is None
    officer = make.officer("organiser", name="Margaret Tulloch")
    with unit_of_work():
        profiling.write_biography(db.session.get(Speaker, speaker.id), "By the desk",
                                  by=db.session.get(type(officer), officer.id))
    assert profile_queries.writer_of_bio(speaker)[0] == "Margaret Tulloch"
    do(profiling.write_biography, speaker, "In my words")
    assert profile_queries.writer_of_bio(speaker)[0] == "speaker"


def test_a_new_photograph_gives_back_the_key_of_the_old_one(speaker):
    assert do(profiling.set_photograph, speaker, key="aa", width=10, height=10) == ""
    assert do(profiling.set_photograph, speaker, key="bb", width=10, height=10) == "aa"
    assert do(profiling.remove_photograph, speaker) == "bb"
    assert do(profiling.remove_photograph, speaker) == ""
