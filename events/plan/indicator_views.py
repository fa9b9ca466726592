"""How the partners rate themselves against the plan's indicators, written down by an officer."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import assessing_indicators, indicator_queries, queries
from events.plan.indicator_forms import CriterionForm, NewCriterionForm
from events.plan.models import ActionPlan
from events.presentation import day, page
from events.refusals import Refusal

views = Blueprint("indicators", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")


def _plan(key: str, *roles: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *roles)


def _to_list(plan: ActionPlan):
    return redirect(url_for("indicators.list_indicators", key=plan.key))


def _rated(form: CriterionForm) -> dict:
    return {"criterion": form.criterion.data, "level": form.level.data, "evidence": form.evidence.data or "",
            "next_target": form.next_target.data or "", "assessed_on": form.assessed_on.day}


@views.route("/desk/plans/<key>/indicators/")
@open_to(*READERS)
def list_indicators(key: str):
    """One table for each indicator: criterion, level, evidence, next target, day."""
    plan = _plan(key, *READERS)
    rated = indicator_queries.by_indicator(plan)
    unrated = [name for name in indicator_queries.named_in(queries.latest(plan)) if name not in rated]
    return page("plan/list_indicators.html", plan=plan, rated=rated, unrated=unrated)


def _begun(plan: ActionPlan, indicators: list[str]) -> dict:
    """What stands in the form of a new criterion: the indicator of the address, and the last one's day."""
    asked = request.args.get("indicator", "")
    indicator = asked if asked in indicators else indicators[0] if len(indicators) == 1 else ""
    last = indicator_queries.last_day(plan, indicator)
    return {"indicator": indicator, "assessed_on": day(last) if last else ""}


@views.route("/desk/plans/<key>/indicators/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def add_criterion(key: str):
    """One more criterion of an indicator."""
    plan = _plan(key, *WRITERS)
    indicators = indicator_queries.choices_of(plan)
    form = NewCriterionForm(data=_begun(plan, indicators))
    form.offer(indicators)
    if form.validate_on_submit():
        try:
            assessing_indicators.add_criterion(plan, indicator=form.indicator.data, by=guards.the_officer(),
                                               **_rated(form))
            return _to_list(plan)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/add_criterion.html", form=form, plan=plan, indicators=indicators)


@views.route("/desk/plans/<key>/indicators/<int:number>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def change_criterion(key: str, number: int):
    """A criterion rated anew, or said in other words."""
    plan = _plan(key, *WRITERS)
    row = indicator_queries.criterion_of(plan, number)
    form = CriterionForm(data={"criterion": row.criterion, "level": row.level, "evidence": row.evidence,
                               "next_target": row.next_target, "assessed_on": day(row.assessed_on)})
    if form.validate_on_submit():
        try:
            assessing_indicators.change_criterion(row, by=guards.the_officer(), **_rated(form))
            return _to_list(plan)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/change_criterion.html", form=form, plan=plan, row=row, press=fields.Press())


@views.route("/desk/plans/<key>/indicators/<int:number>/remove", methods=["POST"])
@open_to(*WRITERS)
@saves
def remove_criterion(key: str, number: int):
    """Take a criterion out of the self-assessment."""
    plan = _plan(key, *WRITERS)
    row = indicator_queries.criterion_of(plan, number)
    if fields.Press().validate_on_submit():
        assessing_indicators.remove_criterion(row, by=guards.the_officer())
        flash(_("The criterion was removed from %(name)s.", name=row.indicator))
    return _to_list(plan)
