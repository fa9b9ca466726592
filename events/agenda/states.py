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


class AnswerChannel(enum.StrEnum):
    """How a speaker's answer reached us."""

    LINK = "link"
    TELEPHONE = "telephone"
    EMAIL = "email"
    IN_PERSON = "in person"


class ConsentKind(enum.StrEnum):
    """What a speaker says yes or no to."""

    PUBLISH = "publish"  # their slides
    RECORD = "record"  # their talk
    PHOTOGRAPH = "photograph"  # shown on the public programme


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


class AdviceWay(enum.StrEnum):
    """How advice on the draft programme came."""

    LINK = "link"  # typed by the adviser themselves
    TELEPHONE = "telephone"
    MEETING = "meeting"
    EMAIL = "email"
    LETTER = "letter"


class AdviceBecame(enum.StrEnum):
    """What became of a comment on the draft programme."""

    TAKEN_IN = "taken in"
    IN_PART = "taken in part"
    NOT_TAKEN = "not taken"
    NOTED = "noted"


class VettingSubject(enum.StrEnum):
    """What is looked into before the event."""

    SPEAKER = "speaker"
    VENUE = "venue"
    BODY = "body"  # with a stall, a film, a table of leaflets


class VettingOutcome(enum.StrEnum):
    """What can be decided after asking and checking."""

    GO_AHEAD = "go ahead"
    CONDITIONS = "with conditions"
    REFUSE = "refuse"
    REFER = "refer upward"


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
