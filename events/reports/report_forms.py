"""The forms of reports to a board."""

from collections.abc import Iterable

from flask_babel import gettext, lazy_gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.validators import NumberRange

from events.fields import (
    Choice,
    Day,
    Form,
    LongWords,
    Pick,
    Send,
    Several,
    Tick,
    Upload,
    Whole,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.refusals import N_
from events.reports.report_models import BoardReport
from events.reports.reporting import LONGEST_TEXT, Meeting
from events.reports.states import EXEMPT_PARAGRAPHS, Appendix, Purpose, ReportKind
from events.reports.styling import Heading

PURPOSES = [(str(Purpose.DECIDE), _l("to decide")), (str(Purpose.DISCUSS), _l("to discuss")),
            (str(Purpose.NOTE), _l("to note"))]
APPENDICES = [
    (str(Appendix.SAID), _l("What was said, with our response to each remark")),
    (str(Appendix.COMMENTS), _l("Comments on the draft, with our answers")),
    (str(Appendix.PLAN), _l("The plan, with what changed")),
    (str(Appendix.INDICATORS), _l("How the partners rate themselves, by indicator")),
    (str(Appendix.FIGURES), _l("The event in figures")),
    (str(Appendix.CONSULTED), _l("Who was consulted as the event was put together, with our answers")),
]
MEETINGS = 3


class FactsForm(Form):
    """What stands above a report: its title, for which meetings it is, who wrote it."""

    title = Words(_l("Title of the report"), [needed_words(N_("Enter the title of the report")), at_most(200)])
    body = Words(_l("First meeting: which body"), [needed_words(N_("Enter the name of the body")), at_most(160)])
    meets_on = Day(_l("Day of its meeting"), [needed_words(N_("Enter the day of the meeting"))])
    purpose = Pick(_l("What it is asked to do"), choices=PURPOSES, default=str(Purpose.DECIDE))
    body_2 = Words(_l("Second meeting: which body (optional)"), [at_most(160)])
    meets_on_2 = Day(_l("Day of the second meeting"))
    purpose_2 = Pick(_l("What the second is asked to do"), choices=PURPOSES, default=str(Purpose.DECIDE))
    body_3 = Words(_l("Third meeting: which body (optional)"), [at_most(160)])
    meets_on_3 = Day(_l("Day of the third meeting"))
    purpose_3 = Pick(_l("What the third is asked to do"), choices=PURPOSES, default=str(Purpose.DECIDE))
    report_of = Words(_l("Report of"), [at_most(200)])
    contact_officer = LongWords(_l("Contact officer"), [at_most(500)])
    remarks_until = Day(_l("Cut-off for remarks"), [may_be_empty()])

    def validate_meets_on_2(self, field):
        """A body and its day belong together."""
        self._together(self.body_2, field)

    def validate_meets_on_3(self, field):
        """A body and its day belong together."""
        self._together(self.body_3, field)

    def _together(self, body, day) -> None:
        if bool((body.data or "").strip()) != bool((day.data or "").strip()):
            raise ValidationError(gettext("Enter both the body and the day of its meeting, or neither"))

    def meetings(self) -> list[Meeting]:
        """The meetings that were entered."""
        rows = [(self.body, self.meets_on, self.purpose), (self.body_2, self.meets_on_2, self.purpose_2),
                (self.body_3, self.meets_on_3, self.purpose_3)]
        return [Meeting(body.data.strip(), day.day, purpose.data or str(Purpose.DECIDE))
                for body, day, purpose in rows if body.data and day.day]


class BeginForm(FactsForm):
    """A new report."""

    kind = Choice(_l("What kind of report is it?"), [needed(N_("Choose what kind of report it is"))], choices=[
        (str(ReportKind.FULL), _l("A full report, after the event")),
        (str(ReportKind.UPDATE), _l("An update, before the event"))])
    events = Several(_l("Which events is it about?"), choices=[], validate_choice=True)
    send = Send(_l("Begin the report"))

    def validate_events(self, field):
        """A report is about something that took place or will."""
        if not field.data:
            raise ValidationError(gettext("Tick at least one event"))


class ChangeForm(FactsForm):
    """The same of a report that was begun."""

    remarks_until = Day(_l("Cut-off for remarks"), [needed_words(N_("Enter the cut-off for remarks"))])
    classification = Words(_l("Classification (empty: public)"), [at_most(120)])
    appendices = Several(_l("Appendices"), choices=APPENDICES)
    late_reason = LongWords(_l("Why it could not be published in time"), [at_most(1000)])
    send = Send(_l("Save"))



def facts_of(report: BoardReport) -> dict:
    """What stands in the form of a report's facts when it opens."""
    found = {"title": report.title, "report_of": report.report_of, "contact_officer": report.contact_officer,
             "classification": report.classification, "appendices": list(report.appendices),
             "late_reason": report.late_reason, "remarks_until": _written(report.remarks_until)}
    for place, row in enumerate(report.meetings[:MEETINGS], 1):
        end = f"_{place}" if place > 1 else ""
        found |= {f"body{end}": row.body, f"meets_on{end}": _written(row.meets_on), f"purpose{end}": str(row.purpose)}
    return found


def _written(day) -> str:
    return f"{day.day}/{day.month}/{day.year}"


class BlockForm(Form):
    """The text under one heading."""

    seen = HiddenField()
    title = Words(_l("Heading"), [needed_words(N_("Enter the heading")), at_most(160)])
    text = LongWords(_l("Text"), [at_most(LONGEST_TEXT)])
    cleared_by = Words(_l("Cleared by (name and post, optional)"), [at_most(160)])
    cleared_on = Day(_l("Cleared on"), [may_be_empty()])
    is_exempt = Tick(_l("This part is not for publication"))
    exempt_paragraph = Pick(_l("Which paragraph of Schedule 12A keeps it back?"), choices=[("", _l("Choose"))] + [
        (str(number), f"{number}: {about}") for number, about in EXEMPT_PARAGRAPHS.items()])
    exempt_reason = LongWords(_l("Why the public interest is in keeping it back"), [at_most(1000)])
    send = Send(_l("Save"))


class StyleForm(Form):
    """A body that wants its reports in its own way."""

    body = Words(_l("Name of the body"), [at_most(160)])
    send = Send(_l("Set up its reports"))


class TemplateForm(Form):
    """A file alone: it could not be given back with other things typed beside it."""

    template = Upload(_l("Word template (.docx or .dotx)"), [needed(N_("Choose the file with your template"))])
    send = Send(_l("Use this template"))


def _days(label) -> Whole:
    return Whole(label, [needed(N_("Write a number of working days")),
                         NumberRange(0, 60, message=lazy_gettext("Write a number from 0 to 60"))])


def headings_form(headings: Iterable[dict]):
    """A form with a name, a place and a tick for each heading; data as they stand."""
    rows = list(headings)
    held: dict = {"__doc__": "The headings and days of a body's reports."}
    data: dict = {}
    for place, row in enumerate(rows, 1):
        key = row["key"].replace("-", "_")
        held[f"title_{key}"] = Words(_l("Heading %(number)s", number=place),
                                     [needed_words(N_("Enter the heading")), at_most(160)])
        held[f"place_{key}"] = Whole(_l("Place of heading %(number)s", number=place),
                                     [needed(N_("Write its place in the order")), NumberRange(1, 99)])
        held[f"shown_{key}"] = Tick(_l("In use"))
        data |= {f"title_{key}": row["title"], f"place_{key}": place, f"shown_{key}": row["is_shown"]}
    held["new_title"] = Words(_l("One more heading, at the end (optional)"), [at_most(160)])
    held["cut_off_days"] = _days(_l("Reports are handed in so many working days before the meeting"))
    held["clear_days"] = _days(_l("Clear days between publication and the meeting"))
    held["send"] = Send(_l("Save"))
    return type("HeadingsForm", (Form,), held), data


def headings_sent(form, headings: Iterable[dict]) -> list[Heading]:
    """The headings as they were sent."""
    found = []
    for row in headings:
        key = row["key"].replace("-", "_")
        found.append(Heading(form[f"title_{key}"].data, form[f"place_{key}"].data, bool(form[f"shown_{key}"].data),
                             row["key"], row["level"], row["is_numbered"]))
    if form.new_title.data:
        found.append(Heading(form.new_title.data, max((row.place for row in found), default=0) + 1))
    return found
