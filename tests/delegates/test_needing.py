"""Needs: ticked and in words, kept with consent, forgotten in time."""

from datetime import timedelta

import pytest

from events import clock, history
from events import event as event_record
from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import needing, needs_queries, replying
from events.delegates.door_models import Needs, TransportStop
from events.delegates.models import Contact, Invitation
from events.delegates.states import Place


def tell(guest, **values):
    with unit_of_work():
        return replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link", **values)


def test_needs_are_ticked_and_kept_until_shortly_after_the_event(make):
    guest = make.invitation(make.event())
    tell(guest, kinds=("loop", "interpreter"), interpreter_language="Urdu", diets=("halal",), consent=True)
    needs = needs_queries.needs_of(guest)
    assert (needs.kinds, needs.diets, needs.interpreter_language) == (["loop", "interpreter"], ["halal"], "Urdu")
    assert needs.keep_until == guest.event.ends_at + needing.NEEDS_KEPT_AFTER


def test_ticked_needs_want_consent_and_an_interpreter_a_language(make):
    guest = make.invitation(make.event())
    with pytest.raises(needing.ConsentNeeded):
        tell(guest, kinds=("loop",))
    with pytest.raises(needing.ConsentNeeded):
        tell(guest, diets=("vegan",))
    with pytest.raises(needing.LanguageNeeded):
        tell(guest, kinds=("interpreter",), consent=True)
    assert needs_queries.needs_of(guest) is None


def test_who_does_not_want_their_name_printed_is_marked_until_they_say_otherwise(make):
    guest = make.invitation(make.event())
    tell(guest, kinds=("do not print my name",), consent=True)
    assert db.session.get(Invitation, guest.id).print_no_name
    tell(guest, kinds=("loop",), consent=True)
    assert not db.session.get(Invitation, guest.id).print_no_name


def test_a_stop_of_another_event_is_no_stop(make):
    event, other = make.event(), make.event(slug="other")
    guest = make.invitation(event)
    with unit_of_work():
        mine, theirs = TransportStop(event_id=event.id, name="Library"), TransportStop(event_id=other.id, name="Pier")
        db.session.add_all([mine, theirs])
    tell(guest, transport=True, stop_id=theirs.id)
    assert needs_queries.needs_of(guest).stop_id is None
    tell(guest, transport=True, stop_id=mine.id, returns=False)
    assert (needs_queries.needs_of(guest).stop_id, needs_queries.needs_of(guest).returns) == (mine.id, False)


def test_needs_are_forgotten_with_what_history_holds_of_them_and_the_answer_stays(make, at):
    guest = make.invitation(make.event())
    tell(guest, access="Hearing loop", consent=True)
    with unit_of_work():
        history.record(guest, "needs told", by="delegate", event=guest.event, after="Hearing loop")
    with at(2009, 6, 3, 12):
        assert needing.forget_expired() == 0
    with at(2009, 6, 5, 12):
        assert needing.forget_expired() == 1
        assert needing.forget_expired() == 0
    assert db.session.query(Needs).count() == 0
    assert db.session.query(history.EntryDetail).filter(history.EntryDetail.after != "").count() == 0
    assert db.session.get(Invitation, guest.id).place == Place.HELD


def test_needs_move_with_their_event_and_stay_while_it_is_put_off(make, at):
    guest = make.invitation(make.event())
    tell(guest, access="Hearing loop", consent=True)
    with unit_of_work():
        planning.postpone_event(event_record.find("evening"), by="test")
    with at(2009, 6, 5, 12):
        assert needing.forget_expired() == 0
        with unit_of_work():
            event = event_record.find("evening")
            later = {name: getattr(event, name) + timedelta(days=42) for name in ("starts_at", "ends_at")}
            planning.change_event(event, by="test", sure=True, **later)
    with at(2009, 7, 14, 12):
        assert needing.forget_expired() == 0
    with at(2009, 7, 16, 12):
        assert needing.forget_expired() == 1


def test_every_page_that_says_how_long_needs_are_kept_says_the_same(make, reader):
    assert timedelta(weeks=2) == needing.NEEDS_KEPT_AFTER
    guest = make.invitation(make.event())
    theirs = reader.by_link("invitation", guest)
    assert "until two weeks after the event" in theirs.get("delegates.reply_to_invitation", ref=guest.ref).words
    row = next(row for row in reader.anybody().get("reports.show_privacy").find_all("tr")
               if "What you need" in row.get_text())
    assert "Two weeks after the event" in row.get_text() and "year" not in row.get_text()
    tell(guest, access="Hearing loop", consent=True)
    desk = reader.signed_in(make.officer("organiser", on=guest.event))
    assert "two weeks after the event" in desk.get("needs.list_needs", slug="evening").words
    record = desk.get("guest.show_guest", slug="evening", invitation_id=guest.id)
    assert "keep this until two weeks after the event" in record.words


def test_needs_from_a_list_that_nobody_confirmed_are_gone_when_the_reply_day_is_past(make, at):
    guest = make.invitation(make.event(), make.contact("Ann", unconfirmed_needs="Guide dog"))
    other = make.contact("Never invited", unconfirmed_needs="Guide dog")
    with at(2009, 5, 13, 12):
        assert needing.forget_expired() == 0
    with at(2009, 5, 14, 12):
        assert needing.forget_expired() == 1
    assert db.session.get(Contact, guest.contact_id).unconfirmed_needs == ""
    assert db.session.get(Contact, other.id).unconfirmed_needs == "Guide dog"


def test_the_clockwork_forgets_needs(make, app, at):
    guest = make.invitation(make.event())
    tell(guest, access="Hearing loop", consent=True)
    assert "forget needs" in [item.name for item in app.extensions["clockwork"]]
    with at(2009, 6, 5, 12):
        next(item for item in app.extensions["clockwork"] if item.name == "forget needs").act()
    assert db.session.query(Needs).count() == 0
    assert clock.now() - guest.event.ends_at < timedelta(0)
