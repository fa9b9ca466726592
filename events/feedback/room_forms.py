"""Forms of somebody who asks or comments: the room's own, the change to a remark that waits, taking it back."""

import secrets

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from events import clock, limits
from events.access import doors, guards
from events.agenda import run_queries
from events.feedback import asking_queries, capturing, device_limits
from events.feedback import choice_queries as choices
from events.feedback.states import Attribution, RemarkChannel, RemarkKind
from events.fields import Choice, Form, LongWords, Pick, Send, Tick, Words, needed, needed_words
from events.refusals import N_, Refusal

MOST_NAMES = 5  # of people who opened their links in this browser
SHORTEST_KEY = 16  # characters: a key that somebody made up does not lead to another's receipt
MOST_BY_LINK, WINDOW = 20, 600  # remarks under one link's name, seconds

KINDS = [(RemarkKind.QUESTION.value, _l("Ask a question")), (RemarkKind.COMMENT.value, _l("Make a comment"))]
# The ladder, from the least that is shown to the most.
UNSEEN = (Attribution.ANONYMOUS.value, _l("Anonymous to everyone"))
BY_ROOM = (Attribution.ROOM.value, _l("Anonymous to the room: the organisers know my name"))
BY_BODY = [
    (Attribution.PARTNERSHIP.value, _l("Show my partnership only")),
    (Attribution.ORGANISATION.value, _l("Show my organisation only")),
]
BY_NAME = (Attribution.NAMED.value, _l("Show my name"))
# Each in its own words; a screen reader of whoever reads the remark speaks it right, and it finds its translator.
LANGUAGES = [
    ("cy", "Cymraeg"), ("pl", "Polski"), ("ur", "اردو"), ("pa", "ਪੰਜਾਬੀ"), ("bn", "বাংলা"), ("ar", "العربية"),
    ("fa", "فارسی"), ("ro", "Română"), ("lt", "Lietuvių"), ("pt", "Português"), ("es", "Español"), ("fr", "Français"),
    ("so", "Soomaali"), ("tr", "Türkçe"), ("uk", "Українська"), ("ru", "Русский"), ("zh", "中文"),
]


def people_here(event) -> dict:
    """The invitations to this event that were opened in this browser, by their refs; five at the most."""
    people = {}
    for kind, ref, version in guards.opened():
        if kind != "invitation" or kind not in doors.kinds():
            continue
        door = doors.of_kind(kind)
        found = door.find(ref)
        is_it = found is not None and found.event_id == event.id and found.link_version == version
        if is_it and not door.closed(found):
            people[ref] = found
    return dict(list(people.items())[:MOST_NAMES])


