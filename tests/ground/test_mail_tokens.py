"""Mail servers that take no passwords are signed in to by a token, for reading and for sending, and told no by none."""

import base64
import hashlib
import hmac
import json
import sys
import time

import pytest

from events import carriers, mail_tokens, mailboxes
from events.carriers import Away, MailServer, Parcel
from tests.imap_servers import USER, ImapServer
from tests.mail_servers import ByToken
from tests.mail_servers import MailServer as RealServer

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
KEY = b"of the directory alone"
PARCEL = Parcel("1", "events@example.org", "ann@example.org", b"Subject: Evening\r\n\r\nDear Ann\r\n")


def token(*, key: bytes = KEY, user: str = USER, lasts: int = 600) -> str:
    """A token as a directory signs it: RFC 7519, HS256."""
    def encoded(octets: bytes) -> str:
        return base64.urlsafe_b64encode(octets).decode().rstrip("=")

    now = int(time.time())
    said = {"sub": user, "iat": now - 60, "exp": now + lasts}
    words = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, said))
    return f"{words}.{encoded(hmac.new(key, words.encode(), hashlib.sha256).digest())}"


@pytest.fixture
def told(in_app, tmp_path):
    """What MAIL_TOKEN_COMMAND prints: `told(words)`; the command is asked anew each time."""
    file = tmp_path / "token"
    script = tmp_path / "print_token.py"
    script.write_text(f"print(open({str(file)!r}).read())")
    in_app.config["MAIL_TOKEN_COMMAND"] = f"{sys.executable} {script}"
    return file.write_text


@pytest.fixture(scope="module")
def imap():
    """A real IMAP server that takes tokens of our directory and no password."""
    with ImapServer(token_key=KEY) as server:
        yield server


def by_token(imap) -> str:
    """Its address for us."""
    return f"imap://{USER}@{imap.url.rpartition('@')[2]}/INBOX?auth=xoauth2"


def test_a_mailbox_is_read_by_token_and_a_new_token_is_asked_for_at_each_visit(imap, told):
    imap.deliver(b"Subject: I come\r\n\r\nYes.\r\n")
    told(token())
    with mailboxes.opened(by_token(imap)) as box:
        assert [b"I come" in message.octets for message in box.unread()] == [True]
    told(token(lasts=-10))
    with pytest.raises(mailboxes.MailboxShut), mailboxes.opened(by_token(imap)):
        pass
    told(token(lasts=1200))
    with mailboxes.opened(by_token(imap)) as box:
        assert len(list(box.unread())) == 1, "nothing was marked: it is still there"


@pytest.mark.parametrize("wrong", [{"key": b"of somebody else"}, {"lasts": -10}])
def test_a_token_that_the_server_does_not_take_is_said_in_a_sentence_without_the_token(imap, told, wrong):
    words = token(**wrong)
    told(words)
    with pytest.raises(mailboxes.MailboxShut) as shut, mailboxes.opened(by_token(imap)):
        pass
    assert "could not be opened" in str(shut.value) and words not in str(shut.value)


def test_that_server_takes_no_password(imap):
    with pytest.raises(mailboxes.MailboxShut), mailboxes.opened(imap.url):
        pass


@pytest.fixture
def smtp():
    """A real SMTP server that takes one token, and mail from nobody without it."""
    kept = ByToken(mail_tokens.sasl_words("events@example.org", "a.good.token").encode())
    with RealServer(kept, auth_require_tls=False, auth_required=True) as server:
        server.by_token = server.url.replace("://", "://events%40example.org@") + "?auth=xoauth2"
        yield server


def test_a_letter_is_sent_by_token(smtp, told):
    told("a.good.token")
    carrier = MailServer(smtp.by_token)
    carrier.send(PARCEL)
    carrier.send(PARCEL)
    carrier.close()
    assert (len(smtp.kept.messages), smtp.kept.signed_in) == (2, 1), "once for each connection"


def test_a_token_that_ran_out_costs_no_letter_and_the_next_one_sends_it(smtp, told):
    told("an.old.token")
    with pytest.raises(Away) as away:
        MailServer(smtp.by_token).send(PARCEL)
    assert not away.value.maybe_arrived and smtp.kept.refused and "an.old.token" not in away.value.words
    told("a.good.token")
    MailServer(smtp.by_token).send(PARCEL)
    assert len(smtp.kept.messages) == 1


@pytest.mark.parametrize("command", ["", "/nowhere/at-all", f"{sys.executable} -c 'raise SystemExit(3)'",
                                     f"{sys.executable} -c 'print()'", '"an open quote'])
def test_a_command_that_prints_no_token_keeps_every_letter_and_shuts_the_mailbox(in_app, imap, smtp, command):
    in_app.config["MAIL_TOKEN_COMMAND"] = command
    with pytest.raises(carriers.Away, match="MAIL_TOKEN_COMMAND"):
        MailServer(smtp.by_token).send(PARCEL)
    with pytest.raises(mailboxes.MailboxShut, match="MAIL_TOKEN_COMMAND"), mailboxes.opened(by_token(imap)):
        pass
