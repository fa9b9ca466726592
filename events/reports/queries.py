"""What the pages that gather several stages read: an event's numbers, and what became of somebody's words."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from events import clock
from events.access import queries as access_queries
from events.access.states import RoleName
from events.agenda import following_queries
from events.agenda.models import AgendaItem, Arrangements, Deck, Slot, Speaker
from events.agenda.profile_models import SpeakerConsent
from events.agenda.released_items import ReleasedItem
from events.agenda.slide_models import SlideTerms
from events.agenda.states import ConsentKind, DeckState, Kind, Part
from events.database import db
from events.delegates import mail_queries, part_queries, ring_queries, seat_queries
from events.delegates.door_models import Arrival
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState, Origin, Place, RequestState, Said
from events.event import Event
from events.feedback import disposition_queries, taken_queries
from events.feedback import queries as feedback_queries
from events.feedback.models import Answer, Remark
from events.feedback.states import RemarkKind, RemarkState
from events.outbox import WAITING, Letter, LetterState
from events.plan import gate_queries, progress_queries, telling_queries
from events.plan.models import (
    ActionPlan,
    Amendment,
    Decision,
    Evidence,
    ExternalComment,
    OutcomesPage,
    PlanVersion,
    feeding,
)
from events.plan.states import APPROVALS, AmendmentState, VersionState
from events.reports.overview import Standing

# Parts of the programme that nobody needs to lead.
WITHOUT_SPEAKER = (Kind.BREAK, Kind.DISCUSSION)  # at tables people talk with each other
# After an evening its words are sorted and the plan is amended for about so long.
STILL_WORKED_ON = timedelta(days=120)
MOST_LIVE = 4
# How a restore marks the letters that it holds back.
HELD_BACK = "held back by a restore"


def _number(chosen) -> int:
    return db.session.scalar(chosen) or 0


def _count_agenda(now: Standing, event: Event) -> None:
    items = select(AgendaItem.id).where(AgendaItem.event_id == event.id)
    led = select(Slot.agenda_item_id).join(Speaker).where(Speaker.withdrawn_at.is_(None))
    now.items = _number(select(func.count()).select_from(items.subquery()))
    alone = items.where(AgendaItem.kind.not_in(WITHOUT_SPEAKER), AgendaItem.id.not_in(led))
    now.items_without_speaker = _number(select(func.count()).select_from(alone.subquery()))
    now.speakers = _number(
        select(func.count(Speaker.id)).where(Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None)))
    latest = (select(func.max(SpeakerConsent.id)).where(SpeakerConsent.kind == ConsentKind.PUBLISH)
              .group_by(SpeakerConsent.speaker_id))
    refused = select(SpeakerConsent.speaker_id).where(SpeakerConsent.id.in_(latest), SpeakerConsent.agreed.is_(False))
    now.decks_to_publish = _number(
        select(func.count(Deck.id)).join(Speaker).outerjoin(SlideTerms, SlideTerms.speaker_id == Speaker.id)
        .where(Speaker.event_id == event.id, Deck.state == DeckState.RECEIVED, SlideTerms.shows_only.is_not(True),
               Speaker.id.not_in(refused)))


def _count_guests(now: Standing, event: Event) -> None:
    rows = db.session.execute(
        select(Invitation.state, Invitation.said, Invitation.place, Invitation.origin, func.count(Invitation.id))
        .where(Invitation.event_id == event.id)
        .group_by(Invitation.state, Invitation.said, Invitation.place, Invitation.origin))
    for state, said, place, origin, count in rows:
        if state == InvitationState.DRAFTED:
            now.drafted += count
        if state != InvitationState.SENT:
            continue
        now.invited += count
        now.asked += count if origin != Origin.SPEAKING else 0
        now.coming += count if place == Place.HELD else 0
        now.waiting += count if place in (Place.WAITING, Place.OFFERED) else 0
        now.perhaps += count if said == Said.TENTATIVE else 0
        now.not_coming += count if said == Said.DECLINED else 0
        now.no_answer += count if said == Said.NEEDS_ACTION else 0
    now.by_post = _number(
        select(func.count(Invitation.id)).join(Contact)
        .where(Invitation.event_id == event.id, Invitation.state == InvitationState.DRAFTED, Contact.email.is_(None)))
    now.arrived = _number(
        select(func.count(Arrival.id)).join(Invitation)
        .where(Invitation.event_id == event.id, Arrival.undone_at.is_(None)))


def _count_waiting(now: Standing, event: Event) -> None:
    """Those who wait for the organiser's word."""
    now.to_ring = ring_queries.offered_by_telephone(event)
    now.parts_gone = len(part_queries.removed(event))
    now.substitutes = seat_queries.proposed(event, most=0)[0]
    now.requests = seat_queries.requests_of(event, RequestState.WAITING, most=0)[0]
    now.mails = mail_queries.tray_counts(event).waiting


