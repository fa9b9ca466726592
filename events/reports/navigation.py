"""Ways about the desk and the personal pages, made in one place: each sees only what opens to them."""

from flask import current_app, g, has_request_context, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from events.access import doors, guards
from events.access import queries as access_queries
from events.agenda.models import Speaker
from events.delegates import part_queries
from events.delegates.models import Invitation
from events.delegates.seat_models import Seats
from events.delegates.states import Attendance, Place, Said

# The pages of an event's desk, in the order of its life.
OF_EVENT = [
    (_l("Planning"), [
        (_l("Overview"), "reports.show_overview"),
        (_l("Arrangements"), "planning.change_event"),
        (_l("Programme"), "planning.show_agenda"),
        (_l("Advice"), "advice.list_advisers"),
        (_l("Speakers"), "speakers.list_speakers"),
        (_l("Slides"), "speakers.list_decks"),
    ]),
    (_l("People"), [
        (_l("Guests"), "guests.list_guests"),
        (_l("Invitations"), "guests.preview_sending"),
        (_l("Letters"), "guests.list_letters"),
        (_l("Needs"), "needs.list_needs"),
        (_l("Door"), "door.show_door"),
    ]),
    (_l("On the day"), [
        (_l("Run sheet"), "packs.show_run_sheet"),
        (_l("Run the evening"), "run.show_run"),
        (_l("Room"), "room_settings.change_room"),
        (_l("Paper cards"), "scribe.enter_card"),
        (_l("Microphone"), "scribe.enter_spoken"),
        (_l("Tables"), "scribe.enter_point"),
        (_l("Queue"), "moderation.show_queue"),
        (_l("Chair’s list"), "chair.show_chair"),
        (_l("Withheld"), "moderation.show_withheld"),
    ]),
    (_l("Afterwards"), [
        (_l("Remarks"), "sorting.show_sorting"),
        (_l("Answers"), "written.list_answers"),
        (_l("Themes"), "sorting.list_themes"),
        (_l("What was said"), "said.publish_said"),
        (_l("Outcomes"), "approval.publish_outcomes"),
        (_l("Letters back"), "telling.tell_back"),
        (_l("Exports"), "exports.list_exports"),
    ]),
]
OF_COUNCIL = [
    (_l("Events"), "reports.show_desk"),
    (_l("Contacts"), "contacts.list_contacts"),
    (_l("Plans"), "drafting.list_plans"),
    (_l("Report styles"), "report_styles.list_styles"),
    (_l("Officers"), "officers.list_officers"),
    (_l("The council"), "reports.change_council"),
]
# Of these a page beneath is not the page itself.
EXACT = ("reports.show_overview", "reports.show_desk", "approval.publish_outcomes")
# Personal links that lead to a page of one's own; so many are shown, where several people share a browser.
OWN = ("invitation", "seats", "speaker")
MOST_OWN = 5
# Pages that stand at an address of their own, and the page of the lists above that they belong to.
BELONGS = {
    "planning.cancel_event": "planning.change_event",
    "planning.postpone_event": "planning.change_event",
    "arrangements.list_access_facts": "planning.change_event",
    "arrangements.change_access_fact": "planning.change_event",
    "arrangements.list_hosts": "planning.change_event",
    "arrangements.change_host": "planning.change_event",
    "vetting.list_checks": "speakers.list_speakers",
    "vetting.add_body": "speakers.list_speakers",
    "vetting.show_check": "speakers.list_speakers",
    "vetting.write_asked": "speakers.list_speakers",
    "vetting.note_finding": "speakers.list_speakers",
    "vetting.decide_check": "speakers.list_speakers",
    "packs.show_pack": "packs.show_run_sheet",
    "packs.follow_pack": "packs.show_run_sheet",
    "planning.make_event": "reports.show_desk",
    "following.choose_event": "reports.show_desk",
    "following.copy_event": "reports.show_desk",
    "following.follow_event": "planning.change_event",
    "asking.list_requests": "guests.list_guests",
    "giving.list_seats": "guests.list_guests",
    "giving.give_seats": "guests.list_guests",
    "giving.change_seats": "guests.list_guests",
    "giving.show_paper": "guests.list_guests",
    "giving.list_substitutes": "guests.list_guests",
    "mail.list_mail": "guests.list_guests",
    "telephone.find_guest": "guests.list_guests",
    "ring.list_people_to_ring": "guests.list_guests",
    "reminders.list_reminders": "guests.list_letters",
    "reminders.remind_now": "guests.list_letters",
    "orders.list_orders": "needs.list_needs",
    "orders.show_sheet": "needs.list_needs",
    "needs.add_stop": "needs.list_needs",
    "needs.change_stop": "needs.list_needs",
    "dates.list_dates": "guests.list_guests",
    "parts.choose_for_guest": "guests.list_guests",
    "parts.list_parts": "planning.show_agenda",
    "badges.list_sheets": "door.show_door",
    "register.show_register": "door.show_door",
    "register.type_register": "door.show_door",
    "register.show_attendance": "door.show_door",
    "sense.list_alike": "sorting.show_sorting",
    "sense.show_numbers": "sorting.show_sorting",
    "dispositions.list_lessons": "reports.show_overview",
    "bodies.list_partnerships": "contacts.list_contacts",
    "bodies.change_partnership": "contacts.list_contacts",
}


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
    return bool(held & set(getattr(view, "audience", ())))


