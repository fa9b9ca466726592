"""An invitation is answered: over the link, by telephone, on paper; the ledger keeps every answer."""

from collections.abc import Iterable

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.agenda.states import Meeting
from events.database import db
from events.delegates import chair_queries, leaving_parts, needing, noting, placing, substituting
from events.delegates.models import Invitation, Reply
from events.delegates.states import Attendance, InvitationState, Place, Said
from events.event import Event
from events.refusals import N_, Refusal

ANSWERS = (Said.ACCEPTED, Said.TENTATIVE, Said.DECLINED, Said.DELEGATED)
NOT_COMING = (Said.DECLINED, Said.DELEGATED)


class ReplyClosed(Refusal):
    """The event takes no more answers."""

    sentence = N_("This event takes no more answers.")
    status = 409


class AnswerNeeded(Refusal):
    """None of the four answers was chosen."""

    sentence = N_("Choose whether you are coming")
    field = "said"


class WayNeeded(Refusal):
    """An event has a hall and a link, and it was not said which."""

    sentence = N_("Choose whether you come to the venue or take part by link")
    field = "attendance"


class CompanionsTooMany(placing.NoRoom):
    """Those who come with somebody find no chair."""

    sentence = N_("There is no room for everybody you named: %(free)s more places are free.")


class HallFull(placing.NoRoom):
    """Somebody takes part by link and would rather come, but there is no chair."""

    sentence = N_("There is no room at the venue just now. You keep your place by link.")
    field = "attendance"


def closed(invitation: Invitation) -> ReplyClosed | None:
    """Why an invitation takes no more answers; None while it does."""
    event = invitation.event
    if event.cancelled_at:
        return ReplyClosed(N_("The event has been cancelled, so no answer is needed."))
    if event.postponed_at:
        return ReplyClosed(N_("The event is put off to a day that is not known yet. Your answer is kept."))
    if event.ends_at <= clock.now():
        return ReplyClosed(N_("The event is over, so answers are closed."))
    if invitation.state == InvitationState.WITHDRAWN:
        return ReplyClosed(N_("This invitation has been withdrawn."))
    if invitation.state == InvitationState.DRAFTED:
        return ReplyClosed(N_("This invitation has not been sent yet."))
    return None


def _check(invitation: Invitation, said: str) -> None:
    if said not in ANSWERS:
        raise AnswerNeeded()
    refusal = closed(invitation)
    if refusal:
        raise refusal


def _settle_way(invitation: Invitation, said: str, attendance: str) -> None:
    """Write how they take part: what they said, else what the event has, else what they said before."""
    meeting = agenda_queries.arrangements_of(invitation.event).meeting
    if meeting == Meeting.BOTH:
        if attendance:
            invitation.attendance = Attendance(attendance)
        elif said == Said.ACCEPTED and invitation.said_at is None and not attendance:
            raise WayNeeded()
    else:
        invitation.attendance = Attendance.BY_LINK if meeting == Meeting.LINK else Attendance.IN_PERSON


def _seat(invitation: Invitation, *, event: Event, companions: Iterable[tuple[str, str]] | None, way: str) -> None:
    """Give somebody who comes their place, with a chair for each who comes with them. Raises NoRoom.

    Who holds a place already keeps it, and may come with more people only while there are chairs.
    """
    before, was = placing.chairs_needed(invitation), invitation.attendance
    if companions is not None:
        noting.accompany(invitation, companions)
    _settle_way(invitation, invitation.said, way)
    if invitation.attendance == Attendance.BY_LINK:
        leaving_parts.leave_parts(invitation)  # who takes part by link sits in no room
    grown = placing.chairs_needed(invitation) - before
    if invitation.place in (Place.HELD, Place.OFFERED) and grown > 0:
        chairs = chair_queries.chairs_of(event)
        if chairs.short:
            moved = was != invitation.attendance
            raise (HallFull if moved else CompanionsTooMany)(free=max(0, grown - chairs.short))
    placing.take(invitation, event=event)
    if grown < 0:
        placing.give_on(event)