def _count_letters(now: Standing, event: Event) -> None:
    rows = db.session.execute(
        select(Letter.state, func.count(Letter.id)).where(Letter.event_id == event.id).group_by(Letter.state))
    for state, count in rows:
        now.letters_failed += count if state == LetterState.FAILED else 0
        now.letters_waiting += count if state in WAITING else 0


def _count_remarks(now: Standing, event: Event) -> None:
    rows = db.session.execute(
        select(Remark.state, func.count(Remark.id)).where(Remark.event_id == event.id).group_by(Remark.state))
    now.remarks = {str(state): count for state, count in rows}
    approved = select(func.count(Remark.id)).where(Remark.event_id == event.id, Remark.state == RemarkState.APPROVED)
    now.undisposed = _number(approved.where(Remark.disposition.is_(None)))
    answered = select(Answer.remark_id).where(Answer.is_published)
    now.unanswered = _number(approved.where(Remark.kind == RemarkKind.QUESTION, Remark.id.not_in(answered)))


def plan_of(event: Event) -> ActionPlan | None:
    """The plan that the event feeds: the newest, where there are several."""
    return db.session.scalar(
        select(ActionPlan).join(feeding).where(feeding.c.event_id == event.id).order_by(ActionPlan.id.desc()).limit(1))


def newest_version_of(plan: ActionPlan) -> PlanVersion | None:
    """The plan's version with the highest number."""
    return db.session.scalar(
        select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc()).limit(1))


def _count_plan(now: Standing, event: Event) -> None:
    plan = plan_of(event)
    if plan is None:
        return
    now.plan_key, now.plan_title = plan.key, plan.title
    rows = db.session.execute(
        select(Amendment.state, func.count(Amendment.id)).where(Amendment.plan_id == plan.id).group_by(Amendment.state))
    now.amendments = {str(state): count for state, count in rows}
    now.accepted_open = _number(
        select(func.count(Amendment.id)).where(
            Amendment.plan_id == plan.id, Amendment.state == AmendmentState.ACCEPTED,
            Amendment.into_version_id.is_(None)))
    comments = select(func.count(ExternalComment.id)).where(ExternalComment.plan_id == plan.id)
    now.office_comments = _number(comments)
    now.office_open = _number(comments.where(ExternalComment.response_kind.is_(None)))
    version = newest_version_of(plan)
    if version is None:
        return
    now.version_number, now.version_is_frozen = version.number, version.state == VersionState.FROZEN
    standings = gate_queries.standings_of(version)
    now.gates, now.gates_open = len(standings), sum(row.is_shut for row in standings)
    now.is_approved = _number(
        select(func.count(Decision.id))
        .where(Decision.version_id == version.id, Decision.outcome.in_(APPROVALS))) > 0
    now.quiet_actions = len(progress_queries.quiet_actions(plan, clock.today()))


def outcomes_are_public(event: Event) -> bool:
    """Whether "what you said, what we did" has been published for the event."""
    page = db.session.get(OutcomesPage, event.id)
    return page is not None and page.published_at is not None


def standing_of(event: Event) -> Standing:
    """Every number of the overview, in a fixed number of queries however full the event is."""
    moment = clock.now()
    arrangements = db.session.get(Arrangements, event.id)
    now = Standing(
        starts_in_days=(event.local(event.starts_at).date() - event.local(moment).date()).days,
        has_begun=moment >= event.starts_at, is_over=moment >= event.ends_at,
        is_cancelled=event.cancelled_at is not None, capacity=arrangements.capacity if arrangements else 0,
        is_placeless=arrangements is not None and not arrangements.has_place,
        is_leadless=not access_queries.holders(RoleName.SAFEGUARDING, event),
    )
    for count in (_count_agenda, _count_guests, _count_waiting, _count_letters, _count_remarks, _count_plan):
        count(now, event)
    now.outcomes_published = outcomes_are_public(event)
    now.to_tell = len(telling_queries.to_tell(event)) if now.outcomes_published else 0
    if not now.has_begun:
        now.lessons = disposition_queries.how_many_lessons(event)
    return now