class RoomForm(Form):
    """A question or a comment from a phone. Nothing that tells who sends it is chosen beforehand."""

    kind = Choice(_l("What would you like to do?"), [needed(N_("Choose a question or a comment"))], choices=KINDS)
    to = Pick(_l("Who is your question for?"), choices=[], validate_choice=False)
    about_action = Words(_l("Which action of the plan is your comment about?"))
    item = Pick(_l("Which part of the event is it about?"), choices=[], validate_choice=False)
    text = LongWords(_l("Your words"), [needed_words(N_("Write your question or comment"))])
    language = Pick(_l("Which language is it in?"), choices=[], validate_choice=False)
    shown = Choice(_l("How should you be shown?"), [needed(N_("Choose how you should be shown"))], choices=[])
    # Without JavaScript all of these stand below the choice, so each label says when it counts.
    name = Words(_l("Your name, if it is given"))
    organisation = Words(_l("Your organisation, beside your name"))
    own_organisation = Words(_l("Your organisation, shown without your name"))
    partnership = Words(_l("Your partnership, shown without your name"))
    wants_to_hear = Tick(_l("Write to me when there is an answer, and when it is settled what became of it, if I send "
                            "it under the name on my invitation"))
    send = Send(_l("Send"))

    def offer(self, event) -> None:
        """Fill in what can be chosen, and what each way of being shown means here."""
        self.event, self.people = event, people_here(event)
        if "kind" in self:
            self.to.choices = choices.speakers(event, first=_("The panel"))
            self.item.choices = choices.items(event, first=_("The event as a whole"))
        self.language.choices = [("", _("English, or leave it to us")), *LANGUAGES]
        # Whoever came by a personal link has a name here: they are shown under it, and not asked to type it again.
        named = [(f"me:{ref}", _("Show my name: %(name)s", name=found.contact.name))
                 for ref, found in self.people.items()]
        hidden = [(f"room:{ref}", _("Anonymous to the room: the organisers know that it is %(name)s",
                                    name=found.contact.name)) for ref, found in self.people.items()]
        # A phone is lent to a neighbour: they have a name too.
        by_name = [*named, (BY_NAME[0], _("Show another name: somebody else is writing"))] if named else [BY_NAME]
        self.shown.choices = [UNSEEN, *(hidden or [BY_ROOM]), *BY_BODY, *by_name]
        if "kind" in self and not self.is_submitted():
            now = run_queries.now_and_next(event, clock.now()).now
            self.item.data = now.key if now else ""

    def be_comment_on_action(self) -> None:
        """On the page of one action there is nothing else to choose: a comment on that action."""
        del self.kind, self.to, self.about_action, self.item

    def hints(self) -> list[dict]:
        """For each way of being shown, who can read it: as GOV.UK's radios take their items."""
        number = asking_queries.readers_of_names(self.event)
        few = _("Your name is read by the organisers and moderators of this event, and by nobody else")
        if number:
            few = ngettext("Your name is read by the organisers and moderators of this event (%(num)s person), and by "
                           "nobody else", "Your name is read by the organisers and moderators of this event (%(num)s "
                           "people), and by nobody else", number)
        everybody = _("Everybody can read it: the room, the speakers and later readers")
        organisation, partnership = self._hints_of_bodies()
        said = {"me": everybody, "room": few, Attribution.NAMED: everybody, Attribution.ORGANISATION: organisation,
                Attribution.PARTNERSHIP: partnership, Attribution.ROOM: few,
                Attribution.ANONYMOUS: _("Nobody is given a name, not even us: staff see your words and no name")}
        return [{"hint": {"text": said[word.partition(":")[0]]}} for word, _label in self.shown.choices]

    def _hints_of_bodies(self) -> tuple[str, str]:
        """What is said of an organisation and of a partnership: of one's own, to the holder of a link, more."""
        general = _("Everybody can read it. If you are the only one here from it, people may guess it was you")
        pointing = _("Everybody can read it. Few people from yours are invited, perhaps you alone: people may "
                     "guess it was you")
        if len(self.people) != 1:
            return general, general
        alone, apart = asking_queries.is_one_of_few(next(iter(self.people.values())))
        return pointing if alone else general, pointing if apart else general

    def _writer(self) -> dict:
        """What the form says of its writer, and nothing that belongs to another way of being shown."""
        how, _colon, ref = (self.shown.data or "").partition(":")
        invitation = self.people.get(ref)
        if invitation is not None:
            contact = invitation.contact
            bodies = [body.name for body in contact.partnerships]
            return {"attribution": Attribution.NAMED if how == "me" else Attribution.ROOM, "name": contact.name,
                    "organisation": contact.organisation, "partnership": bodies[0] if len(bodies) == 1 else "",
                    "invitation": invitation, "wants_to_hear": self.wants_to_hear.data}
        said: dict = {"attribution": how}
        if how in (Attribution.NAMED, Attribution.ROOM):
            said |= {"name": self.name.data, "organisation": self.organisation.data}
        elif how == Attribution.ORGANISATION:
            said["organisation"] = self.own_organisation.data
        elif how == Attribution.PARTNERSHIP:
            said["partnership"] = self.partnership.data
        return said

    def capture(self, *, about_action: str = "") -> str:
        """Keep what the form holds, within this device's and this link's limits: the receipt.

        `about_action` names the action on whose page it stands. Raises TooOften and what `capturing.capture` raises.
        """
        key = self.form_key.data or ""
        key = key if len(key) >= SHORTEST_KEY else secrets.token_urlsafe(18)
        known = capturing.sent_before(self.event, key, self.text.data or "")
        if known:
            return known
        writer = self._writer()
        device_limits.check()
        if writer.get("invitation") is not None:  # never for somebody who sends without a name
            limits.count("remarks of", writer["invitation"].ref, most=MOST_BY_LINK, window=WINDOW)
        said = {"kind": RemarkKind.COMMENT.value, "about_action": about_action} if about_action else self._aimed()
        _remark, receipt = capturing.capture(
            self.event, text=self.text.data, channel=RemarkChannel.WEB, form_key=key,
            language=self.language.data if self.language.data in dict(LANGUAGES) else "", **said, **writer)
        device_limits.count()
        return receipt

    def _aimed(self) -> dict:
        """What it is, whom it is for and what it is about."""
        is_question = self.kind.data == RemarkKind.QUESTION
        return {
            "kind": self.kind.data, "agenda_item": choices.item(self.event, self.item.data),
            "speaker": choices.speaker(self.event, self.to.data) if is_question else None,
            "about_action": "" if is_question else self.about_action.data or "",
        }

    def refuse(self, refusal: Refusal) -> None:
        """As every form; an organisation that is missing is asked for where it was to be typed."""
        if refusal.field == "organisation" and self.shown.data == Attribution.ORGANISATION:
            refusal.field = "own_organisation"
        super().refuse(refusal)


class ChangeForm(Form):
    """Other words for a remark that no moderator has read."""

    to = Pick(_l("Who is your question for?"), choices=[], validate_choice=False)
    item = Pick(_l("Which part of the event is it about?"), choices=[], validate_choice=False)
    text = LongWords(_l("Your words"), [needed_words(N_("Write your question or comment"))])
    send = Send(_l("Save"))

    def offer(self, event, remark) -> None:
        """Fill in what can be chosen, and what stands in the remark now."""
        self.to.choices = choices.speakers(event, first=_("The panel"))
        self.item.choices = choices.items(event, first=_("The event as a whole"))
        if not self.is_submitted():
            self.to.data = remark.speaker.key if remark.speaker else ""
            self.item.data = remark.agenda_item.key if remark.agenda_item else ""
            self.text.data = remark.text


class TakeBackForm(Form):
    """The writer takes a waiting remark back."""

    sure = Choice(_l("Take it back?"), [needed(N_("Choose whether you want to take it back"))],
                  choices=[("yes", _l("Yes, take it back and delete the words")), ("no", _l("No, leave it"))])
    send = Send(_l("Continue"))
