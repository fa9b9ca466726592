"""Taking in a reviewing body's comments that were pasted: looked at first, then taken, each once."""

import re
from collections.abc import Iterable

from events import history
from events.database import db
from events.plan import queries
from events.plan.importing import COMMENT_COLUMNS
from events.plan.models import ActionPlan, ExternalComment
from events.plan.pasted_comments import Pasted
from events.refusals import N_, Refusal


class NothingPasted(Refusal):
    """There is no comment in the text that the plan does not have."""

    sentence = N_("There is no comment here that the plan does not have already. Paste one for each line or paragraph.")
    field = "text"


class CommentTooLong(Refusal):
    """A comment does not fit."""

    sentence = N_("Comment %(number)s is longer than %(most)s characters. Divide it into several.")
    field = "text"


def fresh(plan: ActionPlan, comments: Iterable[Pasted]) -> list[Pasted]:
    """Those that the plan has not in the same words, each once."""
    known = {comment.text for comment in queries.comments_of(plan)}
    found: dict[str, Pasted] = {}
    for comment in comments:
        if comment.text not in known:
            found.setdefault(comment.text, comment)
    return list(found.values())


def check(plan: ActionPlan, comments: Iterable[Pasted]) -> list[Pasted]:
    """What would be taken. Raises NothingPasted or CommentTooLong."""
    new = fresh(plan, comments)
    if not new:
        raise NothingPasted()
    for number, comment in enumerate(new, 1):
        if len(comment.text) > COMMENT_COLUMNS["comment"]:
            raise CommentTooLong(number=number, most=COMMENT_COLUMNS["comment"])
    return new


def take(plan: ActionPlan, comments: Iterable[Pasted], *, source: str, prefix: str, by) -> list[ExternalComment]:
    """Take pasted comments in, numbered on after those that begin with `prefix`. Raises as `check`."""
    queries.lock(plan)
    new, known = check(plan, comments), queries.comments_of(plan)
    used = [int(found[1]) for row in known if (found := re.fullmatch(rf"{re.escape(prefix)}-(\d+)", row.ref))]
    first, position = max(used, default=0) + 1, max((row.position for row in known), default=0) + 1
    made = [ExternalComment(plan=plan, ref=f"{prefix}-{first + place}", source=source, action_key=comment.action_key,
                            text=comment.text, position=position + place) for place, comment in enumerate(new)]
    db.session.add_all(made)
    history.record(plan, "comments pasted", by=by)
    return made