def live_and_others(events: list[Event]) -> tuple[list[Event], list[Event]]:
    """The few events that are being worked on now (coming, or just gone by), and all the others."""
    ended = clock.now() - STILL_WORKED_ON
    live = [event for event in events if event.ends_at > ended and not event.cancelled_at][:MOST_LIVE]
    return live, [event for event in reversed(events) if event not in live]


@dataclass
class Became:
    """One remark and what came of it, as far as its writer may know."""

    remark: Remark
    answers: list[Answer] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    is_told: bool = False  # the outcomes are public, so its disposition may be told
    taken_to: list[Event] = field(default_factory=list)  # later events, as far as they may be named


def _amendments_of(remarks: list[Remark]) -> dict[str, list[Amendment]]:
    rows = db.session.execute(
        select(Evidence.remark_id, Amendment).join(Amendment, Evidence.amendment_id == Amendment.id)
        .where(Evidence.remark_id.in_([remark.id for remark in remarks]), Amendment.state == AmendmentState.ACCEPTED)
        .order_by(Amendment.id).options(selectinload(Amendment.into_version), selectinload(Amendment.plan)))
    found: dict[str, list[Amendment]] = {}
    for remark_id, amendment in rows:
        found.setdefault(str(remark_id), []).append(amendment)
    return found


def what_became_of(invitation: Invitation) -> list[Became]:
    """The named remarks of one delegate, with the answers and amendments that may be told.

    Withheld ones are left out: they stand in no list but the safeguarding lead's.
    """
    remarks = list(db.session.scalars(
        select(Remark).where(Remark.invitation_id == invitation.id, Remark.state != RemarkState.WITHHELD)
        .order_by(Remark.received_at, Remark.ref)
        .options(selectinload(Remark.answers).selectinload(Answer.speaker), selectinload(Remark.agenda_item))))
    told = outcomes_are_public(invitation.event)
    amendments = _amendments_of(remarks) if told and remarks else {}
    copies = taken_queries.copies_of(remarks) if remarks else {}
    return [
        Became(remark, [answer for answer in remark.answers if answer.is_published],
               amendments.get(remark.id, []), told,
               [one.event for one in copies.get(remark.id, [])
                if following_queries.may_be_named(one.event, on=invitation.event)])
        for remark in remarks
    ]


def questions_to(speaker: Speaker) -> list[Remark]:
    """Approved questions and comments addressed to a speaker, those still to be answered first."""
    rows = list(db.session.scalars(
        select(Remark).where(Remark.speaker_id == speaker.id, Remark.state == RemarkState.APPROVED)
        .order_by(Remark.ref).options(selectinload(Remark.answers), selectinload(Remark.agenda_item))))
    return sorted(rows, key=lambda remark: (bool(remark.answers), remark.kind != RemarkKind.QUESTION))


def panel_questions_to(speaker: Speaker, items: list[ReleasedItem], speakers: list[Speaker]) -> list[Remark]:
    """Approved questions to nobody by name that are for this speaker, the unanswered first.

    They are for those who sit on a panel and who speak in the part they are about; without any such, for all.
    `items` and `speakers` are the event's.
    """
    present = {one.id for one in speakers}
    by_item: dict[int | None, set[int]] = {
        item.id: {slot.speaker_id for slot in item.slots} & present for item in items
    }
    on_panel = {slot.speaker_id for item in items for slot in item.slots if slot.part == Part.PANEL} & present
    return [
        remark for remark in feedback_queries.to_panel(speaker.event)
        if speaker.id in (by_item.get(remark.agenda_item_id, set()) | on_panel or present)
    ]


def deck_of(speaker: Speaker) -> Deck | None:
    """The newest slides of a speaker."""
    return db.session.scalar(
        select(Deck).where(Deck.speaker_id == speaker.id).order_by(Deck.version.desc()).limit(1))


def letters_held_back() -> int:
    """How many letters a restore has held back and nobody has decided about."""
    held = select(func.count(Letter.id)).where(Letter.state == LetterState.HELD, Letter.server_words == HELD_BACK)
    return _number(held)
