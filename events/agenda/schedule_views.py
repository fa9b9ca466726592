"""The programme for other programs and on paper: calendars, schedule.xml and schedule.json, one page, large print."""

from flask import Blueprint, Response, current_app, g, request
from flask_babel import gettext as _

from events import clock
from events.access.guards import open_to, the_event
from events.agenda import programme_calendars, programme_papers, queries, release_queries, schedule_formats, schedules
from events.agenda.released_items import ReleasedItem
from events.agenda.schedules import Schedule, Slides
from events.event import Event
from events.presentation import address
from events.refusals import NotFound

views = Blueprint("schedules", __name__)

FRAB = "application/vnd.c3voc.schedule+xml"
XML_TYPES = ["text/xml", "application/xml", FRAB]  # the same words; programs differ in what they ask for


def _calendar(event: Event, items: list[ReleasedItem], name: str) -> Response:
    words = programme_calendars.calendar_of(event, queries.arrangements_of(event), items,
                                       base=current_app.config["BASE_URL"])
    answer = Response(words, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@views.route("/events/<slug>/programme.ics")
@open_to("public")
def programme_calendar(slug: str):
    """The whole programme as a calendar: to take in once, or to follow."""
    event = the_event()
    return _calendar(event, queries.public_items_of(event), f"{event.slug}-programme")


@views.route("/events/<slug>/programme/<key>.ics")
@open_to("public")
def item_calendar(slug: str, key: str):
    """One part of the programme as a file for a calendar."""
    event = the_event()
    found = [item for item in queries.public_items_of(event) if item.key == key]
    if not found:
        raise NotFound()
    return _calendar(event, found, f"{event.slug}-{found[0].key}")


@views.route("/my/<ref>/calendar.ics")
@open_to("speaker")
def speaker_calendar(ref: str):
    """A speaker's own parts as a file for a calendar."""
    speaker = g.opened
    event = speaker.event
    mine = [item for item in queries.public_items_of(event)
            if any(slot.speaker_id == speaker.id for slot in item.slots)]
    return _calendar(event, mine, f"{event.slug}-speaking")


def _schedule(event: Event) -> Schedule:
    items, release = queries.public_items_of(event), release_queries.newest(event)
    slides = [
        Slides(deck.speaker_id, _("Slides of %(name)s", name=schedules.writable(deck.speaker.name)),
               address("agenda.download_deck", slug=event.slug, deck_id=deck.id))
        for deck in queries.published_decks_of(event)
    ]
    return schedules.schedule_of(
        event, queries.arrangements_of(event), items, slides=slides, base=current_app.config["BASE_URL"],
        version=schedules.version_of(event, items, number=release.number if release else 0),
    )


def _kept(answer: Response) -> Response:
    """An answer that its reader may keep, and asks for again by what it kept."""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@views.route("/events/<slug>/schedule.xml")
@open_to("public")
def schedule_xml(slug: str):
    """The programme for conference programs, as frab writes it."""
    kind = request.accept_mimetypes.best_match(XML_TYPES) or XML_TYPES[0]
    words = schedule_formats.as_xml(_schedule(the_event()))
    answer = Response(words, content_type=f"{kind}; charset=utf-8")
    answer.headers["Vary"] = "Accept"
    return _kept(answer)


@views.route("/events/<slug>/schedule.json")
@open_to("public")
def schedule_json(slug: str):
    """The same as JSON."""
    return _kept(Response(schedule_formats.as_json(_schedule(the_event())), mimetype="application/json"))


def _sheet(event: Event) -> programme_papers.Sheet:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)  # so that one day's copies are the same
    return programme_papers.sheet_of(
        event, queries.arrangements_of(event), queries.public_items_of(event), at=today,
        room=address("room.ask", slug=event.slug), page=address("agenda.show_programme", slug=event.slug),
    )


def _paper(words: bytes, name: str) -> Response:
    answer = Response(words, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return _kept(answer)


@views.route("/events/<slug>/programme.pdf")
@open_to("public")
def programme_paper(slug: str):
    """The programme to print: one A4 page where it fits."""
    event = the_event()
    return _paper(programme_papers.page_of(_sheet(event)), f"{event.slug}-programme")


@views.route("/events/<slug>/programme-large-print.pdf")
@open_to("public")
def large_print(slug: str):
    """The programme in large print."""
    event = the_event()
    return _paper(programme_papers.large_print_of(_sheet(event)), f"{event.slug}-programme-large-print")
