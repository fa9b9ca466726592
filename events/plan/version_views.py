"""Versions: what the next one would say, one version to read, and whom it was sent to."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback.queries import shown_name
from events.plan import amending_queries, queries, sending
from events.plan.amending_forms import SentForm, labels_of
from events.plan.assemblies import PlainPlan
from events.plan.columns import fields_of, words_of
from events.plan.models import Amendment
from events.plan.months import redline_in_words
from events.plan.redlines import Part
from events.plan.states import AmendmentKind
from events.presentation import page
from events.refusals import Refusal

views = Blueprint("versions", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")


def _merged(made: PlainPlan, amendments: list[Amendment]) -> list[tuple[Amendment, list[Amendment], list[Part]]]:
    """The texts that more than one amendment changes, as they come together: the first, all, and the redline."""
    by_place: dict[tuple[str, str], list[Amendment]] = {}
    for row in amendments:
        if row.kind in (AmendmentKind.CHANGE, AmendmentKind.TEXT):
            by_place.setdefault((row.action_key, row.field), []).append(row)
    found = []
    for (key, field), rows in by_place.items():
        if len(rows) < 2:
            continue
        action = made.action(key)
        text = made.preamble if field == "preamble" else made.texts.get(field, ("", ""))[1]
        found.append((rows[0], rows, redline_in_words(rows[0].before, action.words.get(field, "") if action else text)))
    return found


@views.route("/desk/plans/<key>/versions/new")
@open_to(*WRITERS)
def prepare_version(key: str):
    """What goes into the next version: what came together by itself, and where amendments meet."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    made, clashes, amendments = amending_queries.preview(plan)
    met = {ref for clash in clashes for ref in clash.refs}
    merged = [row for row in _merged(made, amendments) if row[0].ref not in met]
    return page("plan/prepare_version.html", plan=plan, clashes=clashes, amendments=amendments, merged=merged,
                by_ref={row.ref: row for row in amendments}, pending=amending_queries.pending_of(plan),
                labels=labels_of(queries.latest(plan)), redline=redline_in_words, shown_name=shown_name,
                press=fields.Press(),
                may_decide=bool({"reviewer"} & queries.roles_on(guards.the_officer(), plan)))


@views.route("/desk/plans/<key>/versions/<int:number>", methods=["GET", "POST"])
@open_to(*READERS)
@saves
def show_version(key: str, number: int):
    """One version to read and print, and to whom it was sent for comment; a form to note one more."""
    plan = queries.plan_for(key, guards.the_officer(), *READERS)
    version = queries.version_by_number(plan, number)
    form = SentForm()
    if form.validate_on_submit():
        try:
            sending.note_sent(version, to_whom=form.to_whom.data or "",
                              sent_on=form.sent_on.day or clock.today(),
                              answer_by=form.answer_by.day, note=form.note.data or "", by=guards.the_officer())
            flash(_("It is noted to whom version %(number)s was sent.", number=number))
            return redirect(url_for("versions.show_version", key=key, number=number, _anchor="sent"))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/show_version.html", form=form, plan=plan, version=version, newest=queries.latest(plan),
                sent=amending_queries.sent_of(version), labels=labels_of(version), fields=fields_of(version),
                words_of=words_of, decisions=queries.decisions_of(version))
