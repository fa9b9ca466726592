"""A body or a person is asked for advice on the draft programme, and says what they think of it."""

import secrets
from datetime import date

from events import clock, history, outbox
from events.agenda import advice_queries, describing, drafts, queries
from events.agenda.advice_models import Advice, Adviser, DraftShown
from events.agenda.models import Host
from events.agenda.states import AdviceWay
from events.database import db
from events.event import Event
from events.refusals import N_, NotFound, Refusal, Stale

OF_ADVISER = ("body", "name", "email", "asked_what", "answer_by_on", "may_be_named", "asked_on")
MOST_COMMENTS = 100  # of one adviser; nobody types more, a script does


class NobodyNamed(Refusal):
    """Neither a body nor a person was named."""

    sentence = N_("Enter the body that is asked, or the person's name.")
    field = "body"


class AdviceOver(Refusal):
    """Comments on a draft are of no use once the event has begun, is off, or the link is closed."""

    sentence = N_("Comments on the draft programme are no longer taken: the event has begun or is off.")


class AlreadyAnswered(Refusal):
    """What was answered stays as it was said."""

    sentence = N_("This comment has been answered, so it stays as it is. Write a further one instead.")
    status = 409


class NothingSaid(Refusal):
    """An empty comment says nothing."""

    sentence = N_("Write your comment")
    field = "text"


class DayToCome(Refusal):
    """Nobody has said something tomorrow."""

    sentence = N_("That day has not come yet.")
    field = "received_on"


class TooMany(Refusal):
    """More comments than anybody types."""

    sentence = N_("You have written %(most)s comments. Please ring us about anything further.")


class DraftChanged(Stale):
    """The programme was changed between reading and commenting."""

    sentence = N_("The draft programme was changed while you were writing. Your words are still here: look at the "
                  "programme again, and send them if they still hold.")


class SaidAfterAll(Refusal):
    """Who has commented cannot say that they have no comments."""

    sentence = N_("You have commented already.")


def _host_for(event: Event, body: str, *, by) -> Host:
    """The body's line among those consulted on the event's page, made where it is missing."""
    known = [row for row in queries.hosts_of(event)
             if row.part == "consulted" and row.name.casefold() == body.casefold()]
    if known:
        return known[0]
    host = describing.add_host(event, name=body, part="consulted", by=by)
    db.session.flush()  # the adviser's row names its key
    return host


def _name_as_consulted(adviser: Adviser, *, by) -> None:
    """A body is named on the event's page from its first answer on: whoever is only asked was not consulted."""
    if adviser.body and adviser.host_id is None:
        adviser.host_id = _host_for(adviser.event, adviser.body, by=by).id


def add_adviser(event: Event, *, body: str = "", name: str = "", email: str = "", asked_what: str = "",
                answer_by_on: date | None = None, may_be_named: bool = False, asked_on: date | None = None,
                by) -> Adviser:
    """Put down whom to ask; nothing is sent. `asked_on`: they were asked otherwise on that day. Raises NobodyNamed.

    Nobody is named on the event's page for being asked; see `comment`, `type_in` and `say_none`.
    """
    if not body and not name:
        raise NobodyNamed()
    made = Adviser(
        event=event, ref=secrets.token_hex(8), body=body, name=name, email=email,
        asked_what=asked_what, answer_by_on=answer_by_on, may_be_named=may_be_named, asked_on=asked_on,
        made_at=clock.now(), keep_until=event.keep_until)
    db.session.add(made)
    history.record(made, "added", by=by, event=event)
    return made


def change_adviser(adviser: Adviser, *, by, **values) -> list[str]:
    """Change what is known of an adviser; returns the names of what changed. Raises NobodyNamed.

    With another address every link sent before is worthless: it went to somebody else.
    """
    unknown = set(values) - set(OF_ADVISER)
    if unknown:
        raise ValueError(f"not of an adviser: {', '.join(sorted(unknown))}")
    changed = [name for name, value in values.items() if getattr(adviser, name) != value]
    for name in changed:
        setattr(adviser, name, values[name])
    if not adviser.body and not adviser.name:
        raise NobodyNamed()
    if "email" in changed:
        adviser.link_version += 1
        outbox.withdraw(about=adviser)
    if "body" in changed:
        adviser.host_id = None
        if not advice_queries.standing_of(adviser).is_silent:
            _name_as_consulted(adviser, by=by)
    for name in changed:
        history.record(adviser, "changed", by=by, event=adviser.event, field=name)
    return changed


