"""Advisers are written to: asked for advice, reminded, and told what became of it. Each by an officer's press."""

from datetime import date, datetime, timedelta

from events import clock, history, outbox
from events.agenda import advice_queries, calendars, queries
from events.agenda.advice_models import Advice, Adviser
from events.agenda.inviting_speakers import HOLD, TooLateToCallBack
from events.agenda.telling import NoAddress
from events.event import Event
from events.refusals import N_, Refusal

ASKED, AGAIN, ANSWERED = "agenda/advice_asked", "agenda/advice_asked_again", "agenda/advice_answered"


class LinkIsClosed(Refusal):
    """Who was let go is not written to."""

    sentence = N_("The link of %(name)s is closed.")


class NoMoreAsking(Refusal):
    """Advice on the draft is of no use once the event has begun or is off."""

    sentence = N_("The event has begun or is off, so there is nothing to ask about its draft programme any more.")


class NobodyToRemind(Refusal):
    """Everybody who was asked by letter has said something."""

    sentence = N_("Everybody who was asked by letter has commented, or said that they have no comments.")


class NotAllAnswered(Refusal):
    """A letter with answers tells all of them at once."""

    sentence = N_("Answer every comment of %(name)s first: the letter tells them all at once.")


class NothingToTell(Refusal):
    """There is no answer that they have not been told."""

    sentence = N_("There is no answer that %(name)s has not been told.")


def _event_facts(event: Event) -> dict:
    arrangements = queries.arrangements_of(event)
    return {
        "title": event.title, "starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat(),
        "venue": calendars.place_of(arrangements), "contact_email": arrangements.contact_email,
        "contact_name": arrangements.contact_name, "contact_phone": arrangements.contact_phone,
    }


def asked_facts(adviser: Adviser) -> dict:
    """What the letter that asks says, frozen as it is now."""
    return _event_facts(adviser.event) | _asked_facts(adviser)


def answered_facts(adviser: Adviser) -> dict:
    """What the letter with our answers says, frozen as it is now."""
    return _event_facts(adviser.event) | {"answers": [_answer(row) for row in advice_queries.advice_from(adviser)]}


def _stands(adviser: Adviser) -> dict:
    """How an adviser stands before a letter, so that they stand so again once it is called back."""
    return {"stood": {"asked_on": adviser.asked_on.isoformat() if adviser.asked_on else "",
                      "told_at": adviser.told_at.isoformat() if adviser.told_at else ""}}


def _refuse_unreachable(adviser: Adviser) -> None:
    if adviser.closed_at is not None:
        raise LinkIsClosed(name=adviser.called)
    if not adviser.email:
        raise NoAddress(name=adviser.called)


def _post(name: str, adviser: Adviser, facts: dict, **values) -> None:
    waiting = [row for row in advice_queries.held_letters(adviser) if row.name == name]
    stood = {"stood": waiting[-1].facts["stood"]} if waiting and "stood" in waiting[-1].facts else _stands(adviser)
    outbox.withdraw(about=adviser, name=name)  # pressed twice: one letter leaves
    outbox.post(name, about=adviser, to_name=adviser.name or adviser.body, to_address=adviser.email,
                event=adviser.event, facts=facts | stood, **values)


def _asked_facts(adviser: Adviser) -> dict:
    return {"body": adviser.body, "asked_what": adviser.asked_what,
            "answer_by_on": adviser.answer_by_on.isoformat() if adviser.answer_by_on else ""}


def send_asked(adviser: Adviser, *, by, hold: timedelta = HOLD) -> None:
    """Ask by letter, with the personal link; until `hold` has passed it can be called back.

    Raises LinkIsClosed, NoAddress or NoMoreAsking.
    """
    _refuse_unreachable(adviser)
    if not advice_queries.is_open(adviser):
        raise NoMoreAsking()
    _post(ASKED, adviser, asked_facts(adviser), hold=hold)
    adviser.asked_on = adviser.asked_on or adviser.event.local(clock.now()).date()
    history.record(adviser, "asked", by=by, event=adviser.event)


def replace_link(adviser: Adviser, *, by) -> None:
    """Make every link sent before worthless, and send a new one at once. Raises as `send_asked`."""
    adviser.link_version += 1
    history.record(adviser, "link replaced", by=by, event=adviser.event)
    send_asked(adviser, by=by, hold=timedelta(0))


def remind(event: Event, *, by) -> int:
    """Write once more to those who were asked and said nothing. Returns to how many. Raises NobodyToRemind."""
    silent = advice_queries.to_remind(advice_queries.asked_of(event))
    if not silent:
        raise NobodyToRemind()
    batch = f"advice {event.id} {clock.now():%Y%m%d%H%M%S}"
    for adviser in silent:
        _post(AGAIN, adviser, asked_facts(adviser), batch=batch)
        adviser.reminded_at = clock.now()
        history.record(adviser, "reminded", by=by, event=event)
    return len(silent)


def _answer(row: Advice) -> dict:
    return {"ref": row.ref, "about": row.about, "text": row.text, "became": str(row.became), "answer": row.answer,
            "changed": row.changed}


def _all_answered(adviser: Adviser) -> None:
    standing = advice_queries.standing_of(adviser)
    if standing.unanswered:
        raise NotAllAnswered(name=adviser.called)
    if not standing.untold:
        raise NothingToTell(name=adviser.called)


def tell_answers(adviser: Adviser, *, by, hold: timedelta = HOLD) -> None:
    """Write to an adviser what became of all their comments; until `hold` has passed it can be called back.

    Never by itself: an officer presses, and presses again where an answer was changed since. Raises LinkIsClosed,
    NoAddress, NotAllAnswered or NothingToTell.
    """
    _refuse_unreachable(adviser)
    _all_answered(adviser)
    _post(ANSWERED, adviser, answered_facts(adviser), hold=hold)
    adviser.told_at = clock.now()
    history.record(adviser, "told our answers", by=by, event=adviser.event)


def note_told(adviser: Adviser, *, by) -> None:
    """Note that an adviser was told our answers otherwise, at a meeting. Raises NotAllAnswered or NothingToTell."""
    _all_answered(adviser)
    adviser.told_at = clock.now()
    history.record(adviser, "told our answers otherwise", by=by, event=adviser.event)


def call_back(adviser: Adviser, *, by) -> None:
    """Call back the letters to an adviser that have not left; they stand where they stood. Raises TooLateToCallBack."""
    held = advice_queries.held_letters(adviser)
    if not outbox.withdraw(about=adviser):
        raise TooLateToCallBack(N_("The letter has left already, so it cannot be called back."))
    for letter in held:
        stood = letter.facts.get("stood", {})
        if letter.name == ASKED:
            adviser.asked_on = date.fromisoformat(stood["asked_on"]) if stood.get("asked_on") else None
        if letter.name == ANSWERED:
            adviser.told_at = datetime.fromisoformat(stood["told_at"]) if stood.get("told_at") else None
    history.record(adviser, "called back", by=by, event=adviser.event)
