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
    """Where a deck of slides stands. Received is seen by its speaker and the organiser only."""

    RECEIVED = "received"
    PUBLISHED = "published"
    REPLACED = "replaced"  # by a newer version


MOVES = {
    DeckState.RECEIVED: {DeckState.PUBLISHED, DeckState.REPLACED},
    DeckState.PUBLISHED: {DeckState.RECEIVED, DeckState.REPLACED},
    DeckState.REPLACED: set(),
}


class RunAct(enum.StrEnum):
    """What is pressed on the live run sheet of the evening."""

    START = "start"
    FINISH = "finish"
    SHORTEN = "shorten"
    SWAP = "swap"
    DROP = "drop"
    END_LATER = "end later"
    UNDO = "undo"


# What is chosen, and may be taken back on its own; starting and finishing are undone newest first.
RUN_CHOICES = (RunAct.SHORTEN, RunAct.SWAP, RunAct.DROP, RunAct.END_LATER)
