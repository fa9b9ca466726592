"""What anybody may read: the plan, and what became of everything that was said."""

from flask import Blueprint

from events.access import guards
from events.access.guards import open_to
from events.event import Visibility
from events.feedback import said_queries
from events.plan import outcome_queries, queries
from events.plan.forms import DISPOSITION_LABELS, FIELD_LABELS
from events.presentation import page

views = Blueprint("plan", __name__)


@views.route("/events/<slug>/plan")
@open_to("public")
def show_plan(slug: str):
    """The plan that the event is about, action by action, with a way to comment on each."""
    event = guards.the_event()
    plans = queries.plans_of(event)
    shown = [(plan, queries.shown_version(plan, event), queries.approval_of(plan)) for plan in plans]
    return page("plan/show_plan.html", event=event, shown=shown, labels=FIELD_LABELS,
                outcomes_public=queries.outcomes_are_public(event),
                noindex=event.visibility != Visibility.LISTED)


@views.route("/events/<slug>/outcomes")
@open_to("public")
def show_outcomes(slug: str):
    """What you said and what we did; before it is published, what happens next."""
    event = guards.the_event()
    is_public = queries.outcomes_are_public(event)
    return page("plan/show_outcomes.html", event=event, is_public=is_public,
                outcomes=outcome_queries.outcomes_of(event) if is_public else None,
                since=queries.outcomes_page(event), plans=queries.plans_of(event), labels=FIELD_LABELS,
                said_is_public=said_queries.said_is_public(event),
                dispositions=DISPOSITION_LABELS, noindex=event.visibility != Visibility.LISTED)
