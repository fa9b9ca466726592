"""Personal links: derived, revocable, gone from the address at once, twenty doors in a browser."""

import pytest

from events.access import links
from events.agenda import telling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from events.history import Entry

KEY = "of the tests alone"


def test_a_link_goes_on_to_an_address_without_its_token(make, reader):
    speaker = make.speaker(make.event())
    path = reader.link("speaker", speaker)
    answer = reader.anybody().get(path, status=302)
    assert answer.headers["Location"] == f"/my/{speaker.ref}/speaking"
    assert path.rpartition("-")[2] not in answer.headers["Location"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_changes_nothing_that_is_stored(make, reader, method):
    speaker = make.speaker(make.event())
    path = reader.link("speaker", speaker)
    before = db.session.query(Entry).count()
    for _ in range(2):
        assert getattr(reader.anybody().client, method)(path).status_code == 302
    assert db.session.query(Entry).count() == before
    assert db.session.get(Speaker, speaker.id).link_version == 1


def test_a_replaced_link_says_so_and_how_to_get_a_new_one(make, reader):
    speaker = make.speaker(make.event())
    old, browser = reader.link("speaker", speaker), reader.by_link("speaker", speaker)
    with unit_of_work():
        telling.replace_link(db.session.get(Speaker, speaker.id), by="command")
    for page in (reader.anybody().get(old, status=410), browser.get(f"/my/{speaker.ref}/slides", status=410)):
        assert "replaced by a newer one" in page.words
        assert "later letter" in page.words
    fresh = db.session.get(Speaker, speaker.id)
    reader.by_link("speaker", fresh).get(f"/my/{speaker.ref}/slides")


def test_a_wrong_token_is_not_there_whatever_is_wrong_with_it(make, reader):
    speaker = make.speaker(make.event())
    token = reader.link("speaker", speaker).removeprefix("/s/")
    made_up = f"{speaker.ref}-" + "A" * 22
    for wrong in (token[:-1], token[:-1] + "!", "x" + token, token.swapcase(), "nothing", "-", made_up):
        reader.anybody().get(f"/s/{wrong}", status=404)
    reader.anybody().get(f"/i/{token}", status=404)


def test_a_link_of_one_kind_or_key_is_none_of_another():
    mine = links.divided(links.token(KEY, "speaker", "abc", 1))[1]
    assert links.matches([KEY], "speaker", "abc", 1, mine)
    assert links.matches(["new", KEY], "speaker", "abc", 1, mine)
    for keys, kind, ref, version in (([KEY], "invitation", "abc", 1), ([KEY], "speaker", "abd", 1),
                                     ([KEY], "speaker", "abc", 2), (["other"], "speaker", "abc", 1)):
        assert not links.matches(keys, kind, ref, version, mine)


def test_only_an_earlier_version_counts_as_replaced():
    def given(version):
        return links.divided(links.token(KEY, "speaker", "abc", version))[1]

    assert links.was_once([KEY], "speaker", "abc", 3, given(1))
    assert not links.was_once([KEY], "speaker", "abc", 3, given(3))
    assert not links.was_once([KEY], "speaker", "abc", 3, given(4))


def test_a_link_of_a_speaker_who_withdrew_is_shut_with_the_reason(make, reader):
    from events.agenda import scheduling
    speaker = make.speaker(make.event())
    path = reader.link("speaker", speaker)
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    assert "no longer down to speak" in reader.anybody().get(path, status=410).words


def test_several_people_share_a_browser(make, reader):
    event = make.event()
    first, second = make.speaker(event, "First"), make.speaker(event, "Second")
    browser = reader.by_link("speaker", first)
    browser.client.get(reader.link("speaker", second))
    for speaker in (first, second):
        browser.get(f"/my/{speaker.ref}/slides")


def test_a_browser_keeps_twenty_doors_and_forgets_the_oldest(make, reader):
    event = make.event()
    speakers = [make.speaker(event, f"Speaker {number}") for number in range(21)]
    refs, paths = [one.ref for one in speakers], [reader.link("speaker", one) for one in speakers]
    browser = reader.anybody()
    for path in paths:
        browser.client.get(path)
    browser.get(f"/my/{refs[0]}/slides", status=404)
    for ref in refs[1:]:
        browser.get(f"/my/{ref}/slides")
    browser.client.get(paths[5])  # opened again: newest now
    browser.client.get(paths[0])
    browser.get(f"/my/{refs[5]}/slides")
    browser.get(f"/my/{refs[1]}/slides", status=404)
    assert len(browser.client.get_cookie("soundings").value) < 4000


def test_codes_have_six_digits_also_with_leading_noughts():
    codes = {links.code_of(KEY, str(number)) for number in range(3000)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert len(codes) > 2900
