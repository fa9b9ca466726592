"""Reminders and the letters' own words are copied to another event."""

from datetime import time, timedelta

from events.database import unit_of_work
from events.delegates import copying_mailings, reminder_queries, reminding, wording, wordings
from events.delegates.states import Reminded
from tests.people import STARTS


def test_reminders_count_from_the_new_days_and_words_are_the_newest(make):
    event = make.event()
    later = make.event(slug="again", starts_at=STARTS + timedelta(days=28),
                       reply_by_on=(STARTS + timedelta(days=21)).date())
    officer = make.officer("organiser", on=event)
    with unit_of_work():
        reminding.add_reminder(event, to=Reminded.NOT_ANSWERED, counts_from="reply by", days=-2,
                               hour=time(9), by=officer)
        for words in ("First", "Second"):
            wording.write_words(event, "invitation", "en", subject="Come", words=f"{words}\n\n((personal link))",
                                by=officer)
    with unit_of_work():
        assert copying_mailings.copy_reminders(event, later, by=officer) == 1
        assert copying_mailings.copy_words(event, later, by=officer) == 1
    [row] = reminder_queries.reminders_of(later)
    assert later.local(row.due_at).isoformat()[:16] == "2009-06-08T09:00"
    assert row.sent_at is None and row.missed_at is None
    [words] = wordings.newest(later).values()
    assert words.words.startswith("Second") and words.version == 1
