"""Order sheets: what a supplier has to bring, as counts that name nobody, and what changed since the last sheet."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from events.delegates.door_models import Needs
from events.delegates.needs_words import DIET_WORDS, SHORT_WORDS
from events.delegates.states import Companion, Diet, Need, Supplier
from events.refusals import N_

# What the venue has to have ready.
OF_VENUE = (Need.STEP_FREE, Need.LIFT, Need.LOOP, Need.LARGE_PRINT, Need.TABLE, Need.PRAYER_ROOM, Need.CARER,
            Need.CRECHE)
NO_STOP = "-"
STOP_NOT_NAMED = N_("stop not named")
FROM = N_("Seats from %(stop)s")
BACK = N_("Seats back to %(stop)s")
LANGUAGE = N_("Interpreter: %(language)s")
PLAIN = {
    "meals": N_("Meals altogether"),
    "meals:guests": N_("Meals for guests"),
    "meals:companions": N_("Meals for those who come with them"),
    "brought": N_("Interpreters whom guests bring along"),
    "seats": N_("Seats altogether"),
}


@dataclass(frozen=True)
class Guest:
    """What counts of somebody who is coming: their needs, and who comes with them. The name is only taken out."""

    name: str
    needs: Needs | None
    companions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a sheet: what, how many now, how many on the sheet before (None: there was none)."""

    label: str
    count: int
    before: int | None = None

    @property
    def change(self) -> int:
        """How many more (or, below nothing, fewer) than on the sheet before."""
        return 0 if self.before is None else self.count - self.before


def nameless(words: str, name: str) -> str:
    """Words without the pieces of a person's name in them."""
    pieces = [re.escape(piece) for piece in re.findall(r"\w{2,}", name)]
    if not pieces:
        return words
    return re.sub(rf"\b({'|'.join(pieces)})\b", "…", words, flags=re.I)


def _catering(guests: list[Guest]) -> Counter:
    found = Counter({"meals": 0, "meals:guests": 0, "meals:companions": 0})
    for guest in guests:
        found.update({"meals": 1 + len(guest.companions), "meals:guests": 1, "meals:companions": len(guest.companions)})
        if guest.needs:
            found.update(f"diet:{kind}" for kind in guest.needs.diets)
            if guest.needs.diet:
                found[f"words:{nameless(guest.needs.diet.strip(), guest.name)}"] += 1
    return found


def _interpreters(guests: list[Guest]) -> Counter:
    found: Counter = Counter()
    for guest in guests:
        if guest.needs and Need.INTERPRETER in guest.needs.kinds:
            found[f"language:{nameless(guest.needs.interpreter_language.strip().title(), guest.name)}"] += 1
        if guest.needs and Need.BSL in guest.needs.kinds:
            found["kind:bsl"] += 1
        brought = guest.companions.count(Companion.INTERPRETER)
        if brought:
            found["brought"] += brought
    return found


def _transport(guests: list[Guest]) -> Counter:
    found = Counter({"seats": 0})
    for guest in guests:
        if not guest.needs or not guest.needs.transport:
            continue
        seats = 1 + len(guest.companions)
        stop = guest.needs.stop.name if guest.needs.stop else NO_STOP
        found.update({"seats": seats, f"from:{stop}": seats})
        if guest.needs.returns:
            found[f"back:{stop}"] += seats
    return found


def _kinds(guests: list[Guest], wanted: Iterable[Need]) -> Counter:
    found: Counter = Counter()
    for guest in guests:
        found.update(f"kind:{kind}" for kind in wanted if guest.needs and kind in guest.needs.kinds)
    return found


def counts_for(supplier: Supplier, guests: list[Guest]) -> dict[str, int]:
    """What a supplier has to bring for those who are coming, by a key that `label` puts into words."""
    if supplier == Supplier.CATERING:
        found = _catering(guests)
    elif supplier == Supplier.INTERPRETERS:
        found = _interpreters(guests)
    elif supplier == Supplier.TRANSPORT:
        found = _transport(guests)
    else:
        found = _kinds(guests, (Need.PARKING,) if supplier == Supplier.BAYS else OF_VENUE)
    return dict(found)


ORDER = ("meals", "meals:guests", "meals:companions", "diet", "words", "language", "kind", "brought", "seats", "from",
         "back")


def _rank(key: str) -> tuple[int, bool, str]:
    head, _, rest = key.partition(":")
    return ORDER.index(key if key in ORDER else head), rest == NO_STOP, key


def label(key: str, translated) -> str:
    """A count's key in words; `translated` puts a marked sentence with values into the reader's language."""
    head, _, rest = key.partition(":")
    if head == "diet":
        return translated(DIET_WORDS[Diet(rest)])
    if head == "kind":
        return translated(SHORT_WORDS[Need(rest)])
    if head == "words":
        return rest
    if head in ("from", "back"):
        stop = translated(STOP_NOT_NAMED) if rest == NO_STOP else rest
        return translated(FROM if head == "from" else BACK, stop=stop)
    return translated(LANGUAGE, language=rest) if head == "language" else translated(PLAIN[key])


def lines_of(now: dict[str, int], before: dict[str, int] | None, translated) -> list[Line]:
    """A sheet's lines in order; what stood on the sheet before and is gone stands with nought."""
    keys = sorted(set(now) | set(before or {}), key=_rank)
    return [Line(label(key, translated), now.get(key, 0), None if before is None else before.get(key, 0))
            for key in keys]
