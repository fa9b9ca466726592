"""Contact lists are brought in: every row is told what became of it, and the same list twice adds nothing."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from events import clock, history
from events.database import db
from events.delegates import addresses, contact_queries, languages, row_faults, tables
from events.delegates.models import Contact, Partnership
from events.delegates.tables import JOINED, Record
from events.event import KEPT_AFTER
from events.refusals import N_

A_PORTION = 250  # records that are taken in one unit of work
FIELDS = {"name": "name", "organisation": "organisation", "role": "job_title", "phone": "phone",
          "language": "language", "address": "address"}
# Groups that address books make by themselves: nobody belongs to them.
NO_BODIES = {"* mycontacts", "mycontacts", "* starred", "* friends", "* family", "* coworkers", "imported"}
YES = {"yes", "y", "true", "1", "x", "ja", "do not invite", "unsubscribed", "opted out"}

SAME_PERSON = N_("the same person as on line %(line)s")
SAME_ADDRESS = N_("the same email address as %(name)s on line %(line)s: give each person an address of their own, "
                  "or none")
NOT_INVITED = N_("asked not to be invited, and that stays so")


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
    reason: str = ""  # a marked sentence; of a changed row, which of our columns change
    name: str = ""
    column: str = ""  # what the file calls the column that is at fault
    values: dict = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in English, with its column: for commands."""
        reason = self.reason % self.values if self.values else self.reason
        return f"{self.column}: {reason}" if self.column else reason


Key = str | tuple[str, str]


def _key_of(record: Record) -> Key:
    """How a good record's person is compared: by address, else by name and organisation."""
    email = addresses.key_of(addresses.checked(record["email"])) if record["email"] else None
    return email or addresses.person_key(record.name, record["organisation"])


class Intake:
    """One list on its way in, portion by portion: which persons its earlier lines named."""

    def __init__(self, *, source: str = "", partnership: str = "", dry_run: bool = False, by):
        """`source` says where the list comes from; `partnership` is one more body of everybody on it."""
        self.source, self.dry_run, self.by = addresses.cleaned(source)[:160], dry_run, by
        self.partnership = addresses.cleaned(partnership)
        self.seen: dict[Key, tuple[int, str]] = {}

    def pass_over(self, records: Iterable[Record]) -> None:
        """Remember the persons of lines that were taken before."""
        for record in records:
            if row_faults.fault_of(record) is None:
                self.seen.setdefault(_key_of(record), (record.line, record.name))

    def take(self, records: Sequence[Record]) -> list[Row]:
        """Take some records, or say why not; in the open unit of work."""
        portion = _Portion(self, records)
        with db.session.no_autoflush:
            rows = [portion.row_of(record) for record in records]
        portion.write_history()
        return rows


