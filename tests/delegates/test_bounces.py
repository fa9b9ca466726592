"""Bounces mark the letter and the contact; an out-of-office is neither answer nor bounce; nothing stops the reading."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.database import db
from events.delegates import queries, received_mails, receiving
from events.delegates.models import Contact
from events.delegates.states import Said
from events.outbox import Letter, LetterState
from tests.delegates.test_receiving import joyce, take

__all__ = ["joyce"]
WORDS = "550 5.1.1 <joyce@example.org>: Recipient address rejected: User unknown"


def message_id(invitation) -> str:
    """The Message-ID of the letter that left."""
    letter = db.session.query(Letter).filter_by(record=f"invitation {invitation.id}").first()
    return f"<{letter.message_id}@localhost.localdomain>"


def report(message_id: str, *, action="failed", status="5.1.1", diagnostic=f"smtp; {WORDS}") -> bytes:
    """A delivery status as RFC 3464 has it."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: soundings@localhost.localdomain
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="xx"

--xx
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--xx
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; joyce@example.org
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--xx
Content-Type: text/rfc822-headers

From: Our council <soundings@localhost.localdomain>
Message-ID: {message_id}
Subject: Invitation

--xx--
""".encode()


def exchange_report(message_id: str) -> bytes:
    """As Exchange writes it: the whole message back, and words of its own."""
    return report(message_id, diagnostic="smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found")


def plain_report(message_id: str) -> bytes:
    """An old system without a delivery status: words and the headers."""
    return (f"From: Mail Delivery Subsystem <mailer-daemon@old.example.org>\r\nTo: soundings@localhost.localdomain\r\n"
            f"Subject: failure notice\r\n\r\nHi. This is the program at old.example.org.\r\n<joyce@example.org>:\r\n"
            f"550 5.1.1 no such mailbox here\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n"
            f"Message-ID: {message_id}\r\n").encode()


def gmail_report(message_id: str) -> bytes:
    """As Google writes it: X-Failed-Recipients, and what it answers in References."""
    return (f"From: Mail Delivery <mailer-daemon@googlemail.example>\r\nTo: soundings@localhost.localdomain\r\n"
            f"X-Failed-Recipients: joyce@example.org\r\nIn-Reply-To: {message_id}\r\nReferences: {message_id}\r\n"
            f"Subject: Delivery Status Notification (Failure)\r\nContent-Type: text/plain\r\n\r\n"
            f"** Address not found **\r\n550 5.1.1 The email account does not exist.\r\n").encode()


@pytest.mark.parametrize("kind", [report, exchange_report, plain_report, gmail_report])
def test_a_bounce_marks_the_letter_and_the_contact_with_the_servers_words(app, joyce, kind):
    invitation, _ = joyce
    row = take(app, kind(message_id(invitation)))
    assert (row.kind, row.state, row.invitation_id) == ("bounce", "noted", invitation.id)
    letter = db.session.query(Letter).filter_by(record=f"invitation {invitation.id}").one()
    contact = db.session.get(Contact, invitation.contact_id)
    assert letter.state == LetterState.FAILED
    assert contact.bounced_at is not None
    assert "5.1.1" in letter.server_words and letter.server_words == contact.bounce_words
    assert invitation.said == Said.NEEDS_ACTION


def test_a_delay_and_a_bounce_of_no_letter_of_ours_change_nothing(app, joyce):
    invitation, _ = joyce
    delayed = take(app, report(message_id(invitation), action="delayed", status="4.4.1", diagnostic="smtp; 451 later"))
    assert (delayed.state, "still trying" in delayed.reason) == ("noted", True)
    other = take(app, report("<0123456789abcdef0123456789abcdef@elsewhere.example>"))
    assert (other.state, "no letter of ours" in other.reason) == ("noted", True)
    assert db.session.get(Contact, invitation.contact_id).bounced_at is None
    assert db.session.query(Letter).one().state == LetterState.SENT


@pytest.mark.parametrize("headers", [
    {"Auto-Submitted": "auto-replied", "Subject": "Re: Invitation"}, {"Subject": "Automatic reply: Invitation"},
    {"Subject": "Automatische Antwort: Einladung"}, {"Precedence": "auto_reply", "Subject": "I am not here"},
    {"X-Autoreply": "yes", "Subject": "Away"},
    {"Subject": "Out of Office", "Return-Path": "<>", "Auto-Submitted": "auto-generated"},
])
def test_an_out_of_office_is_neither_an_answer_nor_a_bounce(app, joyce, headers):
    invitation, asked = joyce
    message = EmailMessage()
    message["From"], message["To"] = asked.attendee, asked.organiser
    for name, words in headers.items():
        message[name] = words
    message.set_content("I am away until Monday. Your message could not be delivered to me before.")
    row = take(app, message.as_bytes())
    assert (row.kind, row.state, row.invitation_id) == ("out of office", "noted", invitation.id)
    assert (invitation.said, queries.replies_of(invitation)) == (Said.NEEDS_ACTION, [])
    assert db.session.query(Letter).one().state == LetterState.SENT


def written(asked, text: str, **headers) -> bytes:
    """A mail as a person writes it."""
    message = EmailMessage()
    for name, words in ({"From": asked.attendee, "To": asked.organiser, "Subject": "Re: Invitation"} | headers).items():
        message[name] = words
    message.set_content(text)
    return message.as_bytes()


def test_a_plain_mail_lies_beside_whoever_it_came_from(app, joyce):
    invitation, asked = joyce
    by_tag = take(app, written(asked, "Yes please, I will come.", From="Joyce <j.applegarth@home.example>"))
    by_address = take(app, written(asked, "And I bring cake.", To="soundings@localhost.localdomain"))
    stranger = take(app, written(asked, "Buy!", From="x@spam.example", To="soundings@localhost.localdomain"))
    assert [(row.kind, row.state, row.invitation_id) for row in (by_tag, by_address, stranger)] == [
        ("plain mail", "held", invitation.id), ("plain mail", "held", invitation.id), ("other", "held", None)]
    assert by_tag.text == "Yes please, I will come."


def test_neither_a_personal_link_nor_a_tag_is_kept_from_what_a_mail_quotes(app, joyce, reader):
    invitation, asked = joyce
    link = "http://localhost" + reader.link("invitation", invitation)
    top = written(asked, f"I come.\n\nOn 22 April 2009 Our council wrote:\n> Dear Joyce,\n> {link}\n")
    inline = written(asked, f"My link is {link} and to {asked.organiser}\n{link[:60]}\n{link[60:]}")
    markup = written(asked, "").replace(b"text/plain", b"text/html") + f"<p>Yes<br><a href={link}>{link}</a>".encode()
    texts = [take(app, octets).text for octets in (top, inline, markup)]
    token = link.rpartition("/")[2]
    assert texts[0] == "I come."
    for text in texts:
        assert token not in text and token.rpartition("-")[2] not in text and "+" not in text


ODD = {
    "nothing at all": b"",
    "no headers": b"\r\n\r\nhello",
    "octets of no character set":
        b"From: \xff\xfe\r\nSubject: =?utf-99?q?=FF?=\r\nContent-Type: text/plain; charset=zzz\r\n\r\n\xff\xfe\x80",
    "two thousand parts in one another": b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(2000)),
    "ten thousand parts": b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 10_000,
    "a megabyte in one header": b"Subject: " + b"=?utf-8?q?a?= " * 80_000 + b"\r\n\r\nx",
    "a million brackets": b"From: " + b"(" * 100_000 + b"<" * 100_000 + b"\r\n\r\nx",
    "a broken transfer": b"Content-Type: text/calendar; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    "a mail in a mail":
        b"Content-Type: message/rfc822\r\n\r\nFrom: a@b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nx",
    "half of two megabytes": b"Content-Type: text/html\r\n\r\n" + b"<p>" * 600_000,
}


@pytest.mark.parametrize("kind", ODD)
def test_no_mail_whatever_stops_the_reading(app, joyce, kind):
    _, asked = joyce
    started = time.process_time()
    row = take(app, ODD[kind])
    assert row.state in ("held", "noted")
    assert time.process_time() - started < 5
    assert take(app, written(asked, "The next mail.")).text == "The next mail."


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(st.sampled_from([
    b"From: a@b\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n", b"\r\n", b"--x\r\n", b"--x--\r\n",
    b"Content-Type: text/calendar; method=REPLY\r\n", b"Content-Transfer-Encoding: base64\r\n", b"=?utf-8?b?//8=?=",
    b"Subject: =?iso-8859-1?q?=E9?= \r\n", b"Content-Type: message/delivery-status\r\n", b"\xff\x00",
    b"Action: failed\r\n",
]), max_size=30).map(b"".join)))
def test_any_octets_are_a_mail_or_refused_in_one_way(octets):
    try:
        mail = received_mails.read(octets)
    except received_mails.MailUnreadable:
        return
    assert "\x00" not in mail.text + mail.subject + mail.from_name + mail.from_address
    receiving.what_was_written(mail.text)