def let_go(adviser: Adviser, *, by) -> bool:
    """Close an adviser's link; one who was never asked is taken off the list. Returns whether the row is gone."""
    outbox.withdraw(about=adviser)
    if adviser.asked_on is None and not advice_queries.advice_from(adviser):
        history.record(adviser, "removed", by=by, event=adviser.event)
        db.session.delete(adviser)
        return True
    if adviser.closed_at is None:
        adviser.closed_at = clock.now()
        history.record(adviser, "link closed", by=by, event=adviser.event)
    return False


def _keep_draft(event: Event, parts: list[dict]) -> DraftShown:
    mark = drafts.fingerprint(parts)
    kept = advice_queries.draft_kept(event, mark)
    if kept is None:
        kept = DraftShown(event_id=event.id, fingerprint=mark, parts=parts, shown_at=clock.now())
        db.session.add(kept)
        db.session.flush()  # the comment names its key
    return kept


def _check(adviser: Adviser, text: str) -> None:
    if not text.strip():
        raise NothingSaid()
    if len(advice_queries.advice_from(adviser)) >= MOST_COMMENTS:
        raise TooMany(most=MOST_COMMENTS)


def _part(parts: list[dict], item_id: int | None) -> dict:
    """The chosen part as it was seen; empty for the whole. Raises NotFound for one that is not in the programme."""
    if item_id is None:
        return {}
    found = drafts.part_in(parts, item_id)
    if found is None:
        raise NotFound()
    return found


def _add(adviser: Adviser, *, text: str, item_id: int | None, by, **values) -> Advice:
    event = adviser.event
    parts = advice_queries.draft_of(event)
    part = _part(parts, item_id)
    made = Advice(
        event_id=event.id, adviser=adviser, number=advice_queries.next_number(event), text=text.strip(),
        draft_id=_keep_draft(event, parts).id, agenda_item_id=item_id, about=part.get("title", ""), **values)
    db.session.add(made)
    adviser.no_comments_at = None
    _name_as_consulted(adviser, by=by)
    return made


def comment(adviser: Adviser, *, text: str, item_id: int | None = None, seen: str) -> Advice:
    """An adviser comments on the draft that they saw, on a part or the whole.

    `seen` is its fingerprint. Raises AdviceOver, NothingSaid, TooMany, NotFound, or DraftChanged where it has been
    changed since.
    """
    if not advice_queries.is_open(adviser):
        raise AdviceOver()
    _check(adviser, text)
    if drafts.fingerprint(advice_queries.draft_of(adviser.event)) != seen:
        raise DraftChanged()
    today = adviser.event.local(clock.now()).date()
    made = _add(adviser, text=text, item_id=item_id, by="adviser", way=AdviceWay.LINK, received_on=today)
    history.record(made, "commented", by="adviser", event=adviser.event)
    return made


def type_in(adviser: Adviser, *, text: str, item_id: int | None = None, way: AdviceWay, received_on: date,
            by) -> Advice:
    """An officer types in advice that came otherwise. Raises NothingSaid, DayToCome, TooMany or NotFound."""
    _check(adviser, text)
    if received_on > adviser.event.local(clock.now()).date():
        raise DayToCome()
    made = _add(adviser, text=text, item_id=item_id, by=by, way=AdviceWay(way), received_on=received_on,
                typed_by_id=getattr(by, "id", None))
    adviser.asked_on = adviser.asked_on or received_on
    history.record(made, "typed in", by=by, event=adviser.event, field=str(way))
    return made


def _refuse_settled(advice: Advice) -> None:
    if advice.became is not None:
        raise AlreadyAnswered()
    if not advice_queries.is_open(advice.adviser):
        raise AdviceOver()


def change_comment(advice: Advice, *, text: str, by="adviser") -> None:
    """Write a comment otherwise, until it is answered. Raises AlreadyAnswered, AdviceOver or NothingSaid."""
    _refuse_settled(advice)
    if not text.strip():
        raise NothingSaid()
    if advice.text != text.strip():
        advice.text = text.strip()
        history.record(advice, "changed", by=by, event=advice.adviser.event)


def take_back(advice: Advice, *, by="adviser") -> None:
    """Take a comment back, until it is answered. Raises AlreadyAnswered or AdviceOver."""
    _refuse_settled(advice)
    history.record(advice, "taken back", by=by, event=advice.adviser.event)
    db.session.delete(advice)


def say_none(adviser: Adviser, *, by="adviser") -> None:
    """Say that there are no comments: an answer too, so that nobody reminds them. Raises AdviceOver or SaidAfterAll."""
    if not advice_queries.is_open(adviser):
        raise AdviceOver()
    if advice_queries.advice_from(adviser):
        raise SaidAfterAll()
    if adviser.no_comments_at is None:
        adviser.no_comments_at = clock.now()
        _name_as_consulted(adviser, by=by)
        history.record(adviser, "has no comments", by=by, event=adviser.event)
