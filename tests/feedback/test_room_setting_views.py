"""The organiser's page of the room, and what every moderator's page says while something is stopped."""

from events.database import db, unit_of_work
from events.feedback import arranging, room_queries

STOPPED = ("moderation.show_queue", "sorting.show_sorting", "scribe.enter_card", "reports.show_overview")


def test_an_organiser_sets_the_room_and_finds_it_so(make, reader):
    event = make.event()
    deputy = make.officer("safeguarding", on=event, name="Dev Anand")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("room_settings.change_room", slug=event.slug)
    assert organiser.get("reports.show_overview", slug=event.slug).select_one("nav a[href$='/room']")
    saved = organiser.send(page, {
        "takes_votes": "yes", "order": "votes", "opens_on": "1 May 2009", "opens": "9am", "closes_on": "27 May 2009",
        "lead_telephone": "01632 960111", "deputy": str(deputy.id), "deputy_telephone": "01632 960122",
    }, to="", place=1, follow=True)
    assert "Saved" in saved.words
    room = room_queries.room_of(event)
    assert room.takes_votes and str(room.order) == "votes" and room.deputy_id == deputy.id
    assert [str(moment) for moment in (room.opens_at, room.closes_at)] == [
        "2009-05-01 08:00:00+00:00", "2009-05-27 22:59:00+00:00"]
    shown = organiser.get("room_settings.change_room", slug=event.slug)
    kept = {tag["name"]: tag["value"] for tag in shown.select("input[type=text], input[inputmode=tel]")}
    assert kept["opens_on"] == "Friday 1 May 2009" and kept["opens"] == "9am" and kept["closes"] == "11:59pm"
    assert kept["deputy_telephone"] == "01632 960122"


def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(make, reader):
    event = make.event()
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("room_settings.change_room", slug=event.slug)
    for typed, said in (({"opens": "9am"}, "Enter the day as well"),
                        ({"opens_on": "20 May 2009", "closes_on": "19 May 2009"}, "later than the opening")):
        refused = organiser.send(page, typed, place=1, status=422)
        assert said in refused.errors[0]
        kept = {tag["name"]: tag.get("value") for tag in refused.select("input[type=text]")}
        assert {name: kept[name] for name in typed} == typed


def test_while_something_is_stopped_every_moderator_s_page_says_so_and_leads_back(make, reader):
    event = make.event()
    officer = reader.signed_in(make.officer("organiser", on=event))
    assert "Asking is paused" not in officer.get("moderation.show_queue", slug=event.slug).words
    officer.post("room_settings.switch_room", {}, slug=event.slug, kind="pause")
    officer.post("room_settings.switch_room", {}, slug=event.slug, kind="blank")
    for endpoint in STOPPED:
        page = officer.get(endpoint, slug=event.slug)
        assert "Asking is paused." in page.words and "The wall is blank." in page.words, endpoint
    officer.send(page, {}, to="/room/resume")
    again = officer.send(page, {}, to="/room/show", follow=True)
    assert "Asking is paused" not in again.words and "wall is blank" not in again.words
    assert not room_queries.room_of(event).is_paused


def test_a_moderator_may_stop_it_but_not_set_it_and_nobody_without_a_token(make, reader):
    event = make.event()
    moderator = reader.signed_in(make.officer("moderator", on=event))
    moderator.get("room_settings.change_room", slug=event.slug, status=403)
    moderator.post("room_settings.switch_room", {}, slug=event.slug, kind="blank", token=False, status=422)
    moderator.post("room_settings.switch_room", {}, slug=event.slug, kind="nonsense", status=404)
    assert not room_queries.room_of(event).is_blank


def test_the_setting_is_one_row_however_often_it_is_changed(make):
    event = make.event()
    for act in (arranging.pause, arranging.blank):
        with unit_of_work():
            act(event, by="command")
    db.session.expire_all()
    assert room_queries.room_of(event).is_paused and room_queries.room_of(event).is_blank
