"""What a report tells of those who were consulted as the event was put together, and of the checks before it."""

from events.agenda import advice_queries, vetting_queries
from events.agenda.advice_models import Advice
from events.event import Event
from events.reports.records import Advised, Consulted, Record

ADVICE, ASKED = "advice", "adviser"  # what the rows of a report are followed by once it is final


def _advised(row: Advice) -> Advised:
    return Advised(f"{ADVICE} {row.id}", row.ref, row.about, row.text, str(row.became or ""), row.answer, row.changed)


def add_consulted(record: Record, event: Event) -> None:
    """Add who was asked with what they said, and how many checks were settled: nothing of what was found."""
    for asked in advice_queries.asked_of(event):
        if asked.adviser.asked_on is not None or asked.advice:
            who = asked.adviser
            record.consulted.append(Consulted(f"{ASKED} {who.id}", who.shown_as, bool(who.body), who.asked_on,
                                              tuple(_advised(row) for row in asked.advice)))
    checked, to_check = vetting_queries.settled_count(event)
    record.checked += checked
    record.to_check += to_check
