"""The change list says exactly what changes, in whatever order it is read; and whom of the speakers it concerns."""

from hypothesis import given, settings
from hypothesis import strategies as st

from events.agenda import contents
from events.agenda.differences import LOUD, QUIET, applied, between, concerns

SLOTS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["speaker", "panel"])), max_size=3, unique=True)


@st.composite
def programmes(draw) -> list[dict]:
    """A programme of up to six parts out of eight, as it would be frozen."""
    items = []
    for key in draw(st.sets(st.sampled_from("abcdefgh"), max_size=6)):
        starts, minutes = draw(st.integers(0, 9)), draw(st.integers(1, 3))
        items.append({
            "id": ord(key), "key": key, "title": draw(st.sampled_from(["Welcome", "Talk", "مسجد"])), "abstract": "",
            "kind": draw(st.sampled_from(["break", "presentation"])), "level": "local", "places": None,
            "starts_at": f"2009-05-20T17:{starts:02d}:00+00:00", "room": draw(st.sampled_from(["", "Hall", "Garden"])),
            "ends_at": f"2009-05-20T17:{starts + minutes:02d}:00+00:00", "room_id": None, "is_contentious": False,
            "sequence": 0, "slots": [list(slot) for slot in draw(SLOTS)],
        })
    return contents.in_order(items)


def told(items: list[dict]) -> list[dict]:
    """What of a programme the list speaks of."""
    return [{name: item[name] for name in ("key", *LOUD, *QUIET)} for item in items]


@given(programmes(), programmes(), st.randoms())
@settings(max_examples=300, deadline=None)
def test_the_list_makes_the_new_programme_of_the_old_one_in_any_order(before, after, chance):
    changes = between(before, after)
    chance.shuffle(changes)
    assert told(applied(before, changes)) == told(after)


@given(programmes(), programmes())
@settings(max_examples=100, deadline=None)
def test_nothing_is_said_where_nothing_changed_and_each_part_is_named_once(before, after):
    assert between(before, before) == []
    keys = [change["item"]["key"] for change in between(before, after)]
    assert len(keys) == len(set(keys))


@given(programmes(), programmes())
@settings(max_examples=200, deadline=None)
def test_a_speaker_is_concerned_exactly_when_their_own_parts_are_others_now(before, after):
    def parts(items, speaker):
        return sorted((item["key"], item["title"], item["starts_at"], item["ends_at"], item["room"], part)
                      for item in items for key, part in item["slots"] if key == speaker)

    found = concerns(before, after)
    for speaker in range(1, 5):
        assert (speaker in found) == (parts(before, speaker) != parts(after, speaker))


@given(st.lists(programmes(), min_size=2, max_size=5))
@settings(max_examples=200, deadline=None)
def test_a_parts_sequence_never_falls_and_rises_with_time_room_and_people(versions):
    content, seen = {}, {}
    for items in versions:
        was = {item["key"]: item for item in content.get("items", [])}
        content = contents.numbered(content, items)
        for item in content["items"]:
            old, key = was.get(item["key"]), item["key"]
            rises = old is None or any(old[name] != item[name] for name in contents.TIME_AND_PLACE) or (
                contents.people_in(old) != contents.people_in(item))
            assert item["sequence"] > seen.get(key, -1) if rises else item["sequence"] == seen[key]
            seen[key] = item["sequence"]
        for key, sequence in content["gone"].items():  # what a cancellation of it carries
            assert sequence > seen[key] or key not in was
            seen[key] = max(seen[key], sequence)
