"""A programme as it is pasted from an email or a table: a line for each part, "18:00 25 Welcome | Colin Hindmarsh"."""

import re
from dataclasses import dataclass
from datetime import time

from events.agenda.states import Kind
from events.refusals import N_, Refusal
from events.written_times import HalfSaid, is_half_said, parse_hour

# An hour says that it is one: by its minutes or by am and pm. A bare number is a number of minutes.
HOUR = r"(?:\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
LINE = re.compile(
    rf"\s*(?:(?P<starts>{HOUR})(?:\s*(?:-|–|—|to)\s*(?P<ends>{HOUR}))?(?=[\s,;|:])\s*[,;|:]?\s*)?"
    r"(?:\(?(?P<minutes>\d{1,3})\s*(?P<unit>min(?:ute)?s?\.?|['’m])?\)?(?=[\s,;|:])\s*[,;|:]?\s*)?(?P<rest>.+?)\s*",
    re.IGNORECASE,
)
# "Coffee 15 mins": behind a title minutes are minutes only where the word stands there.
BEHIND = re.compile(
    r"(?P<title>.*?\S)[\s,;:(–-]*(?<![\d:.])\b(?P<minutes>\d{1,3})\s*min(?:ute)?s?\.?\)?", re.IGNORECASE)
# What a title says of the part's kind, the first that fits.
KINDS = [
    (Kind.BREAK, ("break", "refreshment", "coffee", "lunch", "supper", "tea")), (Kind.WELCOME, ("welcome", "opening")),
    (Kind.QUESTIONS, ("question", "q&a", "panel")), (Kind.CLOSE, ("close", "closing", "what happens next", "thanks")),
    (Kind.DISCUSSION, ("discussion", "tables", "workshop", "round the table")),
]


class NotRead(Refusal):
    """A line that says no title."""

    sentence = N_("Line %(number)s: write a time, how many minutes and a title, such as 18:00 25 Welcome | Name.")


class NoLength(Refusal):
    """Nothing says how long a part takes."""

    sentence = N_("Line %(number)s: write how many minutes “%(title)s” takes.")


class NoSuchTime(Refusal):
    """A time that cannot be read."""

    sentence = N_("Line %(number)s: there is no time “%(typed)s”.")


@dataclass(frozen=True)
class PastedLine:
    """What one line says; where `starts` is None the part begins where the one before ends."""

    number: int
    starts: time | None
    ends: time | None
    minutes: int | None
    title: str
    who: str

    @property
    def kind(self) -> Kind:
        """What the title says that it is."""
        words = self.title.casefold()
        return next((kind for kind, signs in KINDS if any(sign in words for sign in signs)), Kind.PRESENTATION)


def read(words: str, fits) -> tuple[list[PastedLine], list[Refusal]]:
    """The lines, and what is wrong with those that cannot be read. `fits`: whether an hour is within the event's.

    Each part's length is its minutes, else the end that is written, else the next one's start.
    """
    lines: list[PastedLine] = []
    wrong: list[Refusal] = []
    for number, line in enumerate(words.splitlines(), 1):
        if not line.strip():
            continue
        try:
            lines.append(_line(number, line, fits))
        except Refusal as refusal:
            wrong.append(refusal)
    for place, said in enumerate(lines if not wrong else []):
        following = lines[place + 1].starts if place + 1 < len(lines) else None
        if said.minutes is None and said.ends is None and (following is None or said.starts is None):
            wrong.append(NoLength(number=said.number, title=said.title))
    return lines, wrong


def _line(number: int, line: str, fits) -> PastedLine:
    plain = " ".join(line.replace("\t", " | ").split()).lstrip("•*- ")
    found = LINE.fullmatch(plain)
    if not found:
        raise NotRead(number=number)
    title, *who = (part.strip() for part in re.split(r"\s*\|\s*", found["rest"].strip(" |")))
    if not title or title.isdecimal():
        raise NotRead(number=number)
    minutes, behind = found["minutes"], BEHIND.fullmatch(title)
    if not minutes and not found["ends"] and behind:
        title, minutes = behind["title"], behind["minutes"]
    return PastedLine(
        number, _hour(number, found["starts"], fits), _hour(number, found["ends"], fits),
        int(minutes) if minutes else None, title[:200], ", ".join(part for part in who if part),
    )


def _hour(number: int, words: str | None, fits) -> time | None:
    if not words:
        return None
    try:
        hour, half_said = parse_hour(words), is_half_said(words)
    except HalfSaid as said:
        hour, half_said = said.hour, True
    except ValueError:
        raise NoSuchTime(number=number, typed=words) from None
    late = hour.replace(hour=(hour.hour + 12) % 24)
    return late if half_said and hour.hour < 12 and fits(late) and not fits(hour) else hour
