"""Forms for an event's arrangements, its programme, its speakers and their slides."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import NumberRange

from events.agenda import local_times, planning, proposals, scheduling
from events.agenda.models import Arrangements
from events.agenda.states import Entry, Kind, Level, Meeting
from events.event import Event, Visibility
from events.fields import (
    Choice,
    Day,
    Form,
    Hour,
    LongWords,
    Pick,
    Send,
    Tick,
    Whole,
    Words,
    at_most,
    mail_address,
    may_be_empty,
    named,
    needed,
    needed_words,
)
from events.presentation import day, hour
from events.refusals import N_, Refusal
from events.written_times import is_half_said, parse_day, parse_hour

AN_ADDRESS = N_("Enter one email address, such as name@council.gov.uk")

VISIBILITIES = [
    (Visibility.BY_ADDRESS, _l("By address: whoever has the address can read it; search engines are kept away")),
    (Visibility.LISTED, _l("Listed: on the front page, and search engines may find it")),
    (Visibility.CLOSED, _l("Closed: only people with a personal link can read it")),
]
ENTRIES = [
    (Entry.INVITED, _l("By invitation")), (Entry.ASKING, _l("By asking for a place: the organiser decides")),
    (Entry.OPEN, _l("Open to all, while there is room")),
]
MEETINGS = [(Meeting.HALL, _l("At the venue")), (Meeting.LINK, _l("By link alone")),
            (Meeting.BOTH, _l("At the venue and by link: everybody says which"))]
KINDS = [
    (Kind.WELCOME, _l("Welcome")), (Kind.PRESENTATION, _l("Presentation")), (Kind.QUESTIONS, _l("Questions")),
    (Kind.DISCUSSION, _l("Discussion")), (Kind.BREAK, _l("Break")), (Kind.CLOSE, _l("Close")),
]
LEVELS = [(Level.NATIONAL, _l("National")), (Level.REGIONAL, _l("Regional")), (Level.LOCAL, _l("Local"))]


def values_of(choices) -> list[tuple[str, str]]:
    """Choices as a form sends them: (stored value, words)."""
    return [(str(value), words) for value, words in choices]


EARLY = 8  # an event that begins before this hour is likelier to be in the evening


class MorningOrEvening(Refusal):
    """A time that was written without saying which."""

    sentence = N_("%(field_name)s: in the morning or in the evening? Write %(morning)s or %(evening)s.")


class Questions(Form):
    """What a question about a day or an hour is answered with; shown once it has been asked."""

    asks_which = asks_sure = False
    ends_first: type[Refusal] = planning.EndsBeforeItStarts

    which = Choice(_l("Which of the two?"), [may_be_empty()], choices=[
        (local_times.FIRST, _l("The first, before the clocks go back")),
        (local_times.SECOND, _l("The second, after the clocks have gone back")),
    ])
    sure = Tick(_l("Yes, this is right"))

    def validate(self, extra_validators=None) -> bool:
        """Check the fields, and the hours against each other: all that is wrong is said at once."""
        good = super().validate(extra_validators)
        starts, ends = self["starts"].hour, self["ends"].hour
        doors = self["doors"].hour if "doors" in self else None
        early = [name for name in ("doors", "starts", "ends") if name in self and self._is_early(self[name])]
        for name in early:
            self.refuse(self._either(name))
            good = False
        if starts and ends and ends <= starts and not early and not self.takes_several_days:
            half = is_half_said(self["ends"].data)
            self.refuse(self._either("ends") if half else self.ends_first())
            good = False
        if starts and doors and doors > starts:
            self.refuse(planning.DoorsTooLate())
            good = False
        return good

    @property
    def takes_several_days(self) -> bool:
        """Whether the end is on a later day than the start."""
        return False

    def _either(self, name: str) -> MorningOrEvening:
        return MorningOrEvening(field=name, field_name=named(self[name]), **self[name].both_ways)

    @staticmethod
    def _is_early(field: Hour) -> bool:
        """Whether "7.30" was written, which in the morning few people mean; "7.30am" is taken at its word."""
        return field.hour is not None and field.hour.hour < EARLY and is_half_said(field.data)

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal at its field, and what answers it where it is a question."""
        self.asks_which = self.asks_which or isinstance(refusal, local_times.HourTwice)
        self.asks_sure = self.asks_sure or isinstance(refusal, (planning.ReplyDayFarOff, scheduling.OutsideTheDay))
        super().refuse(refusal)

    def moment(self, name: str, zone: str) -> datetime:
        """The moment of the form's day and one of its hours. Raises HourSkipped or HourTwice at that field."""
        hour = self[name].hour
        return local_times.moment_of(self.day.day, hour, zone, which=self.which.data or "", field=name)


