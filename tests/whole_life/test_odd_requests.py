"""Addresses and forms that no page of ours makes: an answer in a sentence, never a failure."""

import pytest

HUGE = 10**30


@pytest.fixture
def organiser(make, reader):
    """An organiser of an evening with one guest."""
    event = make.event()
    make.invitation(event)
    return reader.signed_in(make.officer("organiser", on=event))


@pytest.mark.parametrize("path", [
    f"guests/{HUGE}", f"speakers/{HUGE}", f"slides/{HUGE}", f"programme/{HUGE}", f"themes/{HUGE}", f"guests/{2**31}",
])
def test_a_number_larger_than_any_record_has_is_not_there(organiser, path):
    assert organiser.client.get(f"/desk/events/evening/{path}").status_code == 404


@pytest.mark.parametrize("path", [
    f"guests?page={HUGE}", f"letters?page={HUGE}", f"remarks?theme={HUGE}", "guests?page=-1", "guests?page=x",
])
def test_a_page_number_that_cannot_be_is_a_page(organiser, path):
    assert organiser.client.get(f"/desk/events/evening/{path}").status_code == 200


@pytest.mark.parametrize("path", ["/desk/events/evening/guests?q=%00", "/desk/events/%00/", "/events/x%00/room"])
def test_a_character_that_no_database_keeps_is_refused_in_an_address(organiser, path):
    assert organiser.client.get(path).status_code == 400


def test_in_a_form_it_is_left_out(organiser):
    page = organiser.get("sorting.list_themes", slug="evening")
    organiser.send(page, {"name": "Being\0 heard"}, place=1)
    assert "Being heard" in organiser.get("sorting.list_themes", slug="evening").words


@pytest.mark.parametrize("capacity", [str(HUGE), "-1", "0.5", "\u0663"])
def test_a_number_of_places_that_cannot_be_is_refused_or_read(organiser, capacity):
    page = organiser.get("planning.change_event", slug="evening")
    form = next(f for f in page.find_all("form", method="post") if f.find(attrs={"name": "capacity"}))
    assert form is not None
    data = page.form(place=page.find_all("form").index(form)) | {"capacity": capacity}
    answer = organiser.client.post("/desk/events/evening/arrangements", data=data)
    assert answer.status_code in (302, 422)
