"""Mending a remark: its words edited with the original kept beside them, and its words in English."""

from events.feedback import capturing, moderating, queries, sorting, texts
from events.feedback.models import Remark
from events.feedback.states import RemarkState


def edit(remark: Remark, *, text: str, by, seen: str = "") -> None:
    """Give a remark other words; what was first written is kept beside them for officers.

    For a slip of the pen. What may hurt somebody is redacted, and then the original is gone. Raises
    ChangedMeanwhile, CannotMove, NothingWritten or TooLong.
    """
    queries.hold(remark)
    moderating.check_seen(remark, seen)
    if remark.state not in (RemarkState.WAITING, RemarkState.APPROVED):
        raise moderating.CannotMove(ref=remark.ref)
    words = texts.clean_text(text)
    if not words:
        raise capturing.NothingWritten()
    if len(words) > capturing.LONGEST:
        raise capturing.TooLong(most=f"{capturing.LONGEST:,}", length=f"{len(words):,}")
    if words == remark.text:
        return
    first = remark.original or remark.text
    remark.original = first if words != first else ""
    remark.text = words
    moderating.done(remark, "edited", by)


def translate(remark: Remark, *, language: str, translation: str, by, seen: str = "") -> None:
    """Put a remark into English beside its own words. Raises ChangedMeanwhile or TooLong."""
    queries.hold(remark)
    moderating.check_seen(remark, seen)
    sorting.translate(remark, language=language, translation=translation, by=by)
