"""The text of a block: paragraphs, points and subheadings as they are typed, and figures named by placeholders.

An empty line ends a paragraph; a line that begins with "- " is a point; one that begins with "## " is a subheading.
"{remarks}" stands for a figure: see `report_figures.NAMES`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from events.refusals import N_, Refusal

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a point or a subheading: kind is "paragraph", "point" or "subheading"."""

    kind: str
    text: str


class UnknownFigure(Refusal):
    """A placeholder names no figure that there is."""

    sentence = N_("There is no figure called %(unknown)s. The figures that you can name are listed below the text.")
    field = "text"


def placeholders(text: str) -> list[str]:
    """What stands in curly brackets, in the order of the text, each once."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def check(text: str, known: Iterable[str]) -> None:
    """Refuse a text that names a figure which there is not. Raises UnknownFigure."""
    unknown = [name for name in placeholders(text) if name not in set(known)]
    if unknown:
        raise UnknownFigure(unknown=", ".join(f"{{{name}}}" for name in unknown))


def fill(text: str, figures: Mapping[str, str]) -> str:
    """The text with its figures in place of their names."""
    return PLACEHOLDER.sub(lambda found: figures.get(found[1], found[0]), text)


def without_none(text: str, figures: Mapping[str, str], names: Iterable[str]) -> str:
    """The text without the points that name one of these figures and nothing else, where there is none of it."""
    none = {name for name in names if figures.get(name) == "0"}
    return "\n".join(line for line in text.replace("\r\n", "\n").split("\n") if not (
        line.lstrip().startswith("- ") and len(named := placeholders(line)) == 1 and named[0] in none))


def pieces(text: str) -> list[Piece]:
    """A text in its paragraphs, points and subheadings."""
    found: list[Piece] = []
    lines: list[str] = []

    def end() -> None:
        if lines:
            found.append(Piece("paragraph", "\n".join(lines)))
            lines.clear()

    for line in (raw.strip() for raw in text.replace("\r\n", "\n").split("\n")):
        mark = next((mark for mark in ("## ", "- ") if f"{line} ".startswith(mark)), "")
        if mark or not line:
            end()
        if mark:
            found.append(Piece("subheading" if mark == "## " else "point", line[len(mark):].strip()))
        elif line:
            lines.append(line)
    end()
    return [piece for piece in found if piece.text]
