"""Advisers are written to: asked for advice, reminded, and told what became of it. Each by an officer's press."""

from events import clock, history, outbox
from events.agenda import advice_queries, calendars, queries
from events.agenda.advice_models import Advice, Adviser
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


def _refuse_unreachable(adviser: Adviser) -> None:
    if adviser.closed_at is not None:
        raise LinkIsClosed(name=adviser.called)
    if not adviser.email:
        raise NoAddress(name=adviser.called)


def _post(name: str, adviser: Adviser, facts: dict, **values) -> None:
    outbox.withdraw(about=adviser, name=name)  # pressed twice: one letter leaves
    outbox.post(name, about=adviser, to_name=adviser.name or adviser.body, to_address=adviser.email,
                event=adviser.event, facts=_event_facts(adviser.event) | facts, **values)


def _asked_facts(adviser: Adviser) -> dict:
    return {"body": adviser.body, "asked_what": adviser.asked_what,
            "answer_by_on": adviser.answer_by_on.isoformat() if adviser.answer_by_on else ""}


def send_asked(adviser: Adviser, *, by) -> None:
    """Ask by letter, with the personal link. Raises LinkIsClosed, NoAddress or NoMoreAsking."""
    _refuse_unreachable(adviser)
    if not advice_queries.is_open(adviser):
        raise NoMoreAsking()
    _post(ASKED, adviser, _asked_facts(adviser))
    adviser.asked_on = adviser.asked_on or adviser.event.local(clock.now()).date()
    history.record(adviser, "asked", by=by, event=adviser.event)


def replace_link(adviser: Adviser, *, by) -> None:
    """Make every link sent before worthless, and send a new one. Raises as `send_asked`."""
    adviser.link_version += 1
    history.record(adviser, "link replaced", by=by, event=adviser.event)
    send_asked(adviser, by=by)


def remind(event: Event, *, by) -> int:
    """Write once more to those who were asked and said nothing. Returns to how many. Raises NobodyToRemind."""
    silent = advice_queries.to_remind(advice_queries.asked_of(event))
    if not silent:
        raise NobodyToRemind()
    batch = f"advice {event.id} {clock.now():%Y%m%d%H%M%S}"
    for adviser in silent:
        _post(AGAIN, adviser, _asked_facts(adviser), batch=batch)
        adviser.reminded_at = clock.now()
        history.record(adviser, "reminded", by=by, event=event)
    return len(silent)


def _answer(row: Advice) -> dict:
    return {"ref": row.ref, "about": row.about, "text": row.text, "became": str(row.became), "answer": row.answer,
            "changed": row.changed}


def _all_answered(adviser: Adviser) -> advice_queries.Asked:
    standing = advice_queries.standing_of(adviser)
    if standing.unanswered:
        raise NotAllAnswered(name=adviser.called)
    if not standing.untold:
        raise NothingToTell(name=adviser.called)
    return standing


def tell_answers(adviser: Adviser, *, by) -> None:
    """Write to an adviser what became of all their comments.

    Never by itself: an officer presses, and presses again where an answer was changed since. Raises LinkIsClosed,
    NoAddress, NotAllAnswered or NothingToTell.
    """
    _refuse_unreachable(adviser)
    standing = _all_answered(adviser)
    _post(ANSWERED, adviser, {"answers": [_answer(row) for row in standing.advice]})
    adviser.told_at = clock.now()
    history.record(adviser, "told our answers", by=by, event=adviser.event)


def note_told(adviser: Adviser, *, by) -> None:
    """Note that an adviser was told our answers otherwise, at a meeting. Raises NotAllAnswered or NothingToTell."""
    _all_answered(adviser)
    adviser.told_at = clock.now()
    history.record(adviser, "told our answers otherwise", by=by, event=adviser.event)
