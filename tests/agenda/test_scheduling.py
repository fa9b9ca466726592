"""The programme is made: speakers, and the parts in which they speak."""

from datetime import timedelta

import pytest

from events import history, news
from events.agenda import queries, releasing, scheduling, telling
from events.agenda.models import AgendaItem, Speaker
from events.database import db, unit_of_work
from events.event import Event
from events.outbox import Letter
from events.refusals import NotFound


@pytest.fixture
def event(make):
    """An evening from 6pm to 9pm."""
    return make.event()


def add(event, title="Prevent in practice", *, after=0, minutes=20, **values) -> AgendaItem:
    """Add a part in a unit of work of its own."""
    with unit_of_work():
        event = db.session.get(Event, event.id)
        starts = event.starts_at + timedelta(minutes=after)
        return scheduling.add_item(event, title=title, starts_at=starts, ends_at=starts + timedelta(minutes=minutes),
                                   by="command", **({"kind": "presentation"} | values))


def times(event) -> list[tuple[str, int, int]]:
    """The programme as (title, minutes from the start, length)."""
    return [(item.title, int((item.starts_at - event.starts_at).total_seconds() // 60),
             int((item.ends_at - item.starts_at).total_seconds() // 60)) for item in queries.items_of(event)]


def speaker(event, name, **values) -> Speaker:
    """Add a speaker in a unit of work of its own."""
    with unit_of_work():
        return scheduling.add_speaker(db.session.get(Event, event.id), name=name, level="local", by="command", **values)


def test_a_speaker_gets_a_key_of_their_name_and_a_random_ref(event):
    first, second, arabic = speaker(event, "Ann Lee"), speaker(event, "Ann Lee"), speaker(event, "محمد علي")
    assert [one.key for one in (first, second, arabic)] == ["ann-lee", "ann-lee-2", "speaker"]
    assert len({first.ref, second.ref, arabic.ref}) == 3 and len(first.ref) == 16


def test_a_part_shows_who_leads_it_and_who_sits_on_its_panel_in_order(event):
    people = [speaker(event, name) for name in ("Ann", "Ben", "Cyd")]
    ann, ben, cyd = (db.session.get(Speaker, one.id) for one in people)
    with unit_of_work():
        here = db.session.get(Event, event.id)
        scheduling.add_item(here, title="Questions", kind="questions", starts_at=here.starts_at, by="command",
                            ends_at=here.ends_at, lead=ann, panel=[cyd, ann, ben, cyd])
    [item] = queries.items_of(event)
    assert [(slot.speaker.name, slot.part) for slot in item.slots] == [
        ("Ann", "speaker"), ("Cyd", "panel"), ("Ann", "panel"), ("Ben", "panel")]


def test_a_part_that_ends_before_it_starts_is_refused(event):
    for minutes in (0, -5):
        with pytest.raises(scheduling.ItemEndsBeforeItStarts):
            add(event, minutes=minutes, sure=True)


def test_a_part_on_another_day_is_questioned_and_passes_when_one_is_sure(event):
    with pytest.raises(scheduling.OutsideTheDay) as refused:
        add(event, after=24 * 60)
    assert "20 May 2009" in str(refused.value) and "21 May 2009" in str(refused.value)
    add(event, after=24 * 60, sure=True)
    add(event, after=-120)  # before the start, on the same day: setting up


def test_changing_a_part_keeps_the_slots_that_stay(event):
    ann, ben = speaker(event, "Ann"), speaker(event, "Ben")
    item = add(event, lead=db.session.get(Speaker, ann.id))
    with unit_of_work():
        item = db.session.get(AgendaItem, item.id)
        kept = item.slots[0].id
        lead, other = db.session.get(Speaker, ann.id), db.session.get(Speaker, ben.id)
        assert scheduling.change_item(item, by="command", title="New", lead=lead, panel=[other]) == ["title", "slots"]
    item = db.session.get(AgendaItem, item.id)
    assert item.slots[0].id == kept and len(item.slots) == 2
    with unit_of_work():
        assert scheduling.change_item(db.session.get(AgendaItem, item.id), by="command", title="New") == []
    with unit_of_work(), pytest.raises(ValueError):
        scheduling.change_item(db.session.get(AgendaItem, item.id), by="command", colour="red")


def test_a_part_changes_places_with_its_neighbour_and_the_pair_takes_the_same_time(event):
    add(event, "First", after=0, minutes=30)
    second = add(event, "Second", after=35, minutes=10)
    add(event, "Third", after=45, minutes=5)
    with unit_of_work():
        scheduling.move_item(db.session.get(AgendaItem, second.id), earlier=True, by="command")
    assert times(db.session.get(Event, event.id)) == [("Second", 0, 10), ("First", 15, 30), ("Third", 45, 5)]
    with unit_of_work():
        scheduling.move_item(db.session.get(AgendaItem, second.id), earlier=False, by="command")
    assert times(db.session.get(Event, event.id)) == [("First", 0, 30), ("Second", 35, 10), ("Third", 45, 5)]


def test_the_first_cannot_go_earlier_nor_the_last_later(event):
    only = add(event)
    for earlier in (True, False):
        with unit_of_work(), pytest.raises(scheduling.NoNeighbour):
            scheduling.move_item(db.session.get(AgendaItem, only.id), earlier=earlier, by="command")


def test_a_part_taken_off_leaves_the_speaker_and_an_entry(event):
    ann = speaker(event, "Ann")
    item = add(event, lead=db.session.get(Speaker, ann.id))
    with unit_of_work():
        scheduling.remove_item(db.session.get(AgendaItem, item.id), by="command")
    assert queries.items_of(event) == []
    assert [one.name for one in queries.speakers_of(event)] == ["Ann"]


def test_a_speaker_who_withdraws_leaves_the_programme_and_it_is_told_once(event):
    ann = speaker(event, "Ann", email="ann@example.org")
    item = add(event, lead=db.session.get(Speaker, ann.id))
    heard = []

    def hear(who, **_):
        heard.append(who.name)

    news.speaker_withdrawn.connect(hear)
    try:
        with unit_of_work():
            telling.send_link(db.session.get(Speaker, ann.id), by="command")
        with unit_of_work():
            scheduling.withdraw_speaker(db.session.get(Speaker, ann.id), by="command")
        with unit_of_work(), pytest.raises(scheduling.WithdrawnAlready):
            scheduling.withdraw_speaker(db.session.get(Speaker, ann.id), by="command")
    finally:
        news.speaker_withdrawn.disconnect(hear)
    assert heard == ["Ann"]
    assert db.session.get(AgendaItem, item.id).slots == []
    assert queries.speakers_of(event) == [] and len(queries.speakers_of(event, withdrawn=True)) == 1
    assert db.session.query(Letter).one().state == "withdrawn"


def test_a_speaker_brought_back_speaks_again_without_a_part(event):
    ann = speaker(event, "Ann")
    for act in (scheduling.withdraw_speaker, scheduling.bring_back_speaker, scheduling.bring_back_speaker):
        with unit_of_work():
            act(db.session.get(Speaker, ann.id), by="command")
    assert [one.name for one in queries.speakers_of(event)] == ["Ann"]
    acts = [entry.act for entry in history.of(db.session.get(Speaker, ann.id))]
    assert acts == ["added", "withdrawn", "brought back"]


def test_a_new_address_makes_old_links_worthless_and_calls_back_letters_to_the_old_one(event):
    ann = speaker(event, "Ann", email="old@example.org")
    with unit_of_work():
        telling.send_link(db.session.get(Speaker, ann.id), by="command")
    with unit_of_work():
        changed = scheduling.change_speaker(db.session.get(Speaker, ann.id), by="command", email="new@example.org")
    assert changed == ["email"]
    assert db.session.get(Speaker, ann.id).link_version == 2
    assert db.session.query(Letter).one().state == "withdrawn"


def test_nobody_elses_speaker_is_put_on_the_programme(event, make):
    other = make.speaker(make.event(slug="other"))
    with pytest.raises(NotFound):
        queries.speakers_by_id(event, [other.id])


def test_what_is_on_now_and_what_comes_next(event):
    add(event, "First", after=0, minutes=30)
    add(event, "Second", after=40, minutes=10)
    with unit_of_work():
        releasing.freeze(db.session.get(Event, event.id), by="command")  # the room reads what is released
    start = event.starts_at

    def at(minutes):
        now, after = (f(event, start + timedelta(minutes=minutes)) for f in (queries.item_now, queries.next_item))
        return (now.title if now else None, after.title if after else None)

    assert [at(-1), at(0), at(29), at(30), at(40), at(50)] == [
        (None, "First"), ("First", "Second"), ("First", "Second"), (None, "Second"), ("Second", None), (None, None)]
