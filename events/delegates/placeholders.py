"""The plain syntax of letters' words: paragraphs, lists and named placeholders such as ((name)).

A fixed list of names, looked up and never evaluated; words are text and never markup. What stands in
a placeholder's place is put in once and not read again.
"""

import difflib
import re
from dataclasses import dataclass

from events.refusals import N_, Refusal

NAMES = {
    "name": N_("the guest's name"),
    "personal link": N_("the guest's own link; alone on a line it becomes a button"),
    "event": N_("the event's title"),
    "short title": N_("its short title"),
    "day": N_("the day, as in Wednesday 20 May 2009"),
    "start": N_("when it starts"),
    "end": N_("when it ends"),
    "doors open": N_("when the doors open"),
    "place": N_("room, venue and address"),
    "event facts": N_("day, time and place in a frame; on a line of its own"),
    "reply by": N_("the last day for answers"),
    "event page": N_("the address of the event's page"),
    "programme page": N_("the address of its programme"),
    "contact name": N_("whom to ask"),
    "contact telephone": N_("their telephone number"),
    "contact e-mail": N_("their email address"),
    "council": N_("the council's name"),
    "your answer": N_("how the answer stands: a place, the waiting list, noted"),
    "badge": N_("the badge, where there is a place; on a line of its own"),
    "offered until": N_("until when the place is kept, as in Thursday 14 May 2009 at 9am"),
    "your place": N_("how they come to be a guest, and whether they have a place or wait for one"),
    "your places": N_("how many places the body has, and until when names are wanted"),
    "body": N_("the name of the partnership or organisation"),
}
OF_SOME = {"your answer", "badge", "offered until", "your place", "your places", "body"}  # in letters that name them
ALONE = {"event facts", "badge"}  # a line of their own
IN_SUBJECTS = ("event", "short title", "day", "start", "end", "place", "reply by", "council", "offered until",
               "body")
SIGN = re.compile(r"\(\(([^()\n]{1,60})\)\)")
BULLET = re.compile(r"^\s*[-*•]\s+")
ADDRESS = re.compile(r"(?i)\b(https?://|www\.)\S+")
OURS = re.compile("[\ue000-\uf8ff]")  # the private use area marks what is one person's own: see letters.py


@dataclass(frozen=True)
class Kind:
    """One letter whose words an event may have of its own."""

    label: str
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The placeholders that its words may hold."""
        return [name for name in NAMES if name not in OF_SOME or name in self.needs + self.may_have]


KINDS = {
    "invitation": Kind(N_("Invitation"), needs=("personal link",)),
    "reminder": Kind(N_("Reminder to those who have not answered"), needs=("personal link",)),
    "reminder_coming": Kind(N_("Reminder to those who are coming"), needs=("personal link",), may_have=("badge",)),
    "reminder_waiting": Kind(N_("Reminder to the waiting list"), needs=("personal link",)),
    "confirmation": Kind(N_("How the answer stands"), needs=("your answer", "personal link"), may_have=("badge",)),
    "named": Kind(N_("To somebody who was named, or asked for a place"), needs=("your place", "personal link"),
                  may_have=("badge",)),
    "offer": Kind(N_("A freed place is offered for a time"), needs=("offered until", "personal link")),
    "offer_over": Kind(N_("The offer has run out"), needs=("personal link",)),
    "seats": Kind(N_("A body's places, to whoever names the guests"), needs=("your places", "personal link"),
                  may_have=("body",)),
    "request_declined": Kind(N_("There is no place for somebody who asked")),
    "moved": Kind(N_("Day, time or place has changed"), needs=("event facts", "personal link")),
    "postponed": Kind(N_("The event is put off"), needs=("event",)),
    "cancelled": Kind(N_("The event is cancelled"), needs=("event",)),
}


class PlaceholderUnknown(Refusal):
    """A name that is not on the list."""

    sentence = N_("There is no placeholder ((%(name)s)). Use one from the list beside the box.")


class PlaceholderMistyped(PlaceholderUnknown):
    """A name that is nearly on the list."""

    sentence = N_("There is no placeholder ((%(name)s)). Did you mean ((%(near)s))?")


class PlaceholderBroken(Refusal):
    """Brackets that do not close, or close nothing."""

    sentence = N_("The brackets at “%(words)s” are not a whole placeholder. Write it like this: ((name))")


class PlaceholderMissing(Refusal):
    """A placeholder without which the letter is of no use."""

    sentence = N_("Put ((%(name)s)) into the letter: without it people cannot do what it asks of them.")
    field = "words"


class NotInSubjects(Refusal):
    """A placeholder that has no place in a subject line."""

    sentence = N_("((%(name)s)) cannot stand in the subject line, which other people see on shared telephones.")
    field = "subject"


class StandsAlone(Refusal):
    """A frame or a picture in the middle of a sentence."""

    sentence = N_("Put ((%(name)s)) on a line of its own.")
    field = "words"


class AddressTyped(Refusal):
    """A link that was typed out."""

    sentence = N_("Take out “%(words)s”: letters link to the event's own pages, with ((event page)) for instance.")


@dataclass(frozen=True)
class Piece:
    """Words as they stand, or a placeholder's name."""

    words: str = ""
    placeholder: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph or a list, in lines of pieces."""

    is_list: bool
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def alone(self) -> str:
        """The placeholder that is all of it, or an empty word."""
        whole = len(self.lines) == 1 and len(self.lines[0]) == 1 and not self.is_list
        return self.lines[0][0].placeholder if whole else ""


def plain_name(words: str) -> str:
    """A placeholder's name however it was typed: capitals and spaces do not matter."""
    return " ".join(words.casefold().split())


