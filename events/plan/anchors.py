"""Anchors: the bookmarks by which a part of the plan is found again in a Word file, whoever saved it.

Word keeps bookmarks of at most 40 letters, digits and underscores; LibreOffice keeps them, too. A
name reads well in the list of bookmarks, and its last letters tell parts apart whose names read alike.
"""

import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

LONGEST = 40
# sd_<kind>_<earlier version>_<later version>_<plan>_<moment it was made>: which file of ours this is.
FILE = re.compile(r"sd_(changes|proposals)_(\d{1,3})_(\d{1,3})_([0-9a-f]{6})_([0-9a-f]{11})")
Part = tuple[str, str, str]  # ("action" | "objective" | "passage", its key, the field)


def _told_apart(words: str, length: int = 8) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:length]


def anchor_of(part: Part) -> str:
    """The bookmark of one part: "action_3_2_measure_1f0c2b3a"."""
    readable = re.sub(r"[^a-z0-9]+", "_", "_".join(part).lower()).strip("_")
    return f"{readable[:LONGEST - 9].rstrip('_')}_{_told_apart(chr(0).join(part))}"


def parts_by_anchor(parts: Iterable[Part]) -> dict[str, Part]:
    """The parts by their bookmarks."""
    return {anchor_of(part): part for part in parts}


@dataclass(frozen=True)
class FileMade:
    """Which file of ours one is: "changes" (a version against an earlier one) or "proposals", and when it was made."""

    kind: Literal["changes", "proposals"]
    before: int
    after: int
    at: datetime


def file_anchor(made: FileMade, plan: str) -> str:
    """The bookmark on the title; `plan` is the plan's key."""
    return (f"sd_{made.kind}_{made.before}_{made.after}_{_told_apart(plan, 6)}_"
            f"{math.ceil(made.at.timestamp() * 1000):011x}")


def _moment(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


def file_of(names: Iterable[str], plan: str) -> FileMade | None:
    """Which file of ours has these bookmarks; None for another plan's, or one that is not ours."""
    for name in names:
        found = FILE.fullmatch(name)
        if found and found[4] == _told_apart(plan, 6):
            kind: Literal["changes", "proposals"] = "changes" if found[1] == "changes" else "proposals"
            return FileMade(kind, int(found[2]), int(found[3]), _moment(int(found[5], 16)))
    return None
