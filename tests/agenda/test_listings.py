"""What search engines and those who pass a link on are told of an event: read by a JSON-LD parser that is not ours."""

import json
from datetime import timedelta

import pytest
import rdflib

from events.agenda import describing, planning
from events.database import db, unit_of_work
from events.event import Event, Visibility

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
TERM, A = rdflib.Namespace("https://schema.org/"), rdflib.RDF.type
EVIL = 'A "quoted" </script><script>alert(1)</script> & <b>مساء</b>'


@pytest.fixture
def event(make):
    """A listed evening with speakers, of whom one sits on a panel as well."""
    event = make.event(visibility=Visibility.LISTED, strapline="Your part in it", summary="What we do.\n\nAnd why.",
                       doors_at=None, venue_room="Main suite")
    alison = make.speaker(event, "Alison Garbutt", job_title="Superintendent", organisation="Police")
    make.agenda_item(event, "In practice", speaker=alison)
    make.agenda_item(event, "Tea", kind="break", after_minutes=20)
    make.agenda_item(event, "Questions", kind="questions", speaker=make.speaker(event, "محمد"), after_minutes=40)
    return event


def told(reader, slug: str = "evening") -> rdflib.Graph:
    """The page's data block as triples, each property of which schema.org must know.

    The context of schema.org cannot be fetched here; what matters of it is that every name is one of its own.
    """
    page = reader.anybody().get(f"/events/{slug}/")
    block = json.loads(page.find("script", type="application/ld+json").string)
    assert block["@context"] == "https://schema.org"
    graph = rdflib.Graph().parse(data=json.dumps(block | {"@context": {"@vocab": TERM}}), format="json-ld")
    known = {str(name).removeprefix(TERM) for name in dir(rdflib.SDO)}
    for _subject, name, value in graph:
        if name == A:
            assert str(value).removeprefix(TERM) in known, value
        else:
            assert str(name).startswith(TERM) and str(name).removeprefix(TERM) in known, name
    return graph


def main(graph: rdflib.Graph):
    """The one event that is no part of another."""
    [node] = [node for node in graph.subjects(A, TERM.Event) if not list(graph.subjects(TERM.subEvent, node))]
    return node


def said(graph: rdflib.Graph, name, of=None) -> list[str]:
    """The values of a property of the main event, or of something else."""
    return sorted(str(value) for value in graph.objects(of or main(graph), name))


def test_an_independent_parser_reads_the_whole_evening(event, reader):
    graph = told(reader)
    assert said(graph, TERM.name) == ["An awareness evening"]
    assert said(graph, TERM.startDate) == ["2009-05-20T18:00:00+01:00"]
    assert said(graph, TERM.endDate) == ["2009-05-20T21:00:00+01:00"]
    assert said(graph, TERM.url) == ["http://localhost/events/evening/"]
    assert said(graph, TERM.description) == ["What we do.\n\nAnd why."]
    assert said(graph, TERM.eventStatus) == ["https://schema.org/EventScheduled"]
    assert said(graph, TERM.eventAttendanceMode) == ["https://schema.org/OfflineEventAttendanceMode"]
    assert said(graph, TERM.inLanguage) == ["en"]
    assert list(graph.objects(main(graph), TERM.isAccessibleForFree)) == [rdflib.Literal(True)]
    assert list(graph.objects(main(graph), TERM.maximumAttendeeCapacity)) == [rdflib.Literal(90)]
    assert not said(graph, TERM.previousStartDate) and not said(graph, TERM.image)
    [place] = graph.objects(main(graph), TERM.location)
    assert said(graph, A, place) == [str(TERM.Place)] and said(graph, TERM.name, place) == ["Wynyard Rooms"]
    [at] = graph.objects(place, TERM.address)
    assert said(graph, TERM.streetAddress, at) == ["Wynyard, Stockton-on-Tees"]


def test_who_speaks_stands_in_it_with_their_body_and_nothing_more_of_them(event, make, reader):
    make.invitation(event, make.contact("Guest Whoeveritis"))
    graph = told(reader)
    people = {str(graph.value(node, TERM.name)): node for node in graph.objects(main(graph), TERM.performer)}
    assert set(people) == {"Alison Garbutt", "محمد"}
    assert said(graph, TERM.jobTitle, people["Alison Garbutt"]) == ["Superintendent"]
    [body] = graph.objects(people["Alison Garbutt"], TERM.affiliation)
    assert said(graph, TERM.name, body) == ["Police"]
    words = graph.serialize(format="nt")
    assert "Whoeveritis" not in words and "@example.org" not in words and "/s/" not in words


def test_parts_stand_in_it_with_their_hours_but_no_break_does(event, reader):
    graph = told(reader)
    parts = {str(graph.value(node, TERM.name)): node for node in graph.objects(main(graph), TERM.subEvent)}
    assert set(parts) == {"In practice", "Questions"}
    assert said(graph, TERM.startDate, parts["Questions"]) == ["2009-05-20T18:40:00+01:00"]


