"""Mail is collected from a real IMAP server or a folder: nothing is lost, nothing is taken twice."""

import imaplib
from datetime import timedelta

import pytest

from events import clockwork, mailboxes
from events.database import db
from events.delegates import collecting, queries, receiving, reply_addresses
from events.delegates.mail_models import ReceivedMail
from events.delegates.states import Said
from tests.delegates.answers import PROGRAMS, gmail
from tests.delegates.test_bounces import written
from tests.delegates.test_receiving import joyce
from tests.imap_servers import PASSWORD, USER, ImapServer

__all__ = ["joyce"]


@pytest.fixture(scope="module")
def imap():
    """A real IMAP server, for all tests here."""
    with ImapServer() as server:
        yield server


@pytest.fixture
def box(imap):
    """The same, its mailbox empty."""
    with signed_in(imap) as server:
        for uid in server.search(None, "ALL")[1][0].split():
            server.store(uid, "+FLAGS", "\\Deleted")
        server.expunge()
        server.delete('"Soundings read"')
        server.delete('"Gelesen &APY-"')
    return imap


def signed_in(imap, folder: str = "INBOX") -> imaplib.IMAP4:
    """Somebody else's look into the mailbox."""
    server = imaplib.IMAP4("127.0.0.1", int(imap.url.rpartition(":")[2]))
    server.login(USER, PASSWORD)
    server.select(folder)
    return server


def flags(imap) -> list[str]:
    """The flags of each message in the mailbox."""
    with signed_in(imap) as server:
        return [row.decode() for row in server.fetch("1:*", "(FLAGS)")[1] if row]


def collect(app, url: str):
    """One visit to the mailbox, as the clock makes it."""
    db.session.rollback()
    with app.app_context():
        done = collecting.collect(url, ours=reply_addresses.ours())
    db.session.expire_all()
    return done


def test_answers_of_three_programs_are_read_marked_and_not_read_again(app, joyce, box):
    invitation, asked = joyce
    for number, program in enumerate(PROGRAMS.values()):
        box.deliver(program(asked, ("ACCEPTED", "DECLINED", "TENTATIVE")[number], stamp=f"20090423T10{number}500Z"))
    done = collect(app, f"{box.url}/INBOX")
    assert done.outcomes == {"calendar reply, taken": 3}
    assert invitation.said == Said.TENTATIVE
    assert len(queries.replies_of(invitation)) == 3
    assert all("\\Seen" in row and mailboxes.KEYWORD in row for row in flags(box))
    assert collect(app, f"{box.url}/INBOX").count == 0


def test_a_mail_that_somebody_has_looked_at_is_still_read(app, joyce, box):
    invitation, asked = joyce
    box.deliver(gmail(asked, "ACCEPTED"))
    with signed_in(box) as server:
        server.store("1", "+FLAGS", "\\Seen")
    assert collect(app, box.url).count == 1
    assert invitation.said == Said.ACCEPTED


def test_mails_are_moved_where_the_address_says_so(app, joyce, box):
    _, asked = joyce
    box.deliver(gmail(asked, "ACCEPTED"))
    collect(app, f"{box.url}/INBOX?move=Gelesen%20%C3%B6")
    for folder, count in (("INBOX", 0), ('"Gelesen &APY-"', 1)):
        with signed_in(box, folder) as server:
            assert len(server.search(None, "ALL")[1][0].split()) == count


