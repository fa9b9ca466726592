"""The organiser watches letters leave, and sends again what failed, from one page."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from events import clock, delivery, pace
from events.council import Council
from events.database import db, unit_of_work
from events.delegates import inviting, progress_queries, queries
from events.delegates.models import Contact
from events.delegates.states import InvitationState
from events.event import Event
from events.outbox import Letter, LetterState
from tests.mail_sinks import Sink

LETTERS = "/desk/events/evening/letters"
PROGRESS = f"{LETTERS}/progress"


@pytest.fixture
def sent(app, make, reader):
    """Twelve invitations that were just sent and can be called back for two minutes: (event, organiser)."""
    event = make.event()
    for number in range(12):
        make.invitation(event, make.contact(f"Guest {number}", email=f"g{number}@example.org"), sent=False)
    organiser = reader.signed_in(make.officer("organiser"))
    with unit_of_work():
        held = db.session.get(Event, event.id)
        inviting.send_invitations(held, queries.invitations_of(held, state=InvitationState.DRAFTED), by="organiser")
    return event, organiser


def asked(organiser, mark: str = ""):
    """What the bar's script gets, and with which status."""
    return organiser.client.get(PROGRESS, headers={"If-None-Match": mark} if mark else {})


def progress(event) -> progress_queries.Progress:
    """How far it is."""
    db.session.rollback()
    return progress_queries.progress_of(db.session.get(Event, event.id))


def deliver(app, url: str) -> None:
    """What the worker does three minutes later."""
    app.config["MAIL_URL"] = url
    db.session.rollback()
    with app.app_context(), clock.moved_to(clock.now() + timedelta(minutes=3)):
        delivery.deliver()


def test_the_bar_is_asked_for_alone_without_form_or_cookie_and_costs_nothing_while_nothing_happens(sent):
    event, organiser = sent
    first = asked(organiser)
    words = first.get_data(as_text=True)
    assert (first.status_code, "<form" in words, first.headers.get("Set-Cookie")) == (200, False, None)
    assert "0 of 12 letters sent" in words and "12 wait" in words and "they begin to leave at 10:02am" in words
    assert first.headers["Cache-Control"] == "private, no-cache" and len(words) < 1500
    again = asked(organiser, first.headers["ETag"])
    assert (again.status_code, again.get_data()) == (304, b"")
    with unit_of_work():
        db.session.execute(update(Letter).where(Letter.to_name == "Guest 3").values(state=LetterState.SENT))
    changed = asked(organiser, first.headers["ETag"])
    assert changed.status_code == 200 and "1 of 12 letters sent" in changed.get_data(as_text=True)


def test_nobody_but_an_organiser_asks_how_far_it_is(sent, make, reader):
    reader.signed_in(make.officer("moderator")).get(PROGRESS, status=403)
    reader.anybody().get(PROGRESS, status=302)


def test_the_page_shows_the_bar_and_a_way_to_look_again_without_scripts(sent):
    _event, organiser = sent
    page = organiser.get(LETTERS)
    bar = page.find(id="progress")
    assert (bar["data-from"], bar["data-value"], bar["data-most"], bar["data-phase"]) == (PROGRESS, "0", "12", "held")
    assert bar.find("a", string="Look again")["href"] == LETTERS and page.select("script[src*='progress.js']")


def test_when_all_have_left_the_bar_is_over_and_what_failed_is_counted(app, sent):
    event, organiser = sent
    with Sink() as sink:
        sink.misdeeds = {"g4@example.org": ["550 5.1.1 no such mailbox"], "g5@example.org": ["451 4.7.1 later"]}
        deliver(app, sink.url)
    with clock.moved_to(clock.now() + timedelta(minutes=3)):
        now = progress(event)
        assert (now.sent, now.waiting, now.failed, now.is_moving) == (10, 1, 1, True), "one goes again in a minute"
        db.session.rollback()
        with unit_of_work():
            db.session.execute(update(Letter).where(Letter.state == LetterState.RETRYING)
                               .values(due_at=clock.now() + timedelta(hours=1)))
        assert not progress(event).is_moving, "an hour is not waited for"
    page = organiser.get(LETTERS)
    assert "10 of 12 letters sent" in page.words and not page.select("script[src*='progress.js']")
    assert 'data-finished="yes"' in asked(organiser).get_data(as_text=True)


def test_the_bar_is_about_the_sending_under_way_and_not_about_last_months(sent, make):
    event, _organiser = sent
    with unit_of_work():
        db.session.execute(update(Letter).values(state=LetterState.SENT))
    guest = make.invitation(event, make.contact("Late", email="late@example.org"), sent=False)
    with unit_of_work():
        held = db.session.get(Event, event.id)
        inviting.send_invitations(held, [queries.invitation(held, guest.id)], by="organiser")
    assert (progress(event).sent, progress(event).all) == (0, 1)