def test_the_hosts_organise_it_or_else_the_council_does(event, reader):
    graph = told(reader)
    [body] = graph.objects(main(graph), TERM.organizer)
    assert said(graph, TERM.name, body) != [""]
    with unit_of_work():
        here = db.session.get(Event, event.id)
        describing.add_host(here, name="Silver Group", by="command")
        describing.add_host(here, name="A Board", part="consulted", by="command")
    graph = told(reader)
    [body] = graph.objects(main(graph), TERM.organizer)
    assert said(graph, TERM.name, body) == ["Silver Group"]


@pytest.mark.parametrize(("meeting", "mode", "kinds"), [
    ("hall", "Offline", ["Place"]), ("link", "Online", ["VirtualLocation"]),
    ("both", "Mixed", ["Place", "VirtualLocation"]),
])
def test_where_it_is_and_never_the_link_that_is_told_to_those_coming(make, reader, meeting, mode, kinds):
    make.event(visibility=Visibility.LISTED, meeting=meeting, meeting_link="https://meet.example.org/secret")
    graph = told(reader)
    assert said(graph, TERM.eventAttendanceMode) == [f"https://schema.org/{mode}EventAttendanceMode"]
    found = [str(graph.value(node, A)) for node in graph.objects(main(graph), TERM.location)]
    assert sorted(found) == [f"https://schema.org/{kind}" for kind in kinds]
    assert "secret" not in graph.serialize(format="nt")


def change(event, act, **values) -> None:
    """One act on the event, in a unit of work of its own."""
    with unit_of_work():
        act(db.session.get(Event, event.id), by="command", **values)


def test_a_moved_evening_says_from_when_a_cancelled_one_keeps_its_day(event, reader):
    starts, ends = event.starts_at, event.ends_at
    for days in (7, 14):
        change(event, planning.change_event, sure=True, starts_at=starts + timedelta(days=days),
               ends_at=ends + timedelta(days=days))
    graph = told(reader)
    assert said(graph, TERM.eventStatus) == ["https://schema.org/EventRescheduled"]
    assert said(graph, TERM.previousStartDate) == ["2009-05-20T18:00:00+01:00", "2009-05-27T18:00:00+01:00"]
    assert said(graph, TERM.startDate) == ["2009-06-03T18:00:00+01:00"]
    change(event, planning.postpone_event)
    assert said(told(reader), TERM.eventStatus) == ["https://schema.org/EventPostponed"]
    change(event, planning.cancel_event)
    graph = told(reader)
    assert said(graph, TERM.eventStatus) == ["https://schema.org/EventCancelled"]
    assert said(graph, TERM.startDate) == ["2009-06-03T18:00:00+01:00"]


def test_an_hour_mended_before_anybody_could_see_it_is_no_move(make, reader):
    event = make.event()
    change(event, planning.change_event, starts_at=event.starts_at - timedelta(hours=1))
    change(event, planning.change_event, visibility=Visibility.LISTED)
    graph = told(reader)
    assert said(graph, TERM.eventStatus) == ["https://schema.org/EventScheduled"]
    assert not said(graph, TERM.previousStartDate)


def test_what_is_not_known_is_left_out_and_doors_are_told(make, reader):
    make.event(visibility=Visibility.LISTED, venue_name="", venue_address="", doors_at=None)
    graph = told(reader)
    assert not said(graph, TERM.location) and not said(graph, TERM.doorTime) and not said(graph, TERM.description)
    event = make.event(slug="doors", visibility=Visibility.LISTED)
    change(event, planning.change_event, doors_at=event.starts_at - timedelta(minutes=30))
    assert said(told(reader, "doors"), TERM.doorTime) == ["2009-05-20T17:30:00+01:00"]


def test_no_title_leaves_the_block_or_runs(make, reader):
    event = make.event(title=EVIL, visibility=Visibility.LISTED)
    make.agenda_item(event, EVIL)
    page = reader.anybody().get("/events/evening/")
    assert len(page.find_all("script", type="application/ld+json")) == 1
    assert not [script for script in page.find_all("script") if "alert" in script.get_text()
                and script.get("type") != "application/ld+json"]
    assert set(said(told(reader), TERM.name)) == {EVIL}
    assert page.find("meta", property="og:title")["content"] == EVIL


@pytest.mark.parametrize("path", ["", "programme"])
def test_a_listed_event_can_be_passed_on_with_its_title_and_words(event, reader, path):
    page = reader.anybody().get(f"/events/evening/{path}")
    card = {tag["property"]: tag["content"] for tag in page.find_all("meta", property=True)}
    assert card["og:title"] == "An awareness evening" and card["og:type"] == "website"
    assert card["og:url"] == f"http://localhost/events/evening/{path}"
    assert card["og:description"] == "Your part in it"
    assert page.find("link", rel="canonical")["href"] == card["og:url"]


def test_an_event_that_is_not_listed_says_nothing_of_itself_in_its_head(make, reader):
    make.event(strapline="Your part in it")
    for path in ("", "programme"):
        page = reader.anybody().get(f"/events/evening/{path}")
        assert not page.find_all("meta", property=True) and not page.find("link", rel="canonical")
        assert not page.find("script", type="application/ld+json")
