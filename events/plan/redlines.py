"""Two wordings as one: which words were put in, which were taken out, and nothing lost of either."""

import re
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[Literal["equal", "insert", "delete"], str]

# A word, or a run of white space, or one other sign: joined again they are the text they came from.
PIECES = re.compile(r"\w+(?:['’-]\w+)*|\s+|[^\w\s]")


def tidy(words: str) -> str:
    """Words as they are kept: one kind of line end, no space around them. A browser sends another kind."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def pieces(text: str) -> list[str]:
    """A text in words, spaces and signs; joined they are the text again."""
    return PIECES.findall(text)


def _folded(parts: list[Part]) -> list[Part]:
    """Neighbours of the same kind as one part; empty ones left out."""
    folded: list[Part] = []
    for act, text in parts:
        if text and folded and folded[-1][0] == act:
            folded[-1] = (act, folded[-1][1] + text)
        elif text:
            folded.append((act, text))
    return folded


def _without_lonely_spaces(parts: list[Part]) -> list[Part]:
    """A space that both have, between two changes, goes into both: "three big" reads better than "three", "big"."""
    mended: list[Part] = []
    for place, (act, text) in enumerate(parts):
        between = 0 < place < len(parts) - 1 and parts[place - 1][0] != "equal" and parts[place + 1][0] != "equal"
        if act == "equal" and between and not text.strip():
            mended += [("delete", text), ("insert", text)]
        else:
            mended.append((act, text))
    return mended


def _sorted_runs(parts: list[Part]) -> list[Part]:
    """Within a run of changes, what was taken out first and then what was put in."""
    done: list[Part] = []
    out, put_in = "", ""
    for act, text in [*parts, ("equal", "")]:
        if act == "delete":
            out += text
        elif act == "insert":
            put_in += text
        else:
            done += [("delete", out), ("insert", put_in), ("equal", text)]
            out, put_in = "", ""
    return _folded(done)


def redline(before: str, after: str) -> list[Part]:
    """The parts of one text that shows both: ("equal" | "insert" | "delete", words).

    `before_of` and `after_of` give back exactly the two texts.
    """
    old, new = pieces(before), pieces(after)
    parts: list[Part] = []
    for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            parts.append(("equal", "".join(old[i:j])))
        else:
            parts += [("delete", "".join(old[i:j])), ("insert", "".join(new[k:m]))]
    return _sorted_runs(_without_lonely_spaces(_folded(parts)))


def before_of(parts: list[Part]) -> str:
    """The earlier text."""
    return "".join(text for act, text in parts if act != "insert")


def after_of(parts: list[Part]) -> str:
    """The later text."""
    return "".join(text for act, text in parts if act != "delete")
