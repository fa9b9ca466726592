"""Where one is: every page of an event's desk marks itself, or the page that it belongs to, beside the work."""

from flask import url_for


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
