"""Which actions a remark is likeliest about, best first, and whether it is likeliest about none: nobody decides here.

By meaning where the model is installed (`nearness.py`), else by shared words (`likeness.py`). How good that is on any
file is what `routing evaluate` measures, beside the bare model: the cosine of remark and official words, nothing else.
"""

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from events.plan import meanings
from events.plan.likeness import OFF_TOPIC_BELOW, Likeness

if TYPE_CHECKING:
    from events.plan.nearness import Nearness

MEANING, WORDS, BARE = "meaning", "words", "bare"
Learnt = Mapping[str, Sequence[str]]  # an action's key -> remarks that an officer routed to it
LIKELY, PERHAPS = 0.8, 0.5  # of 1: what an everyday sentence hardly reaches, and what every second one does


@dataclass(frozen=True)
class Suggestion:
    """An action that a remark may be about; `score` from 0 to 1, in the order of the likest first."""

    key: str
    score: float

    @property
    def sureness(self) -> str:
        """How sure that is, in a word: "likely", "perhaps" or "guess"."""
        return "likely" if self.score >= LIKELY else "perhaps" if self.score >= PERHAPS else "guess"


@dataclass(frozen=True)
class Suggestions:
    """Every action of the plan, the likest first, and whether it is probably about none of them."""

    rows: list[Suggestion]
    is_off_topic: bool
    method: str


def phrases_of(action) -> list[str]:
    """What people might say of an action, in plain words."""
    return [phrase.strip() for phrase in action.in_plain_words.split("|") if phrase.strip()]


def method_here() -> str:
    """How remarks are compared in this installation: "meaning", or "words" where the model is not there."""
    return MEANING if meanings.reader() is not None else WORDS


@lru_cache(maxsize=8)
def _likeness(frozen: str) -> Likeness:
    # A plan's words change seldom and are weighed in 20 ms: kept by their own text, so never stale.
    return Likeness(json.loads(frozen))


@lru_cache(maxsize=8)
def _nearness(frozen: str) -> "Nearness":
    # Imported here because its packages may be missing.
    from events.plan.nearness import Nearness  # as above
    reader = meanings.reader()
    if reader is None:
        raise RuntimeError("the model of requirements-model.txt is not there")
    return Nearness(reader, json.loads(frozen))


_one_at_a_time = threading.Lock()


def _near(documents: dict[str, list[str]]) -> "Nearness":
    with _one_at_a_time:  # reading a plan takes seconds: sixty-four pages that ask at once wait for one reading
        return _nearness(json.dumps(documents))


def _by_words(text: str, actions: list, learnt: Learnt) -> Suggestions:
    # What was routed counts as a further phrase; it is kept nowhere, since a remark can be withdrawn.
    likeness = _likeness(json.dumps(_words_of(actions)))
    if any(learnt.values()):
        likeness = Likeness({key: [*texts, *learnt.get(key, ())] for key, texts in _words_of(actions).items()})
    rows = [Suggestion(key, score) for key, score in likeness.ranked(text)]
    return Suggestions(rows, not rows or rows[0].score < OFF_TOPIC_BELOW, WORDS)


def _words_of(actions: list) -> dict[str, list[str]]:
    return {action.key: [f"{action.text} {action.measure}", *phrases_of(action)] for action in actions}


def _by_meaning(text: str, actions: list, learnt: Learnt) -> Suggestions:
    found = _near({action.key: [action.text, *phrases_of(action)] for action in actions}).near(text, learnt)
    rows = [Suggestion(action.key, float(share)) for action, share in zip(actions, found.shares, strict=True)]
    order = sorted(range(len(rows)), key=lambda place: -found.scores[place])
    return Suggestions([rows[place] for place in order], found.is_off_topic, MEANING)


def _by_the_bare_model(text: str, actions: list, learnt: Learnt) -> Suggestions:
    reader = meanings.reader()
    if reader is None:
        raise RuntimeError("the model of requirements-model.txt is not there")
    remark, *official = (reading.whole for reading in reader.read([text, *(action.text for action in actions)]))
    rows = [Suggestion(action.key, float(remark @ words)) for action, words in zip(actions, official, strict=True)]
    return Suggestions(sorted(rows, key=lambda row: -row.score), False, BARE)


METHODS = {MEANING: _by_meaning, WORDS: _by_words, BARE: _by_the_bare_model}


def suggest(text: str, actions: Iterable, learnt: Learnt | None = None, *, method: str = "") -> Suggestions:
    """Every action (key, text, measure, in_plain_words) for a text, the likest first; ties keep the plan's order.

    `learnt` must not hold the remark itself. `method`: as in METHODS; the best that is here where left out.
    """
    actions = list(actions)
    if not actions:
        return Suggestions([], True, method or method_here())
    return METHODS[method or method_here()](text, actions, learnt or {})


def evaluate(rows: Iterable[tuple[str, set[str]]], actions: Iterable, *, method: str = "") -> dict:
    """How good the suggestions are on rows of (text, right keys): shares from 0 to 1, None where nothing counts.

    `top1`, `top3`: of the rows with keys, those whose first, or one of whose first three, is right.
    `off_topic`: `recall`, of the rows without keys those marked so; `false_alarms`, of the others.
    """
    rows, actions, method = list(rows), list(actions), method or method_here()
    reader = meanings.reader() if method != WORDS else None
    if reader is not None:
        reader.read([text for text, _right in rows])  # all in one go, with little padding; then each is remembered
    first, three, alarms, caught = [], [], [], []
    for text, right in rows:
        found = suggest(text, actions, method=method)
        if right:
            first.append(found.rows[0].key in right)
            three.append(any(row.key in right for row in found.rows[:3]))
            alarms.append(found.is_off_topic)
        else:
            caught.append(found.is_off_topic)

    def share(marks: list[bool]) -> float | None:
        return round(sum(marks) / len(marks), 4) if marks else None

    return {"top1": share(first), "top3": share(three),
            "off_topic": {"recall": share(caught), "false_alarms": share(alarms)}}
