"""What keeps a row of a contact list out: one sentence, with the column where it stands."""

import re
from dataclasses import dataclass, field

from events.delegates import addresses
from events.delegates.spreadsheets import NO_VALUE
from events.delegates.tables import Record
from events.refusals import N_

LONGEST = {"organisation": 200, "role": 160, "phone": 40, "language": 12, "access_needs": 2000, "address": 500}
LONGEST_NAME = 200
# What ticket programs call a ticket that nobody comes with.
GIVEN_BACK = {"refunded", "not attending", "deleted", "cancelled", "canceled", "transferred"}
WORDS = ("name", "first", "middle", "last", "email", *LONGEST)

NO_NAME = N_("the name is missing")
NAME_IS_ADDRESS = N_("an email or web address stands where the name belongs")
NO_LETTERS = N_("there is no letter in the name")
LETTERS_LOST = N_("letters were lost when this list was saved: save it again as CSV UTF-8")
TWO_ADDRESSES = N_("two addresses in one cell: give each person a line of their own")
NOT_AN_ADDRESS = N_("the email address cannot be used: check it for slips")
TOO_LONG = N_("a cell is too long")
TOO_MANY_CELLS = N_("more cells than there are columns: put cells that hold a comma in quotation marks")
FORMULA = N_("a formula stands where words belong")
FORMULA_EMPTY = N_("a formula stands here whose result was not saved: open the file, save it, and bring it again")
ERROR_VALUE = N_("a formula that went wrong stands here")
TICKET_GONE = N_("the ticket was given back: the list says %(status)s")


@dataclass(frozen=True)
class Fault:
    """Why a row stays out. `column` is what the file calls it, empty where it is the whole row."""

    sentence: str
    column: str = ""
    values: dict = field(default_factory=dict)


def _of_formulas(record: Record) -> Fault | None:
    for ours in WORDS:
        words, column = record[ours], record.headers.get(ours, ours)
        if words == NO_VALUE:
            return Fault(FORMULA_EMPTY, column)
        if words.startswith("="):
            return Fault(FORMULA, column)
        if re.fullmatch(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", words):
            return Fault(ERROR_VALUE, column)
    return None


def _of_name(record: Record) -> Fault | None:
    name = record.name
    column = next((record.headers[ours] for ours in ("name", "first", "last") if ours in record.headers), "")
    if not name:
        return Fault(NO_NAME, column)
    if "@" in name or "://" in name or name.casefold().startswith("www."):
        return Fault(NAME_IS_ADDRESS, column)
    if "\ufffd" in name:
        return Fault(LETTERS_LOST, column)
    if not any(sign.isalpha() for sign in name):
        return Fault(NO_LETTERS, column)
    return Fault(TOO_LONG, column) if len(name) > LONGEST_NAME else None


def _of_address(record: Record) -> Fault | None:
    if not record["email"]:
        return None
    try:
        addresses.checked(record["email"])
    except addresses.TwoAddresses:
        return Fault(TWO_ADDRESSES, record.headers["email"])
    except addresses.NotAnAddress:
        return Fault(NOT_AN_ADDRESS, record.headers["email"])
    return None


def _of_lengths(record: Record) -> Fault | None:
    for ours, most in LONGEST.items():
        if len(record[ours]) > most:
            return Fault(TOO_LONG, record.headers.get(ours, ours))
        if "\ufffd" in record[ours]:
            return Fault(LETTERS_LOST, record.headers.get(ours, ours))
    return None


def fault_of(record: Record) -> Fault | None:
    """Why a record cannot be taken, in one sentence; None for a good one."""
    if record.surplus:
        return Fault(TOO_MANY_CELLS)
    if record["status"].casefold() in GIVEN_BACK:
        return Fault(TICKET_GONE, record.headers["status"], {"status": record["status"]})
    return _of_formulas(record) or _of_name(record) or _of_lengths(record) or _of_address(record)