def way_to(endpoint: str, on=None, /, **values) -> str:
    """The address of a desk page if the signed-in officer may open it, else an empty word."""
    return url_for(endpoint, **values) if _opens(endpoint, on) else ""


def _row(label, endpoint: str, **values) -> tuple[str, str, bool]:
    href = url_for(endpoint, **values)
    here = request.path.rstrip("/") == href.rstrip("/")
    beneath = endpoint not in EXACT and request.path.startswith(f"{href.rstrip('/')}/")
    of_event = endpoint == "reports.show_desk" and g.get("event") is not None
    return str(label), href, here or beneath or of_event or BELONGS.get(request.endpoint or "") == endpoint


def _ways_about_desk() -> dict:
    if guards.officer() is None:
        return {}
    sections = [_row(label, endpoint) for label, endpoint in OF_COUNCIL if _opens(endpoint, None)]
    found = {"desk_sections": sections, "way_to": way_to}
    event = g.get("event")
    if event is not None:
        found["event"] = event
        groups = [
            (str(name), [_row(label, endpoint, slug=event.slug) for label, endpoint in rows if _opens(endpoint, event)])
            for name, rows in OF_EVENT
        ]
        found["desk_groups"] = [group for group in groups if group[1]]
        found["desk_nav"] = [row for _name, rows in groups for row in rows]
    return found


def _ways_about_own_pages() -> dict:
    """The tabs of whoever came by a personal link."""
    record = g.get("opened")
    if isinstance(record, Invitation):
        rows = [(_("Your page"), "reports.show_my_page"), (_("Your answer"), "delegates.reply_to_invitation")]
        if record.place == Place.HELD and record.said != Said.DELEGATED and record.attendance == Attendance.IN_PERSON:
            rows.append((_("Badge"), "delegates.show_badge"))
            if part_queries.has_parts(record.event):
                rows.append((_("Your parts"), "parts.choose_parts"))
    elif isinstance(record, Seats):
        rows = [(_("Your places"), "seats.fill_seats")]
    elif isinstance(record, Speaker):
        rows = [(_("Your page"), "reports.show_speaker_page"), (_("Slides"), "slides.hand_in_slides")]
    else:
        return {}
    tabs = [(label, url_for(endpoint, ref=record.ref), request.endpoint == endpoint) for label, endpoint in rows]
    return {"phone_nav": [*tabs, (_("Ask"), url_for("room.ask", slug=record.event.slug), False)]}


def _name_of(record: Invitation | Seats | Speaker) -> str:
    return record.contact.name if isinstance(record, Invitation) else record.name


def _ways_back() -> dict:
    """On an event's pages for all: the way back to their own, for whoever opened a personal link in this browser."""
    event, view = g.get("event"), current_app.view_functions.get(request.endpoint or "")
    if event is None or g.get("is_refusal") or getattr(view, "same_for_all", False):
        return {}
    found = []
    for kind, ref, version in guards.opened():
        if kind not in OWN:
            continue
        door = doors.of_kind(kind)
        record = door.find(ref)
        is_it = record is not None and (record.event_id, record.link_version) == (event.id, version)
        if record is not None and is_it and not door.closed(record):
            found.append((record, url_for(door.page, ref=ref)))
    is_one = len(found) == 1
    return {"own_pages": [(_("Your page") if is_one else _("Page of %(name)s", name=_name_of(record)), href)
                          for record, href in found[:MOST_OWN]]}


def ways_about() -> dict:
    """What a page shows above and beside itself. Letters are rendered where there is no request: nothing."""
    if not has_request_context():
        return {}
    if request.path.startswith("/desk"):
        return _ways_about_desk()
    if request.path.startswith("/events/"):
        return _ways_back()
    return _ways_about_own_pages() if request.path.startswith("/my/") else {}
