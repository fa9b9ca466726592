"""The example's sitting: what reviewers recommended, who sat together, and to whom the draft had been sent."""

from events.access.models import Officer
from events.plan import queries as plan_queries
from events.plan import recommending, sending, sitting
from events.plan.amending_models import Sitting
from events.plan.models import ActionPlan, Amendment
from events.reports.example_files import Timing, rows, table


def note_sent(plan: ActionPlan, timing: Timing, by: Officer) -> None:
    """To whom the first version had been sent for comment."""
    version = plan_queries.version_by_number(plan, 1)
    for row in table("sitting.toml")["sent"]:
        answer_by = timing.day(row["answer_by"]) if "answer_by" in row else None
        sending.note_sent(version, to_whom=row["to_whom"], sent_on=timing.day(row["sent_on"]), answer_by=answer_by,
                          note=row["note"], by=by)


def open_sitting(plan: ActionPlan, people: dict[str, Officer], timing: Timing, by: Officer) -> Sitting:
    """The meeting that goes through all amendments."""
    said = table("sitting.toml")["sitting"]
    return sitting.open_sitting(
        plan, held_on=timing.day(said["held_on"]), present=[people[key] for key in said["present"]],
        others_present="\n".join(said["others_present"]), note=said["note"], by=by)


def recommend(amendment: Amendment, people: dict[str, Officer]) -> None:
    """What the reviewers recommended about one amendment beforehand."""
    for row in rows("recommendations.csv"):
        if row["ref"] == amendment.ref:
            recommending.recommend(amendment, advice=row["advice"], words=row["words"], reason=row["reason"],
                                   by=people[row["by"]])
