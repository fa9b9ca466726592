"""Annotating a remark: to whom it is assigned, a private note, pinned or not, under which theme."""

from events import clock, history
from events.access.models import Officer
from events.database import db
from events.feedback import capturing, moderating, queries, texts
from events.feedback.models import Remark, Theme
from events.feedback.room_models import RemarkNote
from events.refusals import N_, Refusal, Stale

LONGEST_NOTE = 1_000  # characters


class AssignedMeanwhile(Stale):
    """Somebody else has given it to somebody since the page was opened."""

    sentence = N_("Another moderator has assigned %(ref)s to %(name)s since you opened the page. Nothing of yours was "
                  "saved.")


class UnassignedMeanwhile(Stale):
    """Somebody else has taken it from whoever had it since the page was opened."""

    sentence = N_("Another moderator has taken %(ref)s from whoever had it since you opened the page. Nothing of yours "
                  "was saved.")


class NoteWanted(Refusal):
    """A note has words."""

    sentence = N_("Write the note")
    field = "words"


def assigned_of(remark: Remark) -> str:
    """What a page shows of who has a remark, as a short word to send along."""
    return str(remark.assigned_to_id or "nobody")


def assign(remark: Remark, *, to: Officer | None, by, had: str = "") -> None:
    """Give a remark to an officer to see to, or to nobody. Raises AssignedMeanwhile or UnassignedMeanwhile."""
    queries.hold(remark)
    if remark.assigned_to_id == (to.id if to else None):
        return
    if had and had != assigned_of(remark):
        if remark.assigned_to is None:
            raise UnassignedMeanwhile(ref=remark.ref)
        raise AssignedMeanwhile(ref=remark.ref, name=remark.assigned_to.name)
    remark.assigned_to = to
    history.record(remark, "assigned" if to else "assigned to nobody", by=by, event=remark.event)


def note(remark: Remark, *, words: str, by: Officer) -> RemarkNote:
    """Note something beside a remark, for officers alone. Raises NoteWanted or TooLong."""
    words = texts.clean_text(words)
    if not words:
        raise NoteWanted()
    if len(words) > LONGEST_NOTE:
        raise capturing.TooLong(field="words", most=f"{LONGEST_NOTE:,}", length=f"{len(words):,}")
    noted = RemarkNote(remark=remark, officer=by, words=words, at=clock.now(), keep_until=remark.event.keep_until)
    db.session.add(noted)
    history.record(remark, "noted beside", by=by, event=remark.event)
    return noted


def pin(remark: Remark, *, by) -> None:
    """Keep a question before all others on the wall, by whatever order."""
    _pin(remark, True, by)


def unpin(remark: Remark, *, by) -> None:
    """Let a question stand in the order of the others again."""
    _pin(remark, False, by)


def _pin(remark: Remark, value: bool, by) -> None:
    queries.hold(remark)
    if remark.is_pinned != value:
        remark.is_pinned = value
        moderating.done(remark, "pinned" if value else "unpinned", by)


def put_under(remark: Remark, *, theme: Theme, by) -> None:
    """Put a remark under a theme; the others it has stay. Twice is once."""
    queries.hold(remark)
    if theme.id not in {known.id for known in queries.themes_now(remark)}:
        remark.themes = [*remark.themes, theme]
        history.record(remark, "put under a theme", by=by, event=remark.event)


def take_from_under(remark: Remark, *, theme: Theme, by) -> None:
    """Take a remark from under a theme."""
    queries.hold(remark)
    if theme.id in {known.id for known in queries.themes_now(remark)}:
        remark.themes = [known for known in remark.themes if known.id != theme.id]
        history.record(remark, "taken from under a theme", by=by, event=remark.event)