def _settle_place(
    invitation: Invitation, *, event: Event, companions: Iterable[tuple[str, str]] | None, way: str,
) -> None:
    """What an answer does to the places: taken, or left to the first who waits."""
    if invitation.said in (Said.ACCEPTED, Said.DELEGATED):
        if invitation.place == Place.NONE:
            placing.give_on(event)  # nobody passes those who wait already
        _seat(invitation, event=event, companions=companions, way=way)
    else:
        placing.leave(invitation)
        if invitation.said == Said.DECLINED:
            companions = ()
        if companions is not None:
            noting.accompany(invitation, companions)
        placing.give_on(event)


def reply(
    invitation: Invitation, *, said: str, channel: str, by: Officer | None = None, consent: bool = False,
    comment: str = "", change_needs: bool = False, unconfirmed: bool | None = None, no_photographs: bool | None = None,
    on_behalf_by: str = "", accompanied: Iterable[tuple[str, str]] | None = None, attendance: str = "",
    substitute: substituting.Named | None = None, **needs,
) -> Reply:
    """Take somebody's answer. Returns the ledger's row, whose `place` says what it came to.

    `said` is ACCEPTED, TENTATIVE, DECLINED, or DELEGATED with the `substitute` who is to come instead
    (their place waits to be confirmed). An acceptance of a full event is recorded as said and the place
    is waiting; "perhaps" and "not coming" offer the place to the first who waits. `accompanied` (kind,
    name), `attendance` and `no_photographs` are left as they are unless told. Needs that are given take
    the place of those told before; `change_needs` with none given takes them away; `needs` are the
    fields of needing.Told; `unconfirmed`: needs that came with an import are kept (True) or dropped.
    Raises ReplyClosed, AnswerNeeded, WayNeeded, NoRoom, substituting.NameNeeded, and those of needing.
    """
    who, event = by or "delegate", event_record.lock(invitation.event)
    db.session.refresh(invitation)  # another answer may have been counted while we waited for the lock
    confirmed = bool(unconfirmed and invitation.contact.unconfirmed_needs)
    told, gone = needing.Told(**needs), said in NOT_COMING
    _check(invitation, said)
    if not gone:
        needing.check(told, confirmed=confirmed, consent=consent)
    placing.run_out(event)
    before = (invitation.said, invitation.place, placing.chairs_needed(invitation))
    invitation.said = Said(said)
    _settle_place(invitation, event=event, companions=accompanied, way=attendance)
    invitation.said_at = clock.now()
    substituting.drop(invitation)
    if said == Said.DELEGATED:
        substituting.propose(invitation, substitute, by=who)
    said_of_needs = Said.DECLINED if gone else said
    needing.take(invitation, told, said=said_of_needs, change=change_needs, unconfirmed=unconfirmed, by=who)
    if no_photographs is not None:
        invitation.no_photographs = no_photographs
    answer = noting.note(invitation, channel=channel, by=by, comment=comment, on_behalf_by=on_behalf_by)
    history.record(invitation, f"answered {said}", by=who, event=event)
    if (invitation.said, invitation.place, placing.chairs_needed(invitation)) != before:
        placing.confirm(invitation, event=event)
    return answer


def is_late(answer: Reply, reply_by_on) -> bool:
    """Whether an answer came after the day by which it was asked for."""
    return answer.invitation.event.local(answer.at).date() > reply_by_on


def give_free_places(event: Event, *, by) -> list[Invitation]:
    """Give free places to those who wait at once, without asking them. Returns who got one."""
    given = placing.give_now(event_record.lock(event), by=by)
    history.record(event, "free places given on", by=by, event=event)
    return given


def give_place(invitation: Invitation, *, by) -> None:
    """Give one person who waits a place at once, before others. Raises NoRoom, and ReplyClosed."""
    event = event_record.lock(invitation.event)
    db.session.refresh(invitation)  # they may have answered while we waited for the lock
    refusal = closed(invitation)
    if refusal:
        raise refusal
    if invitation.place in (Place.WAITING, Place.OFFERED):
        placing.hand(invitation, event=event, by=by)


def holds_place(invitation: Invitation) -> bool:
    """Whether somebody has a place at the venue, so that there is a badge."""
    return (
        invitation.state == InvitationState.SENT and invitation.place == Place.HELD
        and invitation.said != Said.DELEGATED and invitation.attendance == Attendance.IN_PERSON
    )
