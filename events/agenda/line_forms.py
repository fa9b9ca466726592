"""Boxes of a line of the programme, which errors call by their part."""

from events.fields import Hour, Whole
from events.written_times import HalfSaid, is_half_said, parse_hour


class _OfPart:
    """A box of a line: errors call it by its part as well, because every line has one."""

    def __init__(self, *args, called: str = "", **values):
        """`called`: what errors call it."""
        super().__init__(*args, **values)
        self.called = called


class Minutes(_OfPart, Whole):
    """A number of minutes of a line."""


class LikelyHour(_OfPart, Hour):
    """An hour of the programme: "6.30" is in the evening where the event is."""

    def pre_validate(self, form):
        """Read the hour; where morning or evening is left open, the one within the event's hours is meant."""
        try:
            early = parse_hour(self.data or "")
            half_said = is_half_said(self.data or "")
        except HalfSaid as said:
            early, half_said = said.hour, True
        except ValueError:
            early, half_said = None, False
        if half_said and early is not None and early.hour < 12:
            late = early.replace(hour=early.hour + 12)
            fits = [one for one in (early, late) if form.is_within(one)]
            if len(fits) == 1:
                self.hour = fits[0]
                return
        super().pre_validate(form)