class NewEventForm(Questions):
    """What an event needs to begin with."""

    title = Words(_l("Title"), [needed_words(N_("Enter the event's title")), at_most(200)])
    short_title = Words(_l("Short, neutral title (optional)"), [at_most(60)])
    slug = Words(_l("Address of its page (optional)"), [may_be_empty(), at_most(80)])
    day = Day(_l("Day"), [needed_words(N_("Enter the day of the event"))])
    doors = Hour(_l("Doors open (optional)"), [may_be_empty()])
    starts = Hour(_l("Starts"), [needed_words(N_("Enter when the event starts"))])
    ends = Hour(_l("Ends"), [needed_words(N_("Enter when the event ends"))])
    zone = Pick(_l("Time zone"), default="Europe/London")
    capacity = Whole(_l("How many people fit in"), [
        needed(N_("Enter how many people fit in")),
        NumberRange(1, 100_000, message=_l("Enter a number between 1 and 100,000")),
    ])
    reply_by_on = Day(_l("Last day to answer the invitation (optional)"), [may_be_empty()])
    visibility = Choice(_l("Who may read its public pages"), [needed(N_("Choose who may read its pages"))],
                        choices=values_of(VISIBILITIES), default=str(Visibility.BY_ADDRESS))
    venue_name = Words(_l("Venue (optional)"), [at_most(160)])
    venue_address = Words(_l("Address (optional)"), [at_most(300)])
    contact_name = Words(_l("Contact: name (optional)"), [at_most(120)])
    contact_email = Words(_l("Contact: email address (optional)"), [
        may_be_empty(), at_most(254), mail_address(AN_ADDRESS)])
    send = Send(_l("Make the event"))
    SIMPLY_TYPED = ("venue_name", "venue_address", "contact_name", "contact_email")

    def __init__(self, *args, **values):
        """Fill in the zones, which are many and never change."""
        super().__init__(*args, **values)
        self.zone.choices = [(name, name.replace("_", " ")) for name in local_times.zones()]

    def event_values(self) -> dict:
        """What an Event is given, by its own names. Raises HourSkipped or HourTwice."""
        zone, starts = self.zone.data, self.moment("starts", self.zone.data)
        return {
            "title": self.title.data, "zone": zone,
            "short_title": self.short_title.data or proposals.short_title(starts.astimezone(ZoneInfo(zone))),
            "starts_at": starts, "ends_at": self.moment("ends", zone),
            "visibility": Visibility(self.visibility.data),
        }

    def arrangement_values(self) -> dict:
        """What its Arrangements are given. Raises HourSkipped or HourTwice."""
        starts = self.moment("starts", self.zone.data).astimezone(ZoneInfo(self.zone.data))
        return {
            "doors_at": self.moment("doors", self.zone.data) if self.doors.hour else None,
            "capacity": self.capacity.data, "reply_by_on": self.reply_by_on.day or proposals.reply_day(starts.date()),
            **{name: self[name].data or "" for name in self.SIMPLY_TYPED},
        }


