"""Every guest has a reply address of their own, which nobody can make up and which stands in no table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import inspect, text

from events import config
from events.database import db, unit_of_work
from events.delegates import inviting, queries, reply_addresses
from events.delegates.states import InvitationState

BASE, KEY = "replies@council.example.org", "a key"


@pytest.fixture
def sent(make, post):
    """Three invitations as they left: (invitation, message)."""
    event = make.event()
    for name in ("Joyce Applegarth", "Harold Bainbridge", "محمد علي"):
        make.invitation(event, make.contact(name), sent=False)
    with unit_of_work():
        drafts = queries.invitations_of(event, state=InvitationState.DRAFTED)
        inviting.send_invitations(event, drafts, by="organiser", hold=inviting.HOLD * 0)
    by_address = {message["To"].addresses[0].addr_spec: message for message in post()}
    return [(row, by_address[row.contact.email]) for row in queries.invitations_of(event)]


def test_answers_go_to_an_address_of_each_guests_own_in_the_mail_and_in_the_calendar(app, sent):
    seen = set()
    for invitation, message in sent:
        [address] = message["Reply-To"].addresses
        number, mac = reply_addresses.divided(address.addr_spec, app.config["REPLY_ADDRESS"])
        assert number == invitation.id
        assert reply_addresses.is_genuine([app.config["SECRET_KEY"]], number=number, ref=invitation.ref, mac=mac)
        calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
        [entry] = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
        assert entry["ORGANIZER"] == f"mailto:{address.addr_spec}"
        assert entry["ORGANIZER"].params["CN"] == "Evening desk"
        seen.add(address.addr_spec)
    assert len(seen) == 3


def test_the_tag_stands_in_no_table(app, sent):
    macs = [message["Reply-To"].addresses[0].addr_spec.partition("x")[2].partition("@")[0] for _, message in sent]
    names = inspect(db.engine).get_table_names()
    stored = json.dumps([[list(map(str, row)) for row in db.session.execute(text(f'SELECT * FROM "{name}"'))]
                         for name in names])
    assert len(stored) > 1000
    assert not [mac for mac in macs if mac in stored]


def test_a_preview_and_a_renewed_link_keep_the_same_address(app, make):
    from events.delegates import letters

    invitation = make.invitation(make.event())
    first = letters.own_reply_address("", invitation)
    with unit_of_work():
        inviting.renew_link(invitation, by="organiser")
    assert letters.own_reply_address("", invitation) == first


def test_with_a_mail_server_and_no_address_of_that_kind_answers_go_to_the_desk(tmp_path):
    values = config.read({"INSTANCE": str(tmp_path / "a"), "MAIL_URL": "smtp://mail.example.org"})
    assert values["REPLY_ADDRESS"] == ""
    values = config.read({"INSTANCE": str(tmp_path / "b"), "BASE_URL": "https://events.example.org"})
    assert values["REPLY_ADDRESS"] == "replies@events.example.org"


@pytest.mark.parametrize("values", [
    {"REPLY_ADDRESS": "nobody"}, {"REPLY_ADDRESS": "a@b@c"}, {"REPLY_ADDRESS": "a, b@example.org"},
    {"REPLY_ADDRESS": "x" * 33 + "@example.org"}, {"IMAP_URL": "pop3://example.org"},
    {"IMAP_URL": "imaps://example.org", "MAIL_URL": "smtp://example.org"},
    {"IMAP_URL": "imaps://a@example.org?auth=xoauth2", "REPLY_ADDRESS": "a@example.org"},
])
def test_settings_that_cannot_work_are_refused_in_a_sentence(tmp_path, values):
    with pytest.raises(config.SettingRefused):
        config.read({"INSTANCE": str(tmp_path)} | values)


def test_an_address_in_capitals_is_still_known():
    address = reply_addresses.address_for(BASE, KEY, number=12, ref="abc")
    number, mac = reply_addresses.divided(address.upper(), BASE)
    assert reply_addresses.is_genuine(["other", KEY], number=number, ref="abc", mac=mac)


def test_another_guests_or_another_keys_tag_is_not_genuine():
    _, mac = reply_addresses.divided(reply_addresses.address_for(BASE, KEY, number=12, ref="abc"), BASE)
    assert not reply_addresses.is_genuine([KEY], number=13, ref="abc", mac=mac)
    assert not reply_addresses.is_genuine([KEY], number=12, ref="abd", mac=mac)
    assert not reply_addresses.is_genuine(["other"], number=12, ref="abc", mac=mac)


@given(st.text(max_size=90))
def test_whatever_stands_in_a_header_is_ours_or_not_and_never_a_failure(words):
    for address in (words, f"replies+{words}@council.example.org"):
        found = reply_addresses.divided(address, BASE)
        assert found is None or not reply_addresses.is_genuine([KEY], number=found[0], ref="abc", mac=found[1])
