"""Remarks that are about the same thing in other words: which ones a moderator may want to put together.

Words and pairs of neighbouring words, each counting the more the fewer texts have it; the likeness is the cosine of
the two. No list of any language's words is needed: what many texts share counts for little by itself.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

LEAST = 0.15  # of 1: from here on two texts are shown as alike
BEST = 3
WIDEST = 60  # a feature of more texts than this leads to no candidates


def features_of(text: str) -> Counter:
    """The words of a text, and the pairs of neighbouring words, with how often each stands there."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return Counter(words) + Counter(pairwise(words))


def like(texts: Mapping[str, str], *, among: list[str] | None = None, least: float = LEAST,
         best: int = BEST) -> dict[str, list[tuple[str, float]]]:
    """For each key (or for those `among`) that has any: (another key, likeness from 0 to 1), the most alike first.

    `texts`: key -> text. Equal texts are 1.0. Keys without anything like them are left out.
    """
    features = {key: features_of(text) for key, text in texts.items()}
    holders: dict[object, list[str]] = defaultdict(list)
    for key, counted in features.items():
        for feature in counted:
            holders[feature].append(key)
    vectors: dict[str, tuple[dict, float]] = {}

    def vector(key: str) -> tuple[dict, float]:
        if key not in vectors:
            weights = {feature: count * math.log(1 + len(texts) / len(holders[feature]))
                       for feature, count in features[key].items()}
            vectors[key] = weights, math.sqrt(sum(weight * weight for weight in weights.values()))
        return vectors[key]

    found = {}
    for key in among if among is not None else texts:
        near = {other for feature in features[key] if len(holders[feature]) <= WIDEST for other in holders[feature]}
        alike = [(other, round(_cosine(vector(key), vector(other)), 4)) for other in near - {key}]
        chosen = sorted((pair for pair in alike if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))
        if chosen:
            found[key] = chosen[:best]
    return found


def _cosine(one: tuple[dict, float], other: tuple[dict, float]) -> float:
    smaller, larger = sorted((one[0], other[0]), key=len)
    shared = sum(weight * larger[feature] for feature, weight in smaller.items() if feature in larger)
    return shared / (one[1] * other[1])
