"""The example's third stage: people arrive, the room speaks, a moderator reads it, and a second event follows."""

from datetime import date, time, timedelta

from events import clock
from events.agenda import queries as agenda_queries
from events.database import unit_of_work
from events.delegates import arriving
from events.event import Event
from events.feedback import capturing, mending, moderating
from events.feedback import importing as contributions
from events.feedback import queries as remark_queries
from events.reports import following_on
from events.reports.example_files import FOLDER, Timing, rows, table
from events.reports.example_invited import by_person, hand_over
from events.reports.example_planned import BY, officers, plan_event, the_event
from events.reports.example_run import press_run

WITHHELD = ("C-37",)


def _arrive(data: dict, timing: Timing) -> None:
    event = the_event(data)
    door, people = officers(event)["door"], by_person(event)
    for row in rows("arrivals.csv"):
        with clock.moved_to(timing.moment(data["date"], time.fromisoformat(row["at"]))):
            arriving.arrive(people[row["name"], row["email"]], by=door)


def _speak_up_by_link(event: Event, day: date) -> None:
    """Those who wrote from their own page and gave their name: they are told what becomes of it."""
    items = {item.key: item for item in agenda_queries.items_of(event)}
    speakers = {speaker.key: speaker for speaker in agenda_queries.speakers_of(event)}
    people = {name: invitation for (name, _), invitation in by_person(event).items()}
    for row in rows("contributions.csv"):
        if row["channel"] == "phone" and row["name"] in people:
            capturing.capture(
                event, kind=row["kind"], text=row["text"], channel="web", attribution="named", name=row["name"],
                organisation=row["organisation"], partnership=row["partnership"], agenda_item=items.get(row["session"]),
                speaker=speakers.get(row["addressed_to"]), invitation=people[row["name"]], ref=row["ref"],
                received_on=day, wants_to_hear=True)


def _moderate(event: Event) -> None:
    """One flagged for safeguarding, what points to a person taken out, the rest let through."""
    moderator = officers(event)["moderator"]
    redactions = {row["ref"]: row["text"] for row in rows("redactions.csv")}
    translations = {row["ref"]: row for row in rows("translations.csv")}
    for remark in remark_queries.waiting(event):
        if remark.ref in WITHHELD:
            moderating.withhold(remark, by=moderator)
            continue
        if remark.ref in redactions:
            moderating.redact(remark, text=redactions[remark.ref], by=moderator)
        if remark.ref in translations:
            row = translations[remark.ref]
            mending.translate(remark, language=row["language"], translation=row["translation"], by=moderator)
        moderating.approve(remark, by=moderator)


def _speak(data: dict, timing: Timing) -> None:
    event = the_event(data)
    _speak_up_by_link(event, timing.evening)
    with (FOLDER / "contributions.csv").open("rb") as stream:
        contributions.import_contributions(event, stream, by=officers(event)["scribe"])
    _moderate(event)


def load_held(data: dict, timing: Timing) -> None:
    """From the door to the last remark read; and the seminar of the councillors, planned, which follows."""
    with unit_of_work():
        _arrive(data, timing)
    with unit_of_work():
        event = the_event(data)
        press_run(event, data["date"], timing, by=officers(event)["moderator"])
    close = timing.moment(data["date"], data["end"])
    with clock.moved_to(close - timedelta(minutes=10)), unit_of_work():
        _speak(data, timing)
    with clock.moved_to(close + timedelta(minutes=30)):
        with unit_of_work():
            following_on.follow_on(plan_event(table("seminar.toml"), timing), the_event(data), by=BY)
        hand_over()
