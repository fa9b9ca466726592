"""Who may open which page: not yours is 404, another role 403, not signed in 302, a closed link 410."""

import pytest

from events.access import guards, signing_in
from events.access.models import Officer
from events.database import db, unit_of_work
from events.event import Visibility
from events.refusals import NotFound

ARRANGEMENTS = "/desk/events/evening/arrangements"


def test_an_unknown_visitor_of_a_desk_page_is_sent_to_sign_in(reader):
    page = reader.anybody().get("/desk/officers", status=302)
    assert page.headers["Location"] == "/sign-in?next=/desk/officers"


def test_an_unknown_visitor_does_not_learn_whether_an_event_is_there(make, reader):
    make.event()
    there = reader.anybody().get(ARRANGEMENTS, status=302)
    gone = reader.anybody().get("/desk/events/nothing/arrangements", status=302)
    assert gone.headers["Location"] == there.headers["Location"].replace("evening", "nothing")


def test_a_button_pressed_when_signed_out_comes_back_to_a_page_that_can_be_opened(make, reader):
    make.event()
    pressed = reader.anybody().post("/desk/events/evening/speakers/1/link", {}, status=302)
    assert pressed.headers["Location"] == "/sign-in"


@pytest.mark.parametrize(("role", "on_it", "status"), [
    ("organiser", True, 200), ("moderator", True, 403), ("organiser", False, 404), ("administrator", False, 404),
])
def test_a_role_counts_on_its_own_event(make, reader, role, on_it, status):
    event, other = make.event(), make.event(slug="other")
    officer = make.officer(role, on=event if on_it else other)
    reader.signed_in(officer).get(ARRANGEMENTS, status=status)


def test_a_council_wide_role_counts_on_every_event_and_another_council_wide_role_is_403(make, reader):
    make.event()
    reader.signed_in(make.officer("organiser")).get(ARRANGEMENTS)
    reader.signed_in(make.officer("approver")).get(ARRANGEMENTS, status=403)
    reader.signed_in(make.officer("organiser")).get("/desk/events/nothing/arrangements", status=404)


def test_a_council_wide_page_is_not_opened_by_a_role_on_one_event(make, reader):
    event = make.event()
    reader.signed_in(make.officer("administrator", on=event)).get("/desk/officers", status=403)
    reader.signed_in(make.officer("administrator")).get("/desk/officers")
    reader.signed_in(make.officer()).get("/desk/officers", status=404)


def test_not_there_and_not_yours_are_the_same_page(make, reader):
    make.event()
    officer = reader.signed_in(make.officer("organiser", on=make.event(slug="own")))
    gone = officer.get("/desk/events/nothing/arrangements", status=404)
    not_yours = officer.get(ARRANGEMENTS, status=404)
    assert gone.words == not_yours.words


def test_a_record_of_another_event_is_not_there(make, reader):
    event, other = make.event(), make.event(slug="other")
    speaker, item = make.speaker(other), make.agenda_item(other)
    organiser = reader.signed_in(make.officer("organiser", on=event))
    organiser.get(f"/desk/events/evening/speakers/{speaker.id}", status=404)
    organiser.get(f"/desk/events/evening/programme/{item.id}", status=404)
    organiser.post(f"/desk/events/evening/programme/{item.id}/later", {}, status=404)


def test_disabling_an_officer_holds_on_their_next_request(make, reader):
    make.event()
    officer = make.officer("organiser")
    browser = reader.signed_in(officer)
    browser.get(ARRANGEMENTS)
    with unit_of_work():
        signing_in.disable(officer, by="command")
    browser.get(ARRANGEMENTS, status=302)


def test_taking_a_role_holds_on_the_next_request(make, reader):
    officer = make.officer("organiser", on=make.event())
    browser = reader.signed_in(officer)
    browser.get(ARRANGEMENTS)
    with unit_of_work():
        signing_in.take_role(db.session.get(Officer, officer.id).roles[0], by="command")
    browser.get(ARRANGEMENTS, status=404)


def test_a_made_up_officers_cookie_opens_nothing(make, reader):
    make.event()
    browser = reader.anybody()
    browser.client.set_cookie("officer", "made up")
    browser.get(ARRANGEMENTS, status=302)


def test_a_closed_events_pages_are_there_for_those_with_a_link_or_a_role_alone(make, reader):
    event = make.event(visibility=Visibility.CLOSED)
    make.event(slug="own")
    reader.anybody().get("/events/evening/", status=404)
    reader.signed_in(make.officer("organiser", on=event)).get("/events/evening/")
    reader.by_link("speaker", make.speaker(event)).get("/events/evening/")
    reader.by_link("invitation", make.invitation(event)).get("/events/evening/")


def test_a_link_to_another_event_does_not_open_a_closed_one(make, reader):
    make.event(visibility=Visibility.CLOSED)
    other = make.event(slug="other")
    reader.by_link("speaker", make.speaker(other)).get("/events/evening/", status=404)
    reader.signed_in(make.officer("organiser", on=other)).get("/events/evening/", status=404)


def test_a_speaker_who_withdrew_no_longer_opens_a_closed_event(make, reader):
    from events.agenda import scheduling
    from events.agenda.models import Speaker
    event = make.event(visibility=Visibility.CLOSED)
    speaker = make.speaker(event)
    browser = reader.by_link("speaker", speaker)
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    browser.get("/events/evening/", status=404)


def test_a_speakers_door_does_not_open_a_delegates_page_nor_the_other_way(make, reader):
    event = make.event()
    speaker, invitation = make.speaker(event), make.invitation(event)
    reader.by_link("speaker", speaker).get(f"/my/{speaker.ref}/reply", status=404)
    reader.by_link("invitation", invitation).get(f"/my/{invitation.ref}/slides", status=404)


def test_the_ref_alone_opens_nothing(make, reader):
    speaker = make.speaker(make.event())
    reader.anybody().get(f"/my/{speaker.ref}/slides", status=404)
    other = make.speaker(db.session.get(type(speaker.event), speaker.event_id), "Somebody else")
    reader.by_link("speaker", other).get(f"/my/{speaker.ref}/slides", status=404)


def test_a_page_without_an_audience_cannot_be_made():
    with pytest.raises(ValueError):
        guards.open_to()
    with pytest.raises(ValueError):
        guards.open_to("everybody")


def test_the_officer_and_the_event_are_asked_for_only_where_they_are(app):
    with app.test_request_context("/"):
        with pytest.raises(NotFound):
            guards.the_officer()
        with pytest.raises(NotFound):
            guards.the_event()
