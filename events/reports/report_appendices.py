"""The tables behind a report: each comment with its response, the plan with what changed, the figures."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from events.feedback.small_groups import breakdown
from events.feedback.states import Disposition
from events.plan.forms import DISPOSITION_LABELS, RESPONSE_LABELS
from events.plan.states import ResponseKind
from events.presentation import day
from events.reports.consulted_tables import consulted_appendix
from events.reports.papers_composed import AppendixShown, Cell, Line, Table, TableRow, plain
from events.reports.records import Changed, Comment, PlanLine, Rated, Record, Said
from events.reports.report_figures import totals, withheld_in_words
from events.reports.states import Appendix


def who_said(row: Said) -> str:
    """The writer as a report names them: "a delegate, the Children's Board" unless they agreed to their name."""
    if row.is_named:
        return row.who
    return _("a delegate, %(body)s", body=row.who) if row.who else _("a delegate")


def where_changed(changes: Sequence[Changed]) -> str:
    """Which parts of the plan these amendments changed, each with its number."""
    said = []
    for change in changes:
        place = {"text": _("Introduction"), "new": _("New action %(action)s", action=change.action).rstrip(),
                 "remove": _("Action %(action)s, taken out", action=change.action)}.get(
            change.kind, _("Action %(action)s", action=change.action))
        said.append(f"{place} ({change.ref})")
    return "; ".join(said)


def _label(disposition: str) -> str:
    return str(DISPOSITION_LABELS[Disposition(disposition)]) if disposition else ""


def _became(row: Said) -> str:
    label = _("Meant for the plan, and no change has been accepted yet") if row.is_unmet else _label(row.disposition)
    lines = [f"{label}. {row.reason}".strip()] if row.disposition else [_("No response yet.")]
    lines += [f"{_('For action %(action)s', action=action)}: {_label(kind)}. {reason}"
              for action, kind, reason in row.further]
    lines += [_("Answer: %(words)s", words=answer) for answer in row.answers]
    return "\n".join(lines)


def _remark_row(row: Said) -> TableRow:
    words = _("%(words)s (translated)", words=row.words) if row.is_translated else row.words
    return TableRow([plain(row.ref), plain(f"{words}\n{who_said(row)}"), plain(_became(row)),
                     plain(where_changed(row.changes))], row.remark_id)


def _remark_table(title: str, rows: Sequence[Said]) -> Table:
    return Table(title, _("Each comment with its writer as they agreed to be shown, our response, and where the plan "
                          "was changed."),
                 [_("No."), _("Comment"), _("Our response"), _("Where changed")], [9, 38, 38, 15],
                 [_remark_row(row) for row in rows])


def _what_was_said(record: Record) -> AppendixShown:
    names = [name for name, _count in record.themes]
    names += [name for name in dict.fromkeys(row.theme for row in record.said) if name not in names]
    other = _("Other") if names != [""] else _("Questions and comments")
    tables = [_remark_table(name or other, [row for row in record.said if row.theme == name])
              for name in sorted(names, key=lambda name: not name)]
    lines = [Line("paragraph", _("Every question and comment received by the cut-off stands here once, under its first "
                                 "theme, with what became of it: %(shown)s shown, %(withheld)s.",
                                 shown=len(record.said), withheld=withheld_in_words(record.withheld)))]
    if record.hidden:
        lines.append(Line("paragraph", _("Not shown by decision of a moderator: %(number)s.", number=record.hidden)))
    if record.later:
        tables.append(_remark_table(_("Received after the cut-off"), record.later))
    return AppendixShown(_("What was said, and our response"), lines, [table for table in tables if table.rows],
                         is_wide=True)


def _comment_row(row: Comment) -> TableRow:
    label = str(RESPONSE_LABELS[ResponseKind(row.became)]) if row.became else _("No answer yet")
    about = _("Action %(action)s", action=row.about) if row.about else _("The whole plan")
    return TableRow([plain(row.ref), plain(f"{about}\n{row.text}"), plain(f"{label}. {row.response}".strip()),
                     plain(where_changed(row.changes))])


def _comments(record: Record) -> AppendixShown:
    sources = list(dict.fromkeys(row.source for row in record.comments))
    tables = [Table(source or _("Comments on the draft"), _("Each comment on the draft plan with our answer, and where "
                                                            "the plan was changed."),
                    [_("No."), _("Comment"), _("Our response"), _("Where changed")], [9, 38, 38, 15],
                    [_comment_row(row) for row in record.comments if row.source == source]) for source in sources]
    return AppendixShown(_("Comments on the draft, and our response"), [], tables, is_wide=True)


def _facts_of(line: PlanLine) -> Cell:
    """Lead, partners and due day in one cell, each on a line of its own."""
    cell: Cell = []
    for name, label in (("lead", _("Lead")), ("partners", _("Partners")), ("due", _("Due"))):
        if line.fields[name]:
            cell += [("equal", f"{chr(10) if cell else ''}{label}: "), *line.fields[name]]
    return cell


def _plan_row(line: PlanLine) -> TableRow:
    mark = {"new": _("New"), "removed": _("Taken out"), "changed": _("Changed")}.get(line.status, "")
    measure = list(line.fields["measure"])
    if line.fields["indicator"]:
        measure += [("equal", f"{chr(10) if measure else ''}{_('Indicator')}: "), *line.fields["indicator"]]
    lines = [line.ref, mark]
    if line.was_ref:
        lines.append(_("Moved") if line.was_ref == line.ref else _("Moved, was %(ref)s", ref=line.was_ref))
    return TableRow([plain("\n".join(filter(None, lines))), line.fields["text"], _facts_of(line), measure])


def _plan(record: Record) -> AppendixShown:
    shown = record.plan_shown
    objectives = list(dict.fromkeys(line.objective for line in shown.lines))
    columns = [_("No."), _("Action"), _("Who and when"), _("How we will know")]
    tables = [Table(objective, _("The actions under this objective, with the words put in and taken out."), columns,
                    [10, 42, 24, 24], [_plan_row(line) for line in shown.lines if line.objective == objective])
              for objective in objectives]
    if shown.preamble:
        tables.insert(0, Table(_("Introduction"), _("The plan’s own text, with the words put in and taken out."),
                               [_("Text")], [100], [TableRow([list(shown.preamble)])]))
    lines = []
    if shown.against:
        lines.append(Line("paragraph", _("Version %(number)s, against version %(against)s, on which delegates "
                                         "commented. Words put in are underlined, words taken out are struck through.",
                                         number=shown.number, against=shown.against)))
    return AppendixShown(_("%(plan)s, version %(number)s", plan=record.plan, number=shown.number), lines, tables,
                         is_wide=True)


def _rated_row(row: Rated) -> TableRow:
    return TableRow([plain(row.criterion), plain(row.level), plain(row.evidence), plain(row.next_target),
                     plain(day(row.day))])


def _self_assessments(record: Record) -> AppendixShown:
    columns = [_("Criterion"), _("Level"), _("Evidence"), _("Next target"), _("Day")]
    tables = [Table(name, _("Each criterion of the indicator with the level at which the partners rate themselves."),
                    columns, [24, 9, 29, 25, 13], [_rated_row(row) for row in rows])
              for name, rows in record.rated.items()]
    return AppendixShown(_("Self-assessment: %(names)s", names=", ".join(record.rated)), [], tables, is_wide=True)


def _grouped(title: str, about: str, column: str, counts: Sequence[tuple[str, int]]) -> Table:
    """Numbers by group in which no small group can be pointed at or worked out."""
    found = breakdown([(name or _("None shown"), count) for name, count in counts])
    rows = [*found.shown, *([(_("Others together"), found.others)] if found.others is not None else [])]
    if found.is_hidden:
        rows = [(_("The groups are too small to be shown."), 0)]
    return Table(title, about, [column, _("Number")], [70, 30],
                 [TableRow([plain(str(name)), plain("" if found.is_hidden else str(count))]) for name, count in rows])


def _figures(record: Record) -> AppendixShown:
    count = totals(record)
    wanted = ("invited", "accepted", "delegates", "substitutes", "apologies", "speakers", "remarks", "questions",
              "comments", "later", "amending", "answered", "noted", "next_event", "referred", "out_of_scope",
              "withdrawn", "undisposed", "amendments", "declined", "office_comments", "taken_in", "taken_in_part",
              "not_taken")
    labels = _figure_labels()
    table = Table(_("In figures"), _("What was counted, and its number."), [_("What"), _("Number")], [70, 30],
                  [TableRow([plain(labels[name]), plain(str(count[name]))]) for name in wanted])
    came = _grouped(_("Who came, by partnership"), _("How many of each partnership came. Who sits on several counts in "
                                                     "each."), _("Partnership"), record.came_by_body)
    wrote = _grouped(_("Questions and comments, by the partnership they show"),
                     _("How many remarks show each partnership."), _("Partnership"), record.by_partnership)
    several = [Line("paragraph", _("Who sits on several partnerships counts in each of them, so that the numbers by "
                                   "partnership can come to more than the people who came."))] if came.rows else []
    lines = [*several, Line("paragraph", _("Groups of fewer than five are put together with the next larger one, so "
                                           "that nobody can be pointed at."))]
    return AppendixShown(_("The event in figures"), lines, [table, *(t for t in (came, wrote) if t.rows)])


def _figure_labels() -> dict[str, str]:
    return {
        "invited": _("People invited"), "accepted": _("Said that they would come"), "delegates": _("Came"),
        "substitutes": _("of these, in somebody’s place"), "apologies": _("Sent apologies"),
        "speakers": _("Speakers"), "remarks": _("Questions and comments received by the cut-off"),
        "questions": _("of these, questions"), "comments": _("of these, comments"),
        "later": _("Received after the cut-off"), "amending": _("Remarks that change the plan"),
        "answered": _("Remarks answered"), "noted": _("Remarks noted"),
        "next_event": _("Remarks kept for the next event"), "referred": _("Remarks referred to others"),
        "out_of_scope": _("Remarks out of scope"), "withdrawn": _("Remarks withdrawn by their writers"),
        "undisposed": _("Remarks still to be dealt with"), "amendments": _("Amendments accepted"),
        "declined": _("Amendments declined"), "office_comments": _("Comments on the draft"),
        "taken_in": _("of these, taken in"), "taken_in_part": _("of these, taken in part"),
        "not_taken": _("of these, not taken"),
    }


MAKERS: dict[str, Callable[[Record], AppendixShown]] = {
    Appendix.SAID: _what_was_said, Appendix.COMMENTS: _comments, Appendix.PLAN: _plan,
    Appendix.INDICATORS: _self_assessments, Appendix.FIGURES: _figures, Appendix.CONSULTED: consulted_appendix,
}


def appendices_of(record: Record, wanted: Sequence[str]) -> list[AppendixShown]:
    """The appendices that are wanted and have something in them, in their fixed order, numbered by the paper."""
    made = [MAKERS[kind](record) for kind in Appendix if kind in wanted]
    return [one for one in made if one.tables]
