"""The example's last two stages: each remark has become something, version 2 is made, the board approves it."""

from events import clock
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.event import Event
from events.feedback import answering, safeguarding, sorting
from events.feedback import queries as remark_queries
from events.feedback.models import Remark
from events.plan import approving, deciding, drafting, publishing_outcomes, routing, sitting
from events.plan import queries as plan_queries
from events.plan.models import ActionPlan
from events.reports import example_gates, example_indicators, example_sitting
from events.reports.example_files import Timing, rows, table
from events.reports.example_planned import officers, the_event

OTHERS = ("lead", "partners", "due", "measure", "indicator")


def _divided(words: str) -> list[str]:
    return [word.strip() for word in words.split(";") if word.strip()]


def _plan() -> ActionPlan:
    plan = plan_queries.plan_by_key(table("council.toml")["plan"]["key"])
    if plan is None:
        raise LookupError("the example's plan")
    return plan


def _sort(event: Event, remarks: dict[str, Remark], plan: ActionPlan, by: Officer) -> None:
    """Routes, themes, and the answers that speakers have sent."""
    for row in rows("dispositions.csv"):
        for ref in _divided(row["plan_refs"]):
            routing.route(remarks[row["ref"]], plan, ref, by)
    under: dict[str, list] = {}
    for row in rows("themes.csv"):
        made = sorting.add_theme(event, name=row["theme"], by=by)
        for ref in _divided(row["refs"]):
            under.setdefault(ref, []).append(made)
    for ref, themes in under.items():
        sorting.theme(remarks[ref], themes=themes, by=by)
    speakers = {speaker.key: speaker for speaker in agenda_queries.speakers_of(event)}
    for row in rows("answers.csv"):
        answering.answer(remarks[row["ref"]], text=row["text"], speaker=speakers.get(row["speaker"]), by=by)


def _amend(remarks: dict[str, Remark], plan: ActionPlan, timing: Timing, people: dict[str, Officer]) -> None:
    """Every amendment proposed with its evidence, and accepted or declined in a sitting written down by another."""
    by, decides = people["second-reviewer"], people["reviewer"]
    held = example_sitting.open_sitting(plan, people, timing, decides)
    known = remarks | {comment.ref: comment for comment in plan_queries.comments_of(plan)}
    for row in rows("amendments.csv"):
        is_new = row["kind"] == "new"
        made = drafting.propose(
            plan, kind=row["kind"], reason=row["reason"], action_key=row["plan_ref"], objective=row["objective"],
            field=row["field"], after=timing.month(row["after"]),
            others={name: timing.month(row[name]) for name in OTHERS} if is_new else None,
            evidence=[known[ref] for ref in _divided(row["evidence"])], by=by)
        example_sitting.recommend(made, people)
        decision = "accept" if row["state"] == "accepted" else "decline"
        sitting.decide(held, made, decision=decision, reason=row["decision_reason"], by=decides)
    sitting.close_sitting(held, by=decides)


def _dispose(remarks: dict[str, Remark], by: Officer) -> None:
    for row in rows("dispositions.csv"):
        sorting.dispose(remarks[row["ref"]], disposition=row["disposition"], reason=row["reason"], by=by)


def _respond(plan: ActionPlan, by: Officer) -> None:
    comments = {comment.ref: comment for comment in plan_queries.comments_of(plan)}
    for row in rows("responses.csv"):
        words = f"{row['response']} ({row['where']})" if row["where"] else row["response"]
        deciding.respond(comments[row["ref"]], kind=row["response_kind"], response=words, by=by)


def _care(event: Event, by: Officer) -> None:
    """What the lead did about each worry: the one outcome of a withheld remark, which leads alone read."""
    for row in rows("care.csv"):
        remark = remark_queries.withheld_by_ref(event, row["ref"])
        if remark is not None:
            safeguarding.write_outcome(remark, outcome=row["outcome"], close=True, by=by)


def load_amended(data: dict, timing: Timing) -> None:
    """A disposition for each remark, amendments decided, a response to each office comment, version 2."""
    event, plan = the_event(data), _plan()
    people = officers(event)
    remarks = {remark.ref: remark for remark in remark_queries.approved(event)}
    _sort(event, remarks, plan, people["reviewer"])
    example_sitting.note_sent(plan, timing, people["organiser"])
    _amend(remarks, plan, timing, people)
    _dispose(remarks, people["reviewer"])
    _care(event, people["safeguarding"])
    _respond(plan, people["reviewer"])
    example_gates.assess(plan, remarks, people["reviewer"])
    example_indicators.rate(plan, timing, people["reviewer"])
    deciding.make_version(plan, by=people["reviewer"])


def load_approved(data: dict) -> None:
    """Gates signed, the version approved by another officer, and the outcomes made public."""
    event = the_event(data)
    people, said = officers(event), table("council.toml")["approval"]
    version = plan_queries.latest(_plan())
    example_gates.sign(version, people["organiser"])
    example_gates.lay_before_the_board(version, people["approver"])
    approving.approve(
        version, fingerprint=version.fingerprint, by=people["approver"], body=said["body"], minute=said["minute"],
        decided_on=event.local(clock.now()).date(), note=said["note"])
    publishing_outcomes.publish_outcomes(event, by=people["organiser"])
