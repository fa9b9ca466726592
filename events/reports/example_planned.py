"""The example's first stage: officers, event, programme, speakers, contacts, the plan, and drafted invitations."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, or_, select

from events import event as event_record
from events import files, history
from events.access import queries as access_queries
from events.access import signing_in
from events.access.models import Officer
from events.agenda import describing, planning, releasing, scheduling
from events.agenda.models import Deck, Speaker
from events.agenda.profile_models import SpeakerProfile
from events.agenda.slide_models import DeckPicture
from events.agenda.states import SpeakerState
from events.council import Council
from events.database import db
from events.delegates import contact_queries, inviting
from events.delegates import importing as contact_lists
from events.delegates.models import Contact, Invitation
from events.event import Event
from events.history import Entry
from events.plan import importing as plans
from events.plan import queries as plan_queries
from events.plan.amending_models import Sitting, VersionSent
from events.plan.board_models import BoardLink
from events.plan.equality_models import EqualityAssessment, EqualityFinding
from events.plan.implication_models import Implication
from events.plan.indicator_models import SelfAssessment
from events.plan.models import ActionPlan, Amendment, Decision, ExternalComment, Gate, PlanVersion
from events.plan.progress_models import ProgressEntry
from events.plan.risk_models import Risk
from events.reports import example_advice
from events.reports.example_files import FOLDER, Timing, lines, rows, table
from events.reports.report_models import BoardReport

BY = "example"
SOURCE = "the example list"
KINDS = {"table-discussion": "discussion"}
OF_ONE_VERSION: tuple = (Gate, Decision, EqualityAssessment, Risk, Implication, BoardLink)


def _names(model, *conditions) -> list[str]:
    """How history names records of the example: keys are used again, so their entries go with them."""
    keys = db.session.scalars(select(model.id).where(*conditions))
    return [f"{model.__tablename__} {key}" for key in keys]


def _clear_plan(key: str) -> list[str]:
    plan = plan_queries.plan_by_key(key)
    if plan is None:
        return []
    names = _names(ActionPlan, ActionPlan.id == plan.id)
    versions = select(PlanVersion.id).where(PlanVersion.plan_id == plan.id)
    names += _names(PlanVersion, PlanVersion.plan_id == plan.id)
    names += _names(Amendment, Amendment.plan_id == plan.id)
    names += _names(ProgressEntry, ProgressEntry.plan_id == plan.id)
    names += _names(SelfAssessment, SelfAssessment.plan_id == plan.id)
    names += _names(ExternalComment, ExternalComment.plan_id == plan.id)
    names += _names(BoardReport, BoardReport.plan_id == plan.id)
    for model in OF_ONE_VERSION:
        names += _names(model, model.version_id.in_(versions))
    names += _names(Sitting, Sitting.plan_id == plan.id)
    names += _names(VersionSent, VersionSent.version_id.in_(versions))
    assessed = select(EqualityAssessment.id).where(EqualityAssessment.version_id.in_(versions))
    names += _names(EqualityFinding, EqualityFinding.assessment_id.in_(assessed))
    plans.forget_plan(plan, by=BY)
    return names


def _clear_contacts() -> list[str]:
    """Contacts of the example, but for those whom somebody has invited to an event of their own."""
    invited = select(Invitation.contact_id)
    ours = (Contact.source == SOURCE, Contact.id.not_in(invited))
    names = _names(Contact, *ours)
    db.session.execute(delete(Contact).where(*ours))
    return names


def clear(slugs: Iterable[str], plan_key: str) -> None:
    """Take away the example that was loaded before, and nothing else. Its officers stay as they are."""
    ids = list(db.session.scalars(select(Event.id).where(Event.slug.in_(slugs))))
    names = _names(Event, Event.id.in_(ids))
    decks = select(Deck.id).join(Speaker).where(Speaker.event_id.in_(ids))
    keys = [*db.session.scalars(select(Deck.file_key).where(Deck.id.in_(decks), Deck.file_key != "")),
            *db.session.scalars(select(DeckPicture.file_key).where(DeckPicture.deck_id.in_(decks)))]
    for key in keys:
        files.remove(key)
    photographs = select(SpeakerProfile.photo_key).join(Speaker).where(Speaker.event_id.in_(ids))
    for key in filter(None, db.session.scalars(photographs)):
        files.remove(key)
    names += _clear_plan(plan_key)
    # Entries are append-only for everybody else; these are about people who do not exist.
    db.session.execute(delete(Entry).where(or_(Entry.event_id.in_(ids), Entry.record.in_(names))))
    db.session.execute(delete(Event).where(Event.id.in_(ids)))
    names = _clear_contacts()
    db.session.execute(delete(Entry).where(Entry.record.in_(names)))
    db.session.expire_all()


def set_council() -> None:
    """Say whose installation this is, where nobody has said so yet."""
    if db.session.get(Council, 1) is None:
        said = {name: words for name, words in table("council.toml").items() if isinstance(words, str)}
        made = Council(id=1, **said)
        db.session.add(made)
        history.record(made, "changed", by=BY)


def officers(event: Event) -> dict[str, Officer]:
    """The officers of the example with their roles on the event, by key."""
    found = {}
    for row in table("officers.toml")["officers"]:
        officer = access_queries.officer_by_email(row["email"]) or signing_in.add_officer(
            name=row["name"], email=row["email"], by=BY)
        for role in row.get("council_wide", []):
            signing_in.give_role(officer, role, event=None, by=BY)
        for role in row.get("roles", []):
            signing_in.give_role(officer, role, event=event, by=BY)
        found[row["key"]] = officer
    return found


def _arrangements(data: dict, timing: Timing) -> dict:
    venue = data["venue"]
    return {
        "strapline": data["strapline"], "summary": data["summary"].strip(), "capacity": data["capacity"],
        "doors_at": timing.moment(data["date"], data["doors"]), "reply_by_on": timing.day(data["reply_by"]),
        "contact_name": data["contact_name"], "contact_email": data["contact_email"],
        "contact_phone": data["contact_phone"], "language": data["language"], "venue_name": venue["name"],
        "venue_address": venue["place"], "venue_room": venue["room"], "directions": venue["directions"],
        "parking": venue["parking"], "has_transport": "minibus" in venue["directions"],
    }


def _plan_programme(event: Event, data: dict, timing: Timing) -> None:
    day: date = data["date"]
    speakers = {
        row["key"]: scheduling.add_speaker(event, by=BY, state=SpeakerState.ACCEPTED, **row) for row in data["speakers"]
    }
    for row in data["sessions"]:
        scheduling.add_item(
            event, key=row["key"], title=row["title"], abstract=row["abstract"], level=row["level"],
            kind=KINDS.get(row["kind"], row["kind"]), starts_at=timing.moment(day, row["start"]),
            ends_at=timing.moment(day, row["end"]), lead=speakers.get(row["speaker"]),
            panel=[speakers[key] for key in row.get("panel", [])], by=BY)
    if data["sessions"]:
        releasing.release(event, by=BY)


def plan_event(data: dict, timing: Timing) -> Event:
    """An event of the data, with its hosts, what there is to know of access, its programme and its speakers."""
    day: date = data["date"]
    event = planning.plan_event(
        slug=data["key"], title=data["title"], short_title=data.get("short_title", "Awareness evening"),
        zone=data["timezone"], starts_at=timing.moment(day, data["start"]), ends_at=timing.moment(day, data["end"]),
        arrangements=_arrangements(data, timing), by=BY)
    for row in data.get("hosts", []):
        describing.add_host(event, by=BY, **row)
    for row in data["venue"].get("access", []):
        describing.add_access_fact(event, by=BY, **row)
    _plan_programme(event, data, timing)
    return event


def _name_bodies(data: dict) -> None:
    """Say what the bodies that are invited are."""
    said = {row["name"]: row["detail"] for row in data["invited"]}
    for body in contact_queries.partnerships():
        body.detail = body.detail or said.get(body.name, "")


def _contacts() -> list[Contact]:
    """The people of the list, those among them who were here before included."""
    contact_lists.import_contacts((FOLDER / "contacts.csv").read_bytes(), source=SOURCE, by=BY)
    listed = {(row["name"], row["email"].lower()) for row in rows("contacts.csv")}
    return [one for one in contact_queries.contacts() if (one.name, (one.email or "").lower()) in listed]


def _plan_lines(timing: Timing) -> list[str]:
    """The plan's file with its months moved."""
    page = io.StringIO()
    found = rows("plan.csv")
    writer = csv.DictWriter(page, list(found[0]))
    writer.writeheader()
    writer.writerows(row | {"due": timing.month(row["due"])} for row in found)
    return page.getvalue().splitlines(keepends=True)


def _take_in_plan(event: Event, data: dict, timing: Timing) -> None:
    said = table("council.toml")["plan"]
    plan = plans.import_plan(
        _plan_lines(timing), key=said["key"], title=said["title"], events=[event], by=BY,
        plain_words=lines("plan-in-plain-words.csv"), gates=data["gates"])
    plans.import_external_comments(plan, lines("external-comments.csv"), source=said["comments_from"], by=BY)


def load_planned(data: dict, timing: Timing) -> Event:
    """Everything up to the drafted invitations; nothing is sent."""
    set_council()
    event = plan_event(data, timing)
    staff = officers(event)
    organiser = staff["organiser"]
    example_advice.load_advice(event, timing, staff)
    example_advice.load_checks(event, timing, staff)
    contacts = _contacts()
    _name_bodies(data)
    _take_in_plan(event, data, timing)
    inviting.draft_invitations(event, contacts, by=organiser)
    return event


def the_event(data: dict) -> Event:
    """The example's event, from one unit of work to the next."""
    found = event_record.find(data["key"])
    if found is None:
        raise LookupError(data["key"])
    return found