class ArrangementsForm(NewEventForm):
    """Everything that people need to know of an event."""

    slug = None  # type: ignore[assignment]  # a field that is None is left out
    strapline = Words(_l("One line below the title (optional)"), [at_most(200)])
    summary = LongWords(_l("What it is about (optional)"), [at_most(4000)])
    venue_room = Words(_l("Room (optional)"), [at_most(160)])
    directions = LongWords(_l("How to get there (optional)"), [at_most(4000)])
    parking = LongWords(_l("Parking (optional)"), [at_most(2000)])
    has_transport = Tick(_l("We lay on transport, and people can ask for a seat when they answer"))
    last_day = Day(_l("Last day, if it takes several (optional)"), [may_be_empty()])
    hall_opens = Hour(_l("The hall is ours from (optional)"), [may_be_empty()])
    hall_closes = Hour(_l("The hall must be empty by (optional)"), [may_be_empty()])
    wants_questions = Tick(_l("After each contentious talk there is time for questions"))
    give_back_on = Day(_l("Day on which unused places come back (optional)"), [may_be_empty()])
    entry = Choice(_l("How do people come to it?"), [needed(N_("Choose how people come to it"))],
                   choices=values_of(ENTRIES))
    meeting = Choice(_l("Where do people meet?"), [needed(N_("Choose where people meet"))], choices=values_of(MEETINGS))
    meeting_link = Words(_l("Address of the meeting, for those who take part by link"), [at_most(500)])
    offer_hours = Whole(_l("For how many hours is a freed place offered to the next who waits?"), [
        needed(N_("Enter a number of hours")),
        NumberRange(1, 168, message=_l("Enter a number between 1 and 168")),
    ])
    contact_phone = Words(_l("Contact: telephone (optional)"), [at_most(40)])
    seen = HiddenField()  # what the page said when it was opened: another officer's change is noticed
    tell = Tick(_l("Save, and tell them"))  # drawn as a button, on the page that says who is told
    send = Send(_l("Save"))

    AS_TYPED = ("strapline", "summary", "venue_name", "venue_address", "venue_room", "directions", "parking",
                "has_transport", "contact_name", "contact_email", "contact_phone", "entry", "meeting", "meeting_link",
                "offer_hours", "wants_questions")

    def arrangement_values(self) -> dict:
        """As a new event's, and all that is simply typed."""
        more = {name: self[name].data for name in self.AS_TYPED}
        hall = {f"{name}_at": self.moment(name, self.zone.data) if self[name].hour else None
                for name in ("hall_opens", "hall_closes")}
        return super().arrangement_values() | more | hall | {"give_back_on": self.give_back_on.day}

    @property
    def takes_several_days(self) -> bool:
        """Whether the last day is a later one."""
        return bool(self.last_day.day and self.day.day and self.last_day.day > self.day.day)

    def moment(self, name: str, zone: str) -> datetime:
        """As of any event; what ends does so on its last day."""
        last = self.last_day.day
        if name in ("ends", "hall_closes") and last and self.takes_several_days:
            hour = self[name].hour
            return local_times.moment_of(last, hour, zone, which=self.which.data or "", field=name)
        return super().moment(name, zone)

    def differences(self, stored: dict, leave_out: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
        """Where what is stored now differs from what was typed: label, stored, typed."""
        asked = {name: field for name, field in self._fields.items() if name in stored and name != "seen"}
        return [
            (named(field), _shown(field, stored[name]), _shown(field, field.data))
            for name, field in asked.items()
            if name not in leave_out and not _says_the_same(field, stored[name])
        ]


def _says_the_same(field, stored) -> bool:
    """Whether what was typed is what is stored: "5.30pm" is "5:30pm" written otherwise."""
    if isinstance(field, Hour):
        return field.hour == (parse_hour(stored) if stored else None)
    if isinstance(field, Day):
        return field.day == (parse_day(stored)[0] if stored else None)
    return str(stored or "").split() == str(field.data or "").split()


def _shown(field, value) -> str:
    """What stands in a field, in the words of its choice where it is one."""
    words = {str(choice[0]): str(choice[1]) for choice in getattr(field, "choices", None) or ()}
    return words.get(str(value), str(value))


def typed_of(event: Event, arrangements: Arrangements) -> dict:
    """An event as an officer would type it, to begin a form with."""
    typed = {name: getattr(arrangements, name) for name in ArrangementsForm.AS_TYPED}
    typed |= {"entry": str(Entry(arrangements.entry)), "meeting": str(Meeting(arrangements.meeting))}
    return typed | {
        "title": event.title, "short_title": event.short_title, "zone": event.zone,
        "visibility": str(Visibility(event.visibility)), "day": day(event.starts_at, event),
        "doors": hour(arrangements.doors_at, event) if arrangements.doors_at else "",
        "hall_opens": hour(arrangements.hall_opens_at, event) if arrangements.hall_opens_at else "",
        "hall_closes": hour(arrangements.hall_closes_at, event) if arrangements.hall_closes_at else "",
        "last_day": day(event.ends_at, event) if day(event.ends_at, event) != day(event.starts_at, event) else "",
        "starts": hour(event.starts_at, event), "ends": hour(event.ends_at, event),
        "capacity": arrangements.capacity, "reply_by_on": day(arrangements.reply_by_on),
        "give_back_on": day(arrangements.give_back_on) if arrangements.give_back_on else "",
        "which": local_times.which_of(event.starts_at, event.zone),
        "seen": planning.fingerprint(event, arrangements),
    }


class CancelForm(Form):
    """Cancelling wants the event's short title, typed."""

    typed = Words(_l("Short title of the event"), [needed_words(N_("Type the short title to cancel the event"))])
    send = Send(_l("Cancel the event and tell everybody"))


class PostponeForm(Form):
    """Putting off wants the event's short title, typed."""

    typed = Words(_l("Short title of the event"), [needed_words(N_("Type the short title to put the event off"))])
    send = Send(_l("Put the event off and tell everybody"))
