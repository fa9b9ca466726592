"""The programme is released: what everybody reads, who of the speakers is told, and how it is undone."""

import email
from datetime import timedelta
from pathlib import Path

import pytest

from events import clock
from events.agenda import planning, queries, release_queries, releasing, scheduling, telling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.release_models import Release
from events.database import db, unit_of_work
from events.delivery import deliver
from events.event import Event
from events.outbox import Letter


def fresh(record):
    """A record as it is stored now."""
    return db.session.get(type(record), record.id)


def release(event, **values) -> Release:
    """Release the working copy as it stands."""
    with unit_of_work():
        return releasing.release(fresh(event), by="command", **values)


def know(*speakers) -> None:
    """Let speakers have had their link."""
    with unit_of_work():
        for speaker in speakers:
            telling.send_link(fresh(speaker), by="command")
    deliver()


def told(event) -> dict[str, str]:
    """To whom the letters of the newest release go, and which."""
    rows = queries.letters_of_batch(release_queries.newest(event).batch)
    return {row.to_name: row.name.removeprefix("agenda/programme_") for row in rows}


@pytest.fixture
def evening(app, make):
    """An evening whose three talks are public and whose speakers have had their link; and a fourth who has not."""
    event = make.event(title="An evening")
    people = [make.speaker(event, name) for name in ("Ann Lee", "Ben Khan", "Cy Roe")]
    items = [make.agenda_item(event, f"Talk {number}", speaker=speaker, after_minutes=20 * number)
             for number, speaker in enumerate(people)]
    know(*people)
    event.people, event.items, event.app = people, items, app
    return event


