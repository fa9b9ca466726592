"""Kinds and levels of agenda items, and what a deck may become."""

import enum


class Kind(enum.StrEnum):
    """What an agenda item is."""

    WELCOME = "welcome"
    PRESENTATION = "presentation"
    QUESTIONS = "questions"
    DISCUSSION = "discussion"
    BREAK = "break"
    CLOSE = "close"


class Level(enum.StrEnum):
    """Where a speaker speaks from."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class SpeakerState(enum.StrEnum):
    """How far somebody has come towards speaking."""

    PROPOSED = "proposed"  # not asked yet by a letter; an organiser may have asked them otherwise
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Entry(enum.StrEnum):
    """How people come to an event."""

    INVITED = "by invitation"
    ASKING = "by asking"  # the organiser decides
    OPEN = "open to all"


class Meeting(enum.StrEnum):
    """Where people meet."""

    HALL = "hall"
    LINK = "link"
    BOTH = "both"


class Part(enum.StrEnum):
    """What a speaker does in an agenda item."""

    SPEAKER = "speaker"
    PANEL = "panel"


class DeckState(enum.StrEnum):
    """Where a deck of slides stands. Until it is published, its speaker and the organiser alone see it."""

    CHECKING = "checking"  # waits to be opened, or for the virus scanner
    RECEIVED = "received"  # opened and found good
    PUBLISHED = "published"
    REPLACED = "replaced"  # by a newer version
    REFUSED = "refused"  # by the check; its file is gone
    DELETED = "deleted"  # shown at the event, and its file deleted afterwards as was agreed


MOVES = {
    DeckState.CHECKING: {DeckState.RECEIVED, DeckState.REPLACED, DeckState.REFUSED, DeckState.DELETED},
    DeckState.RECEIVED: {DeckState.PUBLISHED, DeckState.REPLACED, DeckState.DELETED},
    DeckState.PUBLISHED: {DeckState.RECEIVED, DeckState.REPLACED, DeckState.DELETED},
    DeckState.REPLACED: {DeckState.DELETED},
    DeckState.REFUSED: set(),
    DeckState.DELETED: set(),
}


class DeckChoice(enum.StrEnum):
    """What was decided about the data that nobody sees on a deck's slides."""

    OPEN = ""
    AS_IT_IS = "as it is"
    CLEANED = "cleaned"  # this version is the clean copy of another


class PictureState(enum.StrEnum):
    """Whether a deck's pages have been drawn."""

    NONE = ""
    WAITING = "waiting"
    DRAWN = "drawn"
    NO_OFFICE = "no office"  # this machine has no LibreOffice
    FAILED = "failed"
