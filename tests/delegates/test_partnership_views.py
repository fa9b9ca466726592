"""The pages of partnerships."""

import pytest

from events.delegates import contact_queries


@pytest.fixture
def organiser(make, reader):
    """A council-wide organiser's browser, and two spellings of one body."""
    make.contact("Ann", partnership="Renaissance")
    make.contact("Bob", partnership="Renaisance")
    return reader.signed_in(make.officer("organiser"))


def key_of(name: str) -> int:
    return next(body.id for body in contact_queries.partnerships() if body.name == name)


def test_bodies_are_listed_with_how_many_belong_to_them(organiser, make, reader):
    page = organiser.get("bodies.list_partnerships")
    assert [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")] == [
        "Renaisance 1 people on Renaisance", "Renaissance 1 people on Renaissance"]
    reads = reader.signed_in(make.officer("organiser", on=make.event()))
    assert not reads.get("bodies.list_partnerships").select("tbody th a")
    reads.get("bodies.change_partnership", partnership_id=key_of("Renaissance"), status=403)


def test_a_body_is_renamed_and_a_name_that_is_taken_comes_back(organiser):
    page = organiser.get("bodies.change_partnership", partnership_id=key_of("Renaissance"))
    refused = organiser.send(page, {"name": "renaisance"}, to=f"partnerships/{key_of('Renaissance')}", status=422)
    assert "is in the list already" in refused.errors[0]
    assert refused.form(f"partnerships/{key_of('Renaissance')}")["name"] == "renaisance"
    organiser.send(refused, {"name": "Renaissance Network"}, to="partnerships/", follow=True)
    assert key_of("Renaissance Network")


def test_two_spellings_are_put_together_by_a_choice(organiser):
    page = organiser.get("bodies.change_partnership", partnership_id=key_of("Renaisance"))
    refused = organiser.send(page, {"into": ""}, to="merging", status=422)
    assert refused.errors == ["Choose the name that stays"]
    done = organiser.send(refused, {"into": str(key_of("Renaissance"))}, to="merging", follow=True)
    assert "Put together as Renaissance." in done.words and len(done.select("tbody tr")) == 1
    organiser.get("bodies.change_partnership", partnership_id=9999, status=404)
