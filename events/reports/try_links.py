"""Links to try the example as each kind of person: printed where EXAMPLE=1, and nowhere else."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from events import event as event_record
from events.access import letters, links, signing_in
from events.agenda import advice_queries
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place
from events.event import Event
from events.feedback.models import Remark
from events.plan import board_queries
from events.plan import queries as plan_queries
from events.presentation import address
from events.reports import example
from events.reports.example_files import table

HOLDS = timedelta(hours=12)
STAGE = "held"
OFFICERS = ("organiser", "moderator", "approver")


def _personal(endpoint: str, kind: str, record) -> str:
    token = links.token(current_app.config["SECRET_KEY"], kind, record.ref, record.link_version)
    return address(endpoint, token=token)


def _delegate(event: Event) -> Invitation | None:
    """Somebody who was sent an invitation: with a place, and with words of their own, where there is one."""
    spoke = select(Remark.invitation_id).where(Remark.event_id == event.id, Remark.invitation_id.is_not(None))
    return db.session.scalar(
        select(Invitation).where(Invitation.event_id == event.id, Invitation.state == InvitationState.SENT)
        .order_by(Invitation.id.not_in(spoke), Invitation.place != Place.HELD, Invitation.id).limit(1))


def _by_link(event: Event) -> list[tuple[str, str]]:
    found = []
    invitation = _delegate(event)
    if invitation is not None:
        link = _personal("access.enter_by_invitation", "invitation", invitation)
        found.append((f"{invitation.contact.name}, delegate", link))
    speaker = next((one for one in agenda_queries.speakers_of(event) if one.key == "garbutt"), None)
    if speaker is not None:
        found.append((f"{speaker.name}, speaker", _personal("access.enter_as_speaker", "speaker", speaker)))
    advisers = advice_queries.advisers_of(event)
    if advisers:
        found.append((f"{advisers[0].called}, asked for advice", _personal("access.enter_by_invitation", "adviser",
                                                                           advisers[0])))
    plans = plan_queries.plans_of(event)
    members = board_queries.links_of(plan_queries.latest(plans[0])) if plans else []
    if members:
        found.append((f"{members[0].name}, member of the board", _personal("access.enter_by_invitation", "board",
                                                                           members[0])))
    return found


def links_to_try() -> list[tuple[str, str]]:
    """(person, address) of each kind; none where EXAMPLE is not set or the example is not loaded.

    Writes: an officer's link is a request to sign in, good for twelve hours. Its page shows the code.
    """
    event = event_record.find(table("event.toml")["key"])
    if event is None or not current_app.config["EXAMPLE"]:
        return []
    found = [("Anybody", address("agenda.show_event", slug=event.slug)),
             ("Anybody in the room, on a phone", address("room.ask", slug=event.slug))]
    with unit_of_work():
        event = event_record.find(table("event.toml")["key"])
        people = {row["key"]: row for row in table("officers.toml")["officers"]}
        for key in OFFICERS:
            request = signing_in.ask(people[key]["email"], by_mail=False, holds=HOLDS)
            if request is not None:
                found.append((f"{people[key]['name']}, {key}", letters.link_of(request)))
        return found + (_by_link(event) if event else [])


def is_empty() -> bool:
    """Whether there is no event at all, so that the example can be loaded without being in the way."""
    return db.session.scalar(select(Event.id).limit(1)) is None


def load_where_empty() -> bool:
    """Load the example into an installation without any event. Returns whether it was loaded."""
    if not is_empty():
        return False
    example.load(STAGE)
    return True
