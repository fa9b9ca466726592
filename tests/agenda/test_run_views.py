"""The live run sheet as pages: pressing, being second, choosing, and what phones, the wall and speakers see of it."""

import pytest


@pytest.fixture
def runner(reader, evening):
    """The organiser's browser."""
    return reader.signed_in(evening.organiser)


def sheet(runner, evening):
    return runner.get("run.show_run", slug=evening.event.slug)


def go(runner, evening, to="run/start", **values):
    """Press a button of the page as it is now."""
    return runner.send(sheet(runner, evening), {}, to=to, follow=True, **values)


def test_one_button_starts_the_next_part_and_the_page_says_what_is_on(runner, evening, at):
    with at(2009, 5, 20, 17, 4):
        page = go(runner, evening)
        assert "On now Welcome Began at 6:04pm. It has until 6:14pm." in page.words
        assert "Planned for 6:10pm, expected at 6:14pm (4 minutes later)." in page.words
    with at(2009, 5, 20, 17, 20):
        page = sheet(runner, evening)
        assert "Its time was up at 6:14pm." in page.words
        page = go(runner, evening, to="run/undo")
        assert "Taken back." in page.words and "On now" not in page.words


def test_before_the_evening_there_is_nothing_to_press(runner, evening):
    page = sheet(runner, evening)
    assert "pressed on the evening itself: from 4pm, 20 May 2009" in page.words
    assert not page.select("form[action*='/run/']")


def test_of_two_who_press_together_the_second_is_told_who_was_first_and_can_go_on(runner, reader, evening, at):
    chair = reader.signed_in(evening.chair)
    with at(2009, 5, 20, 17, 1):
        seen = sheet(chair, evening)
        go(runner, evening)
        page = chair.send(seen, {}, to="run/start", status=409)
        assert "“Welcome” was started by Margaret Tulloch at 6:01pm, before your press came" in page.words
        page = chair.send(page, {}, to="run/start", follow=True)
        assert "On now The national picture" in page.words


def test_the_same_press_twice_from_a_shaky_telephone_is_one(runner, evening, at):
    with at(2009, 5, 20, 17, 1):
        page = sheet(runner, evening)
        for _ in range(2):
            shown = runner.send(page, {}, to="run/start", follow=True)
        assert "On now Welcome" in shown.words


def test_lateness_is_named_and_a_choice_says_its_effect_and_is_taken_back(runner, evening, at):
    with at(2009, 5, 20, 17, 15):
        page = go(runner, evening)
        assert ("Imam Siddiqui has to leave by 7:15pm, and “A view from the mosque” is now expected to end at 7:25pm: "
                "10 minutes too late.") in page.words
        assert "The event was to end at 8:10pm, and is now expected to end at 8:20pm: 10 minutes later." in page.words
        choice = next(one for one in page.select(".sd-run__choice") if "Your questions" in one.get_text())
        assert "Shorten “Your questions” by 10 minutes" in choice.get_text()
        assert "The last part would end at 8:10pm instead of 8:20pm. Puts right: the event’s end." in " ".join(
            choice.get_text().split())
        place = [form for form in page.find_all("form") if "run/choice" in form["action"]].index(choice.form)
        page = runner.send(page, {}, to="run/choice", place=place, follow=True)
        assert "Everybody sees the new times" in page.words and "The event was to end" not in page.words
        assert "“Your questions” was shortened by 10 minutes (Margaret Tulloch, 6:15pm)" in page.words
        page = runner.send(page, {}, to="/return", follow=True)
        assert "The event was to end at 8:10pm" in page.words


def test_phones_and_the_wall_go_by_what_was_started(runner, reader, evening, at):
    slug, phone = evening.event.slug, reader.anybody()
    with at(2009, 5, 20, 17, 12):
        go(runner, evening)
        room = phone.get("room.ask", slug=slug)
        assert "On now: Welcome until 6:22pm Next: The national picture, at about 6:22pm" in room.words
        assert room.find("select", attrs={"name": "item"}).find("option", selected=True).text == "Welcome"
        wall = phone.get("wall.show_wall", slug=slug)
        assert wall.heading == "Welcome" and "Next: The national picture, at about 6:22pm" in wall.words
        first = phone.client.get(f"/events/{slug}/room/state")
        assert first.json["next"] == "The national picture, at about 6:22pm"
        marks = {"If-None-Match": first.headers["ETag"]}
        assert phone.client.get(f"/events/{slug}/room/state", headers=marks).status_code == 304
    with at(2009, 5, 20, 17, 14):
        go(runner, evening)
        told = phone.client.get(f"/events/{slug}/room/state", headers=marks)
        assert (told.status_code, told.json["now"]) == (200, "The national picture")


def test_the_programme_and_the_speakers_page_say_the_new_hour_while_it_runs(runner, reader, evening, at):
    anybody, imam = reader.anybody(), reader.by_link("speaker", evening.imam)
    with at(2009, 5, 20, 17, 12):
        assert "now expected" not in anybody.get("agenda.show_programme", slug=evening.event.slug).words
        go(runner, evening)
        for page in (anybody.get("agenda.show_programme", slug=evening.event.slug),
                     imam.get("reports.show_speaker_page", ref=evening.imam.ref)):
            assert "now expected at 7:02pm (12 minutes later)" in page.words
    with at(2009, 5, 21, 17):
        assert "now expected" not in anybody.get("agenda.show_programme", slug=evening.event.slug).words


def test_after_the_evening_the_sheet_shows_planned_and_real_hours(runner, evening, at):
    for minute in (2, 13, 35):
        with at(2009, 5, 20, 17, minute):
            go(runner, evening)
    with at(2009, 5, 22, 9):
        page = sheet(runner, evening)
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert "6pm – 6:10pm" in rows[0] and "6:02pm – 6:13pm" in rows[0]
    assert not page.select("form[action*='/run/']")


def test_the_sheet_says_by_itself_when_it_would_say_something_else(runner, evening, at):
    with at(2009, 5, 20, 17, 2, 10):
        go(runner, evening)
        page = sheet(runner, evening)
        state = runner.client.get(page.find(id="run")["data-from"])
        assert state.json["mark"] == page.find(id="run")["data-mark"]
        again = {"If-None-Match": state.headers["ETag"]}
        assert runner.client.get(page.find(id="run")["data-from"], headers=again).status_code == 304
        go(runner, evening)
        assert runner.client.get(page.find(id="run")["data-from"], headers=again).status_code == 200


def test_only_who_runs_the_hall_opens_it(reader, make, evening):
    scribe = reader.signed_in(make.officer("scribe", on=evening.event))
    assert scribe.client.get(f"/desk/events/{evening.event.slug}/run").status_code == 403
    assert reader.anybody().client.get(f"/desk/events/{evening.event.slug}/run").status_code == 302


def test_leaving_a_part_out_is_seen_by_its_speaker(runner, reader, evening, at):
    police = reader.by_link("speaker", evening.police)
    with at(2009, 5, 20, 17, 12):
        page = go(runner, evening)
        forms = [form for form in page.find_all("form") if "run/choice" in form["action"]]
        place = next(number for number, form in enumerate(forms) if "Leave out “Prevent in practice”" in form.text)
        runner.send(page, {}, to="run/choice", place=place, follow=True)
        assert "left out this evening" in police.get("reports.show_speaker_page", ref=evening.police.ref).words
