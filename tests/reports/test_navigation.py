"""Where one is: every page of an event's desk marks itself, or the page that it belongs to, beside the work."""

from flask import url_for

from events.database import db, unit_of_work


def marked(page) -> tuple[list[str], list[str]]:
    """What the top row and the side list mark as the reader's place."""
    return ([link.get_text(strip=True) for link in page.select(".govuk-service-navigation [aria-current]")],
            [link.get_text(strip=True) for link in page.select(".sd-side__wide [aria-current]")])


def pages_of_event(app):
    """The desk's pages that an event alone leads to."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        of_event = rule.arguments == {"slug"} and rule.rule.startswith("/desk/events/<slug>/")
        if of_event and "GET" in rule.methods and {"organiser", "moderator"} & set(view.audience):
            yield rule.endpoint


def test_every_page_of_an_events_desk_says_where_it_is(app, make, reader):
    event = make.event()
    browser = reader.signed_in(make.officer("organiser", "moderator", "administrator"))
    with app.test_request_context():
        addresses = {name: url_for(name, slug=event.slug) for name in pages_of_event(app)}
    lost = {}
    for name, address in addresses.items():
        answer = browser.client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html" and b"sd-side__wide" in answer.data:
            top, side = marked(browser.get(address))
            if top != ["Events"] or len(side) != 1:
                lost[name] = (top, side)
    assert len(addresses) > 40
    assert lost == {}


def test_a_page_reached_from_another_marks_the_one_it_belongs_to(make, reader):
    event = make.event()
    browser = reader.signed_in(make.officer("organiser", "administrator"))
    for endpoint, name in [
        ("arrangements.list_access_facts", "Arrangements"), ("giving.give_seats", "Guests"),
        ("register.show_attendance", "Door"), ("reminders.list_reminders", "Letters"), ("needs.add_stop", "Needs"),
        ("sense.show_numbers", "Remarks"), ("dispositions.list_lessons", "Overview"),
    ]:  # fmt: skip
        page = browser.get(endpoint, slug=event.slug)
        assert marked(page) == (["Events"], [name]), endpoint
        assert page.select_one(".sd-side__narrow summary").get_text(strip=True) == name  # what a phone shows of it
    assert marked(browser.get("bodies.list_partnerships")) == (["Contacts"], [])
    assert marked(browser.get("contacts.list_contacts")) == (["Contacts"], [])


def ways_back(page) -> list[tuple[str, str]]:
    """What the head of a page for all offers to whoever came by a personal link."""
    return [(link.get_text(strip=True), link["href"]) for link in page.select(".sd-header__side a")]


def test_whoever_came_by_a_personal_link_finds_the_way_back_from_the_pages_for_all(make, reader):
    event, other = make.event(), make.event(slug="other", title="Another evening")
    guest = make.invitation(event, make.contact("Joyce Applegarth"))
    browser = reader.by_link("invitation", guest)
    for endpoint in ("agenda.show_event", "agenda.show_programme", "room.ask", "voting.list_questions"):
        assert ways_back(browser.get(endpoint, slug=event.slug)) == [("Your page", f"/my/{guest.ref}/")], endpoint
        assert ways_back(reader.anybody().get(endpoint, slug=event.slug)) == []
    assert ways_back(browser.get("room.ask", slug=other.slug)) == []
    speaker = make.speaker(event)
    browser.client.get(reader.link("speaker", speaker))
    assert ways_back(browser.get("room.ask", slug=event.slug)) == [
        ("Page of Alison Garbutt", f"/my/{speaker.ref}/speaking"), ("Page of Joyce Applegarth", f"/my/{guest.ref}/")]


def test_no_way_back_where_the_link_was_replaced_or_the_answer_is_the_same_for_all(make, reader):
    event = make.event()
    guest = make.invitation(event, make.contact("Joyce Applegarth"))
    browser = reader.by_link("invitation", guest)
    for endpoint in ("wall.show_wall", "wall.wall_state"):
        hers, anybodys = (who.client.get(who.address(endpoint, slug=event.slug)) for who in (browser, reader.anybody()))
        assert hers.data == anybodys.data, endpoint
    with unit_of_work():
        db.session.merge(guest).link_version += 1
    assert ways_back(browser.get("room.ask", slug=event.slug)) == []


def test_each_page_is_headed_by_the_name_that_the_side_list_has_for_it(make, reader):
    event = make.event()
    browser = reader.signed_in(make.officer("organiser", "moderator", "scribe", "safeguarding", "administrator"))
    overview = browser.get("reports.show_overview", slug=event.slug)
    ways = {link.get_text(strip=True): link["href"] for link in overview.select(".sd-side__wide a")}
    headings = {name: browser.get(href).heading for name, href in ways.items()}
    assert len(headings) > 20
    del headings["Outcomes"]  # headed as everybody reads it: "What you said, what we did"
    assert {name: heading for name, heading in headings.items() if name != heading} == {}
