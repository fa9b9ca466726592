"""The organiser answers each comment on the draft programme: what became of it, why, and which part changed."""

from events import clock, history
from events.agenda import drafts, queries
from events.agenda.advice_models import Advice
from events.agenda.states import AdviceBecame
from events.refusals import N_, NotFound, Refusal

TAKEN = (AdviceBecame.TAKEN_IN, AdviceBecame.IN_PART)


class AnswerMissing(Refusal):
    """What became of a comment is said with its reason."""

    sentence = N_("Write the answer: what you did about it, or why not")
    field = "answer"


class ChangeMissing(Refusal):
    """Who says that a comment was taken in can say where."""

    sentence = N_("Choose which part of the programme changed")
    field = "changed"


def _changed(advice: Advice, changed: str) -> tuple[int | None, str]:
    """(the part's key, its title) of what changed. Raises ChangeMissing or NotFound."""
    if not changed:
        raise ChangeMissing()
    if changed == drafts.WHOLE:
        return None, ""
    item = queries.item(advice.adviser.event, int(changed)) if changed.isdecimal() else None
    if item is None:
        raise NotFound()
    return item.id, item.title


def answer(advice: Advice, *, became: AdviceBecame, answer: str, changed: str = "", by) -> None:
    """Say what became of a comment, and why. Raises AnswerMissing, ChangeMissing or NotFound.

    `changed`: where it was taken in, the key of the part that changed, or "whole". An answer may be changed; the
    adviser is told by a letter only when an officer sends it.
    """
    became = AdviceBecame(became)
    if not answer.strip():
        raise AnswerMissing()
    item_id, title = _changed(advice, changed) if became in TAKEN else (None, "")
    values = {"became": became, "answer": answer.strip(), "changed_item_id": item_id, "changed": title}
    before = advice.became
    if all(getattr(advice, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(advice, name, value)
    advice.answered_at, advice.answered_by_id = clock.now(), getattr(by, "id", None)
    history.record(advice, "answered" if before is None else "answered otherwise", by=by,
                   event=advice.adviser.event, field=str(became))
