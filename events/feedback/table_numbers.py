"""Table numbers as an organiser writes them: "1-12, 14, Balcony"."""

import re

MOST = 200
LONGEST = 12  # characters of one
RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})", re.I)


def numbers_in(typed: str) -> list[str]:
    """The tables that were written, each once, in their order; empty where one cannot be read or there are too many."""
    found: list[str] = []
    for part in (" ".join(part.split()) for part in re.split(r"[,;\n]", typed)):
        ends = RANGE.fullmatch(part)
        if ends:
            first, last = int(ends[1]), int(ends[2])
            if first > last or last - first >= MOST:
                return []
            found += [str(number) for number in range(first, last + 1)]
        elif len(part) > LONGEST:
            return []
        elif part:
            found.append(part)
    found = list(dict.fromkeys(found))
    return found if len(found) <= MOST else []


def order_of(number: str) -> tuple[int, str]:
    """A key to sort by: 2 before 11, and names after numbers."""
    return (int(number), "") if number.isdecimal() else (10**6, number.casefold())


def action_in(about: str) -> str:
    """The number that an objective or an action begins with ("Objective 4: …", "4.3 …"); an empty word without one."""
    match = re.match(r"\s*(?:objective|action|aim)?\s*(\d{1,3}(?:\.\d{1,3}){0,3})(?![\w.])", about, re.I)
    return match[1] if match else ""
