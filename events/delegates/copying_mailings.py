"""An event's letters are copied to another: when it reminds whom, and in which words of its own."""

from datetime import time

from events.access.models import Officer
from events.delegates import reminder_queries, reminding, wording, wordings
from events.event import Event
from events.refusals import Refusal


def copy_reminders(source: Event, event: Event, *, by) -> int:
    """Plan the same reminders for another event, counted from its own days; how many.

    One whose hour its day does not have is left out.
    """
    made = 0
    for row in reminder_queries.reminders_of(source):
        try:
            reminding.add_reminder(event, to=row.to, counts_from=row.counts_from, days=row.days,
                                   hour=time(row.hour, row.minute), by=by)
        except Refusal:
            continue
        made += 1
    return made


def copy_words(source: Event, event: Event, *, by: Officer) -> int:
    """Give another event the words that the letters of this one have now; how many letters."""
    own = [row for row in wordings.newest(source).values() if row.words]
    for row in own:
        wording.write_words(event, row.letter, row.language, subject=row.subject, words=row.words, by=by)
    return len(own)
