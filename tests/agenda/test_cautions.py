"""What an organiser should look at again, as sentences beside the part; nothing of it forbids anything."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from events.agenda.cautions import cautions_of
from events.agenda.models import Arrangements, Speaker
from events.event import Event
from tests.people import STARTS


def at(minutes: int):
    """So many minutes after the evening's start."""
    return STARTS + timedelta(minutes=minutes)


EVENT = Event(slug="evening", zone="Europe/London", starts_at=STARTS, ends_at=at(180))
HALL, GARDEN = SimpleNamespace(id=1, name="Main hall"), SimpleNamespace(id=2, name="Garden Room")


def part(title: str, after: int, minutes: int = 20, *people, kind="presentation", room=None, contentious=False):
    """A part of the programme."""
    return SimpleNamespace(
        id=hash(title), title=title, starts_at=at(after), ends_at=at(after + minutes), kind=kind, venue_room=room,
        venue_room_id=room.id if room else None, is_contentious=contentious,
        slots=[SimpleNamespace(speaker=speaker) for speaker in people])


def said(*items, **arrangements) -> list[str]:
    """The sentences."""
    return [caution.words for caution in cautions_of(EVENT, Arrangements(**arrangements), items)]


def speaker(**values) -> Speaker:
    """Somebody who speaks."""
    return Speaker(**({"name": "Ann Lee", "state": "accepted"} | values))


def test_an_evening_in_order_says_nothing():
    assert said(part("A", 0, 60), part("Break", 60, 15, kind="break"), part("B", 75, 100)) == []


@pytest.mark.parametrize(("items", "arrangements", "words"), [
    ([part("A", 0, 200)], {}, "The event ends at 9pm, before this does."),
    ([part("A", -10)], {}, "The event begins at 6pm, after this begins."),
    ([part("A", -10)], {"hall_opens_at": at(-5)}, "The hall opens at 5:55pm, after this begins."),
    ([part("A", 170, 30)], {"hall_closes_at": at(190)}, "The hall closes at 9:10pm, before this ends."),
    ([part("A", 0), part("B", 10)], {}, "Overlaps with “A”."),
    ([part("A", 0, room=HALL), part("B", 10, room=HALL)], {}, "Overlaps with “A” in Main hall."),
    ([part("A", 0, room=HALL), part("B", 20, room=GARDEN)], {},
     "Everybody goes from Main hall to Garden Room, without a minute between."),
    ([part("A", 0, 20, speaker(state="declined"))], {}, "Ann Lee has declined."),
    ([part("A", 0, 20, speaker(arrives_at=at(30)))], {}, "Ann Lee arrives at 6:30pm."),
    ([part("A", 0, 20, speaker(leaves_by=at(10)))], {}, "Ann Lee has to leave by 6:10pm."),
    ([part("A", 0, 20, contentious=True), part("B", 20)], {"wants_questions": True},
     "No time for questions follows, and this part is marked as contentious."),
])
def test_each_thing_to_look_at_again_has_its_sentence(items, arrangements, words):
    assert words in said(*items, **arrangements)


def test_somebody_in_two_places_at_once_and_somebody_who_must_run():
    ann = speaker()
    both = said(part("A", 0, 20, ann, room=HALL), part("B", 10, 20, ann, room=GARDEN))
    assert both == ["Ann Lee is in two places at once: here and in “A”."], "two rooms: nothing else overlaps"
    side = part("Side", 0, 30, room=GARDEN)
    runs = said(part("A", 0, 20, ann, room=HALL), side, part("B", 20, 20, ann, room=GARDEN))
    assert "Ann Lee comes straight from Main hall, without a minute between." in runs


def test_two_hours_without_a_break_are_said_once():
    words = "By the end of this part nobody has had a break for more than two hours."
    parts = [part(str(number), 30 * number, 30) for number in range(6)]
    assert said(*parts) == [words]
    assert said(*parts[:2], part("Break", 60, 30, kind="break"), *parts[3:]) == []


def test_questions_or_a_discussion_after_a_contentious_talk_are_enough_and_an_event_that_asks_for_none_says_nothing():
    talk = part("A", 0, 20, contentious=True)
    for kind in ("questions", "discussion"):
        assert said(talk, part("B", 20, kind=kind), wants_questions=True) == []
    assert said(talk, part("B", 20)) == []
