"""Writing an action's plain words: what people might say when their point belongs there."""

import hashlib

from events import clock, history
from events.database import db
from events.feedback import texts
from events.plan import queries, routing_queries
from events.plan.models import ActionPlan
from events.plan.phrase_models import PlainWords
from events.plan.routing_queries import Spoken
from events.refusals import N_, NotFound, Refusal, Stale

MOST, LONGEST = 30, 300


class PhraseTooLong(Refusal):
    """A phrase is what somebody says in one breath."""

    sentence = N_("“%(phrase)s…” is longer than %(most)s characters: write what somebody would say in one breath.")
    field = "phrases"


class TooManyPhrases(Refusal):
    """So many phrases as help and no more."""

    sentence = N_("These are %(count)s phrases; %(most)s are the most. Keep those that differ.")
    field = "phrases"


class PhrasedMeanwhile(Stale):
    """Somebody else has changed the phrases since the page was opened."""

    sentence = N_("Somebody else has changed these phrases since you opened this page. Both are shown below.")


def seen_of(action: Spoken) -> str:
    """What a page shows of an action's phrases, as a short word to send along."""
    return hashlib.sha256(action.in_plain_words.encode()).hexdigest()[:16]


def phrases_in(typed: str) -> list[str]:
    """The phrases of a text, one a line or divided by |, each once. Raises PhraseTooLong or TooManyPhrases."""
    found = [texts.clean_name(phrase) for line in typed.splitlines() for phrase in line.split("|")]
    found = list(dict.fromkeys(phrase for phrase in found if phrase))
    for phrase in found:
        if len(phrase) > LONGEST:
            raise PhraseTooLong(phrase=phrase[:40], most=LONGEST)
    if len(found) > MOST:
        raise TooManyPhrases(count=len(found), most=MOST)
    return found


def write_phrases(plan: ActionPlan, action_key: str, *, typed: str, seen: str, by) -> None:
    """Give an action these phrases, one a line, and no others. Raises as `phrases_in`, NotFound or PhrasedMeanwhile."""
    phrases = " | ".join(phrases_in(typed))
    queries.lock(plan)
    actions = {action.key: action for action in routing_queries.spoken(plan, queries.latest(plan))}
    if action_key not in actions:
        raise NotFound()
    if phrases == actions[action_key].in_plain_words:
        return
    if seen != seen_of(actions[action_key]):
        raise PhrasedMeanwhile()
    row = routing_queries.plain_words_row(plan, action_key) or PlainWords(plan_id=plan.id, action_key=action_key)
    row.phrases, row.by_officer_id, row.changed_at = phrases, getattr(by, "id", None), clock.now()
    db.session.add(row)
    history.record(row, "plain words written", by=by, field=action_key)
