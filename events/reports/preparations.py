"""What wants doing about advice on the draft programme and about checks, for an event's overview."""

from flask_babel import ngettext

from events.agenda import advice_queries, vetting_queries
from events.event import Event
from events.reports.overview import Task


def tasks_of(event: Event) -> list[Task]:
    """Comments without an answer, advisers to be told, and who is not checked yet where the event uses checks."""
    if event.cancelled_at is not None:
        return []
    unanswered, to_tell = advice_queries.counts(event)
    unsettled = [] if event.is_over else vetting_queries.unsettled(event)
    found = []
    if unanswered:
        found.append(Task(ngettext(
            "%(num)s comment on the draft programme has no answer",
            "%(num)s comments on the draft programme have no answer", unanswered,
        ), "advice_answers.list_advice", {"slug": event.slug, "only": "open"}))
    if to_tell:
        found.append(Task(ngettext(
            "%(num)s adviser has not been told our answers: send them",
            "%(num)s advisers have not been told our answers: send them", to_tell,
        ), "advice.list_advisers", {"slug": event.slug}))
    if unsettled:
        found.append(Task(ngettext(
            "%(num)s speaker, venue or body is not checked yet",
            "%(num)s speakers, venues or bodies are not checked yet", len(unsettled),
        ), "vetting.list_checks", {"slug": event.slug}))
    return found
