"""Comments as they are pasted out of a letter or a mail: one in a line or a paragraph, an action in front or not."""

import re
from dataclasses import dataclass

# "3.2: …", "Action 3.2 - …", "3.2 We …"; not "3.2 million".
IN_FRONT = re.compile(
    r"(?:(?i:action)\s+)?(?P<key>\d{1,3}\.\d{1,3})(?:\s*[:;)\]–—-]\s*|[.]?\s+(?=[^\W\d_a-z]|[\"“‘'(]))")
NAMED = re.compile(r"(?i:action)\s+(?P<key>\d{1,3}\.\d{1,3})\W*")
BULLET = re.compile(r"^(?:[•·*‣◦–—-]|\(?[a-z0-9]{1,2}\))\s+")


@dataclass(frozen=True)
class Pasted:
    """One comment: its words, and the action that stood in front of them (empty: the whole plan)."""

    text: str
    action_key: str
    unknown: str = ""  # a number that stood in front and is no action of the plan: it stays in the words


def _divided(text: str, whole_paragraphs: bool) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = re.split(r"\n\s*\n", lines) if whole_paragraphs else lines.split("\n")
    return [words for part in parts if (words := " ".join(part.split()))]


def read(text: str, *, whole_paragraphs: bool, keys: set[str]) -> list[Pasted]:
    """The comments in a pasted text, in their order; `keys` are the actions of the plan."""
    found = []
    for words in _divided(text, whole_paragraphs):
        words = BULLET.sub("", words)
        front = IN_FRONT.match(words) or NAMED.match(words)
        rest = words[front.end():].strip() if front else words
        if front is None or not rest:
            found.append(Pasted(words, ""))
        elif front["key"] in keys:
            found.append(Pasted(rest, front["key"]))
        else:
            found.append(Pasted(words, "", front["key"]))
    return found
