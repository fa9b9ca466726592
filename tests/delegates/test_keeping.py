"""Contacts kept by hand."""

import pytest

from events import history
from events.database import unit_of_work
from events.delegates import contact_queries, keeping


def add(**values):
    with unit_of_work():
        return keeping.add_contact(**({"name": "Ann Lee", "email": "ann@example.org", "partnerships": [],
                                       "by": "organiser"} | values))


def test_a_person_is_added_with_the_bodies_they_belong_to(in_app):
    ann = add(partnerships=["Renaissance", "renaissance ", ""], source="rang us")
    assert [body.name for body in ann.partnerships] == ["Renaissance"]
    assert (ann.language, ann.source) == ("en", "rang us")
    assert [row.act for row in history.of(ann)] == ["added"]


def test_somebody_without_an_address_can_be_kept_and_two_of_them_too(in_app):
    assert [add(name=name, email=" ").email for name in ("Peggy", "Irene")] == [None, None]


@pytest.mark.parametrize("email", ["ann@", "ann@example.org, bob@example.org", "jürgen@example.org", "Ann <a@b.org>"])
def test_only_one_address_that_can_be_written_to_is_taken(in_app, email):
    with pytest.raises(keeping.AddressRefused):
        add(email=email)


def test_an_address_belongs_to_one_person_however_it_is_typed(in_app):
    ann = add()
    with pytest.raises(keeping.ContactKnown, match="Ann Lee"):
        add(name="Bob", email="ANN@Example.org")
    with unit_of_work():
        ann = contact_queries.contacts()[0]
        keeping.change_contact(ann, name="Ann Lee", email="Ann@example.org", partnerships=[], by="organiser")
    assert contact_queries.contacts()[0].email == "Ann@example.org", "her own address is no clash"


def test_a_change_takes_somebody_out_of_a_body_and_says_not_to_invite_them(in_app):
    add(partnerships=["Renaissance", "Members"])
    with unit_of_work():
        keeping.change_contact(contact_queries.contacts()[0], name="Ann", email="", partnerships=["Members"],
                               do_not_invite=True, by="organiser")
    ann = contact_queries.contacts()[0]
    assert ([body.name for body in ann.partnerships], ann.do_not_invite, ann.email_key) == (["Members"], True, None)
