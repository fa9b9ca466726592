"""Saying who we are: the council's own record, which every page and every letter shows."""

from events import council, history, pace
from events.council import Council
from events.database import db
from events.refusals import N_, Refusal
from events.reports import colours

FIELDS = ("name", "short_name", "contact_name", "email", "telephone", "address", "colour",
          "safeguarding_words", "privacy_words", "source_words")
PACE = ("mail_per_minute", "mail_connections")


class NotAColour(Refusal):
    """The colour is not written as #rrggbb."""

    sentence = N_("Write the colour as # and six figures or letters from a to f, for instance #005ea5")
    field = "colour"


class TooPale(Refusal):
    """White words on the colour could not be read by everybody."""

    sentence = N_("White words on this colour have a contrast of %(ratio)s to 1. At least 4.5 is needed: choose a "
                  "darker one.")
    field = "colour"


class NotAPace(Refusal):
    """Letters cannot leave at this pace."""

    sentence = N_("Write a number from %(least)s to %(most)s")


def _check_pace(values: dict) -> None:
    for name, least, most in (("mail_per_minute", 0, pace.MOST_PER_MINUTE),
                              ("mail_connections", 1, pace.MOST_CONNECTIONS)):
        if not least <= values.get(name, least) <= most:
            raise NotAPace(field=name, least=least, most=most)


def describe_council(*, by, **values) -> Council:
    """Change the council's record: words (FIELDS) and the pace of letters (PACE: whole numbers).

    An empty colour means the plain one; 0 letters a minute, as many as the server takes. Raises NotAColour,
    TooPale and NotAPace.
    """
    colour = values.get("colour", "")
    if colour and not colours.is_colour(colour):
        raise NotAColour()
    if colour and colours.contrast_with_white(colour) < colours.LEAST_CONTRAST:
        raise TooPale(ratio=f"{colours.contrast_with_white(colour):.1f}")
    _check_pace(values)
    ours = council.ours()
    for name in (*FIELDS, *PACE):
        if name in values:
            setattr(ours, name, values[name])
    db.session.add(ours)
    history.record(ours, "changed", by=by)
    return ours
