"""Letters leave once, are never lost, and every refusal is told in the server's words."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from events import clock, delivery, letters, outbox
from events.council import Council
from events.database import db, unit_of_work
from events.outbox import Letter, LetterState
from tests.mail_servers import MailServer


@pytest.fixture
def plain_letter():
    """A letter that any record can be written about."""
    letters.register(
        "tests/plain",
        prepare=lambda letter: "Dear",
        fill=lambda shared, letter: letters.Mail(
            subject=f"To {letter.to_name}", text=f"{shared} {letter.to_name}", html=f"<p>{letter.to_name}</p>"
        ),
    )
    yield "tests/plain"
    letters._composers.pop("tests/plain")


@pytest.fixture
def server(in_app):
    """A mail server that the application sends to."""
    with MailServer() as server:
        in_app.config["MAIL_URL"] = server.url
        yield server


def post(name: str, *addresses: str, batch: str = "b", hold=timedelta(0)) -> None:
    """Put letters in the outbox."""
    with unit_of_work():
        council = db.session.get(Council, 1) or Council(name="Tees")
        db.session.add(council)
        db.session.flush()
        for address in addresses:
            outbox.post(
                name, about=council, to_name=address.partition("@")[0], to_address=address, batch=batch, hold=hold
            )


def states() -> dict[str, str]:
    """Each letter's state, by address."""
    db.session.rollback()
    return {letter.to_address: str(letter.state) for letter in db.session.scalars(select(Letter).order_by(Letter.id))}


def test_each_letter_goes_to_one_person(server, plain_letter):
    post(plain_letter, "a@example.org", "b@example.org", "c@example.org")
    assert delivery.deliver() == 3
    assert server.kept.recipients == [["a@example.org"], ["b@example.org"], ["c@example.org"]]
    assert [m["To"].addresses[0].addr_spec for m in server.kept.messages] == [
        "a@example.org",
        "b@example.org",
        "c@example.org",
    ]
    assert set(states().values()) == {"sent"}


def test_delivering_twice_sends_nothing_twice(server, plain_letter):
    post(plain_letter, "a@example.org")
    assert (delivery.deliver(), delivery.deliver()) == (1, 0)
    assert len(server.kept.messages) == 1


def test_a_held_letter_waits_and_can_be_called_back(server, plain_letter):
    post(plain_letter, "a@example.org", hold=timedelta(minutes=2), batch="one")
    post(plain_letter, "b@example.org", hold=timedelta(minutes=2), batch="two")
    assert delivery.deliver() == 0
    with unit_of_work():
        assert outbox.withdraw(batch="one") == 1
    with clock.moved_to(clock.now() + timedelta(minutes=3)):
        assert delivery.deliver() == 1
    assert states() == {"a@example.org": "withdrawn", "b@example.org": "sent"}


def test_a_no_is_kept_in_the_servers_words_and_stops_nobody_else(server, plain_letter):
    server.kept.answers["a@example.org"] = ["550 5.1.1 no such person here"]
    post(plain_letter, "a@example.org", "b@example.org")
    delivery.deliver()
    assert states() == {"a@example.org": "failed", "b@example.org": "sent"}
    assert "no such person here" in db.session.scalar(
        select(Letter.server_words).where(Letter.to_address == "a@example.org")
    )


def test_a_later_is_tried_again_with_growing_gaps(server, plain_letter):
    server.kept.answers["a@example.org"] = ["451 4.3.0 later", "451 4.3.0 later"]
    post(plain_letter, "a@example.org")
    delivery.deliver()
    assert states() == {"a@example.org": "retrying"}
    delivery.deliver()  # not due yet
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        delivery.deliver()
    assert len(server.kept.messages) == 0
    with clock.moved_to(clock.now() + timedelta(minutes=10)):
        delivery.deliver()
    assert states() == {"a@example.org": "sent"}
    assert len(server.kept.messages) == 1


def test_a_server_that_is_away_costs_no_letter(in_app, plain_letter):
    in_app.config["MAIL_URL"] = "smtp://127.0.0.1:9"
    post(plain_letter, "a@example.org", "b@example.org")
    assert delivery.deliver() == 0
    assert set(states().values()) == {"retrying"}


def test_a_worker_that_died_while_sending_is_swept_up_and_it_is_said(server, plain_letter):
    post(plain_letter, "a@example.org")
    with unit_of_work():
        db.session.execute(update(Letter).values(state=LetterState.SENDING, claimed_at=clock.now()))
    assert delivery.deliver() == 0  # another worker may still be at it
    with clock.moved_to(clock.now() + timedelta(minutes=12)):
        assert delivery.deliver() == 1
    assert db.session.scalar(select(Letter.maybe_twice)) is True


def test_a_repeat_carries_the_same_message_id(server, plain_letter):
    post(plain_letter, "a@example.org")
    delivery.deliver()
    with unit_of_work():
        db.session.execute(update(Letter).values(state=LetterState.QUEUED))
    delivery.deliver()
    first, second = (m["Message-ID"] for m in server.kept.messages)
    assert first == second


def test_one_letter_that_cannot_be_written_stops_no_other(server, in_app):
    def fill(shared, letter):
        if letter.to_name == "a":
            raise ValueError("odd name")
        return letters.Mail(subject="s", text="t", html="<p>t</p>")

    letters.register("tests/odd", prepare=lambda letter: None, fill=fill)
    post("tests/odd", "a@example.org", "b@example.org")
    delivery.deliver()
    letters._composers.pop("tests/odd")
    assert states() == {"a@example.org": "failed", "b@example.org": "sent"}


def test_without_a_mail_server_letters_are_files(in_app, plain_letter, tmp_path):
    in_app.config["MAIL_URL"] = f"file:{tmp_path / 'mail'}"
    post(plain_letter, "a@example.org")
    delivery.deliver()
    files = list((tmp_path / "mail").glob("*.eml"))
    assert len(files) == 1
    assert b"To: a <a@example.org>" in files[0].read_bytes()
