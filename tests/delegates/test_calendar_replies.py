"""The reading of calendar parts never fails but in its own way, and believes no line that is not whole."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.delegates import calendar_replies
from events.delegates.calendar_replies import Unreadable, parse
from tests.delegates.answers import Asked, calendar

ASKED = Asked("evening@localhost", 0, "replies+1x0@council.example.org", "joyce@example.org", "Evening of 20 May")
LINES = ["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "METHOD:REPLY", "UID:1", "SEQUENCE:2",
         "SEQUENCE:٣", "DTSTAMP:20090423T101500Z", "DTSTAMP:20091399T999999Z", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b",
         'ATTENDEE;CN="x;PARTSTAT=ACCEPTED:mailto:a@b', "COMMENT:\\n\\,", " folded", "\tfolded", "BEGIN:VALARM",
         "END:VALARM", "END:", "BEGIN:", ";;;:::", "ATTENDEE;DELEGATED-TO=\"mailto:c@d\",\"mailto:e@f\":mailto:a@b"]


def test_what_an_answer_needs_is_read():
    reply = parse(calendar(ASKED, "TENTATIVE"))
    assert (reply.method, reply.uid, reply.sequence) == ("REPLY", "evening@localhost", 0)
    assert reply.stamp == datetime(2009, 4, 23, 10, 15, tzinfo=UTC)
    [attendee] = reply.attendees
    assert (attendee.address, attendee.partstat) == ("joyce@example.org", "TENTATIVE")


def test_lines_are_unfolded_and_words_unescaped_whatever_ends_them():
    line = "COMMENT;LANGUAGE=en:I shall be l\r\n ate\\, sorry\\; back\\\\slash\\nTwo"
    words = calendar(ASKED.but(lines=(line,)), "ACCEPTED")
    for ended in (words, words.replace("\r\n", "\n"), "\ufeff" + words):
        assert parse(ended).comment == "I shall be late, sorry; back\\slash\nTwo"


@pytest.mark.parametrize(("value", "address"), [
    ("mailto:joyce@example.org", "joyce@example.org"), ("MAILTO:joyce@example.org", "joyce@example.org"),
    ("mailto:o'brien%2Bx@example.org", "o'brien+x@example.org"), ("mailto:a@b?subject=x", "a@b"),
    ("urn:uuid:1", ""), ("", ""), ("invalid:nomail", ""),
])
def test_an_attendee_is_an_address_or_nobody(value, address):
    words = calendar(ASKED, "ACCEPTED").replace("mailto:joyce@example.org", value)
    assert parse(words).attendees[0].address == address


def test_substitutes_are_read_one_or_several():
    words = calendar(ASKED, "DELEGATED", params=';DELEGATED-TO="mailto:a@example.org","mailto:b@example.org"')
    assert parse(words).attendees[0].delegated_to == ("a@example.org", "b@example.org")


def test_lines_of_an_alarm_or_a_zone_are_not_the_events():
    inner = "BEGIN:VALARM\r\nATTENDEE:mailto:evil@example.net\r\nUID:evil\r\nEND:VALARM"
    reply = parse(calendar(ASKED.but(lines=(inner,)), "ACCEPTED"))
    assert ([row.address for row in reply.attendees], reply.uid) == (["joyce@example.org"], "evening@localhost")


@pytest.mark.parametrize("words", [
    "", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nEND:VCALENDAR", "BEGIN:VCARD\r\nEND:VCARD", "nothing of the kind",
    "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR",
    "x" * (calendar_replies.OCTETS_AT_MOST + 1), "A:1\r\n" * (calendar_replies.LINES_AT_MOST + 1),
    calendar(ASKED, "ACCEPTED").replace("END:VEVENT", "END:VTODO"),
])
def test_what_is_no_calendar_is_refused_in_a_few_words(words):
    with pytest.raises(Unreadable):
        parse(words)


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300),
                 st.lists(st.sampled_from(LINES), max_size=25).map("\r\n".join)))
def test_whatever_comes_it_is_read_or_refused_and_never_a_failure(words):
    try:
        reply = parse(words)
    except Unreadable:
        return
    assert reply.sequence is None or 0 <= reply.sequence < 10**9
    assert len(reply.comment) <= calendar_replies.COMMENT_AT_MOST


@settings(max_examples=150)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60))
def test_no_name_or_comment_bends_what_is_read(words):
    quoted = words.replace('"', "'").replace("^", "")
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    reply = parse(calendar(ASKED.but(lines=(f"COMMENT:{escaped}",)), "ACCEPTED", params=f';CN="{quoted}"'))
    assert (reply.attendees[0].address, reply.attendees[0].partstat) == ("joyce@example.org", "ACCEPTED")
    assert reply.comment == words.strip()
