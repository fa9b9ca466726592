"""Forms for the programme: one part of it, the whole of it on one page, its rooms, and a release."""

from datetime import date, time, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Length, NumberRange

from events.agenda import editing, local_times, scheduling
from events.agenda.editing import Line
from events.agenda.forms import KINDS, LEVELS, Questions, values_of
from events.agenda.line_forms import LikelyHour, Minutes
from events.agenda.models import AgendaItem, VenueRoom
from events.agenda.named_people import written
from events.agenda.states import Kind, Level, Part
from events.event import Event
from events.fields import (
    Choice,
    Day,
    Form,
    Hour,
    LongWords,
    Pick,
    Send,
    Several,
    Tick,
    Whole,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.presentation import day, hour
from events.refusals import N_, Refusal

MOST_DAYS = 14  # an event that spans more is a slip of the year
NEW = "new"


class ItemForm(Questions):
    """A timed part of the event, and who speaks in it."""

    ends_first = scheduling.ItemEndsBeforeItStarts

    title = Words(_l("Title"), [needed_words(N_("Enter the title of this part")), at_most(200)])
    kind = Choice(_l("Kind"), [needed(N_("Choose what kind of part this is"))], choices=values_of(KINDS))
    day = Day(_l("Day"), [needed_words(N_("Enter the day"))])
    starts = Hour(_l("Starts"), [needed_words(N_("Enter when it starts"))])
    ends = Hour(_l("Ends"), [needed_words(N_("Enter when it ends"))])
    level = Choice(_l("Level"), [needed(N_("Choose a level"))], choices=values_of(LEVELS), default=str(Level.LOCAL))
    abstract = LongWords(_l("What it is about (optional)"), [at_most(4000)])
    lead = Pick(_l("Who leads it"), choices=[])
    newcomer = Words(_l("Somebody new who leads it: their name (optional)"), [at_most(160)])
    panel = Several(_l("Who sits on the panel"), choices=[])
    room = Pick(_l("Room"), choices=[])
    places = Whole(_l("How many places it has, if people choose it (optional)"), [
        may_be_empty(), NumberRange(1, 100_000, message=_l("Enter a number between 1 and 100,000")),
    ])
    is_contentious = Tick(_l("People may disagree about this: leave time for questions after it"))
    send = Send(_l("Save"))

    def item_values(self, event: Event) -> dict:
        """What an AgendaItem is given, by its own names. Raises HourSkipped or HourTwice."""
        return {
            "title": self.title.data, "kind": Kind(self.kind.data), "level": Level(self.level.data),
            "abstract": self.abstract.data, "starts_at": self.moment("starts", event.zone),
            "ends_at": self.moment("ends", event.zone), "places": self.places.data,
            "is_contentious": self.is_contentious.data,
        }


def typed_of_item(item: AgendaItem, event: Event) -> dict:
    """An agenda item as an officer would type it."""
    leads = [slot.speaker_id for slot in item.slots if slot.part == Part.SPEAKER]
    return {
        "title": item.title, "kind": str(Kind(item.kind)), "level": str(Level(item.level)), "abstract": item.abstract,
        "day": day(item.starts_at, event), "starts": hour(item.starts_at, event), "ends": hour(item.ends_at, event),
        "which": local_times.which_of(item.starts_at, event.zone), "lead": str(leads[0]) if leads else "",
        "panel": [str(slot.speaker_id) for slot in item.slots if slot.part == Part.PANEL],
        "room": str(item.venue_room_id or ""), "places": item.places, "is_contentious": item.is_contentious,
    }


class TwiceThatNight(Refusal):
    """The clocks go back over that hour; the page of one part asks which is meant."""

    sentence = N_("There are two %(hour)s that night: open the part's own page, and choose there which you mean.")


def days_of(event: Event, items: list[AgendaItem]) -> list[date]:
    """The days on which something is: the event's, and those of its parts."""
    first, last = (event.local(moment).date() for moment in (event.starts_at, event.ends_at))
    span = [first + timedelta(days=number) for number in range(min((last - first).days + 1, MOST_DAYS))]
    return sorted({*span, *(event.local(item.starts_at).date() for item in items)})


def _people_of(item: AgendaItem) -> str:
    leads = [slot.speaker for slot in item.slots if slot.part == Part.SPEAKER]
    return written([*leads, *(slot.speaker for slot in item.slots)])


class ProgrammeForm(Form):
    """The whole programme, a line for each part and one for a new one. `made_for` makes the form of an event."""

    seen = HiddenField()
    at = HiddenField()  # the box in which the keyboard was, by its id
    event: Event
    items: list[AgendaItem]
    days: list[date]
    rooms: list[VenueRoom]
    COLUMNS = ("day", "starts", "minutes", "title", "kind", "who", "room")

    def is_within(self, written_hour: time) -> bool:
        """Whether an hour is within the event's, an hour more on both sides."""
        more = timedelta(hours=1)
        begins, ends = (self.event.local(moment) for moment in (self.event.starts_at - more, self.event.ends_at + more))
        return begins.date() != ends.date() or begins.time() <= written_hour <= ends.time()

    def line(self, number) -> dict:
        """The fields of one line by column; those that are not asked are left out."""
        return {name: self._fields[f"{name}_{number}"] for name in (*self.COLUMNS, "by")
                if f"{name}_{number}" in self._fields}

    @property
    def has_new(self) -> bool:
        """Whether something was written in the line for a new part."""
        fields = self.line(NEW)
        return any(fields[name].data for name in ("title", "minutes", "who"))

    def validate(self, extra_validators=None) -> bool:
        """Check every line; an empty new one says nothing."""
        if not self.has_new:
            for field in self.line(NEW).values():
                field.validators, field.flags = [may_be_empty()], type(field.flags)()
        return super().validate(extra_validators)

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal at its box, with the part that it is about."""
        super().refuse(refusal)
        number = (refusal.field or "").rpartition("_")[2]
        place = next((place for place, item in enumerate(self.items, 1) if str(item.id) == number), None)
        if place is not None or number == NEW:
            part = _("Part %(number)s", number=place) if place else _("New part")
            field = self[refusal.field]
            field.errors = [*field.errors[:-1], _("%(part)s: %(words)s", part=part, words=field.errors[-1])]

    def lines(self) -> list[Line]:
        """What was changed, a line for each part that was. Raises HourSkipped or TwiceThatNight at the hour's box."""
        stored = {item.id: _typed_of(item, self.event) for item in self.items}
        found = [self._line(item.id, stored[item.id]) for item in self.items]
        if self.has_new:
            found.append(self._line(None, {}))
        return [line for line in found if line.values or line.who is not None or line.number is None]

    def _line(self, number: int | None, stored: dict) -> Line:
        fields = self.line(number or NEW)
        changed = {name for name, field in fields.items() if str(field.data) != str(stored.get(name))}
        values = {}
        if "title" in changed:
            values["title"] = fields["title"].data
        if "kind" in changed:
            values["kind"] = Kind(fields["kind"].data)
        if "minutes" in changed:
            values["minutes"] = fields["minutes"].data
        if changed & {"starts", "day"}:
            values["starts_at"] = self._moment(number or NEW, fields)
        if "room" in fields and "room" in changed:
            values["venue_room"] = next((room for room in self.rooms if str(room.id) == fields["room"].data), None)
        return Line(number, values, fields["who"].data or "" if "who" in changed else None)

    def _moment(self, number, fields: dict):
        on = date.fromisoformat(fields["day"].data) if "day" in fields else self.days[0]
        try:
            return local_times.moment_of(on, fields["starts"].hour, self.event.zone, field=f"starts_{number}")
        except local_times.HourTwice as twice:
            raise TwiceThatNight(field=twice.field, **twice.values) from None


def _typed_of(item: AgendaItem, event: Event) -> dict:
    """A part as a line of the page holds it."""
    return {
        "day": event.local(item.starts_at).date().isoformat(), "starts": hour(item.starts_at, event),
        "minutes": int((item.ends_at - item.starts_at).total_seconds() // 60), "title": item.title,
        "kind": str(Kind(item.kind)), "who": _people_of(item), "room": str(item.venue_room_id or ""),
    }


def _fields(number, name: str, days: list[date], rooms: list[VenueRoom]) -> dict:
    """The boxes of one line. Their labels name the part: a list of errors would else say "Title" nine times."""
    least = NumberRange(1, 1440, message=_("%(part)s: enter a number of minutes between 1 and 1440", part=name))
    short = Length(max=200, message=_("%(part)s: keep its title to 200 characters or fewer", part=name))
    few = Length(max=1000, message=_("%(part)s: keep the names to 1000 characters or fewer", part=name))
    fields = {
        f"starts_{number}": LikelyHour(_("Starts"), [needed_words(_("%(part)s: enter when it starts", part=name))],
                                       called=_("%(part)s, start", part=name)),
        f"minutes_{number}": Minutes(_("Minutes"), [needed(_("%(part)s: enter how many minutes it takes", part=name)),
                                                    least], called=_("%(part)s, minutes", part=name)),
        f"title_{number}": Words(_("Title"), [needed_words(_("%(part)s: enter its title", part=name)), short]),
        f"kind_{number}": Pick(_("Kind"), choices=values_of(KINDS)),
        f"who_{number}": Words(_("Who"), [few]),
    }
    if len(days) > 1:
        fields[f"day_{number}"] = Pick(_("Day"), choices=[(on.isoformat(), day(on)) for on in days])
    if rooms:
        fields[f"room_{number}"] = Pick(_("Room"), choices=[("", _("Not said")), *(
            (str(room.id), room.name) for room in rooms)])
    if number != NEW:
        fields[f"by_{number}"] = Minutes(_("Minutes to move what follows by"), [may_be_empty()],
                                         called=_("%(part)s, minutes to move what follows by", part=name))
    return fields


def _new_line(event: Event, items: list[AgendaItem]) -> dict:
    """What a new part begins with: where the last one ends, in its room."""
    last = items[-1] if items else None
    begins = last.ends_at if last else event.starts_at
    return {"day": event.local(begins).date().isoformat(), "starts": hour(begins, event), "minutes": None,
            "title": "", "who": "", "kind": str(Kind.PRESENTATION if last else Kind.WELCOME),
            "room": str(last.venue_room_id or "") if last else ""}


def made_for(event: Event, items: list[AgendaItem], rooms: list[VenueRoom]) -> ProgrammeForm:
    """The form of an event's programme, with what was typed where it was sent.

    A line that was not sent (a part that somebody else has added meanwhile) stands as it is stored.
    """
    days = days_of(event, items)
    fields = _fields(NEW, _("New part"), days, rooms)
    typed: dict[int | str, dict] = {NEW: _new_line(event, items)}
    for place, item in enumerate(items, 1):
        fields |= _fields(item.id, _("Part %(number)s", number=place), days, rooms)
        typed[item.id] = _typed_of(item, event) | {"by": 10}
    data = {f"{name}_{number}": value for number, line in typed.items() for name, value in line.items()}
    made = type("ProgrammeForm", (ProgrammeForm,), fields)
    form = made(data=data | {"seen": editing.fingerprint(items)})
    form.event, form.items, form.days, form.rooms = event, items, days, rooms
    if form.is_submitted():
        for number in typed:
            if form[f"title_{number}"].raw_data:
                continue
            for name, field in form.line(number).items():
                field.data, field.raw_data = typed[number].get(name), [str(typed[number].get(name) or "")]
    return form


class ReleaseForm(Form):
    """A version of the programme: its name, what is said of it, and what the page showed."""

    seen = HiddenField()
    name = Words(_l("Name of this version (optional)"), [at_most(80)])
    note = LongWords(_l("A sentence about it for everybody (optional)"), [at_most(500)])
    send = Send(_l("Release"))


class VenueRoomForm(Form):
    """A room of the venue."""

    name = Words(_l("Name of the room"), [needed_words(N_("Enter the name of the room")), at_most(160)])
    send = Send(_l("Save"))


class PasteForm(Form):
    """A programme as words, a line for each part."""

    lines = LongWords(_l("The programme, a line for each part"), [
        needed_words(N_("Paste the programme, a line for each part")), at_most(20_000),
    ])
    send = Send(_l("Look at it"))
