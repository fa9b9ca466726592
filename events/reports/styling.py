"""Saying how a body wants its reports: headings in its own order and names, its days, its Word template."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from events import files, history
from events.database import db
from events.files import Stored
from events.refusals import N_, Refusal
from events.reports import report_headings
from events.reports.report_models import ReportStyle


class StyleKnown(Refusal):
    """There is one of that body already."""

    sentence = N_("How %(body)s wants its reports is set already. Change that instead.")
    field = "body"


class HeadingsMissing(Refusal):
    """A report has a heading at least."""

    sentence = N_("Tick at least one heading: a report without any has no text.")


@dataclass(frozen=True)
class Heading:
    """One heading as it is wanted; without a key it is new."""

    title: str
    place: int
    is_shown: bool = True
    key: str = ""
    level: int = 1
    is_numbered: bool = True


def styles() -> list[ReportStyle]:
    """Every style, the council's own first."""
    return list(db.session.scalars(select(ReportStyle).order_by(ReportStyle.body, ReportStyle.id)))


def style_by_ref(ref: str) -> ReportStyle | None:
    """The style of that ref, or None."""
    return db.session.scalar(select(ReportStyle).where(ReportStyle.ref == ref))


def add_style(body: str, *, by) -> ReportStyle:
    """A style for a body (empty: the council's own), with the usual headings. Raises StyleKnown."""
    body = body.strip()
    if db.session.scalar(select(ReportStyle.id).where(ReportStyle.body == body)):
        raise StyleKnown(body=body or "the council")
    style = ReportStyle(ref=secrets.token_hex(8), body=body, headings=report_headings.usual())
    db.session.add(style)
    history.record(style, "report style added", by=by)
    return style


def change_style(style: ReportStyle, *, headings: Sequence[Heading], cut_off_days: int, clear_days: int, by) -> None:
    """Change the headings and the days. Reports that were begun keep theirs. Raises HeadingsMissing."""
    if not any(row.is_shown for row in headings):
        raise HeadingsMissing()
    kept: list[dict] = []
    known = [row.key for row in headings if row.key]
    for row in sorted(headings, key=lambda heading: heading.place):
        key = row.key or report_headings.free_key(known)
        known.append(key)
        kept.append({"key": key, "title": row.title.strip(), "level": row.level, "is_numbered": row.is_numbered,
                     "is_shown": row.is_shown})
    style.headings, style.cut_off_days, style.clear_days = kept, cut_off_days, clear_days
    history.record(style, "report style changed", by=by)


def put_template(style: ReportStyle, *, stored: Stored, original_name: str, by) -> None:
    """Take a checked and stored Word template; the one before it is forgotten."""
    before = style.template_key
    style.template_key, style.template_sha256 = stored.key, stored.sha256
    style.template_name = original_name.replace("\\", "/").rpartition("/")[2][:200]
    history.record(style, "report template put", by=by)
    if before:
        files.remove(before)


def drop_template(style: ReportStyle, *, by) -> None:
    """Write reports in our own plain look again."""
    before = style.template_key
    style.template_key = style.template_name = style.template_sha256 = ""
    history.record(style, "report template dropped", by=by)
    if before:
        files.remove(before)
