"""Saying who we are: the council's own record, which every page and every letter shows."""

from events import council, history
from events.council import Council
from events.database import db
from events.refusals import N_, Refusal
from events.reports import colours

FIELDS = ("name", "short_name", "contact_name", "email", "telephone", "address", "colour",
          "safeguarding_words", "privacy_words", "source_words")


class NotAColour(Refusal):
    """The colour is not written as #rrggbb."""

    sentence = N_("Write the colour as # and six figures or letters from a to f, for instance #005ea5")
    field = "colour"


class TooPale(Refusal):
    """White words on the colour could not be read by everybody."""

    sentence = N_("White words on this colour have a contrast of %(ratio)s to 1. At least 4.5 is needed: choose a "
                  "darker one.")
    field = "colour"


def describe_council(*, by, **values: str) -> Council:
    """Change the council's record. Raises NotAColour and TooPale; an empty colour means the plain one."""
    colour = values.get("colour", "")
    if colour and not colours.is_colour(colour):
        raise NotAColour()
    if colour and colours.contrast_with_white(colour) < colours.LEAST_CONTRAST:
        raise TooPale(ratio=f"{colours.contrast_with_white(colour):.1f}")
    ours = council.ours()
    for name in FIELDS:
        if name in values:
            setattr(ours, name, values[name])
    db.session.add(ours)
    history.record(ours, "changed", by=by)
    return ours
