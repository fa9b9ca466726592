"""The outcome of an event as slides (.pptx) for a seminar: figures, what was said by theme, what changed, what is next.

Every slide has a title of its own, notes for whoever speaks, and words for what cannot be seen.
"""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from flask_babel import gettext as _
from flask_babel import ngettext
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from events.plan.redlines import Part, after_of, before_of
from events.reports.records import PlanLine, Record
from events.reports.report_figures import day_in_words, listed, totals
from events.reports.word_pieces import cleaned

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.75), Inches(11.83)
TITLE_LAYOUT, PLAIN_LAYOUT = 0, 5
LANGUAGE = "en-GB"
INK, QUIET, LINE = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F), RGBColor(0xB1, 0xB4, 0xB6)
PUT_IN = RGBColor(0x00, 0x4B, 0x2F)
MOST_THEMES, MOST_CHANGES, MOST_ON_A_LIST = 10, 6, 6
# The longest text for each size of type, in characters: half a slide holds no more.
SIZES = ((200, 28), (320, 24), (480, 20), (700, 16), (1_000, 13), (10_000, 10))


@dataclass(frozen=True)
class Told:
    """What the slides are told beside the record: for whom they are, the decision, and what comes next."""

    for_whom: str = ""
    of: str = ""  # who presents: the council's name
    decision: tuple[str, int, date, str] | None = None  # (body, version, day, minute)
    steps: list[str] = field(default_factory=list)
    colour: str = ""  # "#1d4f60"


def _ink(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper()) if len(colour) == 7 else RGBColor(0x1D, 0x4F, 0x60)


def _size(words: str) -> int:
    return next(size for most, size in SIZES if len(words) <= most or most == SIZES[-1][0])


