"""Who is to be told what became of their words, who has been, and how their letters fare."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from events.database import db
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState
from events.event import Event
from events.feedback import disposition_queries
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.outbox import WAITING, Letter, LetterState
from events.plan import became_facts, chain_queries, outcome_queries, queries
from events.plan.became_facts import LETTER
from events.plan.telling_models import Telling, Told


@dataclass(frozen=True)
class ToTell:
    """One person and those of their remarks whose end is to be told."""

    invitation: Invitation
    remarks: list[Remark]

    @property
    def by_mail(self) -> bool:
        """Whether a letter reaches them by e-mail: they have an address, and none came back from it."""
        return bool(self.invitation.contact.email) and self.invitation.contact.bounced_at is None


def _wished(event: Event):
    """Approved remarks whose writer came by their own link, asked to hear, and may be written to."""
    return select(Remark).join(Remark.invitation).join(Invitation.contact).where(
        Remark.event_id == event.id, Remark.state == RemarkState.APPROVED, Remark.wants_to_hear,
        Remark.disposition.is_not(None), Invitation.state == InvitationState.SENT, Contact.do_not_invite.is_(False),
    ).options(contains_eager(Remark.invitation).contains_eager(Invitation.contact), joinedload(Remark.merged_into))


def _people(rows) -> list[ToTell]:
    people: dict[int, ToTell] = {}
    for remark in db.session.scalars(rows.order_by(Contact.name, Invitation.id, Remark.ref)):
        people.setdefault(remark.invitation_id, ToTell(remark.invitation, [])).remarks.append(remark)
    return list(people.values())


def to_tell(event: Event) -> list[ToTell]:
    """Who asked to hear what became of their words and has no letter back yet, by name."""
    return _people(_wished(event).where(Invitation.id.not_in(select(Told.invitation_id))))


def told_by_post(event: Event) -> list[ToTell]:
    """Whose letters back are to be printed: those of the sendings so far, by name."""
    rows = select(Told.invitation_id).join(Telling).where(Telling.event_id == event.id, Told.by_post)
    return _people(_wished(event).where(Invitation.id.in_(rows)))


def facts_of(event: Event, people: list[ToTell]) -> dict[int, dict]:
    """What each person's letter back says, by the invitation's key, in a fixed number of queries.

    The remarks' own words are not in it: they stand in the remark alone, so that taking words out reaches them.
    """
    remarks = [remark for person in people for remark in person.remarks]
    ids = {key for remark in remarks for key in (remark.id, chain_queries.told_of(remark).id)}
    links = outcome_queries.links_of(outcome_queries.approvals_of(queries.plans_of(event)), Remark.id.in_(ids))
    further = disposition_queries.further_of_many(ids)
    refs = {(link.amendment.plan_id, link.amendment.action_key) for found in links.values() for link in found}
    written = _refs_now(event, refs)

    def fact(remark: Remark) -> dict:
        told = chain_queries.told_of(remark)
        mine = {link.amendment.id: link for key in (remark.id, told.id) for link in links.get(key, [])}
        return became_facts.of_remark(remark, told, list(mine.values()), further.get(told.id, []), written)

    return {person.invitation.id: became_facts.of_person(event, [fact(remark) for remark in person.remarks])
            for person in people}


def _refs_now(event: Event, keys: set[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """How the actions are numbered in what the public reads; those that are not in it are left out."""
    return {(plan.id, action.key): action.ref for plan in queries.plans_of(event) if any(plan.id == k for k, _ in keys)
            for action in queries.actions_of(queries.shown_version(plan, event))}


def tellings_of(event: Event) -> list[Telling]:
    """The sendings of an event's letters back, newest first."""
    rows = select(Telling).where(Telling.event_id == event.id).options(joinedload(Telling.by_officer))
    return list(db.session.scalars(rows.order_by(Telling.at.desc(), Telling.id.desc())))


def telling(event: Event, telling_id: int) -> Telling | None:
    """One sending of that event, or None."""
    return db.session.scalar(select(Telling).where(Telling.event_id == event.id, Telling.id == telling_id))


def told_of(found: Telling) -> list[Told]:
    """Who was told by one sending."""
    return list(db.session.scalars(select(Told).where(Told.telling_id == found.id)))


def states_of(event: Event) -> Counter:
    """How many of an event's letters back are in each state; those called back are left out."""
    rows = select(Letter.state, func.count()).where(
        Letter.event_id == event.id, Letter.name == LETTER, Letter.state != LetterState.WITHDRAWN)
    return Counter({str(state): number for state, number in db.session.execute(rows.group_by(Letter.state))})


def failed_of(event: Event) -> list[Letter]:
    """The letters back that a mail server refused, with its words."""
    rows = select(Letter).where(Letter.event_id == event.id, Letter.name == LETTER, Letter.state == LetterState.FAILED)
    return list(db.session.scalars(rows.order_by(Letter.to_name, Letter.id)))


def still_waiting(batch: str) -> int:
    """How many letters of a sending have not left yet, held or not."""
    rows = select(func.count()).select_from(Letter).where(Letter.batch == batch, Letter.state.in_(WAITING))
    return db.session.scalar(rows) or 0


def last_left(event: Event) -> datetime | None:
    """When the newest letter back left, for the pages that everybody reads; None while one is still on its way."""
    letters = (Letter.event_id == event.id, Letter.name == LETTER)
    on_their_way = select(func.count()).select_from(Letter).where(
        *letters, Letter.state.in_((*WAITING, LetterState.SENDING)))
    if db.session.scalar(on_their_way):
        return None
    return db.session.scalar(select(func.max(Letter.sent_at)).where(*letters, Letter.state == LetterState.SENT))


@dataclass(frozen=True)
class LetterBack:
    """How it stands with the letter to a remark's writer. `why_none`: anonymous, no link, no wish, or an empty word."""

    why_none: str
    told: Told | None = None
    letter: Letter | None = None


def letter_about(remark: Remark) -> LetterBack:
    """How it stands with the letter back to the writer of a remark."""
    if remark.invitation_id is None:
        return LetterBack("no person")
    told = db.session.get(Told, remark.invitation_id)
    if told is None:
        return LetterBack("" if remark.wants_to_hear else "no wish")
    rows = select(Letter).where(Letter.record == f"invitation {remark.invitation_id}", Letter.name == LETTER,
                                Letter.batch == told.telling.batch)
    return LetterBack("", told, db.session.scalar(rows.limit(1)))
