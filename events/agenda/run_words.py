"""What the run sheet says in sentences: what the order breaks, what a choice would bring, what was chosen."""

from flask_babel import gettext as _
from flask_babel import ngettext

from events.agenda.run_choices import ARRIVES, HALL, LEAVES, Choice, Warned
from events.agenda.run_orders import Line, OnNow
from events.agenda.states import RunAct
from events.event import Event
from events.presentation import hour


def minutes_words(minutes: int) -> str:
    """"1 minute", "12 minutes"."""
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def warned_words(warned: Warned, event: Event) -> str:
    """One thing that the order breaks: who, when, and by how much."""
    said = {"name": warned.name, "title": warned.title, "at": hour(warned.at, event),
            "expected": hour(warned.expected, event), "minutes": minutes_words(warned.minutes)}
    if warned.kind == LEAVES:
        return _("%(name)s has to leave by %(at)s, and “%(title)s” is now expected to end at %(expected)s: %(minutes)s "
                 "too late.", **said)
    if warned.kind == ARRIVES:
        return _("%(name)s comes at %(at)s only, and “%(title)s” is now expected at %(expected)s: %(minutes)s too "
                 "early.", **said)
    if warned.kind == HALL:
        return _("The hall closes at %(at)s, and the last part is now expected to end at %(expected)s: %(minutes)s too "
                 "late.", **said)
    return _("The event was to end at %(at)s, and is now expected to end at %(expected)s: %(minutes)s later.", **said)


def _about_words(warned: Warned) -> str:
    """The same in few words, beside a choice that mends or breaks it."""
    if warned.kind in (LEAVES, ARRIVES):
        return _("%(name)s, “%(title)s”", name=warned.name, title=warned.title)
    return _("the hall’s end") if warned.kind == HALL else _("the event’s end")


def choice_words(choice: Choice) -> str:
    """What a button does."""
    said = {"title": choice.title, "other": choice.other_title, "minutes": minutes_words(choice.minutes)}
    if choice.act == RunAct.SHORTEN:
        return _("Shorten “%(title)s” by %(minutes)s", **said)
    if choice.act == RunAct.SWAP:
        return _("Let “%(other)s” come before “%(title)s”", **said)
    if choice.act == RunAct.DROP:
        return _("Leave out “%(title)s”", **said)
    return _("End %(minutes)s later", **said)


def effect_words(choice: Choice, event: Event) -> str:
    """What would come of it, said before anybody presses."""
    said = []
    if choice.act == RunAct.END_LATER:
        said.append(_("Nothing is left out or cut. Ask the hall first."))
    elif choice.ends_before and choice.ends_after and hour(choice.ends_before, event) != hour(choice.ends_after, event):
        said.append(_("The last part would end at %(after)s instead of %(before)s.",
                      after=hour(choice.ends_after, event), before=hour(choice.ends_before, event)))
    else:
        said.append(_("The last part would end at the same time."))
    if choice.mends:
        said.append(_("Puts right: %(what)s.", what="; ".join(_about_words(one) for one in choice.mends)))
    said += [_("%(name)s, “%(title)s”: %(minutes)s too late instead of %(before)s.", name=after.name, title=after.title,
               minutes=minutes_words(after.minutes), before=before.minutes)
             for before, after in choice.eases if after.kind == LEAVES]
    said += [_("But: %(sentence)s", sentence=warned_words(one, event)) for one in choice.breaks]
    return " ".join(said)


def pressed_words(act: RunAct, titles: dict[str, str], *, key: str = "", other: str = "", minutes: int = 0) -> str:
    """What was pressed, as the list of the evening tells it."""
    said = {"title": titles.get(key, key), "other": titles.get(other, other), "minutes": minutes_words(minutes)}
    words = {
        RunAct.START: _("“%(title)s” was started", **said),
        RunAct.FINISH: _("“%(title)s” was finished", **said),
        RunAct.SHORTEN: _("“%(title)s” was shortened by %(minutes)s", **said),
        RunAct.SWAP: _("“%(other)s” was put before “%(title)s”", **said),
        RunAct.DROP: _("“%(title)s” was left out", **said),
        RunAct.END_LATER: _("The event may end %(minutes)s later", **said),
    }
    return words.get(act, _("Taken back"))


def late_words(minutes: int) -> str:
    """How far from the plan, in words."""
    if minutes > 0:
        return ngettext("%(num)s minute later", "%(num)s minutes later", minutes)
    if minutes < 0:
        return ngettext("%(num)s minute earlier", "%(num)s minutes earlier", -minutes)
    return _("on time")


def expected_words(line: Line, event: Event) -> str:
    """How a part stands for those who wait for it; empty where it is to begin as planned."""
    if line.is_dropped:
        return _("left out this evening")
    if line.is_on:
        return _("on now")
    if line.is_done:
        return _("is over")
    if not line.late:
        return ""
    return _("now expected at %(hour)s (%(late)s)", hour=hour(line.starts_at, event), late=late_words(line.late))


def next_words(on: OnNow, event: Event) -> str:
    """What comes next: by the run sheet with its hour, or that it is due; by the clock its title alone."""
    if on.following is None or not on.is_live:
        return on.following.title if on.following else ""
    if on.at is None:
        return _("%(title)s, soon", title=on.following.title)
    return _("%(title)s, at about %(hour)s", title=on.following.title, hour=hour(on.at, event))
