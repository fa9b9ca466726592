"""Bodies under their names: renamed, and two spellings put together."""

import pytest

from events.database import db, unit_of_work
from events.delegates import contact_queries, importing, naming_bodies
from events.delegates.models import Partnership


def bring(text: str):
    with unit_of_work():
        return importing.import_contacts(text.encode(), source="a list", by="command")


def body(name: str) -> Partnership:
    db.session.expire_all()
    return next(row for row in contact_queries.partnerships() if row.name == name)


LIST = "name,email,partnership\nAnn,ann@example.org,Renaissance\nBob,bob@example.org,Renaisance;Renaissance\n"


@pytest.fixture
def two(in_app):
    """A body under two spellings; Bob is on both."""
    bring(LIST)
    bring("name,email,partnership\nCy,cy@example.org,Renaisance\n")


def members(name: str) -> list[str]:
    db.session.expire_all()
    return [contact.name for contact in contact_queries.contacts(partnership=name)]


def test_two_spellings_are_put_together_and_the_list_that_had_them_adds_nothing(two):
    with unit_of_work():
        naming_bodies.merge(body("Renaisance"), into=body("Renaissance"), by="organiser")
    assert [row.name for row in contact_queries.partnerships()] == ["Renaissance"]
    assert members("Renaissance") == ["Ann", "Bob", "Cy"]
    assert importing.counts_of(bring(LIST))["known"] == 2
    assert contact_queries.other_spellings() == {body("Renaissance").id: ["Renaisance"]}


def test_a_body_gets_another_name_and_is_found_by_the_old_one(two):
    with unit_of_work():
        naming_bodies.rename(body("Renaissance"), name=" Renaissance Stockton ", detail="A network", by="organiser")
    assert importing.counts_of(bring("name,email,partnership\nAnn,ann@example.org,RENAISSANCE\n"))["known"] == 1
    with unit_of_work():  # and back again
        naming_bodies.rename(body("Renaissance Stockton"), name="Renaissance", detail="", by="organiser")
    assert contact_queries.other_spellings() == {body("Renaissance").id: ["Renaissance Stockton"]}


@pytest.mark.parametrize(("name", "refusal"), [
    ("", naming_bodies.NameNeeded), ("\u202e ", naming_bodies.NameNeeded), ("RENAISANCE", naming_bodies.NameTaken),
])
def test_a_name_that_is_empty_or_anothers_is_refused(two, name, refusal):
    with pytest.raises(refusal), unit_of_work():
        naming_bodies.rename(body("Renaissance"), name=name, detail="", by="organiser")


def test_a_body_is_not_put_together_with_itself_or_nothing(two):
    for into in (body("Renaissance"), None):
        with pytest.raises(naming_bodies.NotTheSame), unit_of_work():
            naming_bodies.merge(body("Renaissance"), into=into, by="organiser")
