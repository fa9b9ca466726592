"""Sorting what was said: themes, a translation beside the words, and what became of each remark."""

import hashlib

from sqlalchemy import select

from events import history
from events.database import db
from events.event import Event
from events.feedback import capturing, passing_answers_on, queries, texts
from events.feedback.models import Remark, Theme
from events.feedback.states import Disposition, RemarkState
from events.refusals import N_, Refusal, Stale


class ThemeNameWanted(Refusal):
    """A theme has a name."""

    sentence = N_("Enter a name for the theme")
    field = "name"


class ThemeKnown(Refusal):
    """There is a theme of that name already."""

    sentence = N_("There is a theme called %(name)s already.")
    field = "name"


class ReasonTooShort(Refusal):
    """What became of a remark is said with a reason that its writer can read."""

    sentence = N_("Say why, in a sentence that the writer can read")
    field = "reason"


class NotApproved(Refusal):
    """What became of a remark is said only of one that a moderator has let through."""

    sentence = N_("A moderator has to approve %(ref)s first.")
    status = 409


class DisposedMeanwhile(Stale):
    """Somebody else has said what became of it since the page was opened."""

    sentence = N_("Somebody else has said what became of %(ref)s since you opened this page. Both are shown below.")


def add_theme(event: Event, *, name: str, by) -> Theme:
    """Make a theme. Raises ThemeNameWanted or ThemeKnown (in any letter case)."""
    theme = Theme(event_id=event.id, name=_free_name(event, name))
    db.session.add(theme)
    history.record(theme, "added", by=by, event=event)
    return theme


def rename_theme(theme: Theme, *, event: Event, name: str, by) -> None:
    """Give a theme another name. Raises ThemeNameWanted or ThemeKnown."""
    theme.name = _free_name(event, name, but=theme)
    history.record(theme, "renamed", by=by, event=event)


def remove_theme(theme: Theme, *, event: Event, by) -> None:
    """Take a theme away; its remarks stay."""
    history.record(theme, "removed", by=by, event=event)
    db.session.delete(theme)


def theme(remark: Remark, *, themes: list[Theme], by) -> None:
    """Put a remark under these themes and no others."""
    if {old.id for old in remark.themes} == {new.id for new in themes}:
        return
    remark.themes = list(themes)
    history.record(remark, "sorted under themes", by=by, event=remark.event)


def theme_together(remarks: list[Remark], *, theme: Theme, by) -> None:
    """Put several remarks under one theme, beside those they have."""
    for remark in remarks:
        if theme not in remark.themes:
            remark.themes.append(theme)
            history.record(remark, "sorted under themes", by=by, event=remark.event)


def disposed_of(remark: Remark) -> str:
    """What a page shows of a remark's disposition, as a short word to send along."""
    said = f"{remark.disposition or ''}\x1f{remark.disposition_reason}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def dispose(remark: Remark, *, disposition: str, reason: str, by, seen: str = "") -> None:
    """Say what became of a remark, with the reason. Raises NotApproved, ReasonTooShort or DisposedMeanwhile.

    Those that were merged into it end as it does, unless something else was said of them.
    """
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED:
        raise NotApproved(ref=remark.ref)
    reason = texts.clean_text(reason)
    if not reason:
        raise ReasonTooShort()
    if (remark.disposition, remark.disposition_reason) == (disposition, reason):
        return
    if seen and seen != disposed_of(remark):
        raise DisposedMeanwhile(ref=remark.ref)
    before = (remark.disposition, remark.disposition_reason)
    for one in [remark, *_merged_into(remark)]:
        if one is remark or one.disposition is None or (one.disposition, one.disposition_reason) == before:
            one.disposition, one.disposition_reason = Disposition(disposition), reason
            history.record(one, f"disposed: {disposition}", by=by, event=remark.event)
            passing_answers_on.pass_on(one, by=by)


def translate(remark: Remark, *, language: str, translation: str, by) -> None:
    """Note the language of a remark, and its words in English beside its own. Raises TooLong."""
    words = texts.clean_text(translation)
    if len(words) > 2 * capturing.LONGEST:
        raise capturing.TooLong(field="translation", most=f"{2 * capturing.LONGEST:,}", length=f"{len(words):,}")
    remark.language, remark.translation = texts.clean_name(language)[:12], words
    history.record(remark, "translated", by=by, event=remark.event)


def _merged_into(remark: Remark) -> list[Remark]:
    rows = select(Remark).where(Remark.merged_into_id == remark.id, Remark.state.in_(queries.SHOWN_TO_ALL_STAFF))
    return list(db.session.scalars(rows.order_by(Remark.ref)))


def _free_name(event: Event, name: str, but: Theme | None = None) -> str:
    name = texts.clean_name(name)[:120]
    if not name:
        raise ThemeNameWanted()
    known = {other.name.casefold() for other in db.session.scalars(select(Theme).where(Theme.event_id == event.id))
             if but is None or other.id != but.id}
    if name.casefold() in known:
        raise ThemeKnown(name=name)
    return name
