"""Somebody else speaks instead, on the day."""

import pytest

from events.agenda import queries, replacing, telling
from events.agenda.models import AgendaItem, Slot, Speaker
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.event import Event
from events.feedback.models import Remark
from events.outbox import Letter
from tests.feedback.test_capturing import captured


@pytest.fixture
def evening(make):
    """An evening at which Ann leads a talk and sits on the panel with Ben, with a question to her."""
    event = make.event()
    ann = make.speaker(event, "Ann Lee", state=SpeakerState.ACCEPTED)
    ben = make.speaker(event, "Ben Oyelaran", state=SpeakerState.ACCEPTED)
    talk = make.agenda_item(event, "The talk", speaker=ann)
    panel = make.agenda_item(event, "The panel", after_minutes=30)
    with unit_of_work():
        for place, one in enumerate((ann, ben)):
            db.session.get(AgendaItem, panel.id).slots.append(Slot(speaker_id=one.id, part="panel", position=place))
    make.released(event)
    return event, ann, ben, talk, panel


def replace(speaker, **values):
    """Put somebody in a speaker's place."""
    with unit_of_work():
        return replacing.replace(db.session.get(Speaker, speaker.id), **({"by": "command"} | values)).id


def who_speaks(event) -> dict[str, list[tuple[str, str]]]:
    """Who stands in each part, as the programme names them."""
    return {item.title: [(slot.speaker.name, str(slot.part)) for slot in item.slots]
            for item in queries.public_items_of(db.session.get(Event, event.id))}


def test_a_newcomer_takes_over_every_part_in_its_place_and_the_other_is_withdrawn(evening):
    event, ann, _ben, _talk, _panel = evening
    new = replace(ann, name="Dana Kirk", organisation="The Network", email="dana@example.org")
    assert who_speaks(event) == {"The talk": [("Dana Kirk", "speaker")],
                                 "The panel": [("Dana Kirk", "panel"), ("Ben Oyelaran", "panel")]}
    assert db.session.get(Speaker, ann.id).withdrawn_at is not None
    dana = db.session.get(Speaker, new)
    assert (dana.state, str(dana.level)) == (SpeakerState.ACCEPTED, "local")
    assert [letter.to_address for letter in db.session.query(Letter).filter_by(name="agenda/speaker_link")] == [
        "dana@example.org"]


def test_another_speaker_takes_over_and_sits_on_the_panel_once(evening):
    event, ann, ben, _talk, _panel = evening
    replace(ann, instead=db.session.get(Speaker, ben.id))
    assert who_speaks(event) == {"The talk": [("Ben Oyelaran", "speaker")], "The panel": [("Ben Oyelaran", "panel")]}


@pytest.mark.parametrize("goes_along", [True, False])
def test_questions_go_where_it_was_chosen_and_the_askers_words_stay(evening, goes_along):
    event, ann, _ben, _talk, _panel = evening
    captured(event, text="What of the schools?", speaker=ann)
    new = replace(ann, name="Dana Kirk", questions_to_substitute=goes_along)
    [remark] = db.session.query(Remark)
    assert (remark.text, remark.speaker_id) == ("What of the schools?", new if goes_along else None)


def test_the_one_replaced_may_stay_on_the_list_without_a_part(evening):
    event, ann, _ben, _talk, _panel = evening
    replace(ann, name="Dana Kirk", withdraws=False)
    ann = db.session.get(Speaker, ann.id)
    assert ann.withdrawn_at is None and queries.items_of_speaker(ann) == []


def test_nobody_both_or_oneself_is_refused(evening):
    _event, ann, ben, _talk, _panel = evening
    with pytest.raises(replacing.OneOfTheTwo):
        replace(ann)
    with pytest.raises(replacing.OneOfTheTwo):
        replace(ann, name="Dana", instead=db.session.get(Speaker, ben.id))
    with pytest.raises(replacing.NotTheSame):
        replace(ann, instead=db.session.get(Speaker, ann.id))
    replace(ann, name="Dana")
    with pytest.raises(telling.HasWithdrawn):
        replace(ann, name="Eve")
