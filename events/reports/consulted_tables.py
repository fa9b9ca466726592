"""The appendix of those who were consulted as the event was put together: each comment with our answer."""

from flask_babel import gettext as _
from flask_babel import ngettext

from events.agenda.advice_forms import BECAME
from events.agenda.states import AdviceBecame
from events.presentation import day
from events.reports.papers_composed import AppendixShown, Line, Table, TableRow, plain
from events.reports.records import Advised, Consulted, Record

LABELS = {str(value): label for value, label in BECAME}
TAKEN = (AdviceBecame.TAKEN_IN, AdviceBecame.IN_PART)


def who_in_words(who: str) -> str:
    """A body by its name, a person as they agreed."""
    return who or _("A person asked for advice")


def _row(row: Advised) -> TableRow:
    about = row.about or _("The programme as a whole")
    label = str(LABELS[row.became]) if row.became else _("No answer yet")
    where = (row.changed or _("The programme as a whole")) if row.became in TAKEN else ""
    return TableRow([plain(row.ref), plain(f"{about}\n{row.text}"), plain(f"{label}. {row.answer}".strip()),
                     plain(where)], row.key)


def _comments(row: Consulted) -> Table:
    return Table(who_in_words(row.who),
                 _("Each comment on the draft programme with our answer, and which part changed."),
                 [_("No."), _("Comment"), _("Our response"), _("Where changed")], [9, 38, 38, 15],
                 [_row(one) for one in row.advice])


def _asked(record: Record) -> Table:
    rows = [TableRow([plain(who_in_words(row.who)), plain(day(row.asked_on) if row.asked_on else ""),
                      plain(str(len(row.advice)))], row.key) for row in record.consulted]
    return Table(_("Who was asked"), _("Who was asked about the draft programme, when, and how many comments came."),
                 [_("Who"), _("Asked on"), _("Comments")], [50, 32, 18], rows)


def consulted_appendix(record: Record) -> AppendixShown:
    """Who was asked, when, and each comment with our answer; how many of the checks were settled."""
    lines = []
    if record.to_check:
        lines.append(Line("paragraph", ngettext(
            "Speakers and venue were checked before the event: %(done)s of %(num)s.",
            "Speakers and venue were checked before the event: %(done)s of %(num)s.", record.to_check,
            done=record.checked)))
    tables = [_asked(record), *(_comments(row) for row in record.consulted if row.advice)] if record.consulted else []
    return AppendixShown(_("Consulted as the event was put together"), lines, tables, is_wide=True)
