"""A mail server that misbehaves costs no letter and repeats none, but for the one case that SMTP leaves open."""

import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from events import clock, delivery, letters, outbox, pace
from events.council import Council
from events.database import db, reading, unit_of_work
from events.outbox import Letter
from tests.mail_sinks import Sink


@pytest.fixture(params=[True, False], ids=["all at once", "one by one"])
def sink(in_app, request):
    """A server that can be told to misbehave, with and without RFC 2920."""
    with Sink(pipelining=request.param) as sink:
        in_app.config["MAIL_URL"] = sink.url
        yield sink


@pytest.fixture(autouse=True)
def council(in_app):
    """Whose letters they are, and how a plain letter is composed."""
    letters.register("tests/plain", prepare=lambda letter: None, fill=lambda shared, letter: letters.Mail(
        subject="Evening", text=f"Dear {letter.to_name}\n.\nthe end", html="<p>Dear</p>"))
    with unit_of_work():
        db.session.add(Council(id=1, name="Tees"))
    yield
    letters._composers.pop("tests/plain")


def post(count: int) -> list[str]:
    """Put letters in the outbox; their addresses."""
    addresses = [f"person{number}@example.org" for number in range(count)]
    with unit_of_work():
        about = db.session.get(Council, 1)
        for address in addresses:
            outbox.post("tests/plain", about=about, to_name="Ann", to_address=address, batch="one sending")
    return addresses


def deliver_for(hours: float) -> None:
    """What the clock does in so many hours, each quarter of one once, until nothing is left to do."""
    for quarter in range(int(hours * 4) + 1):
        with clock.moved_to(clock.now() + timedelta(minutes=15 * quarter + 2)):
            delivery.deliver()
            db.session.rollback()
        if not db.session.scalar(select(func.count()).where(Letter.state.in_(outbox.WAITING))):
            return
        db.session.rollback()


@contextmanager
def standing_at(monkeypatch, *, minutes: float = 0):
    """The clock stands still, so many minutes from now: a pace is counted alike however slow the machine is."""
    moment = clock.now() + timedelta(minutes=minutes)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: moment)
        yield


def all_rows() -> list[Letter]:
    """The letters as they are now; the read is over with it, since an open one would keep a worker from its commit."""
    db.session.rollback()
    with reading():
        rows = list(db.session.scalars(select(Letter).order_by(Letter.id)))
        db.session.expunge_all()
    return rows


def test_of_thirty_letters_to_a_server_in_every_mood_none_is_lost_and_one_comes_twice(sink):
    addresses = post(30)
    sink.misdeeds = {
        addresses[3]: ["451 4.7.1 greylisted, come again", "450 4.2.0 not yet"],
        addresses[7]: ["550 5.1.1 no such mailbox"],
        addresses[11]: ["cut before", "cut before", "cut before"],
        addresses[15]: ["cut after"],
        addresses[19]: ["421 4.3.2 closing, too many messages"],
        addresses[23]: [0.3],
    }
    deliver_for(6)
    came = Counter(address for address, _identity in sink.taken)
    rows = {row.to_address: row for row in all_rows()}
    assert came == {address: 1 for address in addresses if address != addresses[7]} | {addresses[15]: 2}
    assert len({identity for address, identity in sink.taken if address == addresses[15]}) == 1, "the same Message-ID"
    assert [row.to_address for row in rows.values() if row.maybe_twice] == [addresses[15]]
    assert str(rows[addresses[7]].state) == "failed" and rows[addresses[7]].server_words.startswith("550 5.1.1 no such")
    assert Counter(str(row.state) for row in rows.values()) == {"sent": 29, "failed": 1}
    assert "250 2.0.0 taken" in rows[addresses[0]].server_words


def test_a_letter_that_was_never_answered_is_shown_as_perhaps_sent_before_it_goes_again(sink):
    addresses = post(1)
    sink.misdeeds = {addresses[0]: ["cut after"]}
    delivery.deliver()
    row = all_rows()[0]
    assert (str(row.state), row.maybe_twice) == ("retrying", True)
    assert "gave no answer" in row.server_words


def test_too_many_connections_slow_the_pace_by_itself(in_app, monkeypatch):
    with Sink(most_connections=2) as sink:
        in_app.config["MAIL_URL"] = sink.url
        with unit_of_work():
            db.session.get(Council, 1).mail_connections = 6
        addresses = post(300)
        sink.wait_for_lines = 3  # none of the two is done before a third has knocked
        with standing_at(monkeypatch):
            delivery.deliver()
            assert pace.present().connections == 3, "several are told at once, and that is one slowing"
            assert "432" in pace.slowing().words
            db.session.rollback()
        deliver_for(2)
        assert sorted(address for address, _identity in sink.taken) == sorted(addresses), "each once"
        assert {str(row.state) for row in all_rows()} == {"sent"}


