"""How near a remark is to each action by meaning, and whether it is near enough to any: a help in sorting.

An action's score is the sum of
- the likeness to the nearest of its phrases in plain words, and to the middle of all of them;
- a part of the likeness to its official words: of the whole, and word by word both ways (each word's likest
  counterpart, rare words counting more), which finds what is shared where the manner of speaking hides it;
- less a part of what everyday talk about anything scores for the same action: some are near to whatever is said;
- and what an officer's own choices add: a remark much like one that was routed to the action.

"None of these" is relative to the same everyday talk: a remark is about none when its best score and its distance from
what people say about a meeting itself, taken together, are low among those of everyday sentences for this very plan. No
number here knows a plan or a subject; all were chosen on phrases and remarks of two plans of different
subjects, in the middle of where neighbouring values do as well (docs/decisions/0008-routing.md).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erf, log, sqrt

import numpy as np

from events.plan.encoders import Reading
from events.plan.everyday import ABOUT_ANYTHING, ABOUT_THE_MEETING
from events.plan.meanings import Reader

OFFICIAL = 0.8  # what the official words count beside the phrases
EVERYDAY = 0.4  # how much of everyday talk's own score is taken off
LEARNT = 4.0  # what is added for a remark that says the same as one that was routed; less, by the cube, for likeness
# Standard deviations of everyday talk: where every action has plain words, and where none has and less is sure.
ABOUT_NONE, ABOUT_NONE_BARE = -1.15, -1.4


@dataclass(frozen=True)
class Near:
    """Scores of one remark: `shares`, 0 to 1, of everyday talk that is less near, in the actions' order."""

    scores: np.ndarray
    shares: np.ndarray
    is_off_topic: bool


@dataclass(frozen=True)
class _Words:
    """The words of several texts in one table: `starts` says where each text begins."""

    rows: np.ndarray
    weights: np.ndarray
    starts: np.ndarray


def _wholes(readings: Sequence[Reading]) -> np.ndarray:
    return np.array([reading.whole for reading in readings])


def _lengths(rows: np.ndarray) -> np.ndarray:
    return np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


