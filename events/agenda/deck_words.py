"""What was found in a deck, in words: what nobody sees on its slides, where it leads, what could be better."""

import re
from collections.abc import Callable
from datetime import date

from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _

from events.agenda.models import Deck
from events.agenda.slide_models import DeckCheck
from events.agenda.states import DeckChoice

MINUTES_FOR_A_SLIDE = 1


def _counted(one: str, many: str) -> Callable[[dict], str]:
    return lambda row: ngettext(one, many, row["count"])


def _named(row: dict) -> str:
    return ", ".join(row["words"])


def _days(row: dict) -> str:
    """The days of moments as the programs write them: 2013-01-27T09:14:16Z, D:20130127091416."""
    days = []
    for words in row["words"]:
        found = re.search(r"(\d{4})-?(\d\d)-?(\d\d)", words)
        try:
            days.append(format_date(date(*map(int, found.groups())), "d MMMM y") if found else words)
        except ValueError:
            days.append(words)
    return ", ".join(dict.fromkeys(days))


# Kind -> (what it is, what is told of it).
HIDDEN: dict[str, tuple[Callable[[], str], Callable[[dict], str]]] = {
    "notes": (lambda: _("Speaker's notes"), _counted("under %(num)s slide", "under %(num)s slides")),
    "comments": (lambda: _("Comments"), _counted("%(num)s comment", "%(num)s comments")),
    "commenters": (lambda: _("Names of people who commented"), _named),
    "hidden_slides": (lambda: _("Hidden slides"),
                      lambda row: ngettext("slide %(numbers)s", "slides %(numbers)s", row["count"],
                                           numbers=_named(row))),
    "author": (lambda: _("Name of the author"), _named),
    "changed_by": (lambda: _("Who saved it last"), _named),
    "company": (lambda: _("Company or manager"), _named),
    "tables": (lambda: _("The whole tables behind charts"), _counted("%(num)s workbook", "%(num)s workbooks")),
    "places": (lambda: _("Where photographs were taken"), _counted("%(num)s picture with its place",
                                                                   "%(num)s pictures with their places")),
    "changes": (lambda: _("Record of who changed what"), lambda row: _named(row) or _("kept in the file")),
    "keywords": (lambda: _("Keywords and remarks"), _named),
    "custom": (lambda: _("Further details of the file"),
               lambda row: _named(row) or ngettext("%(num)s entry", "%(num)s entries", row["count"])),
    "times": (lambda: _("When it was made and changed"), _days),
    "edited": (lambda: _("How long it was worked on"), lambda row: _("kept in the file")),
    "thumbnail": (lambda: _("A small picture of the first slide"), lambda row: _("it may show an earlier state")),
    "layers": (lambda: _("Layers that can be switched off"), _named),
    "xmp": (lambda: _("Where the file comes from"), lambda row: _("programs and dates")),
}
# A clean copy cannot take these out.
LASTING = {"layers"}


def hidden_rows(check: DeckCheck | None) -> list[tuple[str, str]]:
    """What nobody sees on the slides: (what, how much or whose), the gravest first."""
    found = ((check.findings or {}) if check else {}).get("hidden", {})
    return [(what(), told(found[kind])) for kind, (what, told) in HIDDEN.items() if kind in found]


def unseen_words(check: DeckCheck | None) -> str:
    """What is hidden in a deck while nobody has decided about it: the gravest by its name, and how much more."""
    if check is None or check.choice != DeckChoice.OPEN:
        return ""
    names = [what for what, _told in hidden_rows(check)]
    if len(names) < 2:
        return "".join(names)
    return ngettext("%(what)s and %(num)s more", "%(what)s and %(num)s more", len(names) - 1, what=names[0])


def has_lasting(check: DeckCheck | None) -> bool:
    """Whether something is hidden that a clean copy still holds."""
    return bool(LASTING & set(((check.findings or {}) if check else {}).get("hidden", {})))


def links(check: DeckCheck | None) -> list[str]:
    """The addresses that the slides lead to."""
    return ((check.findings or {}) if check else {}).get("links", [])


def _on(pages: list[int]) -> str:
    return ngettext("slide %(numbers)s", "slides %(numbers)s", len(pages), numbers=", ".join(map(str, pages)))


def advice(deck: Deck, check: DeckCheck | None, minutes: int) -> list[str]:
    """What could be better, in a sentence each. None of it keeps anybody from anything."""
    found = ((check.findings or {}) if check else {}).get("advice", {})
    said = []
    slides = deck.facts.get("slides", 0)
    if minutes and slides > minutes * MINUTES_FOR_A_SLIDE:
        said.append(_("%(slides)s slides for %(minutes)s minutes: that is more than one a minute. Which could go?",
                      slides=slides, minutes=minutes))
    if "small_text" in found:
        row = found["small_text"]
        said.append(_("Some letters are too small to be read in a hall (%(points)s points; 18 or more are good): "
                      "%(where)s.",
                      points=format_decimal(float(row["words"][0])), where=_on(row["pages"])))
    if "no_alternative" in found:
        said.append(_("Pictures without a description for people who cannot see them: %(where)s. In PowerPoint choose "
                      "Edit Alt Text with the right mouse button.", where=_on(found["no_alternative"]["pages"])))
    if "no_title" in found:
        said.append(_("Slides without a title, by which screen readers find their way: %(where)s.",
                      where=_on(found["no_title"]["pages"])))
    if "film" in found:
        said.append(_("Films and sounds take %(size)s MB. Bring them on a memory stick, too.",
                      size=found["film"]["words"][0]))
    if "fonts" in found:
        said.append(_("These letters are not in the file and may look different elsewhere: %(names)s. Embed fonts when "
                      "you save as PDF.", names=", ".join(found["fonts"]["words"])))
    return said
