"""What stands under each heading when a report is begun: written from the record, for an officer to go on with."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from events.plan.equality_forms import PROTECTED
from events.reports.records import Record
from events.reports.report_figures import listed
from events.reports.states import ReportKind

TO_WRITE = "…"


def _points(rows: list[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def _paragraphs(*rows: str) -> str:
    return "\n\n".join(row for row in rows if row)


def _summary(record: Record, kind: str) -> str:
    if kind == ReportKind.UPDATE:
        return _("This report tells of the preparations for {event} on {event_date} and of the draft of {plan}, and "
                 "outlines the next steps.")
    return _("This report tells what came of {event} on {event_date}, how each of the {remarks} questions and comments "
             "received was dealt with, and brings {plan} in its strengthened form (version {version}) for approval.")


def _recommendations(record: Record, kind: str) -> str:
    if kind == ReportKind.UPDATE:
        return _points([_("receive this report and note its content;"),
                        _("agree that a full report with a strengthened plan is brought after the event.")])
    return _points([
        _("note the attendance at the event and what was said there;"),
        _("note the response to each question and comment, and to each comment of the reviewing body, in the "
          "appendices;"),
        _("approve version {version} of {plan}."),
    ])


def _background(record: Record, kind: str) -> str:
    return _paragraphs(
        _("{plan} has {actions} actions. Delegates of the bodies that work with the council were asked what is missing "
          "in it and what should be said differently.") if kind == ReportKind.UPDATE else
        _("{plan} had {asked_actions} actions when delegates of the bodies that work with the council were asked what "
          "is missing in it and what should be said differently."),
        _("The reviewing body has sent {office_comments} comments on the draft.") if record.comments else "")


def _before(record: Record) -> str:
    return _paragraphs(
        _("{event} is to be held at {event_place} on {event_date}. {invited} people have been invited, and {accepted} "
          "have said that they will come."),
        _("Delegates will hear these speakers, and can question them and contribute to the draft plan:")
        if record.speakers else "",
        _points(record.speakers),
        _("Invitations went to these bodies: {bodies}.") if record.bodies else "")


def _event(record: Record, kind: str) -> str:
    if kind == ReportKind.UPDATE:
        return _before(record)
    themes = [f"{name}: {count}" for name, count in record.themes]
    return _paragraphs(
        _("{event} was held at {event_place} on {event_date}. {invited} people were invited, {delegates} came and "
          "{apologies} sent apologies. They heard these speakers:"),
        _points(record.speakers),
        "## " + _("What was said"),
        _("{remarks} questions and comments were received by {cut_off}: {questions} questions and {comments} comments, "
          "of which {on_paper} on paper ({withheld})."),
        _("By theme, where a remark under two themes counts in each:") if themes else "",
        _points(themes),
        "## " + _("What became of it"),
        _("Each of them stands with its response in the appendix. In numbers:"),
        _points(_became()),
        "## " + _("How the plan has changed"),
        _("{amendments} amendments were accepted and {declined} declined. Version {version} of the plan has {actions} "
          "actions (changed: {changed_actions}; new: {new_actions}). Every change is marked in the appendix."),
        _("{reviewers} sent {office_comments} comments on the draft. Each has an answer in the appendix (taken in: "
          "{taken_in}; in part: {taken_in_part}; not taken, with the reason: {not_taken}).") if record.comments else "")


def _became() -> list[str]:
    """Every end that a remark can have; lines of none are left out as the report is printed, not here."""
    return [
        _("led to a change of the plan: {amending}"), _("answered: {answered}"), _("noted: {noted}"),
        _("kept for the next event: {next_event}"), _("referred to others: {referred}"),
        _("out of scope: {out_of_scope}"), _("withdrawn by their writers: {withdrawn}"),
        _("still to be dealt with: {undisposed}"),
    ]


def _next_steps(record: Record, kind: str) -> str:
    if kind == ReportKind.UPDATE:
        return _("Following the event, a full report will be brought with a strengthened plan for approval, which will "
                 "take in what was raised at the event where appropriate and answer the comments on the draft.")
    return _paragraphs(
        _("Everybody who asked to be told receives a letter on what became of their words, and the page of outcomes is "
          "published."),
        _("Those who lead the actions report on their progress."))


def _implication(kind: str, none: Callable[[], str]) -> Callable[[Record, str], str]:
    def start(record: Record, _kind: str) -> str:
        held = record.implications.get(kind)
        if held and held.text:
            return held.words
        return _gate(record, "means") or none()
    return start


def _gate(record: Record, *kinds: str) -> str:
    """What was found when the gate of that kind was signed, with who signed it and when."""
    found = [gate for gate in record.gates if gate.signed_on and (gate.kind in kinds or gate.key in kinds)]
    return _paragraphs(*(gate.finding for gate in found))


def _risk(record: Record, kind: str) -> str:
    rows = [_("%(what)s (rated %(rating)s of 25). %(control)s %(owner)s", what=risk.what.rstrip("."),
              rating=risk.rating, control=risk.control,
              owner=_("Owner: %(name)s.", name=risk.owner) if risk.owner else "").strip() for risk in record.risks]
    lead = _gate(record, "risks", "risk") or (
        _("The risks of the plan have been rated by likelihood and impact, and each has an owner.") if rows else "")
    return _paragraphs(lead, _points(rows)) or _(
        "The content of this report has been looked at for risk. %(more)s", more=TO_WRITE)


def _characteristic(key: str) -> str:
    """A protected characteristic, or one that the council looks at beside them, as it is named."""
    return str(PROTECTED.get(key, key.replace("-", " ").capitalize()))


def _equality(record: Record, kind: str) -> str:
    rows = [f"{_characteristic(key)}: {finding} {done}".strip() for key, finding, done in record.equality_findings]
    found = _paragraphs(record.equality or _gate(record, "equality"), _points(rows))
    if found or kind == ReportKind.FULL:
        return found or _("The equality impact assessment of version {version} has not been signed yet. %(more)s",
                          more=TO_WRITE)
    return _("This report makes no proposals for services or policy, and is not subject to an equality impact "
             "assessment. The plan will be assessed before it is submitted for approval.")


def _asked_about_programme(record: Record) -> str:
    """Who was consulted as the event was put together, and whether speakers and venue were checked."""
    rows = []
    named = [row.who for row in record.consulted if row.is_body]
    if named:
        rows.append(ngettext("As the event was put together, this body was asked about its draft programme: %(names)s.",
                             "As the event was put together, these were asked about its draft programme: %(names)s.",
                             len(named), names=listed(named)))
        if any(row.advice for row in record.consulted):
            rows.append(_("The comments on it, {advice} in number, and our answers are appended."))
    if record.to_check:
        rows.append(_("Speakers and venue were checked before the event: {checked} of {to_check}."))
    return " ".join(rows)


def _consultation(record: Record, kind: str) -> str:
    if kind == ReportKind.UPDATE:
        return _paragraphs(_asked_about_programme(record), _(
            "Delegates will be consulted at the event. {invited} people have been invited."))
    return _paragraphs(
        _asked_about_programme(record),
        _("The draft plan was open to comment before, at and after the event, by phone, on paper and by word of mouth. "
          "{invited} people of {bodies} were invited.") if record.bodies else
        _("The draft plan was open to comment before, at and after the event. {invited} people were invited."),
        _("Ward councillors: %(more)s", more=TO_WRITE))


def _papers(record: Record, kind: str) -> str:
    if kind == ReportKind.UPDATE or not record.plan_shown.number:
        return _("None")
    rows = [_("{plan}, version {version}")]
    if record.plan_shown.against:
        rows.insert(0, _("{plan}, version %(number)s, on which delegates commented", number=record.plan_shown.against))
    return _points(rows)


def _none_of(what: str) -> Callable[[Record, str], str]:
    return lambda record, kind: _("There are no %(what)s implications arising as a direct result of this report. "
                                  "%(more)s", what=what, more=TO_WRITE)


STARTS: dict[str, Callable[[Record, str], str]] = {
    "summary": _summary, "recommendations": _recommendations, "background": _background, "event": _event,
    "next-steps": _next_steps, "risk": _risk, "equality": _equality, "consultation": _consultation,
    "papers": _papers,
    "financial": _implication("financial", lambda: _none_of(_("financial"))(Record(), "")),
    "legal": _implication("legal", lambda: _none_of(_("legal"))(Record(), "")),
    "strategy": lambda record, kind: _("The plan bears on the objectives of the sustainable community strategy. "
                                       "%(more)s", more=TO_WRITE),
    "wards": lambda record, kind: _("All wards are affected."),
    "property": lambda record, kind: _("This report has no implications for the council’s property."),
}


def start_of(key: str, record: Record, *, kind: str, contact: str = "") -> str:
    """The first text of a block: empty for a heading that the council added or that stands over others alone."""
    if key == "contact":
        return contact
    return STARTS[key](record, kind) if key in STARTS else ""


def unfinished(text: str) -> bool:
    """Whether a text still holds the mark of what an officer has to write."""
    return TO_WRITE in text
