"""People as an organiser writes them in one box: "Hindmarsh, Ann Lee"; the first leads, the others are the panel."""

import re

from events.agenda.models import Speaker
from events.refusals import N_, Refusal


class SeveralByThatName(Refusal):
    """What was written fits more than one speaker."""

    sentence = N_("“%(typed)s” can be %(names)s. Write the whole name.")


def written(speakers: list[Speaker]) -> str:
    """The names in one box, each once."""
    return ", ".join(dict.fromkeys(speaker.name for speaker in speakers))


def found_in(words: str, speakers: list[Speaker]) -> list[Speaker | str]:
    """Those whom the words name, each once and in order; a name that nobody has yet comes back as it was written.

    A surname, or the beginnings of a name's words, are enough where they fit one person alone. Raises
    SeveralByThatName.
    """
    found: list[Speaker | str] = []
    for part in re.split(r"[,;\n]", words):
        name = " ".join(part.split())
        if name:
            found.append(_one(name, speakers))
    return list(dict.fromkeys(found))


def _one(name: str, speakers: list[Speaker]) -> Speaker | str:
    whole = [speaker for speaker in speakers if speaker.name.casefold() == name.casefold()]
    fits = whole or [speaker for speaker in speakers if _fits(name, speaker.name)]
    if len(fits) > 1:
        raise SeveralByThatName(typed=name, names=", ".join(speaker.name for speaker in fits))
    return fits[0] if fits else name


def _fits(typed: str, name: str) -> bool:
    """Whether each typed word begins a word of the name, in their order."""
    rest = iter(re.split(r"[\s-]+", name.casefold()))
    return all(any(word.startswith(begin) for word in rest) for begin in re.split(r"[\s-]+", typed.casefold()))
