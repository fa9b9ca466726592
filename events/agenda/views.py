"""The public pages of an event: what, when and where; its programme; its calendar file and slides."""

from flask import Blueprint, Response, current_app, url_for

from events import clock, council, files, qr_codes
from events.access.guards import open_to, the_event
from events.agenda import (
    advice_queries,
    calendars,
    following_queries,
    listings,
    presenting,
    profile_queries,
    queries,
    release_queries,
    run_queries,
    run_words,
)
from events.event import Visibility
from events.presentation import address, page
from events.refusals import NotFound

views = Blueprint("agenda", __name__)


@views.route("/")
@open_to("public")
def list_events():
    """The events that everybody may know of."""
    return page("agenda/list_events.html", events=queries.listed_events())


@views.route("/events/<slug>/")
@open_to("public")
def show_event(slug: str):
    """What the event is, when and where, and whom to ask."""
    event = the_event()
    arrangements, items = queries.arrangements_of(event), queries.public_items_of(event)
    hosts = advice_queries.hosts_named(event)
    listed = event.visibility == Visibility.LISTED
    data = listings.data_of(
        event, arrangements, base=current_app.config["BASE_URL"], items=items, hosts=hosts, council=council.ours().name,
        earlier=queries.earlier_starts_of(event),
    ) if listed else ""
    return page(
        "agenda/show_event.html", event=event, arrangements=arrangements, items=items,
        facts=queries.access_facts_of(event), hosts=hosts, listed=listed, data=data,
        neighbours=following_queries.public_neighbours(event), is_over=event.ends_at <= clock.now(),
    )


@views.route("/events/<slug>/programme")
@open_to("public")
def show_programme(slug: str):
    """Who says what when; published slides; the way into the room."""
    event = the_event()
    items = queries.public_items_of(event)
    named = {slot.speaker_id for item in items for slot in item.slots}
    return page(
        "agenda/show_programme.html", event=event, arrangements=queries.arrangements_of(event), items=items,
        speakers=[speaker for speaker in queries.speakers_of(event) if speaker.id in named], run=_really(event),
        decks={deck.speaker_id: deck for deck in queries.published_decks_of(event)},
        photographs=profile_queries.photographs_shown(event), release=release_queries.newest(event),
        room=address("room.ask", slug=slug), listed=event.visibility == Visibility.LISTED,
        is_over=event.ends_at <= clock.now(),
    )


def _really(event) -> dict[str, str]:
    """How each part stands while the evening runs, in words; nothing before and after."""
    lines = run_queries.lines_while_live(event, clock.now())
    return {key: run_words.expected_words(line, event) for key, line in lines.items()}


@views.route("/events/<slug>/calendar.ics")
@open_to("public")
def event_calendar(slug: str):
    """The event as a file for a calendar."""
    event = the_event()
    words = calendars.calendar_of(event, queries.arrangements_of(event), base=current_app.config["BASE_URL"])
    answer = Response(words, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer


@views.route("/events/<slug>/room.svg")
@open_to("public")
def room_code(slug: str):
    """The QR code of the room's address, to point a telephone at."""
    answer = Response(qr_codes.svg_of(address("room.ask", slug=slug), name=url_for("room.ask", slug=slug)),
                      mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


@views.route("/events/<slug>/slides/<int:deck_id>")
@open_to("public")
def download_deck(slug: str, deck_id: int):
    """A published deck, under a name of ours."""
    deck = next((deck for deck in queries.published_decks_of(the_event()) if deck.id == deck_id), None)
    if deck is None:
        raise NotFound()
    return files.hand_out(deck.file_key, name=presenting.file_name(deck), media_type=deck.media_type)
