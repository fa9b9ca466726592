"""Letters that failed are sent again, once: to the address as it is now, with the times that hold now."""

from events import clock, history, outbox
from events import event as event_record
from events.agenda import queries as agenda_queries
from events.delegates import facts, mailings
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place, Said
from events.event import Event
from events.outbox import Letter, LetterState
from events.refusals import N_, Refusal


class NothingToSendAgain(Refusal):
    """None of these letters failed, or what they say no longer holds."""

    sentence = N_("Nothing was sent again: these letters are on their way already, or what they say no longer holds.")
    status = 409


def _is_open(event: Event) -> bool:
    return not (event.cancelled_at or event.postponed_at or event.ends_at <= clock.now())


def _still_holds(letter: Letter, guest: Invitation) -> bool:
    """Whether what a letter says of the guest and the event still holds."""
    name, event = letter.name.removeprefix("delegates/"), guest.event
    if name == "cancelled":
        return bool(event.cancelled_at or guest.state == InvitationState.WITHDRAWN)
    if name == "postponed":
        return bool(event.postponed_at and not event.cancelled_at)
    if guest.state != InvitationState.SENT or not _is_open(event):
        return False
    if name == "confirmation":
        return (letter.facts.get("said"), letter.facts.get("place")) == (str(guest.said), str(guest.place))
    if name == "offer":
        until = guest.offered_until
        return bool(until and until > clock.now() and letter.facts.get("offered_until") == until.isoformat())
    if name.startswith("reminder"):
        concerned = {"reminder": guest.said == Said.NEEDS_ACTION, "reminder_coming": guest.place == Place.HELD,
                     "reminder_waiting": guest.place == Place.WAITING}[name]
        return concerned and guest.no_reminders_at is None
    return name in ("invitation", "moved", "named")


def may_go(letter: Letter, guest: Invitation) -> bool:
    """Whether a letter that failed may be sent to that guest again."""
    return bool(
        letter.state == LetterState.FAILED and guest.contact.email and not guest.contact.do_not_invite
        and _still_holds(letter, guest)
    )


def send_again(event: Event, *, letter_ids: list[int] | None = None, put_right: bool = False, by) -> int:
    """Send failed letters again: those of these keys, or all whose address was put right, or all. Returns how many.

    Whoever presses first sends them; raises NothingToSendAgain for the second, and where nothing may go.
    """
    event = event_record.lock(event)
    said, sent = facts.facts_of(event, agenda_queries.arrangements_of(event)), 0
    for letter, guest in mailings.failed_of(event, letter_ids=letter_ids, put_right=put_right, lock=True):
        if not may_go(letter, guest):
            continue
        mine = facts.of_person(said, guest)
        outbox.post_again(
            letter, to_name=guest.contact.name, to_address=guest.contact.email or "",
            facts=letter.facts | {"event": mine["event"], "arrangements": mine["arrangements"]},
        )
        history.record(guest, "letter sent again", by=by, event=event)
        sent += 1
    if not sent:
        raise NothingToSendAgain()
    return sent
