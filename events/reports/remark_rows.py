"""The rows of the remarks export: its promised columns, filtered as on the page, with what became of each remark."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from events.database import db
from events.event import Event
from events.feedback import disposition_queries, listing_queries
from events.feedback.filters import Filter
from events.feedback.models import Remark
from events.feedback.room_models import FurtherDisposition
from events.plan.models import Action, Amendment, Evidence, Objective, PlanVersion, Route
from events.plan.states import AmendmentState
from events.reports.portions import Row, portions

COLUMNS = ("ref", "kind", "state", "agenda_item", "addressed_to", "channel", "name", "organisation", "partnership",
           "language", "text", "translation", "themes", "votes", "routed_to", "disposition", "reason", "answer",
           "amendment", "received_on")


def _writer(remark: Remark) -> tuple[str, str, str]:
    """Name, organisation and partnership, no more of them than the writer wanted shown."""
    return (
        remark.name if remark.attribution in listing_queries.SHOWS_NAME else "",
        remark.organisation if remark.attribution in listing_queries.SHOWS_ORGANISATION else "",
        remark.partnership if remark.attribution in listing_queries.SHOWS_PARTNERSHIP else "",
    )


def _gathered(rows) -> dict[str, str]:
    """(key, word) pairs as the words of each key, divided by semicolons."""
    found: dict[str, list[str]] = {}
    for key, word in rows:
        if word not in found.setdefault(key, []):
            found[key].append(word)
    return {key: ";".join(words) for key, words in found.items()}


def _routes_of(ids: list[str]) -> dict[str, str]:
    """The refs of the actions that remarks were routed to, as the newest version numbers them."""
    numbered = select(Action.key, Action.ref).join(Objective).join(PlanVersion).order_by(PlanVersion.number)
    refs = {key: ref for key, ref in db.session.execute(numbered)}  # noqa: C416  a result is no mapping
    rows = db.session.execute(
        select(Route.remark_id, Route.action_key).where(Route.remark_id.in_(ids)).order_by(Route.action_key))
    return _gathered((remark_id, refs.get(key, key)) for remark_id, key in rows)


def _amendments_of(ids: list[str]) -> dict[str, str]:
    return _gathered(db.session.execute(
        select(Evidence.remark_id, Amendment.ref).join(Amendment, Evidence.amendment_id == Amendment.id)
        .where(Evidence.remark_id.in_(ids), Amendment.state != AmendmentState.DECLINED).order_by(Amendment.id)))


def _became(remark: Remark, further: Iterable[FurtherDisposition]) -> tuple[str, str]:
    """Its disposition and the reason, and after them those for further actions: "answered;4.3: noted"."""
    also = list(further)
    dispositions = [str(remark.disposition or ""), *(f"{row.about_action}: {row.disposition}" for row in also)]
    reasons = [remark.disposition_reason, *(f"{row.about_action}: {row.reason}" for row in also)]
    return ";".join(filter(None, dispositions)), "\n".join(filter(None, reasons))


def _made(found: list[Remark]) -> list[Row]:
    ids = [remark.id for remark in found]
    routes, amendments = _routes_of(ids), _amendments_of(ids)
    further = disposition_queries.further_of_many(ids)
    return [
        (
            remark.ref, str(remark.kind), str(remark.state), remark.agenda_item.title if remark.agenda_item else "",
            remark.speaker.name if remark.speaker else "", str(remark.channel), *_writer(remark), remark.language,
            remark.text, remark.translation, ";".join(theme.name for theme in remark.themes), remark.votes,
            routes.get(remark.id, ""), *_became(remark, further.get(remark.id, [])),
            "\n".join(answer.text for answer in remark.answers if answer.is_published), amendments.get(remark.id, ""),
            remark.received_on.isoformat(),
        )
        for remark in found
    ]


def states_of(unread: bool) -> tuple[str, ...]:
    """Of which states an export holds remarks: with those that no moderator has let through, or without."""
    return listing_queries.READ_BY_MODERATORS if unread else listing_queries.READ_BY_REVIEWERS


def rows_of(event: Event, *, unread: bool = True, asked: Filter | None = None) -> Iterator[Row]:
    """The remarks that a filter asks for, in order of ref: none withheld, and only what a moderator let through if not
    `unread`. Every one is a row of its own, also where it was merged into another.
    """
    chosen = select(Remark).where(*listing_queries.conditions(event, asked or Filter(), states_of(unread)))
    return portions(listing_queries.loaded(chosen), Remark.ref, _made)