def mails(app, name: str) -> list:
    """The letters to somebody as their mail program gets them, the first first."""
    paths = sorted(Path(app.config["INSTANCE"], "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    found = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    return [mail for mail in found if name in mail["To"]]


def calendars(mail) -> list[dict]:
    """The calendar parts of a letter: their METHOD as the MIME part says it, and their lines."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return [{"method": part.get_param("method")} | dict(
        line.split(":", 1) for line in part.get_content().replace("\r\n ", "").splitlines()) for part in parts]


def test_everybody_but_the_organisers_reads_what_was_released(evening, reader, make):
    with unit_of_work():
        scheduling.change_item(fresh(evening.items[0]), by="command", title="Another title")
    anybody = reader.anybody()
    assert "Talk 0" in anybody.get("/events/evening/programme").words
    assert "Another title" not in anybody.get("/events/evening/").words
    assert queries.item_now(evening, evening.starts_at).title == "Talk 0"
    assert "Talk 0" in reader.by_link("speaker", fresh(evening.people[0])).get(
        "reports.show_speaker_page", ref=evening.people[0].ref).words
    release(evening)
    assert "Another title" in anybody.get("/events/evening/programme").words
    assert queries.item_now(evening, evening.starts_at).title == "Another title"


def test_an_unreleased_programme_is_still_being_made_and_the_room_has_no_now(make, reader, at):
    event = make.event()
    with unit_of_work():
        scheduling.add_item(fresh(event), title="Secret talk", kind="presentation", starts_at=event.starts_at,
                            ends_at=event.ends_at, by="command")
    assert "still being made" in reader.anybody().get("/events/evening/programme").words
    assert "still being made" in reader.anybody().get("/events/evening/programme/changes").words
    with at(2009, 5, 20, 17, 30):
        assert "Secret talk" not in reader.anybody().get("/events/evening/room").words


def test_two_talks_change_places_and_exactly_their_two_speakers_are_told(evening):
    with unit_of_work():
        scheduling.move_item(fresh(evening.items[1]), earlier=True, by="command")
    made = release(evening)
    assert told(evening) == {"Ann Lee": "changed", "Ben Khan": "changed"}
    assert [change["item"]["title"] for change in made.changes] == ["Talk 1", "Talk 0"]
    with clock.moved_to(clock.now() + releasing.HOLD):
        deliver()
    mail = mails(evening.app, "Ben Khan")[-1]
    assert "“Talk 1” moves from 6:20pm to 6pm." in mail.get_body(("plain",)).get_content()
    [entry] = calendars(mail)
    assert (entry["method"], entry["METHOD"], entry["SEQUENCE"], entry["STATUS"]) == (
        "REQUEST", "REQUEST", "1", "CONFIRMED")
    assert entry["DTSTART"] == "20090520T170000Z" and entry["UID"].endswith(".evening@localhost")
    assert sum(line.startswith("ATTENDEE") for line in entry) == 1 and entry["SUMMARY"].endswith(": your part")
    assert len(mails(evening.app, "Cy Roe")) == 1, "only the letter with the link"


def test_a_speaker_whose_only_change_is_a_removal_is_told_and_their_entry_cancelled(evening):
    with unit_of_work():
        scheduling.change_item(fresh(evening.items[0]), by="command", lead=fresh(evening.people[2]), panel=[])
        scheduling.remove_item(fresh(evening.items[1]), by="command")
    release(evening)
    assert told(evening) == {"Ann Lee": "removed", "Ben Khan": "removed", "Cy Roe": "changed"}
    with clock.moved_to(clock.now() + releasing.HOLD):
        deliver()
    for name in ("Ann Lee", "Ben Khan"):
        mail = mails(evening.app, name)[-1]
        [entry] = calendars(mail)
        assert (entry["method"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", "1")
        assert "You are no longer down for “Talk" in mail.get_body(("plain",)).get_content()
        assert "/s/" not in mail.get_body(("plain",)).get_content()


def test_one_letter_for_two_items_has_a_calendar_part_for_each(evening):
    ann = evening.people[0]
    with unit_of_work():
        scheduling.change_item(fresh(evening.items[0]), by="command", panel=[])
        scheduling.change_item(fresh(evening.items[1]), by="command", lead=fresh(ann), panel=[])
        scheduling.change_item(fresh(evening.items[2]), by="command", lead=fresh(evening.people[2]), panel=[fresh(ann)])
    release(evening)
    with clock.moved_to(clock.now() + releasing.HOLD):
        deliver()
    mine = mails(evening.app, "Ann Lee")
    assert len(mine) == 2
    found = calendars(mine[-1])
    assert [entry["method"] for entry in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({entry["UID"] for entry in found}) == 3


def test_somebody_who_withdrew_is_off_at_once_and_told_with_the_next_version(evening, reader):
    with unit_of_work():
        scheduling.withdraw_speaker(fresh(evening.people[1]), by="command")
    words = reader.anybody().get("/events/evening/programme").words
    assert "Ben Khan" not in words and "Talk 1" in words
    release(evening)
    assert told(evening) == {"Ben Khan": "removed"}
    assert "Ben Khan" not in reader.anybody().get("/events/evening/programme/changes").words


def test_who_never_heard_of_their_part_or_has_no_address_is_not_written_to(evening, make):
    new, without = make.speaker(evening, "Dee New"), make.speaker(evening, "Eve Post", email="")
    for number, speaker in enumerate((new, without)):
        with unit_of_work():
            scheduling.change_item(fresh(evening.items[number]), by="command", lead=fresh(speaker), panel=[])
    release(evening)
    assert set(told(evening)) == {"Ann Lee", "Ben Khan"}
    know(new)
    words = mails(evening.app, "Dee New")[0].get_body(("plain",)).get_content()
    assert "6pm: Talk 0" in words, "the first they hear is how it stands"
    with unit_of_work():
        scheduling.shift_after(fresh(evening.items[0]), minutes=10, by="command")
        scheduling.change_item(fresh(evening.items[0]), by="command", title="Opening")
    release(evening)
    assert set(told(evening)) == {"Dee New", "Cy Roe"}


def test_a_link_that_has_not_left_yet_says_the_newest_version(evening, make):
    late = make.speaker(evening, "Dee New")
    with unit_of_work():
        telling.send_link(fresh(late), by="command")
        scheduling.change_item(fresh(evening.items[0]), by="command", lead=fresh(late), panel=[])
    release(evening)
    deliver()
    [mail] = mails(evening.app, "Dee New")
    assert "6pm: Talk 0" in mail.get_body(("plain",)).get_content()
    assert [entry["METHOD"] for entry in calendars(mail)] == ["REQUEST"]


def test_within_two_minutes_a_release_can_be_called_back_as_if_it_had_not_been(evening, reader):
    with unit_of_work():
        scheduling.move_item(fresh(evening.items[1]), earlier=True, by="command")
    made = release(evening)
    with unit_of_work():
        releasing.call_back(fresh(made), by="command")
    with clock.moved_to(clock.now() + timedelta(minutes=3)):
        deliver()
    assert len(mails(evening.app, "Ben Khan")) == 1
    assert queries.public_items_of(evening)[0].title == "Talk 0"
    again = release(evening)
    assert again.number == made.number and set(told(evening)) == {"Ann Lee", "Ben Khan"}
    later = clock.moved_to(clock.now() + timedelta(minutes=3))
    with later, unit_of_work(), pytest.raises(releasing.TooLateToCallBack):
        releasing.call_back(fresh(again), by="command")


def test_nothing_changed_is_nothing_to_release_and_a_change_meanwhile_is_noticed(evening):
    with unit_of_work(), pytest.raises(releasing.NothingToRelease):
        releasing.release(fresh(evening), by="command")
    with unit_of_work():
        scheduling.move_item(fresh(evening.items[1]), earlier=True, by="command")
    with unit_of_work(), pytest.raises(releasing.ChangedMeanwhile):
        releasing.release(fresh(evening), by="command", seen="what an older page showed")
    assert len(release_queries.releases_of(evening)) == 3  # one for each talk of the fixture


def test_a_whole_event_that_moves_takes_what_is_public_along_and_leaves_the_rest_private(evening):
    with unit_of_work():
        scheduling.change_item(fresh(evening.items[0]), by="command", title="Not released yet")
    week, starts, ends = timedelta(days=7), evening.starts_at, evening.ends_at
    with unit_of_work():
        planning.change_event(fresh(evening), by="command", starts_at=starts + week, ends_at=ends + week, sure=True)
    first = queries.public_items_of(fresh(evening))[0]
    assert (first.title, first.starts_at) == ("Talk 0", starts + week)
    assert db.session.get(AgendaItem, first.id).title == "Not released yet"
    letters = db.session.query(Letter).filter(Letter.name != "agenda/speaker_link").all()
    assert {letter.name for letter in letters} == {"agenda/event_moved"} and len(letters) == 3, "each is told once"
    deliver()
    [entry] = calendars(mails(evening.app, "Cy Roe")[-1])
    assert entry["DTSTART"] == "20090527T174000Z" and int(entry["SEQUENCE"]) > 0


def test_a_cancelled_event_cancels_each_speakers_entries_and_its_programme_writes_to_nobody(evening):
    with unit_of_work():
        planning.cancel_event(fresh(evening), by="command")
        scheduling.move_item(fresh(evening.items[1]), earlier=True, by="command")
    release(evening)
    assert told(evening) == {}
    deliver()
    assert [entry["METHOD"] for entry in calendars(mails(evening.app, "Cy Roe")[-1])] == ["CANCEL"]


def test_a_part_that_comes_back_is_asked_for_above_its_cancellation(evening):
    item = evening.items[1]
    key, ben = item.key, evening.people[1]
    with unit_of_work():
        scheduling.remove_item(fresh(item), by="command")
    release(evening)
    with unit_of_work():
        scheduling.add_item(db.session.get(Event, evening.id), key=key,
                            title="Talk 1", kind="presentation", starts_at=item.starts_at, ends_at=item.ends_at,
                            lead=db.session.get(Speaker, ben.id), by="command")
    release(evening)
    assert next(one for one in queries.public_items_of(evening) if one.key == key).sequence == 2
