"""A message has one recipient, and no name or title can bend its headers."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address

import pytest

from events.letters import Mail, Picture
from events.messages import address_of, header_words, message_of

SENDER = Address("Tees Council", addr_spec="events@council.example.org")
AT = datetime(2009, 4, 22, 9, tzinfo=UTC)


def sent(mail: Mail, name="Joyce Applegarth", to="joyce@example.org"):
    """The message as a mail program reads it."""
    made = message_of(mail, to=address_of(name, to), sender=SENDER, message_id="abc", at=AT)
    return message_from_bytes(made, policy=policy.SMTP)


MAIL = Mail(
    subject="Evening of 20 May",
    text="Hello",
    html="<p>Hello</p>",
    calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    method="REQUEST",
    reply_to="desk@council.example.org",
    pictures=(Picture("badge", b"\x89PNG", "badge.png"),),
)


def test_the_parts_stand_as_mail_programs_want_them():
    message = sent(MAIL)
    assert message.get_content_type() == "multipart/mixed"
    inner, attached = message.iter_parts()
    kinds = [part.get_content_type() for part in inner.iter_parts()]
    assert kinds == ["text/plain", "multipart/related", "text/calendar"]
    calendar = list(inner.iter_parts())[2]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert attached.get_filename() == "invite.ics"


@pytest.mark.parametrize(
    "name",
    [
        "Line\r\nBcc: everybody@example.org",
        "Tab\tand\x0bVT",
        "Next\x85line and \u2028 separator",
        "Bidi \u202eevil\u202c",
        'Quote " and comma, and <angle>',
        "The Reverend Canon Bartholomew Fitzwilliam Augustine Cholmondeley-Featherstonehaugh-Warburton",
        "Maryam al-Khatib (مريم الخطيب)",
    ],
)
def test_no_name_bends_a_header(name):
    message = sent(MAIL, name=name)
    assert [a.addr_spec for a in message["To"].addresses] == ["joyce@example.org"]
    assert message["Bcc"] is None
    assert "\u202e" not in message["To"].addresses[0].display_name


@pytest.mark.parametrize("address", ["a@b.uk, c@d.uk", "a@b.uk;c@d.uk", "a@b.uk\r\nBcc: c@d.uk", "nobody", ""])
def test_two_addresses_or_none_are_refused(address):
    with pytest.raises((ValueError, IndexError)):
        sent(MAIL, to=address)


def test_joiners_that_names_need_are_kept():
    assert header_words("می\u200cخواهم") == "می\u200cخواهم"


def test_an_odd_title_is_one_line():
    assert sent(Mail(subject="An\nodd\ttitle", text="t", html="h"))["Subject"] == "An odd title"
