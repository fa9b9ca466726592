"""The figures that a report's text can name, as `{delegates}`: a fixed list, counted anew until the report is final."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from events.reports.records import Record

Count = Callable[[Record], int]
CAME = ("attended", "substitute")


def day_in_words(day: date) -> str:
    """Wednesday 20 May 2009."""
    return format_date(day, "EEEE d MMMM y", rebase=False)


def listed(words: list[str]) -> str:
    """Several things in a sentence: "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1])


def withheld_in_words(number: int) -> str:
    """How many are withheld, as every list of remarks says it."""
    return ngettext("one withheld", "%(num)s withheld", number) if number else _("none withheld")


def _of(disposition: str) -> Count:
    return lambda record: sum(row.disposition == disposition for row in record.said)


def _answered(became: str) -> Count:
    return lambda record: sum(row.became == became for row in record.comments)


def _lines(status: str) -> Count:
    return lambda record: sum(line.status == status for line in record.plan_shown.lines)


# name -> (what it is, how it is counted)
COUNTED: dict[str, tuple[object, Count]] = {
    "invited": (_l("people invited"), lambda record: record.invited),
    "accepted": (_l("people who said that they would come"), lambda record: record.accepted),
    "delegates": (_l("people who came"), lambda record: sum(record.attendance[status] for status in CAME)),
    "substitutes": (_l("of these, in somebody’s place"), lambda record: record.attendance["substitute"]),
    "apologies": (_l("people who sent apologies"), lambda record: record.attendance["apologies"]),
    "speakers": (_l("speakers"), lambda record: len(record.speakers)),
    "remarks": (_l("questions and comments received by the cut-off"), lambda record: len(record.said)),
    "questions": (_l("of these, questions"), lambda record: record.kinds["question"]),
    "comments": (_l("of these, comments"), lambda record: record.kinds["comment"]),
    "on_paper": (_l("of these, on paper"), lambda record: record.channels["paper"]),
    "later": (_l("received after the cut-off"), lambda record: len(record.later)),
    "themes": (_l("themes"), lambda record: len(record.themes)),
    "amending": (_l("remarks that change the plan"), lambda record: sum(
        row.disposition == "amends the plan" and not row.is_unmet for row in record.said)),
    "answered": (_l("remarks answered"), _of("answered")),
    "noted": (_l("remarks noted"), _of("noted")),
    "next_event": (_l("remarks kept for the next event"), _of("for the next event")),
    "referred": (_l("remarks referred to others"), _of("referred")),
    "out_of_scope": (_l("remarks out of scope"), _of("out of scope")),
    "withdrawn": (_l("remarks withdrawn by their writers"), _of("withdrawn")),
    "undisposed": (_l("remarks that are still to be dealt with"),
                   lambda record: len(record.undisposed) + len(record.unmet)),
    "amendments": (_l("amendments accepted"), lambda record: record.amendments["accepted"]),
    "declined": (_l("amendments declined"), lambda record: record.amendments["declined"]),
    "actions": (_l("actions in the plan"), lambda record: sum(
        line.status != "removed" for line in record.plan_shown.lines)),
    "asked_actions": (_l("actions in the plan on which delegates commented"), lambda record: sum(
        line.status != "new" for line in record.plan_shown.lines)),
    "changed_actions": (_l("actions changed"), _lines("changed")),
    "new_actions": (_l("new actions"), _lines("new")),
    "removed_actions": (_l("actions taken out"), _lines("removed")),
    "office_comments": (_l("comments of the reviewing body"), lambda record: len(record.comments)),
    "taken_in": (_l("of these, taken in"), _answered("taken in")),
    "taken_in_part": (_l("of these, taken in part"), _answered("taken in part")),
    "not_taken": (_l("of these, not taken"), _answered("not taken")),
    "unanswered": (_l("of these, not answered yet"), _answered("")),
    "gates": (_l("gates before approval"), lambda record: len(record.gates)),
    "gates_signed": (_l("of these, signed"), lambda record: sum(gate.signed_on is not None for gate in record.gates)),
    "risks": (_l("risks in the register"), lambda record: len(record.risks)),
    "consulted": (_l("bodies and people asked about the draft programme"), lambda record: len(record.consulted)),
    "advice": (_l("their comments on it"), lambda record: sum(len(row.advice) for row in record.consulted)),
    "checked": (_l("speakers and venue checked before the event"), lambda record: record.checked),
    "to_check": (_l("speakers and venue to be checked"), lambda record: record.to_check),
    "version": (_l("number of the plan’s version"), lambda record: record.plan_shown.number),
}
Say = Callable[[Record], str]
SAID: dict[str, tuple[object, Say]] = {
    "event": (_l("name of the event"), lambda record: listed([event.title for event in record.events])),
    "event_date": (_l("day of the event"), lambda record: listed([day_in_words(event.day) for event in record.events])),
    "event_place": (_l("place of the event"), lambda record: listed(
        list(dict.fromkeys(event.place for event in record.events if event.place)))),
    "bodies": (_l("names of the bodies invited"), lambda record: listed(record.bodies)),
    "reviewers": (_l("name of the reviewing body"), lambda record: listed(
        list(dict.fromkeys(row.source for row in record.comments if row.source)))),
    "withheld": (_l("how many remarks are withheld, in words"), lambda record: withheld_in_words(record.withheld)),
    "plan": (_l("name of the plan"), lambda record: record.plan),
}
# Of the report itself, not of the record.
OF_REPORT = {"meeting": _l("body of the first meeting"), "meeting_date": _l("day of the first meeting"),
             "cut_off": _l("day of the cut-off for remarks")}
# What a remark can come to: together they are all remarks. A point that names one of them alone is left out at none.
ENDS = ("amending", "answered", "noted", "next_event", "referred", "out_of_scope", "withdrawn", "undisposed")
NAMES = (*COUNTED, *SAID, *OF_REPORT)


def meanings() -> list[tuple[str, str]]:
    """Every figure that a text can name, with what it is, in the order of the list."""
    return [(name, str(row[0])) for name, row in {**COUNTED, **SAID}.items()] + [
        (name, str(said)) for name, said in OF_REPORT.items()]


def figures_of(record: Record, report) -> dict[str, str]:
    """Each figure by its name, as it is printed."""
    first = report.meetings[0] if report.meetings else None
    counted = {name: str(count(record)) for name, (_said, count) in COUNTED.items()}
    said = {name: say(record) for name, (_said, say) in SAID.items()}
    return counted | said | {
        "meeting": first.body if first else "", "meeting_date": day_in_words(first.meets_on) if first else "",
        "cut_off": day_in_words(report.remarks_until)}


def totals(record: Record) -> Counter:
    """The counted figures as numbers."""
    return Counter({name: count(record) for name, (_said, count) in COUNTED.items()})
