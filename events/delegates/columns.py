"""The columns of contact lists by the names that people and programs give them."""

from collections.abc import Sequence

from events.delegates.addresses import cleaned

# Ours -> theirs, folded as `folded` does; the earlier a name stands, the sooner its cell counts.
NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "contact name", "attendee name", "your name", "contact", "person"),
    "first": ("first name", "first", "forename", "forenames", "given name"),
    "middle": ("middle name", "additional name"),
    "last": ("last name", "last", "surname", "family name"),
    "shown_as": ("display name", "email display name", "file as"),
    "email": ("email", "email address", "mail", "email 1 - value", "attendee email", "email 1", "contact email",
              "work email", "primary email", "e mail"),
    "organisation": ("organisation", "company", "organisation name", "employer", "affiliation", "body", "agency",
                     "organisation 1 - name", "company name"),
    "role": ("role", "job title", "position", "job", "organisation title", "organisation 1 - title", "post"),
    "partnerships": ("partnerships", "partnership", "groups", "group", "labels", "categories", "group membership",
                     "boards", "board"),
    "phone": ("phone", "telephone", "phone number", "telephone number", "tel", "tel no", "business phone",
              "phone 1 - value", "mobile phone", "mobile", "cell phone", "home phone", "primary phone", "work phone"),
    "access_needs": ("access needs", "needs", "access requirements", "access", "accessibility requirements",
                     "special requirements", "access or dietary needs"),
    "language": ("language", "lang", "preferred language"),
    "do_not_invite": ("do not invite", "do not contact", "do not email", "opted out", "unsubscribed"),
    "status": ("attendee status", "ticket status", "status"),
    "address": ("address", "postal address", "full address", "address 1 - formatted"),
}
# The parts of an address, in the order in which an envelope has them; the first group that says anything counts.
ADDRESSES: tuple[tuple[str, ...], ...] = tuple(
    tuple(f"{place}{part}" for part in (
        "street", "street 2", "street 3", "address 1", "address 2", "address line 1", "address line 2",
        "address line 3", "city", "town", "county", "state", "postal code", "postcode", "zip", "country/region",
        "country",
    ))
    for place in ("", "business ", "work ", "home ", "mailing ")
)
COUNTRIES_LEFT_OUT = {"united kingdom", "uk", "gb", "great britain"}


def folded(header: str) -> str:
    """A column's name without what does not tell it from another: letter case, underlines, stars, -ize or -ise."""
    words = cleaned(header).lower()
    for theirs, ours in (("_", " "), ("e-mail", "email"), ("e mail", "email"), ("organiz", "organis")):
        words = words.replace(theirs, ours)
    return " ".join(words.strip(" :*?").split())


def places_of(header: Sequence[str]) -> dict[str, list[int]]:
    """Ours -> where its columns stand, the one that counts first in front. What is not ours is left out."""
    theirs = [folded(cell) for cell in header]
    found = {
        ours: [place for name in names for place, word in enumerate(theirs) if word == name]
        for ours, names in NAMES.items()
    }
    return {ours: places for ours, places in found.items() if places}


def address_places_of(header: Sequence[str]) -> list[list[int]]:
    """Where the parts of an address stand, one list for each kind of address that there is."""
    theirs = [folded(cell) for cell in header]
    groups = [[theirs.index(part) for part in parts if part in theirs] for parts in ADDRESSES]
    return [places for places in groups if places]


def name_people(places: dict[str, list[int]]) -> bool:
    """Whether these columns say who somebody is."""
    return bool({"name", "first", "last"} & places.keys())
