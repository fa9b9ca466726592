"""Somebody who is named is found or added."""

import pytest

from events.database import unit_of_work
from events.delegates import naming
from events.delegates.keeping import AddressRefused


def contact_of(**values):
    with unit_of_work():
        return naming.contact_of(**({"source": "named by a body", "by": "coordinator"} | values))


def test_a_known_address_is_the_person_we_know_and_stays_as_it_was(make):
    known = make.contact("Nadia Ali-Smith", email="nadia@example.org")
    found = contact_of(name="Nadia", email="Nadia@EXAMPLE.org")
    assert (found.id, found.name) == (known.id, "Nadia Ali-Smith")


def test_somebody_unknown_is_added_with_where_they_came_from(make):
    made = contact_of(name="Omar", email="omar@example.org", organisation="Renaissance")
    assert (made.name, made.organisation, made.source) == ("Omar", "Renaissance", "named by a body")


def test_without_an_address_two_people_of_one_name_are_two(make):
    assert contact_of(name="A Brown").id != contact_of(name="A Brown").id


def test_two_addresses_in_one_are_refused(make):
    with pytest.raises(AddressRefused):
        contact_of(name="Two", email="a@example.org, b@example.org")