def pieces_of(line: str) -> tuple[Piece, ...]:
    """A line as words and placeholders."""
    parts = SIGN.split(line)
    pieces = [Piece(placeholder=plain_name(part)) if place % 2 else Piece(part) for place, part in enumerate(parts)]
    return tuple(piece for piece in pieces if piece.words or piece.placeholder)


def blocks_of(words: str) -> list[Block]:
    """The paragraphs and lists of a letter; an empty line divides, and so does a placeholder that stands alone."""
    blocks: list[tuple[bool, list]] = []
    fresh = True
    for line in words.replace("\r\n", "\n").split("\n"):
        pieces = pieces_of(line.strip())
        alone = len(pieces) == 1 and pieces[0].placeholder in ALONE | {"personal link"}
        is_list = bool(BULLET.match(line)) and not alone
        if pieces:
            if fresh or alone or blocks[-1][0] != is_list:
                blocks.append((is_list, []))
            blocks[-1][1].append(pieces_of(BULLET.sub("", line).strip()) if is_list else pieces)
        fresh = alone or not pieces
    return [Block(is_list, tuple(lines)) for is_list, lines in blocks]


def subject_of(words: str, values: dict[str, str]) -> str:
    """A subject line with its placeholders filled."""
    return "".join(piece.words or values.get(piece.placeholder, "") for piece in pieces_of(words))


def _check_names(words: str, names: list[str], field: str) -> None:
    for found in SIGN.findall(words):
        name = plain_name(found)
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            if near:
                raise PlaceholderMistyped(field=field, name=found.strip(), near=near[0])
            raise PlaceholderUnknown(field=field, name=found.strip())
    rest = SIGN.sub(" ", words)
    broken = re.search(r"\(\([^()]{0,20}|[^()]{0,20}\)\)", rest)
    if broken:
        raise PlaceholderBroken(field=field, words=" ".join(broken[0].split()))
    typed = ADDRESS.search(rest)
    if typed:
        raise AddressTyped(field=field, words=typed[0])


def check(kind: str, subject: str, words: str) -> None:
    """Whether an event may have these words for a letter.

    Raises PlaceholderUnknown, PlaceholderBroken, PlaceholderMissing, NotInSubjects, StandsAlone or AddressTyped.
    """
    names = KINDS[kind].names
    _check_names(subject, names, "subject")
    for found in map(plain_name, SIGN.findall(subject)):
        if found not in IN_SUBJECTS:
            raise NotInSubjects(name=found)
    _check_names(words, names, "words")
    for block in blocks_of(words):
        for name in (piece.placeholder for line in block.lines for piece in line):
            if name in ALONE and block.alone != name:
                raise StandsAlone(name=name)
    used = {plain_name(found) for found in SIGN.findall(words)}
    for name in KINDS[kind].needs:
        if name not in used:
            raise PlaceholderMissing(name=name)


def cleaned(words: str) -> str:
    """Words without the signs that mark what is one person's own, and with one kind of line end."""
    return OURS.sub("", words).replace("\r\n", "\n").strip()