class Died(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("where", ["before the row", "after the row"])
def test_a_process_that_dies_loses_nothing_and_takes_nothing_twice(app, joyce, box, monkeypatch, where):
    invitation, asked = joyce
    box.deliver(gmail(asked, "ACCEPTED"))
    box.deliver(written(asked, "A second mail."))

    def die(*args, **values):
        raise Died

    with monkeypatch.context() as patch:
        if where == "before the row":
            patch.setattr(receiving, "receive", die)
        else:
            patch.setattr(mailboxes.Imap, "mark", die)
        with pytest.raises(Died):
            collect(app, box.url)
    db.session.rollback()
    assert db.session.query(ReceivedMail).count() == (0 if where == "before the row" else 1)
    done = collect(app, box.url)
    assert done.count == 2
    assert db.session.query(ReceivedMail).count() == 2
    assert len(queries.replies_of(invitation)) == 1


def test_one_mail_that_nobody_foresaw_does_not_stop_the_next(app, joyce, box, monkeypatch):
    invitation, asked = joyce
    box.deliver(written(asked, "The one."))
    box.deliver(gmail(asked, "ACCEPTED"))
    real = receiving.what_was_written
    monkeypatch.setattr(receiving, "what_was_written", lambda text: 1 / 0 if "The one." in text else real(text))
    done = collect(app, box.url)
    assert done.outcomes == {"other, held": 1, "calendar reply, taken": 1}
    assert invitation.said == Said.ACCEPTED


def test_a_huge_mail_is_read_at_its_beginning_alone(app, joyce, box):
    invitation, asked = joyce
    box.deliver(written(asked, "I come, and bring pictures.\n" + ("x" * 70 + "\n") * 60_000))
    collect(app, box.url)
    row = db.session.query(ReceivedMail).one()
    assert (row.invitation_id, len(row.text) <= 20_000) == (invitation.id, True)
    assert row.text.startswith("I come, and bring pictures.")


def test_a_wrong_password_and_a_missing_folder_are_said_in_a_sentence(app, box):
    for url in (box.url.replace("ill@", "well@"), f"{box.url}/Nowhere", "imap://127.0.0.1:1"):
        with pytest.raises(mailboxes.MailboxShut) as shut, mailboxes.opened(url):
            pass
        assert PASSWORD not in str(shut.value)


def test_a_folder_of_files_is_read_and_emptied_into_its_folder_of_what_was_read(app, joyce, tmp_path):
    invitation, asked = joyce
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "b.eml").write_bytes(gmail(asked, "ACCEPTED"))
    (folder / "half.eml.part").write_bytes(b"not yet")
    assert collect(app, f"file:{folder}").outcomes == {"calendar reply, taken": 1}
    assert invitation.said == Said.ACCEPTED
    assert sorted(path.name for path in folder.iterdir()) == ["half.eml.part", "read"]
    assert (folder / "read" / "b.eml").exists()
    assert collect(app, f"file:{folder}").count == 0


def test_the_command_reads_files_and_the_mailbox(app, joyce, tmp_path):
    invitation, asked = joyce
    file = tmp_path / "answer.eml"
    file.write_bytes(gmail(asked, "DECLINED"))
    db.session.rollback()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["mailbox", "read"]).exit_code == 1
    answer = runner.invoke(args=["mailbox", "read", str(file)])
    assert (answer.exit_code, answer.output) == (0, "answer.eml: calendar reply, taken\n")
    app.config["IMAP_URL"] = f"file:{tmp_path}"
    answer = runner.invoke(args=["mailbox", "read"])
    assert (answer.exit_code, "1 mail read." in answer.output, "1 known" in answer.output) == (0, True, True)
    assert runner.invoke(args=["mailbox", "read", "missing.eml"]).exit_code == 2
    db.session.expire_all()
    assert invitation.said == Said.DECLINED


def test_the_command_takes_files_of_three_programs_and_holds_a_forged_one(app, joyce, tmp_path):
    invitation, asked = joyce
    for number, (name, program) in enumerate(PROGRAMS.items()):
        stamp = f"20090423T10{number}500Z"
        (tmp_path / f"{number}-{name}.eml").write_bytes(program(asked, ("ACCEPTED", "TENTATIVE", "DECLINED")[number],
                                                                stamp=stamp))
    (tmp_path / "3-forged.eml").write_bytes(gmail(asked, "ACCEPTED", stamp="20090423T104500Z", sender="x@evil.example"))
    db.session.rollback()
    files = [str(path) for path in sorted(tmp_path.glob("*.eml"))]
    answer = app.test_cli_runner().invoke(args=["mailbox", "read", *files])
    assert (answer.exit_code, answer.output.splitlines()) == (0, [
        "0-exchange.eml: calendar reply, taken", "1-gmail.eml: calendar reply, taken",
        "2-apple.eml: calendar reply, taken", "3-forged.eml: calendar reply, held"])
    db.session.expire_all()
    assert invitation.said == Said.DECLINED


def test_the_clock_reads_the_mailbox_every_minute_where_one_is_set(app, joyce, tmp_path):
    invitation, asked = joyce
    (tmp_path / "answer.eml").write_bytes(gmail(asked, "ACCEPTED"))
    db.session.rollback()
    with app.app_context():
        clockwork.read_the_mailbox()
        app.config["IMAP_URL"] = f"file:{tmp_path}"
        item = next(item for item in clockwork.ITEMS if item.name == "read the mailbox")
        assert item.every == timedelta(minutes=1)
        item.act()
    db.session.expire_all()
    assert invitation.said == Said.ACCEPTED
