"""The example's advice on the draft programme, and who was looked into before the evening, by the acts of the pages."""

from events.access.models import Officer
from events.agenda import advising, answering_advice, asking_advice, queries, vetting, vetting_queries
from events.agenda.drafts import WHOLE
from events.event import Event
from events.reports.example_files import Timing, table

Staff = dict[str, Officer]


def load_advice(event: Event, timing: Timing, staff: Staff) -> None:
    """Who was asked at a meeting, what they said there, our answers, and that they were told. No letter is written."""
    items = {item.key: item for item in queries.items_of(event)}
    for row in table("advice.toml")["advisers"]:
        by = staff[row["by"]]
        adviser = advising.add_adviser(
            event, body=row["body"], name=row["name"], email=row["email"], asked_what=row["asked_what"],
            asked_on=timing.day(row["asked_on"]), answer_by_on=timing.day(row["answer_by_on"]), by=by)
        for said in row["comments"]:
            about = items.get(said["about"])
            advice = advising.type_in(adviser, text=said["text"], item_id=about.id if about else None,
                                      way=said["way"], received_on=timing.day(said["received_on"]), by=by)
            changed = items[said["changed"]].id if said.get("changed") in items else WHOLE
            answering_advice.answer(advice, became=said["became"], answer=said["answer"], changed=str(changed), by=by)
        asking_advice.note_told(adviser, by=by)


def load_checks(event: Event, timing: Timing, staff: Staff) -> None:
    """What was asked, found and decided about each speaker and the venue: one officer looks, another decides."""
    data = table("checks.toml")
    checker, decider = staff[data["checked_by"]], staff[data["decided_by"]]
    numbers = {speaker.key: speaker.id for speaker in queries.speakers_of(event)}
    vetting.use_checks(event, used=True, by=decider)
    for row in data["checks"]:
        where = (row["kind"], numbers.get(row.get("speaker", ""), 0))
        vetting.write_asked(event, vetting_queries.looked(event, *where), by=checker, **row["asked"])
        for found in row["found"]:
            vetting.note_finding(event, vetting_queries.looked(event, *where), source=found["source"],
                                 looked_on=timing.day(found["looked_on"]), finding=found["finding"],
                                 is_concern=found.get("is_concern", False), by=checker)
        vetting.decide(event, vetting_queries.looked(event, *where), by=decider, **row["decision"])
