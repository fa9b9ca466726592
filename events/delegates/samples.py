"""Sample letters for the last look before a sending: unlike each other, so that an odd name shows."""

import unicodedata

from events.delegates.models import Invitation

MOST = 3


def _other_alphabet(name: str) -> bool:
    return any(sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN") for sign in name)


def of(invitations: list[Invitation]) -> list[Invitation]:
    """Up to three of them: the longest name, one in another alphabet, one without e-mail; else the first."""
    if not invitations:
        return []
    longest = max(invitations, key=lambda row: (len(row.contact.name), -row.id))
    other = next((row for row in invitations if _other_alphabet(row.contact.name)), None)
    accented = next((row for row in invitations if not row.contact.name.isascii()), None)
    by_post = next((row for row in invitations if not row.contact.email), None)
    chosen: list[Invitation] = []
    for row in (longest, other or accented, by_post, *invitations):
        if row is not None and row not in chosen and len(chosen) < MOST:
            chosen.append(row)
    return chosen
