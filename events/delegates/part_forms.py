"""The form by which somebody chooses parts: one question for each time at which there is a choice."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from events.delegates import overlaps
from events.delegates.part_queries import Part
from events.event import Event
from events.fields import Choice, Form, Send, Several, may_be_empty
from events.presentation import day, hour

NONE = "none"


class PartsForm(Form):
    """Which parts somebody comes to; its questions are added for each event."""

    send = Send(_l("Save"))
    asked: list[tuple[str, list[Part]]] = []

    def keys(self) -> list[int]:
        """The keys of the parts that were chosen."""
        chosen: list[str] = []
        for name, _parts in self.asked:
            data = self[name].data
            chosen += data if isinstance(data, list) else [data or NONE]
        return [int(word) for word in chosen if word.isdecimal()]

    def shut(self, name: str, mine: set[int]) -> dict:
        """Which answers to a question cannot be given, for the macro that draws them: what is full already."""
        parts = next(parts for known, parts in self.asked if known == name)
        return {"items": [{} if part.free or part.item.id in mine else {"disabled": True} for part in parts]}


def _words(part: Part, event: Event) -> str:
    item = part.item
    when = _("%(start)s to %(end)s", start=hour(item.starts_at, event), end=hour(item.ends_at, event))
    parts = [item.title, when] + ([item.venue_room.name] if item.venue_room else [])
    free = ngettext("%(num)s place is free", "%(num)s places are free", part.free) if part.free else _("full")
    return f"{', '.join(parts)}: {free}"


def _question(parts: list[Part], event: Event):
    choices = [(str(part.item.id), _words(part, event)) for part in parts]
    first = parts[0].item
    many_days = event.local(event.starts_at).date() != event.local(event.ends_at).date()
    label = _("From %(hour)s", hour=hour(first.starts_at, event))
    label = f"{day(first.starts_at, event)}, {label}" if many_days else label
    if overlaps.excludes_all([part.item for part in parts]):
        return Choice(label, [may_be_empty()], choices=[*choices, (NONE, _("None of these"))])
    return Several(label, choices=choices)


def parts_form(parts: list[Part], event: Event, chosen: set[int]) -> PartsForm:
    """The form for an event's parts, with what somebody has chosen already."""
    by_key = {part.item.id: part for part in parts}
    groups = [[by_key[item.id] for item in group] for group in overlaps.groups_of([part.item for part in parts])]
    questions = {f"part_{group[0].item.id}": _question(group, event) for group in groups}
    made = type("PartsOfEvent", (PartsForm,), dict(questions))
    typed: dict[str, str | list[str]] = {}
    for group in groups:
        mine = [str(part.item.id) for part in group if part.item.id in chosen]
        is_one = overlaps.excludes_all([part.item for part in group])
        typed[f"part_{group[0].item.id}"] = (mine[0] if mine else "") if is_one else mine
    form = made(data=typed)
    form.asked = [(f"part_{group[0].item.id}", group) for group in groups]
    return form