@pytest.mark.parametrize(("per_minute", "slowed", "minutes"), [(4, 0, 3), (0, 0, None), (0, 6, 2), (30, 6, 2)])
def test_how_long_it_still_takes_is_said_by_the_pace_that_holds(sent, per_minute, slowed, minutes):
    event, organiser = sent
    with unit_of_work():
        db.session.add(Council(id=1, name="Tees", mail_per_minute=per_minute))
        if slowed:
            db.session.add(pace.Slowing(id=1, connections=1, per_minute=slowed, noted_at=clock.now(), words="432",
                                        until=clock.now() + timedelta(minutes=15)))
    assert progress(event).minutes == minutes
    words = asked(organiser).get_data(as_text=True)
    assert (f"about {minutes} minutes left" in words) == (minutes is not None)
    assert ("asked for fewer letters" in words) == bool(slowed)


def test_how_long_it_still_takes_is_measured_where_no_pace_is_set(sent, monkeypatch):
    event, _organiser = sent
    monkeypatch.setattr(progress_queries, "ENOUGH", (6, 5))
    moment = clock.now()
    with unit_of_work():
        db.session.execute(update(Letter).where(Letter.id <= 6).values(
            state=LetterState.SENT, claimed_at=moment - timedelta(seconds=50)))
        db.session.execute(update(Letter).where(Letter.id > 6).values(state=LetterState.QUEUED))
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert progress(event).minutes == 1  # six in fifty seconds: the other six in as many
    with unit_of_work():
        db.session.execute(update(Letter).where(Letter.id > 3).values(state=LetterState.QUEUED, claimed_at=None))
    assert progress(event).minutes is None, "three letters say nothing about a pace"


def test_a_failed_letter_has_the_servers_words_and_one_button_and_goes_once(app, sent, make):
    event, organiser = sent
    with Sink() as sink:
        sink.misdeeds = {f"g{number}@example.org": ["550 5.1.1 no such mailbox"] for number in (4, 7)}
        deliver(app, sink.url)
        page = organiser.get(LETTERS)
        rows = {row.th.get_text(" ", strip=True).split("@")[0][-2:]: row for row in page.select("tbody tr")}
        assert all("550 5.1.1 no such mailbox" in rows[name].get_text() for name in ("g4", "g7"))
        assert "that was put right" not in page.words
        with unit_of_work():
            contact = db.session.query(Contact).filter_by(email="g4@example.org").one()
            contact.email = contact.email_key = "right@example.org"
        page = organiser.get(LETTERS)
        assert "Send again to 1 address that was put right" in page.words and "right@example.org" in page.words
        done = organiser.send(page, {}, to="/letters/again", follow=True)
        assert "1 letter is on its way again." in done.words
        organiser.send(page, {}, to="/letters/again", follow=True)  # the same form once more
        twice = organiser.post(f"{LETTERS}/again", follow=True)  # and from another open page
        assert "Nothing was sent again" in twice.words
        deliver(app, sink.url)
        taken = [address for address, _identity in sink.taken]
        assert taken.count("right@example.org") == 1 and len(taken) == 11 and "g7@example.org" not in taken


def test_one_letter_is_sent_again_by_its_own_button_and_another_events_is_not(app, sent, make):
    event, organiser = sent
    with Sink() as sink:
        sink.misdeeds = {"g4@example.org": ["550 5.7.1 not you"]}
        deliver(app, sink.url)
        page = organiser.get(LETTERS)
        [button] = page.select("form[action$='/again'] button")
        assert button.get_text(" ", strip=True) == "Send again to Guest 4"
        make.event(slug="other")
        path = button.find_parent("form")["action"]
        organiser.post(path.replace("evening", "other"), status=302)
        assert db.session.query(Letter).filter_by(state=LetterState.FAILED).count() == 1
        organiser.send(page, {}, to=path.rpartition("/desk")[2], follow=True)
        deliver(app, sink.url)
    assert [address for address, _identity in sink.taken].count("g4@example.org") == 1


def test_the_one_case_that_smtp_leaves_open_is_shown(app, sent):
    _event, organiser = sent
    with Sink() as sink:
        sink.misdeeds = {"g6@example.org": ["cut after"]}
        deliver(app, sink.url)
    [row] = [row for row in organiser.get(LETTERS).select("tbody tr") if "May have been sent twice" in row.get_text()]
    assert "g6@example.org" in row.get_text() and "gave no answer" in row.get_text()
