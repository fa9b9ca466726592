"""What people read of an event beside its arrangements: access at the venue, hosts, bodies consulted."""

from events import history
from events.agenda import queries
from events.agenda.models import AccessFact, Host
from events.agenda.names import free_name
from events.database import db
from events.event import Event

PARTS = ("host", "consulted")


def add_access_fact(event: Event, *, key: str = "", label: str, available: bool, detail: str = "", by) -> AccessFact:
    """Say one thing about access at the venue; `key` is made from the label where left empty."""
    before = queries.access_facts_of(event)
    fact = AccessFact(
        event_id=event.id, key=key or free_name(label, {fact.key for fact in before}, otherwise="access", most=40),
        label=label, available=available, detail=detail,
        position=max((fact.position for fact in before), default=0) + 1,
    )
    db.session.add(fact)
    history.record(event, "access fact added", by=by, event=event)
    return fact


def change_access_fact(event: Event, fact: AccessFact, *, label: str, available: bool, detail: str = "", by) -> None:
    """Say one thing about access otherwise; its key and its place in the list stay."""
    if (fact.label, fact.available, fact.detail) != (label, available, detail):
        fact.label, fact.available, fact.detail = label, available, detail
        history.record(event, "access fact changed", by=by, event=event)


def remove_access_fact(event: Event, fact: AccessFact, *, by) -> None:
    """Take one thing about access away again."""
    db.session.delete(fact)
    history.record(event, "access fact removed", by=by, event=event)


def _check_part(part: str) -> None:
    if part not in PARTS:
        raise ValueError(f"a body hosts or is consulted, not {part}")


def add_host(event: Event, *, name: str, part: str = "host", detail: str = "", by) -> Host:
    """Name a body that holds the event ("host") or was consulted ("consulted"). Raises ValueError for another part."""
    _check_part(part)
    position = max((host.position for host in queries.hosts_of(event)), default=0) + 1
    host = Host(event_id=event.id, name=name, part=part, detail=detail, position=position)
    db.session.add(host)
    history.record(event, "host added", by=by, event=event)
    return host


def change_host(event: Event, host: Host, *, name: str, part: str, detail: str = "", by) -> None:
    """Name a body otherwise; its place in the list stays. Raises ValueError for another part."""
    _check_part(part)
    if (host.name, host.part, host.detail) != (name, part, detail):
        host.name, host.part, host.detail = name, part, detail
        history.record(event, "host changed", by=by, event=event)


def remove_host(event: Event, host: Host, *, by) -> None:
    """Take a host's name away again."""
    db.session.delete(host)
    history.record(event, "host removed", by=by, event=event)
