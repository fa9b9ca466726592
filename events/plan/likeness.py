"""How alike a remark and the plan's actions are, by shared words alone: a help in sorting, no judgement.

Words are weighed by how rare they are among the actions (term frequency times inverse document
frequency) and compared by the cosine. Nothing is learnt and nothing leaves the machine.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words that stand in every second sentence say nothing about what it concerns.
STOP = frozenset(re.split(r"\s+", """
    a about after again all also am an and any are aren't as at be because been before being but by can can't
    come could did didn't do does doesn't doing don't down each else even ever every few for from get gets
    getting go goes going got had has hasn't have haven't he he's her here him his how i i'd i'll i'm i've if in
    into is isn't it it's its just know let let's like lot made make many me more most much my no nobody none
    nor not nothing now of off on once one only or other our out over own put really said same say says see she
    should so some somebody someone something such take tell than that that's the their them then there there's
    these they they're thing things think this those through to too two under until up us very want was we we're
    we've well were what what's when where which while who who's why will with without won't would wouldn't you
    you're your
""".strip()))
ENDINGS = ("ations", "ation", "ingly", "ments", "ment", "ness", "ings", "ing", "edly", "ies", "ers", "ed", "es", "er",
           "ly", "s", "y", "e")
WHOLE, PHRASE = 0.6, 0.4  # how much the whole action and its likest phrase count
# Below this the likest action is probably chance. Weak: `routing evaluate` tells how weak on any file.
OFF_TOPIC_BELOW = 0.11


def stem(word: str) -> str:
    """A word without its ending, roughly: reports, reported and reporting are one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def terms(text: str) -> Counter[str]:
    """The words of a text that say something, by their stems."""
    words = (word.lower().replace("’", "'") for word in WORD.findall(text))
    return Counter(stem(word) for word in words if word not in STOP and len(word) > 1)


class Likeness:
    """Compares a text with a set of documents: `Likeness({"3.2": ["official words", "a phrase", …]})`."""

    def __init__(self, documents: Mapping[str, list[str]]):
        """Weigh the words of each document's texts; the first text is its official one."""
        self.wholes = {key: terms(" ".join(texts)) for key, texts in documents.items()}
        found_in = Counter(term for whole in self.wholes.values() for term in whole)
        count = max(len(self.wholes), 1)
        self.rarity = {term: math.log(1 + count / seen) for term, seen in found_in.items()}
        self.unseen = math.log(1 + count)
        self.whole_weights = {key: self._weighed(whole) for key, whole in self.wholes.items()}
        self.phrase_weights = {key: [self._weighed(terms(text)) for text in texts] for key, texts in documents.items()}

    def _weighed(self, counts: Counter[str]) -> dict[str, float]:
        weights = {term: (1 + math.log(n)) * self.rarity.get(term, self.unseen) for term, n in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    @staticmethod
    def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
        return sum(weight * other[term] for term, weight in one.items() if term in other)

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Every document's key with its likeness, 0 to 1, the likest first; ties in the documents' order."""
        weights = self._weighed(terms(text))
        rows = [
            (key, WHOLE * self._cosine(weights, whole)
             + PHRASE * max((self._cosine(weights, phrase) for phrase in self.phrase_weights[key]), default=0.0))
            for key, whole in self.whole_weights.items()
        ]
        return sorted(rows, key=lambda row: -row[1])

    def shared(self, text: str, key: str) -> list[str]:
        """The stems that a text and a document share, the rarest first."""
        both = set(terms(text)) & set(self.wholes[key])
        return sorted(both, key=lambda term: (-self.rarity[term], term))
