"""Ways about the desk, made in one place: each officer sees only the pages that their roles open."""

from flask import current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from events.access import guards
from events.access import queries as access_queries

# (label, endpoint, other endpoints that count as being there) of an event's desk, in the order of its life.
OF_EVENT = [
    (_l("Overview"), "reports.show_overview"),
    (_l("Arrangements"), "planning.change_event"),
    (_l("Programme and speakers"), "planning.show_agenda"),
    (_l("Guests"), "guests.list_guests"),
    (_l("Invitations"), "guests.preview_sending"),
    (_l("Letters"), "guests.list_letters"),
    (_l("Door"), "door.show_door"),
    (_l("Paper cards"), "scribe.enter_card"),
    (_l("Queue"), "moderation.show_queue"),
    (_l("Withheld"), "moderation.show_withheld"),
    (_l("Sorting"), "sorting.show_sorting"),
    (_l("Exports"), "exports.list_exports"),
]
OF_COUNCIL = [
    (_l("Events"), "reports.show_desk"),
    (_l("Contacts"), "contacts.list_contacts"),
    (_l("Plans"), "drafting.list_plans"),
    (_l("Officers"), "officers.list_officers"),
    (_l("The council"), "reports.change_council"),
]


def _opens(endpoint: str, event) -> bool:
    """Whether the signed-in officer's roles open a page, by what the page itself says."""
    view = current_app.view_functions.get(endpoint)
    officer = guards.officer()
    if view is None or officer is None:
        return False
    if event is not None:
        held = access_queries.roles_on(officer, event)
    elif getattr(view, "council_wide", False):
        held = access_queries.roles_on(officer, None)
    else:
        held = access_queries.roles_anywhere(officer)
    audience = set(getattr(view, "audience", ()))
    return "public" in audience or bool(held & audience)


def way_to(endpoint: str, event=None, **values) -> str:
    """The address of a desk page if the signed-in officer may open it, else an empty word."""
    return url_for(endpoint, **values) if _opens(endpoint, event) else ""


def _here(endpoint: str) -> bool:
    return request.endpoint == endpoint


def context_of_desk() -> dict:
    """What every page of the desk shows above and beside itself; nothing elsewhere."""
    if not request.path.startswith("/desk") or guards.officer() is None:
        return {}
    sections = [
        (str(label), url_for(endpoint), _here(endpoint)) for label, endpoint in OF_COUNCIL if _opens(endpoint, None)
    ]
    event = g.get("event")
    if event is None:
        return {"desk_sections": sections, "way_to": way_to}
    rows = [
        (str(label), url_for(endpoint, slug=event.slug), _here(endpoint))
        for label, endpoint in OF_EVENT if _opens(endpoint, event)
    ]
    return {"desk_sections": sections, "desk_nav": rows, "event": event, "way_to": way_to}

