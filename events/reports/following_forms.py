"""Forms for an event like one before, and for one that follows another."""

from flask_babel import lazy_gettext as _l

from events.delegates import carrying_guests
from events.fields import Day, Form, Pick, Send, Several, Tick, Words, at_most, may_be_empty, needed, needed_words
from events.refusals import N_, Refusal
from events.reports import duplicating

TAKEN = [
    (duplicating.SPEAKERS, _l("The speakers, as proposed: nobody is written to, and each gets a link of their own")),
    (duplicating.REMINDERS, _l("When people are reminded")),
    (duplicating.WORDS, _l("The letters’ own words, where this event has any")),
    (duplicating.ROOM, _l("How the room and the wall are set")),
    (duplicating.TEAM, _l("The officers and their roles")),
]
GROUPS = [
    (carrying_guests.EVERYBODY, _l("Everybody who was invited")),
    (carrying_guests.CAME, _l("Those who came")),
    (carrying_guests.APOLOGISED, _l("Those who sent apologies")),
]


class CopyForm(Form):
    """What an event like one before needs to be told: its name, its day and what to take over."""

    asks_sure = False

    title = Words(_l("Title"), [needed_words(N_("Enter the event’s title")), at_most(200)])
    day = Day(_l("Day"), [needed_words(N_("Enter the day of the event"))])
    sure = Tick(_l("Yes, this is right"))
    reply_by_on = Day(_l("Last day to answer the invitation (optional)"), [may_be_empty()])
    short_title = Words(_l("Short title (optional)"), [at_most(60)])
    slug = Words(_l("Web address (optional)"), [at_most(80)])
    take = Several(_l("What else should the new event take over?"), choices=TAKEN)
    follows = Tick(_l("The new event follows this one"))
    send = Send(_l("Make the event"))

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal at its field, and the box that answers it where it is a question."""
        self.asks_sure = self.asks_sure or refusal.field in ("day", "reply_by_on")
        super().refuse(refusal)


class FollowForm(Form):
    """Which event this one follows, and what it takes along."""

    earlier = Pick(_l("Which event does it follow?"), [needed(N_("Choose the earlier event"))], choices=[])
    groups = Several(_l("Whom of its guests do you want to invite again?"), choices=GROUPS)
    bodies = Tick(_l("Give the same bodies as many places as they had"))
    plan = Tick(_l("This event feeds the same action plan"))
    questions = Several(_l("Which of its questions still want an answer here?"), choices=[])
    send = Send(_l("Take them along"))
