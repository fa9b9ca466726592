"""What people read of an event beside its arrangements: access at the venue, hosts, bodies consulted."""

import pytest

from events import history
from events.agenda import describing, queries
from events.database import db, unit_of_work


def test_access_facts_and_hosts_keep_their_order_and_can_go_again(make):
    event = make.event()
    with unit_of_work():
        for label in ("Step-free", "Hearing loop", "Step-free"):
            describing.add_access_fact(event, label=label, available=True, by="command")
        describing.add_host(event, name="Silver Group", by="command")
        describing.add_host(event, name="Faith Network", part="consulted", by="command")
    facts = queries.access_facts_of(event)
    assert [(fact.label, fact.key) for fact in facts] == [
        ("Step-free", "step-free"), ("Hearing loop", "hearing-loop"), ("Step-free", "step-free-2")]
    assert [(host.name, host.part) for host in queries.hosts_of(event)] == [
        ("Silver Group", "host"), ("Faith Network", "consulted")]
    with unit_of_work():
        fact = queries.access_fact(event, facts[0].id)
        describing.change_access_fact(event, fact, label="Level", available=False, detail="A ramp", by="command")
        describing.change_access_fact(event, fact, label="Level", available=False, detail="A ramp", by="command")
        describing.change_host(event, queries.hosts_of(event)[1], name="Faith Forum", part="host", by="command")
    facts = queries.access_facts_of(event)
    assert (facts[0].label, facts[0].key, facts[0].available) == ("Level", "step-free", False)
    assert [(host.name, host.part) for host in queries.hosts_of(event)] == [
        ("Silver Group", "host"), ("Faith Forum", "host")]
    acts = [entry.act for entry in history.of(event)]
    assert (acts.count("access fact changed"), acts.count("host changed")) == (1, 1)
    db.session.rollback()
    with pytest.raises(ValueError), unit_of_work():
        describing.change_host(event, queries.hosts_of(event)[0], name="X", part="sponsor", by="command")
    with unit_of_work():
        describing.remove_access_fact(event, queries.access_fact(event, facts[0].id), by="command")
        describing.remove_host(event, queries.hosts_of(event)[0], by="command")
    assert [fact.label for fact in queries.access_facts_of(event)] == ["Hearing loop", "Step-free"]
    with pytest.raises(ValueError), unit_of_work():
        describing.add_host(event, name="X", part="sponsor", by="command")