class Nearness:
    """Compares remarks with a plan: `Nearness(reader, {"3.2": ["official words", "a phrase", …]})`."""

    def __init__(self, reader: Reader, documents: Mapping[str, list[str]]):
        """Read the plan and measure everyday talk against it: seconds for 80 actions with eight phrases each."""
        self.reader = reader
        self.keys = list(documents)
        reader.read([text for texts in documents.values() for text in texts])  # all at once, then each is remembered
        meeting, anything = reader.read(list(ABOUT_THE_MEETING)), reader.read(list(ABOUT_ANYTHING))
        everyday = [*meeting, *anything]
        heard = Counter(piece for reading in everyday for piece in set(reading.pieces))
        self.rarity = {piece: log((len(everyday) + 1) / (count + 0.5)) for piece, count in heard.items()}
        self.unheard = log((len(everyday) + 1) / 0.5)
        officials = reader.read([texts[0] for texts in documents.values()])
        self.official = _wholes(officials)
        self.words = self._table(officials)
        self.phrases = {place: _wholes(reader.read(texts[1:]))
                        for place, texts in enumerate(documents.values()) if len(texts) > 1}
        middles = {place: rows.mean(axis=0) for place, rows in self.phrases.items()}
        self.middles = {place: middle / _lengths(middle) for place, middle in middles.items()}
        self.about_none = ABOUT_NONE_BARE + (ABOUT_NONE - ABOUT_NONE_BARE) * len(self.phrases) / max(len(self.keys), 1)
        self.meeting, self.everyday = _wholes(meeting), _wholes(everyday)
        self._measure(everyday, len(meeting))

    def _measure(self, everyday: Sequence[Reading], meetings: int) -> None:
        """What everyday talk scores: against each action, and at best."""
        plain, raw = self._compared(everyday)
        usual = raw.mean(axis=0)
        self.taken_off = EVERYDAY * usual
        bare = np.array([place not in self.phrases for place in range(len(self.keys))])
        if bare.any() and not bare.all():
            # Without phrases an action is measured on another scale: its everyday talk is brought to the others'.
            self.taken_off[bare] -= (1 - EVERYDAY) * (usual[~bare].mean() - usual[bare])
        self.best = (raw - self.taken_off).max(axis=1)[meetings:]
        self.away = self._away_from_meeting(self.everyday[meetings:], plain[meetings:])
        self.spread = self._relative(self.best, self.away).std()

    def _weights(self, reading: Reading) -> list[float]:
        return [self.rarity.get(piece, self.unheard) for piece in reading.pieces]

    def _table(self, readings: Sequence[Reading]) -> _Words:
        # A text without a word gets one of no weight, so that every text has its place.
        rows = [reading.words if len(reading.words) else np.zeros((1, reading.whole.size)) for reading in readings]
        weights = [self._weights(reading) or [1e-9] for reading in readings]
        starts = np.cumsum([0, *(len(part) for part in rows[:-1])])
        return _Words(np.concatenate(rows).astype(np.float32), np.concatenate(weights), starts)

    def _by_words(self, reading: Reading) -> np.ndarray:
        """For each action how well its words and the text's find counterparts in one another, -1 to 1."""
        if not len(reading.words):
            return np.zeros(len(self.keys))
        alike = reading.words.astype(np.float32) @ self.words.rows.T
        weights = np.array(self._weights(reading))
        there = weights @ np.maximum.reduceat(alike, self.words.starts, axis=1) / weights.sum()
        back = np.add.reduceat(alike.max(axis=0) * self.words.weights, self.words.starts)
        return (there + back / np.add.reduceat(self.words.weights, self.words.starts)) / 2

    def _compared(self, readings: Sequence[Reading]) -> tuple[np.ndarray, np.ndarray]:
        """Two tables, texts x actions: likeness to the phrases (else to the official words), and all together."""
        wholes = _wholes(readings)
        official = wholes @ self.official.T + np.array([self._by_words(reading) for reading in readings])
        plain = official.copy()
        for place, rows in self.phrases.items():
            plain[:, place] = (wholes @ rows.T).max(axis=1) + wholes @ self.middles[place]
        return plain, plain + OFFICIAL * official

    def _away_from_meeting(self, wholes: np.ndarray, plain: np.ndarray) -> np.ndarray:
        """How much nearer texts are to the plan than to what is said about any meeting."""
        middle = self.meeting.mean(axis=0)
        return plain.max(axis=1) - (wholes @ self.meeting.T).max(axis=1) - wholes @ (middle / _lengths(middle))

    def _relative(self, best: np.ndarray, away: np.ndarray) -> np.ndarray:
        """Both together, as everyday talk's standard deviations from its mean."""
        return ((best - self.best.mean()) / self.best.std() + (away - self.away.mean()) / self.away.std()) / 2

    def near(self, text: str, learnt: Mapping[str, Sequence[str]] | None = None) -> Near:
        """How near a text is to each action; `learnt`: for an action's key, remarks that an officer routed to it."""
        remark = self.reader.read([text])
        plain, raw = self._compared(remark)
        scores = (raw - self.taken_off + self._learnt(remark[0].whole, learnt or {}))[0]
        relative = self._relative(scores.max(), self._away_from_meeting(_wholes(remark), plain))[0] / self.spread
        above = (scores - self.best.mean()) / self.best.std()
        return Near(scores, np.array([(1 + erf(value / sqrt(2))) / 2 for value in above]),
                    bool(relative < self.about_none) or not remark[0].pieces)

    def _learnt(self, remark: np.ndarray, learnt: Mapping[str, Sequence[str]]) -> np.ndarray:
        """What is added: likeness counts from where the likest everyday sentence ends, so that chance adds nothing."""
        added = np.zeros((1, len(self.keys)))
        chance = float((self.everyday @ remark).max())
        for place, key in enumerate(self.keys):
            if learnt.get(key) and chance < 1:
                likest = float((_wholes(self.reader.read(list(learnt[key]))) @ remark).max())
                added[0, place] = LEARNT * max(0.0, (likest - chance) / (1 - chance)) ** 3
        return added
