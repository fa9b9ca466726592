"""The changes of a programme as sentences: for the organiser, for everybody, and for a speaker in a letter."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from events.agenda.differences import CHANGED, NEW, PUT_ON, QUIET, REMOVED, TAKEN_OFF
from events.agenda.states import Part
from events.event import Event
from events.presentation import day, hour


def at(written: str, event: Event) -> str:
    """When that is: the hour, and the day where it is not the event's first."""
    moment = datetime.fromisoformat(written)
    if event.local(moment).date() == event.local(event.starts_at).date():
        return hour(moment, event)
    return _("%(hour)s on %(day)s", hour=hour(moment, event), day=day(moment, event))


def span(item: Mapping, event: Event) -> str:
    """6pm to 6:10pm."""
    ends = datetime.fromisoformat(item["ends_at"])
    return _("%(starts)s to %(ends)s", starts=at(item["starts_at"], event), ends=hour(ends, event))


def people(slots: list, names: Mapping[int, str]) -> str:
    """Who speaks, those who lead first, each once; empty where nobody that has a name does."""
    ordered = sorted(slots, key=lambda slot: slot[1] != Part.SPEAKER)
    return ", ".join(dict.fromkeys(names[key] for key, _part in ordered if key in names))


def sentences_of(change: dict, event: Event, names: Mapping[int, str]) -> list[str]:
    """What one change says, a sentence for each thing that changed."""
    item = change["item"]
    if change["act"] == NEW:
        return [_new(item, event, names)]
    if change["act"] == REMOVED:
        return [_("“%(title)s” is taken off. It was at %(hour)s.", title=item["title"],
                  hour=at(item["starts_at"], event))]
    was, title = change["was"], item["title"]
    found = []
    if "title" in was:
        found.append(_("“%(old)s” is now called “%(new)s”.", old=was["title"], new=title))
    found += _of_time(was, item, event) + _of_room(was, item)
    if "slots" in was:
        who = people(item["slots"], names)
        found.append(_("“%(title)s”: now with %(who)s.", title=title, who=who) if who
                     else _("“%(title)s”: nobody is named for it any more.", title=title))
    if "places" in was:
        places = item.get("places")
        found.append(ngettext("“%(title)s” has %(num)s place of its own.", "“%(title)s” has %(num)s places of its own.",
                              places, title=title) if places
                     else _("“%(title)s” has no places of its own any more: everybody comes to it.", title=title))
    if set(was) & set(QUIET) - {"places"}:
        found.append(_("“%(title)s”: what is said about it has changed.", title=title))
    return found


def _new(item: dict, event: Event, names: Mapping[int, str]) -> str:
    who, room = people(item["slots"], names), item["room"]
    values = {"title": item["title"], "span": span(item, event), "who": who, "room": room}
    if who and room:
        return _("“%(title)s” is new: %(span)s, in %(room)s, with %(who)s.", **values)
    if who:
        return _("“%(title)s” is new: %(span)s, with %(who)s.", **values)
    return _("“%(title)s” is new: %(span)s, in %(room)s.", **values) if room else _(
        "“%(title)s” is new: %(span)s.", **values)


def _of_time(was: dict, item: dict, event: Event) -> list[str]:
    title, before = item["title"], item | was
    if "starts_at" in was and _minutes(before) == _minutes(item):
        return [_("“%(title)s” moves from %(old)s to %(new)s.", title=title, old=at(was["starts_at"], event),
                  new=at(item["starts_at"], event))]
    if "starts_at" in was:
        return [_("“%(title)s” is now %(new)s (it was %(old)s).", title=title, old=span(before, event),
                  new=span(item, event))]
    if "ends_at" in was:
        return [_("“%(title)s” now ends at %(new)s (it was %(old)s).", title=title, old=at(was["ends_at"], event),
                  new=at(item["ends_at"], event))]
    return []


def _minutes(item: Mapping) -> float:
    return (datetime.fromisoformat(item["ends_at"]) - datetime.fromisoformat(item["starts_at"])).total_seconds()


def _of_room(was: dict, item: dict) -> list[str]:
    title, now = item["title"], item["room"]
    if "room" not in was:
        return []
    if was["room"] and now:
        return [_("“%(title)s” goes to another room: %(new)s (it was %(old)s).", title=title, old=was["room"], new=now)]
    return [_("“%(title)s” is in %(new)s.", title=title, new=now) if now
            else _("“%(title)s” is no longer in %(old)s.", title=title, old=was["room"])]


def told_to_speaker(concern: dict, event: Event) -> list[str]:
    """What a speaker is told of one part of theirs."""
    item = concern["item"]
    if concern["act"] == PUT_ON:
        words = _("You are down for “%(title)s”, %(span)s.", title=item["title"], span=span(item, event))
        return [words, *([_("It is in %(room)s.", room=item["room"])] if item["room"] else [])]
    if concern["act"] == TAKEN_OFF:
        return [_("You are no longer down for “%(title)s”, which was at %(hour)s.", title=item["title"],
                  hour=at(item["starts_at"], event))]
    found = sentences_of({"act": CHANGED, "item": item, "was": concern["was"]}, event, {})
    return found or [_("Your part in “%(title)s” is another one now.", title=item["title"])]
