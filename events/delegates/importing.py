"""Contact lists are brought in: every row is told what became of it, and the same list twice adds nothing."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from events import clock, history
from events.database import db
from events.delegates import addresses, contact_queries, tables
from events.delegates.models import Contact, Partnership
from events.delegates.tables import Record
from events.event import KEPT_AFTER
from events.refusals import N_

LONGEST = {"name": 200, "organisation": 200, "role": 160, "phone": 40, "language": 12, "access_needs": 2000}
FIELDS = {"name": "name", "organisation": "organisation", "role": "job_title", "phone": "phone", "language": "language"}

NO_NAME = N_("the name is missing")
TWO_ADDRESSES = N_("two addresses in one cell: give each person a line of their own")
NOT_AN_ADDRESS = N_("the e-mail address cannot be used: check it for slips")
TOO_LONG = N_("a cell is too long")
TOO_MANY_CELLS = N_("more cells than there are columns: put cells that hold a comma in quotation marks")
SAME_AS_LINE = N_("the same person as on an earlier line")


class RowState(enum.StrEnum):
    """What became of one row of a list."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


GOOD = (RowState.NEW, RowState.CHANGED)


@dataclass(frozen=True)
class Row:
    """One row of a list: where it begins (header 1), whom it is about, what became of it and why."""

    line: int
    email: str
    state: RowState
    reason: str = ""
    name: str = ""


class _Known:
    """What is stored already, read once: contacts by address or by name, partnerships by name."""

    def __init__(self):
        self.by_key: dict[object, Contact] = {}
        self.seen: dict[object, int] = {}
        for contact in contact_queries.contacts():
            if contact.email_key:
                self.by_key[contact.email_key] = contact
            else:
                self.by_key[addresses.person_key(contact.name, contact.organisation)] = contact
        self.partnerships = {body.name.casefold(): body for body in contact_queries.partnerships()}
        self.invited = contact_queries.ever_invited()

    def partnership(self, name: str) -> Partnership:
        """The body of that name, made where it is new."""
        found = self.partnerships.get(name.casefold())
        if found is None:
            found = self.partnerships[name.casefold()] = Partnership(name=name)
            db.session.add(found)
        return found


def _name_of(record: Record) -> str:
    return record["name"] or f"{record['first']} {record['last']}".strip()


def _bodies_of(record: Record, partnership: str) -> list[str]:
    words = record["partnerships"].replace(" ::: ", ";").split(";")
    names = [addresses.cleaned(word)[:160] for word in [*words, partnership]]
    return list(dict.fromkeys(name for name in names if name))


def _fault_of(record: Record) -> str:
    """Why a record cannot be taken, as a marked sentence; empty for a good one."""
    if record.surplus:
        return TOO_MANY_CELLS
    if not _name_of(record):
        return NO_NAME
    if any(len(record[name]) > most for name, most in LONGEST.items()) or len(_name_of(record)) > LONGEST["name"]:
        return TOO_LONG
    try:
        if record["email"]:
            addresses.checked(record["email"])
    except addresses.TwoAddresses:
        return TWO_ADDRESSES
    except addresses.NotAnAddress:
        return NOT_AN_ADDRESS
    return ""


def _differences(contact: Contact, record: Record, bodies: list[str], invited: bool) -> dict[str, str]:
    """Which of our columns the record would change: an empty cell changes nothing."""
    said = {column: record[column] for column in FIELDS} | {"name": _name_of(record)}
    found = {
        column: words for column, words in said.items()
        if words and getattr(contact, FIELDS[column]) != words
    }
    held = {body.name.casefold() for body in contact.partnerships}
    if any(name.casefold() not in held for name in bodies):
        found["partnerships"] = ";".join(bodies)
    # Once somebody has had a letter, they say themselves what they need.
    needs = record["access_needs"]
    if needs and not invited and contact.unconfirmed_needs != needs:
        found["access_needs"] = needs
    return found


def _add(record: Record, email: str | None, bodies: list[str], known: _Known, source: str) -> Contact:
    now = clock.now()
    contact = Contact(
        name=_name_of(record), email=email, email_key=addresses.key_of(email), organisation=record["organisation"],
        job_title=record["role"], phone=record["phone"], language=record["language"] or "en",
        unconfirmed_needs=record["access_needs"], source=source[:160], created_at=now, keep_until=now + KEPT_AFTER,
    )
    contact.partnerships = [known.partnership(name) for name in bodies]
    db.session.add(contact)
    return contact


def _change(contact: Contact, changes: dict[str, str], bodies: list[str], known: _Known) -> None:
    for column, words in changes.items():
        if column in FIELDS:
            setattr(contact, FIELDS[column], words)
    if "access_needs" in changes:
        contact.unconfirmed_needs = changes["access_needs"]
    held = {body.name.casefold() for body in contact.partnerships}
    contact.partnerships.extend(known.partnership(name) for name in bodies if name.casefold() not in held)


def _take(record: Record, known: _Known, *, partnership: str, source: str, dry_run: bool, by) -> Row:
    """Take one record, or say why not."""
    name = _name_of(record)
    fault = _fault_of(record)
    if fault:
        return Row(record.line, record["email"], RowState.REFUSED, fault, name)
    email = addresses.checked(record["email"]) if record["email"] else None
    key = addresses.key_of(email) or addresses.person_key(name, record["organisation"])
    if key in known.seen:
        return Row(record.line, email or "", RowState.DUPLICATE, SAME_AS_LINE, name)
    known.seen[key] = record.line
    bodies = _bodies_of(record, partnership)
    contact = known.by_key.get(key)
    if contact is None:
        if not dry_run:
            history.record(_add(record, email, bodies, known, source), "added from a list", by=by)
        return Row(record.line, email or "", RowState.NEW, "", name)
    changes = _differences(contact, record, bodies, contact.id in known.invited)
    if not changes:
        return Row(record.line, email or "", RowState.KNOWN, "", name)
    if not dry_run:
        _change(contact, changes, bodies, known)
        history.record(contact, "changed from a list", by=by, field=", ".join(changes)[:60])
    changed = ", ".join(column.replace("_", " ") for column in changes)
    return Row(record.line, email or "", RowState.CHANGED, changed, name)


def import_contacts(
    stream_or_rows: BinaryIO | bytes | Iterable[Record], *, source: str = "", partnership: str | None = None,
    dry_run: bool = False, by,
) -> list[Row]:
    """Bring in a contact list: the good rows are taken, each row is told what became of it.

    `source` says where the list comes from (the first letter repeats it); `partnership` is one more
    body that everybody on the list belongs to. Raises ListUnreadable for a file that is no list.
    """
    if isinstance(stream_or_rows, bytes):
        records: Iterable[Record] = tables.records_of(stream_or_rows)
    elif hasattr(stream_or_rows, "read"):
        records = tables.records_of(stream_or_rows.read(tables.MOST_BYTES + 1))
    else:
        records = stream_or_rows
    known = _Known()
    with db.session.no_autoflush:
        return [
            _take(record, known, partnership=addresses.cleaned(partnership or ""), source=addresses.cleaned(source),
                  dry_run=dry_run, by=by)
            for record in records
        ]


def counts_of(rows: list[Row]) -> dict[str, int]:
    """How many rows came to each state, in the states' order."""
    return {state.value: sum(row.state == state for row in rows) for state in RowState}