class _Portion:
    """Some records of a list, with what is stored of their people already."""

    def __init__(self, intake: Intake, records: Sequence[Record]):
        self.intake = intake
        self.fault_by_line = {record.line: row_faults.fault_of(record) for record in records}
        people = {_key_of(record): record.name for record in records if self.fault_by_line[record.line] is None}
        found = contact_queries.contacts_by_keys(people)
        # Who has been given an address since is still the person of that name and organisation.
        self.known: dict[Key, Contact] = {addresses.person_key(row.name, row.organisation): row for row in found}
        self.known |= {row.email_key: row for row in found if row.email_key}
        self.invited = contact_queries.ever_invited(contact.id for contact in found)
        self.bodies = contact_queries.partnerships_by_any_name()
        self.done: list[tuple[object, str, str]] = []

    def row_of(self, record: Record) -> Row:
        """What becomes of one record."""
        fault, name = self.fault_by_line[record.line], record.name
        if fault is not None:
            return Row(record.line, record["email"], RowState.REFUSED, fault.sentence, name, fault.column, fault.values)
        key = _key_of(record)
        email = addresses.checked(record["email"]) if record["email"] else None
        if key in self.intake.seen:
            line, who = self.intake.seen[key]
            same = addresses.cleaned(who).casefold() == addresses.cleaned(name).casefold()
            return Row(record.line, email or "", RowState.DUPLICATE, SAME_PERSON if same else SAME_ADDRESS, name,
                       "" if same else record.headers.get("email", ""), {"line": line, "name": who})
        self.intake.seen[key] = (record.line, name)
        contact = self.known.get(key)
        if contact is None:
            if not self.intake.dry_run:
                self.known[key] = self._add(record, email)
            return Row(record.line, email or "", RowState.NEW, "", name)
        return self._again(record, contact, email)

    def _again(self, record: Record, contact: Contact, email: str | None) -> Row:
        changes = self._differences(contact, record)
        name, no = record.name, NOT_INVITED if contact.do_not_invite else ""
        if not changes:
            return Row(record.line, email or "", RowState.KNOWN, no, name)
        if not self.intake.dry_run:
            self._change(contact, changes, record)
        changed = ", ".join(column.replace("_", " ") for column in changes)
        return Row(record.line, email or "", RowState.CHANGED, changed, name)

    def _names_of(self, record: Record) -> list[str]:
        words = record["partnerships"].replace(JOINED, ";").split(";")
        names = [addresses.cleaned(word)[:160] for word in [*words, self.intake.partnership]]
        return list(dict.fromkeys(name for name in names if name and name.casefold() not in NO_BODIES))

    def _body(self, name: str) -> Partnership:
        found = self.bodies.get(name.casefold())
        if found is None:
            found = self.bodies[name.casefold()] = Partnership(name=name)
            db.session.add(found)
        return found

    def _differences(self, contact: Contact, record: Record) -> dict[str, str]:
        """Which of our columns the record would change: an empty cell changes nothing."""
        said = {column: record[column] for column in FIELDS} | {
            "name": record.name, "language": languages.code_of(record["language"]),
        }
        found = {
            column: words for column, words in said.items() if words and getattr(contact, FIELDS[column]) != words
        }
        names = self._names_of(record)
        if any(self.bodies.get(name.casefold()) not in contact.partnerships for name in names):
            found["partnerships"] = ";".join(names)
        # Once somebody has had a letter, they say themselves what they need.
        needs = record["access_needs"]
        if needs and contact.id not in self.invited and contact.unconfirmed_needs != needs:
            found["access_needs"] = needs
        if record["do_not_invite"].casefold() in YES and not contact.do_not_invite:
            found["do_not_invite"] = "yes"
        return found

    def _add(self, record: Record, email: str | None) -> Contact:
        now, needs = clock.now(), record["access_needs"]
        contact = Contact(
            name=record.name, email=email, email_key=addresses.key_of(email), organisation=record["organisation"],
            job_title=record["role"], phone=record["phone"], language=languages.code_of(record["language"]) or "en",
            address=record["address"], unconfirmed_needs=needs, needs_brought_at=now if needs else None,
            do_not_invite=record["do_not_invite"].casefold() in YES, source=self.intake.source,
            created_at=now, keep_until=now + KEPT_AFTER,
        )
        contact.partnerships = list(dict.fromkeys(self._body(name) for name in self._names_of(record)))
        db.session.add(contact)
        self.done.append((contact, "added from a list", ""))
        return contact

    def _change(self, contact: Contact, changes: dict[str, str], record: Record) -> None:
        for column, words in changes.items():
            if column in FIELDS:
                setattr(contact, FIELDS[column], words)
        if "access_needs" in changes:
            contact.unconfirmed_needs, contact.needs_brought_at = changes["access_needs"], clock.now()
        if "do_not_invite" in changes:
            contact.do_not_invite = True  # a list may say so; only a person takes it back
        for body in map(self._body, self._names_of(record)):
            if body not in contact.partnerships:
                contact.partnerships.append(body)
        self.done.append((contact, "changed from a list", ", ".join(changes)[:60]))

    def write_history(self) -> None:
        """Store what was taken, and say so in history."""
        if self.done:
            history.record_many(self.done, by=self.intake.by)


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
    return Intake(source=source, partnership=partnership or "", dry_run=dry_run, by=by).take(list(records))


def counts_of(rows: Iterable[Row]) -> dict[str, int]:
    """How many rows came to each state, in the states' order."""
    rows = list(rows)
    return {state.value: sum(row.state == state for row in rows) for state in RowState}
