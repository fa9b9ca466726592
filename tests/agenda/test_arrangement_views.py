"""The organiser's lists: access at the venue, and the bodies that hold the event."""

from events.agenda import queries


def test_access_facts_are_added_and_taken_away(make, reader):
    event = make.event()
    browser = reader.signed_in(make.officer("organiser", on=event))
    at = {"slug": "evening"}
    assert "Nothing is said yet" in browser.get("arrangements.list_access_facts", **at).words
    refused = browser.post("arrangements.list_access_facts", {"label": "Lift", "detail": "None"}, status=422, **at)
    assert refused.errors == ["Choose whether it is there"]
    assert refused.find("textarea", attrs={"name": "detail"}).get_text().strip() == "None"
    browser.post("arrangements.list_access_facts", {"label": "Lift", "available": "no"}, **at)
    page = browser.get("arrangements.list_access_facts", **at)
    assert queries.access_facts_of(event)[0].available is False
    one = browser.get(page.select_one("tbody th a")["href"])
    assert one.form(place=1)["available"] == "no"
    assert browser.send(one, {"label": " "}, place=1, status=422).errors == ["Enter what it is, such as Hearing loop"]
    page = browser.send(one, {"label": "A lift", "available": "yes", "detail": "Eight people"}, place=1, follow=True)
    assert "A lift Yes Eight people" in page.words and len(queries.access_facts_of(event)) == 1
    browser.send(page, {}, to="/removal")
    assert queries.access_facts_of(event) == []
    browser.post("/desk/events/evening/access/99/removal", {}, status=404)


def test_hosts_are_named_and_taken_away(make, reader):
    event = make.event()
    browser = reader.signed_in(make.officer("organiser", on=event))
    browser.post("arrangements.list_hosts", {"name": "Faith Network", "part": "consulted"}, slug="evening")
    page = browser.get("arrangements.list_hosts", slug="evening")
    assert "Faith Network Was consulted" in page.words
    assert browser.post("arrangements.list_hosts", {"name": " "}, slug="evening", status=422).errors == [
        "Enter the name of the body", "Choose its part"]
    one = browser.get(page.select_one("tbody th a")["href"])
    page = browser.send(one, {"name": "Faith Forum", "part": "host"}, place=1, follow=True)
    assert "Faith Forum Holds the event" in page.words and len(queries.hosts_of(event)) == 1
    browser.send(page, {}, to="/removal")
    assert queries.hosts_of(event) == []
    browser.post("/desk/events/evening/hosts/99/removal", {}, status=404)


def test_another_events_fact_is_not_taken_away(make, reader):
    event, other = make.event(), make.event(slug="other")
    reader.signed_in(make.officer("organiser", on=other)).post(
        "arrangements.list_access_facts", {"label": "Lift", "available": "no"}, slug="other")
    number = queries.access_facts_of(other)[0].id
    mine = reader.signed_in(make.officer("organiser", on=event))
    mine.post(f"/desk/events/evening/access/{number}/removal", {}, status=404)
    mine.get(f"/desk/events/evening/access/{number}", status=404)
    mine.get(f"/desk/events/evening/hosts/{number}", status=404)
    assert len(queries.access_facts_of(other)) == 1
