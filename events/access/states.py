"""The roles an officer can have, and the audiences a page can name."""

import enum


class RoleName(enum.StrEnum):
    """What an officer does on an event, or for the whole council."""

    ORGANISER = "organiser"
    MODERATOR = "moderator"
    SCRIBE = "scribe"
    DOOR = "door"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    SAFEGUARDING = "safeguarding"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = frozenset(role.value for role in RoleName)
# Whoever comes by a personal link has no role: the link itself says which record it opens.
BY_LINK = frozenset({"delegate", "speaker"})
AUDIENCES = ROLE_NAMES | BY_LINK | {"public"}
