"""Letters to speakers: their link, a new one, a move, a cancellation; and what stands in them."""

import email
from pathlib import Path

import pytest

from events.agenda import planning, queries, scheduling, telling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from events.delivery import deliver
from events.event import Event
from events.outbox import Letter


def send(speaker, act=telling.send_link):
    """Send a speaker their link."""
    with unit_of_work():
        act(db.session.get(Speaker, speaker.id), by="command")


def mails(app) -> list[tuple[str, str, str]]:
    """What was handed over: to, subject, plain words."""
    found = []
    for path in sorted(Path(app.config["INSTANCE"], "mail").glob("*.eml"), key=lambda p: p.stat().st_mtime):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found.append((mail["To"], mail["Subject"], mail.get_body(("plain",)).get_content()))
        assert found[-1][2].strip() and mail.get_body(("html",)).get_content().strip()
    return found


def test_the_letter_opens_the_speakers_page_and_no_row_holds_the_link(app, make, reader):
    event = make.event()
    speaker = make.speaker(event, 'Alison "Ali" Garbutt')
    make.agenda_item(event, "Prevent in practice", speaker=speaker, after_minutes=50)
    send(speaker)
    assert "/s/" not in str(db.session.query(Letter).one().facts)
    deliver()
    [(to, subject, words)] = mails(app)
    assert speaker.email in to and subject == "Your page as a speaker: Evening of 20 May"
    assert "6:50pm: Prevent in practice" in words and "Wednesday 20 May 2009 at 6pm" in words
    path = next(line for line in words.splitlines() if "/s/" in line).removeprefix("http://localhost").strip()
    assert reader.anybody().client.get(path).headers["Location"].startswith(f"/my/{speaker.ref}")


def test_pressed_twice_only_one_letter_leaves(make):
    speaker = make.speaker(make.event())
    send(speaker)
    send(speaker)
    assert sorted(letter.state for letter in db.session.query(Letter)) == ["queued", "withdrawn"]


def test_without_an_address_or_after_withdrawing_nothing_is_sent(make):
    event = make.event()
    without, gone = make.speaker(event, "No Address", email=""), make.speaker(event, "Gone")
    with pytest.raises(telling.NoAddress):
        send(without)
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, gone.id), by="command")
    for act in (telling.send_link, telling.replace_link):
        with pytest.raises(telling.HasWithdrawn):
            send(gone, act)
    assert db.session.get(Speaker, gone.id).link_version == 1
    assert db.session.query(Letter).count() == 0


def test_a_letter_that_has_not_left_says_the_new_time_and_is_not_followed_by_another(app, make):
    event = make.event()
    speaker = make.speaker(event)
    send(speaker)
    with unit_of_work():
        planning.change_event(db.session.get(Event, event.id), by="command", venue_name="The other hall")
    deliver()
    [(_, _, words)] = mails(app)
    assert "The other hall" in words


def test_moved_and_cancelled_are_told_with_the_facts_of_their_time(app, make):
    event = make.event()
    speaker = make.speaker(event)
    send(speaker)
    deliver()
    for name in ("The second hall", "The third hall"):
        with unit_of_work():
            planning.change_event(db.session.get(Event, event.id), by="command", venue_name=name)
    deliver()  # two moves in a row: one letter, the newest
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, event.id), by="command")
    deliver()
    subjects = [subject for _, subject, _ in mails(app)]
    assert sorted(subjects) == ["Cancelled: Evening of 20 May", "Changed: Evening of 20 May",
                                "Your page as a speaker: Evening of 20 May"]
    moved = next(words for _, subject, words in mails(app) if subject.startswith("Changed"))
    assert "The third hall" in moved and "The second hall" not in moved
    assert "/s/" not in next(words for _, subject, words in mails(app) if subject.startswith("Cancelled"))


def test_letters_to_a_speaker_are_listed_newest_first(make):
    speaker = make.speaker(make.event())
    send(speaker)
    send(speaker, telling.replace_link)
    assert [letter.state for letter in telling.letters_to(speaker)] == ["queued", "withdrawn"]
    assert queries.speaker_by_ref(speaker.ref).link_version == 2
