"""Making public what became of what was said, and taking it down again."""

from events import clock, history
from events.database import db
from events.event import Event
from events.feedback import queries as feedback_queries
from events.plan import queries, telling_back
from events.plan.models import OutcomesPage
from events.refusals import N_, Refusal


class RemarksOpen(Refusal):
    """Outcomes are published when every remark has one."""

    sentence = N_("%(count)s remarks have no outcome yet. Give each of them one, with a reason, and publish then.")
    empty = N_("The page would be empty: no question or comment is approved yet. Approve them in the queue, give each "
               "an outcome, and publish then.")


def publish_outcomes(event: Event, *, by) -> OutcomesPage:
    """Let everybody read what became of what was said. Raises RemarksOpen while one has no outcome or there is none."""
    still = feedback_queries.undisposed(event)
    if not feedback_queries.counts_of(event).approved:
        raise RemarksOpen(RemarksOpen.empty)
    if still:
        raise RemarksOpen(count=len(still))
    found = queries.outcomes_page(event) or OutcomesPage(event_id=event.id)
    found.published_at = found.published_at or clock.now()
    db.session.add(found)
    history.record(event, "outcomes published", by=by, event=event)
    return found


def take_down_outcomes(event: Event, *, by) -> None:
    """Take the outcomes off the public pages again."""
    found = queries.outcomes_page(event)
    if found is not None:
        found.published_at = None
        telling_back.stop(event, by=by)
        history.record(event, "outcomes taken down", by=by, event=event)