class _Slides:
    """Writes the slides one after another."""

    def __init__(self, told: Told):
        """An empty presentation on wide slides."""
        self.file, self.told, self.ink = Presentation(), told, _ink(told.colour)
        self.file.slide_width, self.file.slide_height = WIDTH, HEIGHT

    def _say(self, paragraph, words: str, size: float, *, bold: bool = False, colour: RGBColor = INK):
        run = paragraph.add_run()
        run.text = cleaned(words)
        run.font.size, run.font.bold, run.font.name, run.font.color.rgb = Pt(size), bold, "Arial", colour
        run._r.get_or_add_rPr().set("lang", LANGUAGE)
        return run

    def begin(self, title: str, notes: str):
        """A slide with its title and notes."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[PLAIN_LAYOUT])
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = LEFT, Inches(0.45), INNER, Inches(1.15)
        frame = held.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.paragraphs[0].alignment = 1
        self._say(frame.paragraphs[0], title, 30 if len(title) < 60 else 24, bold=True, colour=self.ink)
        slide.notes_slide.notes_text_frame.text = cleaned(notes)
        self._number(slide)
        return slide

    def _number(self, slide) -> None:
        box = slide.shapes.add_textbox(Inches(12.1), Inches(6.95), Inches(0.9), Inches(0.35))
        box.name = "Slide number"
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = 3
        counted = etree.SubElement(paragraph._p, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}",
                                   type="slidenum")
        etree.SubElement(counted, qn("a:rPr"), lang=LANGUAGE, sz="1200")
        etree.SubElement(counted, qn("a:t")).text = str(len(self.file.slides))

    def text(self, slide, left: int, top: int, width: int, height: int):
        """An empty box of text; its paragraphs are written by the caller."""
        box = slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height))
        box.text_frame.word_wrap = True
        return box.text_frame

    def cover(self, record: Record) -> None:
        """The first slide: of what, for whom, when."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_LAYOUT])
        title, under = slide.shapes.title, slide.placeholders[1]
        title.left, title.top, title.width, title.height = LEFT, Inches(1.9), INNER, Inches(2)
        under.left, under.top, under.width, under.height = LEFT, Inches(4.1), INNER, Inches(1.8)
        title.text_frame.word_wrap = True
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        title.text_frame.paragraphs[0].alignment = 1
        self._say(title.text_frame.paragraphs[0], record.plan, 38, bold=True, colour=self.ink)
        lines = [_("What came of %(event)s, %(day)s", event=event.title, day=day_in_words(event.day))
                 for event in record.events] + [row for row in (self.told.for_whom, self.told.of) if row]
        for place, words in enumerate(lines):
            held = under.text_frame
            paragraph = held.paragraphs[0] if not place else held.add_paragraph()
            paragraph.alignment = 1
            self._say(paragraph, words, 20, colour=INK if not place else QUIET)
        slide.notes_slide.notes_text_frame.text = cleaned(
            _("These slides were made from the record of the event and of the plan."))

    def figures(self, record: Record) -> None:
        """Six figures of the event."""
        count = totals(record)
        rows = [("delegates", _("people came")), ("invited", _("were invited")),
                ("remarks", _("questions and comments")), ("amending", _("of them changed the plan")),
                ("amendments", _("amendments accepted")),
                ("new_actions", ngettext("new action", "new actions", count["new_actions"]))]
        slide = self.begin(listed([event.title for event in record.events]) or record.plan, _(
            "%(questions)s were questions and %(comments)s comments; %(paper)s came on paper.",
            questions=count["questions"], comments=count["comments"], paper=count["on_paper"]))
        for place, (name, label) in enumerate(rows):
            left, top = LEFT + (place % 3) * Inches(4), Inches(1.95) + (place // 3) * Inches(2.4)
            frame = self.text(slide, Emu(left), Emu(top),
                              Inches(3.7), Inches(2.1))
            self._say(frame.paragraphs[0], str(count[name]), 60, bold=True, colour=self.ink)
            self._say(frame.add_paragraph(), label, 20)

    def themes(self, record: Record) -> None:
        """How often each theme was spoken of, as bars that a screen reader can read."""
        rows = record.themes[:MOST_THEMES]
        if not rows:
            return
        left_out = record.themes[MOST_THEMES:]
        slide = self.begin(_("What was said, by theme"), "\n".join([
            _("A remark under two themes counts in each."),
            *([_("Further themes: %(themes)s.", themes=listed([f"{name} ({number})" for name, number in left_out]))]
              if left_out else [])]))
        data = CategoryChartData()
        data.categories = [cleaned(name) for name, _number in reversed(rows)]
        data.add_series(_("Remarks"), [number for _name, number in reversed(rows)])
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, LEFT, Inches(1.7), INNER, Inches(5.2), data)
        chart = frame.chart
        chart.has_legend = chart.has_title = False
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        chart.category_axis.tick_labels.font.size = Pt(16)
        chart.category_axis.format.line.color.rgb = LINE
        plot = chart.plots[0]
        plot.gap_width, plot.has_data_labels = 45, True
        plot.data_labels.font.size, plot.data_labels.position = Pt(16), XL_LABEL_POSITION.OUTSIDE_END
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = self.ink
        said = "; ".join(f"{name}: {number}" for name, number in rows)
        _describe(frame, _("Bars, remarks by theme. %(said)s", said=said))

    def points(self, title: str, rows: Sequence[str], notes: str) -> None:
        """A list in large type."""
        slide = self.begin(title, notes)
        frame = self.text(slide, LEFT, Inches(1.85), INNER, Inches(4.9))
        for place, words in enumerate(rows):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            paragraph.space_after = Pt(12)
            _bullet(paragraph)
            self._say(paragraph, words, 26 if sum(map(len, rows)) < 500 else 18)

    def change(self, line: PlanLine, behind: list[str]) -> None:
        """One action before and now, side by side."""
        notes = ngettext("One remark is behind it: %(refs)s", "%(num)s remarks are behind it: %(refs)s", len(behind),
                         refs=", ".join(behind)) if behind else _("No remark is named behind it.")
        slide = self.begin(_("What changed: action %(ref)s", ref=line.ref), f"{line.objective}\n{notes}")
        parts = line.fields["text"]
        before, now = before_of(parts), after_of(parts)
        size = min(_size(before), _size(now))
        half = Emu((INNER - Inches(0.5)) // 2)
        for place, (label, words) in enumerate(((_("Before"), before), (_("Now"), now))):
            frame = self.text(slide, Emu(LEFT + place * (half + Inches(0.5))), Inches(1.8), half, Inches(4.5))
            self._say(frame.paragraphs[0], label, 20, bold=True, colour=self.ink)
            paragraph = frame.add_paragraph()
            if place:
                self._redlined(paragraph, parts, size)
            else:
                self._say(paragraph, words, size)
        if behind:
            frame = self.text(slide, LEFT, Inches(6.5), Inches(11), Inches(0.5))
            self._say(frame.paragraphs[0], ngettext(
                "One remark is behind this change.", "%(num)s remarks are behind this change.", len(behind)), 18,
                colour=QUIET)

    def _redlined(self, paragraph, parts: list[Part], size: float) -> None:
        for act, words in parts:
            if act == "delete":
                continue
            run = self._say(paragraph, words, size, bold=act == "insert", colour=PUT_IN if act == "insert" else INK)
            run.font.underline = act == "insert"


def _bullet(paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "342900")
    properties.set("indent", "-342900")
    etree.SubElement(properties, qn("a:buChar"), char="•")


def _describe(frame, words: str) -> None:
    """Alternative text of a chart or a table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", cleaned(words))


def _behind(record: Record) -> dict[str, list[str]]:
    """The refs of the remarks behind the changes of each action."""
    found: dict[str, list[str]] = {}
    for row in record.said:
        for change in row.changes:
            if row.ref not in found.setdefault(change.action, []):
                found[change.action].append(row.ref)
    return found


def _became(record: Record) -> list[str]:
    count = totals(record)
    rows = [("amending", _("changed the plan")), ("answered", _("answered")), ("noted", _("noted")),
            ("next_event", _("kept for the next event")), ("referred", _("passed on to others")),
            ("out_of_scope", _("out of scope")), ("withdrawn", _("withdrawn")),
            ("undisposed", _("still being dealt with"))]
    return [f"{count[name]} {label}" for name, label in rows if count[name]]


def _decided(told: Told) -> str:
    if told.decision is None:
        return ""
    body, version, day, minute = told.decision
    words = _("%(body)s approved version %(version)s on %(day)s", body=body, version=version, day=day_in_words(day))
    return f"{words} ({_('minute %(minute)s', minute=minute)})" if minute else words


def _changes(slides: _Slides, record: Record) -> None:
    """The actions with most words behind their change, in the plan's order; then the new ones."""
    behind = _behind(record)
    changed = [line for line in record.plan_shown.lines
               if line.status == "changed" and any(act != "equal" for act, _words in line.fields["text"])]
    weight = Counter({line.ref: len(behind.get(line.ref, [])) for line in changed})
    chosen = {ref for ref, _count in sorted(weight.items(), key=lambda row: (-row[1], row[0]))[:MOST_CHANGES]}
    for line in changed:
        if line.ref in chosen:
            slides.change(line, behind.get(line.ref, []))
    new = [f"{line.ref}: {after_of(line.fields['text'])}" for line in record.plan_shown.lines if line.status == "new"]
    for start in range(0, len(new), MOST_ON_A_LIST):
        slides.points(_("New in the plan"), new[start:start + MOST_ON_A_LIST],
                      _("These actions stood in no earlier version."))


def write(out: BinaryIO, record: Record, told: Told) -> None:
    """Write the slides of an outcome."""
    slides = _Slides(told)
    slides.file.core_properties.title = cleaned(_("What came of it: %(plan)s", plan=record.plan))[:250]
    slides.file.core_properties.author = cleaned(told.of)[:250]
    slides.file.core_properties.language = LANGUAGE
    slides.cover(record)
    slides.figures(record)
    slides.themes(record)
    if record.said:
        slides.points(_("What became of the %(number)s questions and comments", number=len(record.said)),
                      _became(record), _("Each has a response that can be read in the report to the board."))
    _changes(slides, record)
    steps = [row for row in (_decided(told), *told.steps) if row]
    if steps:
        slides.points(_("What comes next"), steps[:MOST_ON_A_LIST], "\n".join(steps[MOST_ON_A_LIST:]))
    slides.file.save(out)


def written(record: Record, told: Told) -> bytes:
    """The same as the bytes of a file."""
    out = io.BytesIO()
    write(out, record, told)
    return out.getvalue()
