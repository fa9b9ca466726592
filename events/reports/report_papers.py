"""Putting a report together: its blocks with their figures and numbers, what is exempt kept apart, its appendices."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from events.reports import report_appendices, report_calendars, report_texts
from events.reports.papers_composed import Line, Paper, Section
from events.reports.records import Record
from events.reports.report_figures import ENDS, day_in_words, figures_of, listed
from events.reports.report_headings import MAY_BE_EMPTY, RECOMMENDATIONS
from events.reports.report_models import BoardReport, ReportBlock
from events.reports.states import EXEMPT_PARAGRAPHS, Purpose, ReportPart


def exempt_words(paragraphs: Sequence[int]) -> str:
    """The marking of what is not for publication, with the paragraphs of the Act that keep it back."""
    numbers = sorted(set(paragraphs))
    return _("Not for publication: exempt under %(paragraphs)s of Part 1 of Schedule 12A to the Local Government Act "
             "1972 (%(about)s).", paragraphs=listed([_("paragraph %(n)s", n=n) for n in numbers]),
             about="; ".join(EXEMPT_PARAGRAPHS[n] for n in numbers))


def _purpose(purpose: str) -> str:
    return {Purpose.DECIDE: _("to decide"), Purpose.DISCUSS: _("to discuss"), Purpose.NOTE: _("to note")}.get(
        Purpose(purpose), purpose)


def _facts(report: BoardReport, part: str) -> list[tuple[str, str]]:
    held = [f"{row.body}, {day_in_words(row.meets_on)} ({_purpose(row.purpose)})" for row in report.meetings]
    exempt = [block.exempt_paragraph or 0 for block in report.blocks if block.is_exempt]
    status = exempt_words(exempt) if part == ReportPart.EXEMPT else (
        report.classification or (_("Public; a part of it is exempt and stands in Part B") if exempt else _("Public")))
    rows = [(_("Report to"), "\n".join(held)), (_("Report of"), report.report_of), (_("Classification"), status),
            (_("Issue"), _("Issue %(number)s", number=report.issue) if report.issue > 1 else ""),
            (_("Reason for urgency"), urgency_words(report) if part == ReportPart.PUBLIC else "")]
    return [(label, words) for label, words in rows if words]


def urgency_words(report: BoardReport) -> str:
    """What the law wants said where a report came too late to be published in time; empty where it did not."""
    if not report.late_reason:
        return ""
    return _("This item was not published five clear days before the meeting. The chair is asked to be of the opinion, "
             "under section 100B(4)(b) of the Local Government Act 1972, that it should be considered as a matter of "
             "urgency, by reason of these special circumstances: %(reason)s", reason=report.late_reason)


def _filled(text: str, figures: dict[str, str]) -> list[report_texts.Piece]:
    """A text in its pieces with its figures; of what remarks came to, a line of none is left out."""
    told = report_texts.without_none(text, figures, ENDS) if figures["remarks"] != "0" else text
    return report_texts.pieces(report_texts.fill(told, figures))


def _lines(block: ReportBlock, figures: dict[str, str], number: int) -> tuple[list[Line], int]:
    """The lines of a block with their numbers, and the number that the next paragraph will have."""
    found, points = [], 0
    for piece in _filled(block.text, figures):
        if block.key == RECOMMENDATIONS and piece.kind == "point":
            points += 1
            found.append(Line("recommendation", piece.text, points))
        elif piece.kind == "paragraph" and block.is_numbered:
            found.append(Line("paragraph", piece.text, number))
            number += 1
        else:
            found.append(Line(piece.kind, piece.text))
    return found, number


def _lead(block: ReportBlock, report: BoardReport, lines: list[Line]) -> list[Line]:
    """Recommendations begin with whom they are made to, unless the officer wrote so."""
    if block.key != RECOMMENDATIONS or not lines or lines[0].kind != "recommendation":
        return lines
    bodies = listed(list(dict.fromkeys(row.body for row in report.meetings)))
    return [Line("paragraph", _("%(body)s is recommended to:", body=bodies) if len(report.meetings) < 2 else
                 _("%(body)s are recommended to:", body=bodies)), *lines]


def _cleared(block: ReportBlock) -> str:
    if not block.cleared_by:
        return ""
    if block.cleared_on is None:
        return _("Cleared by %(name)s", name=block.cleared_by)
    return _("Cleared by %(name)s on %(day)s", name=block.cleared_by, day=day_in_words(block.cleared_on))


def _kept(blocks: Sequence[ReportBlock], sections: list[Section]) -> list[Section]:
    """Without headings that have no text of their own and none beneath them."""
    kept = []
    for place, section in enumerate(sections):
        follows = sections[place + 1] if place + 1 < len(sections) else None
        stands_over = section.level == 1 and follows is not None and follows.level == 2 and bool(follows.lines)
        if section.lines or stands_over:
            kept.append(section)
    return kept


def _sections(report: BoardReport, figures: dict[str, str], part: str) -> list[Section]:
    number, found = 1, []
    for block in report.blocks:
        section = Section(block.key, block.title, block.level)
        if part == ReportPart.PUBLIC and block.is_exempt:
            section.lines = [Line("marking", exempt_words([block.exempt_paragraph or 0])),
                             *([Line("paragraph", block.exempt_reason)] if block.exempt_reason else [])]
        elif (part == ReportPart.EXEMPT) == block.is_exempt:
            lines, number = _lines(block, figures, number)
            section.lines, section.note = _lead(block, report, lines), _cleared(block)
        found.append(section)
    return _kept(report.blocks, found)


def compose(report: BoardReport, record: Record, part: str = ReportPart.PUBLIC) -> Paper:
    """One part of a report with the figures of this moment. Part B holds what is exempt and nothing else."""
    figures = figures_of(record, report)
    exempt = [block.exempt_paragraph or 0 for block in report.blocks if block.is_exempt]
    is_public = part == ReportPart.PUBLIC
    return Paper(
        title=report.title if is_public else _("%(title)s (Part B)", title=report.title), part=part,
        marking="" if is_public else exempt_words(exempt), facts=_facts(report, part),
        sections=_sections(report, figures, part),
        appendices=report_appendices.appendices_of(record, report.appendices) if is_public else [])


def preview(text: str, figures: dict[str, str]) -> list[Line]:
    """How a text reads with its figures, without numbers."""
    return [Line(piece.kind, piece.text) for piece in _filled(text, figures)]


def openings(report: BoardReport, figures: dict[str, str]) -> dict[int, str]:
    """How the text of each block begins, in a line, by the block's key."""
    return {block.id: " ".join(line.text for line in preview(block.text[:1_000], figures)) for block in report.blocks}


def empty_headings(report: BoardReport) -> list[ReportBlock]:
    """Headings that have no text yet and should have one."""
    return [block for block in report.blocks if not block.text.strip() and block.key not in MAY_BE_EMPTY]


def is_late(report: BoardReport, published: date) -> bool:
    """Whether fewer clear days than the body wants lie between publication and the first meeting."""
    if not report.meetings:
        return False
    clear = report.style.clear_days if report.style else 5
    return report_calendars.clear_days_between(published, report.meetings[0].meets_on) < clear
