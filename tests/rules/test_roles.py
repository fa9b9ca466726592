"""Role by page: what each role may open on its own event, and that another event's things are not there."""

import pytest
from flask import url_for

from events.access.states import BY_LINK, RoleName
from tests.rules.audiences import BY_EVENING_LINK, TABLE

ROLES = [role.value for role in RoleName]


def a_word_for(rule, name: str) -> str | int:
    """Something that an address takes there: an id or ref of nothing, or the first of the words it names."""
    if name.endswith(("_id", "number")):
        return 99_999
    named = getattr(rule._converters[name], "items", None)
    return sorted(named)[0] if named else "nothing"


def addresses(app, slug: str, *, with_slug: bool) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every officers' page; ids and refs are of nothing that exists."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            audience = set(TABLE[rule.endpoint])
            if audience & BY_LINK or "public" in audience or ("slug" in rule.arguments) != with_slug:
                continue
            values = {name: a_word_for(rule, name) for name in rule.arguments}
            if with_slug:
                values["slug"] = slug
            path = url_for(rule.endpoint, **values)
            found += [(rule.endpoint, method, path) for method in ("GET", "POST") if method in rule.methods]
    return sorted(found)


@pytest.fixture
def evening(make):
    """An event, with another beside it."""
    return make.event(), make.event(slug="another")


def answers(browser, pages: list[tuple[str, str, str]]) -> dict[tuple[str, str], int]:
    """The status each page answers with."""
    return {
        (endpoint, method): browser.client.open(path, method=method).status_code for endpoint, method, path in pages
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_own_pages_and_no_others(app, make, reader, evening, role):
    browser = reader.signed_in(make.officer(role, on=evening[0]))
    statuses = answers(browser, addresses(app, evening[0].slug, with_slug=True))
    shut = {page for page, status in statuses.items() if status == 403}
    assert shut == {page for page in statuses if role not in TABLE[page[0]]}
    assert not [page for page, status in statuses.items() if status in (401, 500, 503)]


@pytest.mark.parametrize("role", ROLES)
def test_another_events_things_are_not_there(app, make, reader, evening, role):
    browser = reader.signed_in(make.officer(role, on=evening[0]))
    statuses = answers(browser, addresses(app, evening[1].slug, with_slug=True))
    assert set(statuses.values()) == {404}


@pytest.mark.parametrize("role", ROLES)
def test_the_councils_own_pages_want_the_role_for_the_whole_council(app, make, reader, evening, role):
    pages = addresses(app, "", with_slug=False)
    wide = answers(reader.signed_in(make.officer(role)), pages)
    here = answers(reader.signed_in(make.officer(role, on=evening[0])), pages)
    assert {page for page, status in wide.items() if status == 403} == {p for p in wide if role not in TABLE[p[0]]}
    for page, status in here.items():
        if app.view_functions[page[0]].council_wide:
            assert status in (403, 404), page
        else:
            assert (status == 403) == (role not in TABLE[page[0]]), page


def test_nobody_signed_in_is_sent_to_sign_in_whether_the_event_exists_or_not(app, reader, evening):
    for slug in (evening[0].slug, "no-such-event"):
        statuses = answers(reader.anybody(), addresses(app, slug, with_slug=True))
        assert set(statuses.values()) == {302}


def test_an_officer_without_any_role_finds_nothing(app, make, reader, evening):
    browser = reader.signed_in(make.officer())
    pages = addresses(app, evening[0].slug, with_slug=True) + addresses(app, "", with_slug=False)
    assert set(answers(browser, pages).values()) == {404}


def test_who_is_invited_is_for_the_organiser_and_the_door_alone():
    people = {name for name in TABLE if name.split(".")[0] in ("guests", "guest", "door")}
    assert {role for name in people for role in TABLE[name]} == {"organiser", "door"}


@pytest.mark.parametrize("kind", sorted(BY_EVENING_LINK))
def test_a_helpers_link_opens_its_own_pages_on_its_evening_and_nothing_else(app, make, reader, evening, at, kind):
    own = BY_EVENING_LINK[kind]
    with at(2009, 5, 20, 16):
        link = make.door_link(evening[0]) if kind == "door" else make.scribe_link(evening[0], kind=kind)
        browser = reader.by_link(kind, link)
        for slug, opens in ((evening[0].slug, own), (evening[1].slug, set()), ("no-such-event", set())):
            statuses = answers(browser, addresses(app, slug, with_slug=True))
            assert {page[0] for page, status in statuses.items() if status != 302} == {
                page[0] for page in statuses if page[0] in opens}
        statuses = answers(browser, addresses(app, "", with_slug=False))
        opened = {page[0] for page, status in statuses.items() if status != 302}
        assert opened == own & {"door.meet_badge", "door.undo_arrival"}
        assert {status for page, status in statuses.items() if page[0] in own} <= {404}  # no such badge


def test_only_the_pages_that_were_agreed_open_to_a_helpers_link(app):
    held = {name: view.evening_link for name, view in app.view_functions.items() if getattr(view, "evening_link", "")}
    assert held == {name: kind for kind, names in BY_EVENING_LINK.items() for name in names}