def test_a_server_that_says_too_much_to_one_connection_gets_fewer_letters_a_minute(sink, monkeypatch):
    addresses = post(30)
    # The first is said twice: a connection that has worked is opened anew once.
    sink.misdeeds = {addresses[-1]: ["432 4.3.2 too much"] * 4}
    with standing_at(monkeypatch):
        delivery.deliver()
        assert pace.present() == pace.Pace(1, 14), "half of the 29 that left in the last minute"
    with standing_at(monkeypatch, minutes=2):
        delivery.deliver(patience=0)
        assert pace.present() == pace.Pace(1, 7), "half again"
    with standing_at(monkeypatch, minutes=4):
        delivery.deliver(patience=0)
        assert pace.present() == pace.Pace(1, pace.SLOWEST), "and never less than this"
    with standing_at(monkeypatch, minutes=30):
        assert pace.present() == pace.Pace(1, 0), "after a while it is as the council has set it"
        delivery.deliver()
    assert sorted(address for address, _identity in sink.taken) == sorted(addresses)


def test_several_connections_send_side_by_side(in_app):
    with Sink() as sink:
        in_app.config["MAIL_URL"] = sink.url
        with unit_of_work():
            db.session.get(Council, 1).mail_connections = 3
        addresses = post(120)
        sink.wait_for_lines = 3
        assert delivery.deliver() == 120
        assert sink.most_open == 3
        assert sorted(address for address, _identity in sink.taken) == sorted(addresses)


def test_the_pace_that_the_council_sets_holds_and_is_even(sink, monkeypatch):
    with unit_of_work():
        db.session.get(Council, 1).mail_per_minute = 30
    post(40)
    left = []
    for seconds in (0, 1, 9, 11, 22, 33, 44, 55, 60, 66):
        with standing_at(monkeypatch, minutes=seconds / 60):
            left.append(delivery.deliver(patience=0))
    assert left == [5, 0, 0, 5, 5, 5, 5, 5, 0, 5], "thirty a minute are five in ten seconds"


def test_somebodys_sign_in_code_does_not_wait_behind_a_sending(sink):
    post(40)
    with unit_of_work():
        db.session.get(Council, 1).mail_per_minute = 6
        outbox.post("tests/plain", about=db.session.get(Council, 1), to_name="Ann", to_address="now@example.org")
    delivery.deliver(patience=0)
    assert [address for address, _identity in sink.taken] == ["now@example.org"]


@pytest.mark.parametrize("url", ["smtp://name:wrong@127.0.0.1:{port}", "smtp://127.0.0.1:{port}?tls=start"])
def test_a_server_that_refuses_our_sign_in_or_knows_no_tls_keeps_every_letter(sink, in_app, url):
    in_app.config["MAIL_URL"] = url.format(port=sink.url.rpartition(":")[2])
    post(3)
    for day in range(12):
        with clock.moved_to(clock.now() + timedelta(days=day)):
            assert delivery.deliver() == 0
            db.session.rollback()
    rows = all_rows()
    assert {str(row.state) for row in rows} == {"retrying"}
    assert all("could not be reached" in row.server_words and row.tries == 0 for row in rows)
    in_app.config["MAIL_URL"] = sink.url
    with clock.moved_to(clock.now() + timedelta(days=12)):
        assert delivery.deliver() == 3


@contextmanager
def another_worker(app):
    """A second worker that sweeps and sends all the while, as one on another machine does; what it has sent."""
    ends, sent = threading.Event(), []

    def work() -> None:
        while not ends.wait(0.5):
            with app.app_context():  # around the lock that keeps one process to one run
                sent.append(delivery._deliver_once(0))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield sent
    finally:
        ends.set()
        thread.join(120)


@pytest.mark.prove
def test_a_server_twenty_seconds_slow_gets_each_letter_once(in_app):
    """It is slow to take five of twelve; another worker sweeps and sends meanwhile and takes none of them anew."""
    with Sink() as sink:
        in_app.config["MAIL_URL"] = sink.url
        addresses = post(12)
        sink.misdeeds = {address: [20] for address in addresses[3:8]}
        began = time.monotonic()
        with another_worker(in_app) as sent:
            first = delivery.deliver()
            while not all(str(row.state) == "sent" for row in all_rows()) and time.monotonic() - began < 240:
                time.sleep(0.5)
        assert time.monotonic() - began >= 40, "they were slow"
        assert first + sum(sent) == 12 and sum(sent), "what the first had not begun after a minute the other sent"
        assert sorted(address for address, _identity in sink.taken) == sorted(addresses)
        assert not any(row.maybe_twice for row in all_rows())


def test_what_is_claimed_and_not_begun_goes_back_before_a_sweep_could_take_it(sink, monkeypatch):
    monkeypatch.setattr(delivery, "LET_GO_AFTER", 0.2)
    addresses = post(6)
    sink.misdeeds = {addresses[0]: [0.3]}
    assert delivery.deliver() == 6
    rows = all_rows()
    assert [row.tries for row in rows] == [1] * 6
    assert rows[0].claim not in {row.claim for row in rows[1:]}, "the others went back, and were claimed anew"
    assert sorted(address for address, _identity in sink.taken) == addresses


def test_a_line_of_one_dot_arrives_as_it_was_written(in_app):
    """The end of a message is a dot on a line: one of ours must not be taken for it."""
    heard = []
    with Sink() as sink:
        sink._take = lambda lines, to, misdeed: heard.extend(iter(lines.readline, b".\r\n")) or ""
        in_app.config["MAIL_URL"] = sink.url
        post(1)
        delivery.deliver()
    assert b"the end\r\n" in heard
