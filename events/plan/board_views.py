"""A board's members: their links as the clerk makes them, and the two pages that they open without an account."""

from datetime import timedelta

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import fields, qr_codes
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback.queries import shown_name
from events.plan import board_queries, gate_queries, laying_papers, queries, signing
from events.plan.board_forms import MemberForm, ReadForm
from events.plan.board_models import BoardLink
from events.plan.changes import by_objective, compare
from events.plan.doors import shut
from events.plan.equality_forms import characteristic_labels
from events.plan.forms import FIELD_LABELS, RESPONSE_LABELS
from events.plan.gate_forms import PART_LABELS
from events.plan.letters import link_of
from events.plan.models import PlanVersion
from events.plan.redlines import redline
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("board", __name__)

HOLD = timedelta(minutes=2)  # how long letters to members may still be called back


def _version(key: str, number: int) -> PlanVersion:
    return gate_queries.version_for(key, number, guards.the_officer(), "approver")


def _link(version: PlanVersion, link_id: int) -> BoardLink:
    found = next((row for row in board_queries.links_of(version) if row.id == link_id), None)
    if found is None:
        raise NotFound()
    return found


def _to_members(version: PlanVersion):
    return redirect(url_for("board.list_members", key=version.plan.key, number=version.number))


def _before(version: PlanVersion) -> PlanVersion | None:
    return queries.version_by_number(version.plan, version.number - 1) if version.number > 1 else None


@views.route("/desk/plans/<key>/versions/<int:number>/board", methods=["GET", "POST"])
@open_to("approver")
@saves
def list_members(key: str, number: int):
    """Who reads this version for the board, whether they were written to and have read; a form for one more."""
    version, form = _version(key, number), MemberForm()
    if form.validate_on_submit():
        try:
            laying_papers.add_member(version, name=form.name.data, email=form.email.data or "",
                                     by=guards.the_officer())
            return _to_members(version)
        except Refusal as refusal:
            form.refuse(refusal)
    before = _before(version)
    return page("plan/list_members.html", form=form, plan=version.plan, version=version, press=fields.Press(),
                rows=[(link, shut(link)) for link in board_queries.links_of(version)],
                still=signing.what_is_open(version), is_final=gate_queries.is_approved(version),
                held=laying_papers.letters_held(version), shuts_at=board_queries.shuts_at(version),
                earlier=before is not None and bool(board_queries.links_of(before)),
                minutes=int(HOLD / timedelta(minutes=1)))


@views.route("/desk/plans/<key>/versions/<int:number>/board/copy", methods=["POST"])
@open_to("approver")
@saves
def copy_members(key: str, number: int):
    """Links for everybody who had one to the version before."""
    version = _version(key, number)
    before = _before(version)
    if before is not None and fields.Press().validate_on_submit():
        made = laying_papers.copy_members(before, version, by=guards.the_officer())
        flash(ngettext("%(num)s link made.", "%(num)s links made.", len(made)))
    return _to_members(version)


@views.route("/desk/plans/<key>/versions/<int:number>/board/send", methods=["POST"])
@open_to("approver")
@saves
def send_papers(key: str, number: int):
    """Write to each member who has an address and was not written to."""
    version = _version(key, number)
    if fields.Press().validate_on_submit():
        sent = laying_papers.send(version, hold=HOLD, by=guards.the_officer())
        flash(ngettext("%(num)s letter leaves in two minutes.", "%(num)s letters leave in two minutes.", sent))
    return _to_members(version)


@views.route("/desk/plans/<key>/versions/<int:number>/board/call-back", methods=["POST"])
@open_to("approver")
@saves
def call_back(key: str, number: int):
    """Call back the letters that have not left."""
    version = _version(key, number)
    if fields.Press().validate_on_submit():
        called = laying_papers.call_back(version, by=guards.the_officer())
        flash(ngettext("%(num)s letter called back.", "%(num)s letters called back.", called))
    return _to_members(version)


@views.route("/desk/plans/<key>/versions/<int:number>/board/<int:link_id>")
@open_to("approver")
def show_board_link(key: str, number: int, link_id: int):
    """One member's link, to print or hand over: written out and as a code for their own camera."""
    version = _version(key, number)
    link = _link(version, link_id)
    return page("plan/show_board_link.html", plan=version.plan, version=version, link=link, press=fields.Press(),
                shut=shut(link), shuts_at=board_queries.shuts_at(version), way="" if shut(link) else link_of(link))


@views.route("/desk/plans/<key>/versions/<int:number>/board/<int:link_id>.svg")
@open_to("approver")
def board_code(key: str, number: int, link_id: int):
    """The code of a member's link, to point a telephone at."""
    link = _link(_version(key, number), link_id)
    if shut(link):
        raise NotFound()
    return Response(qr_codes.svg_of(link_of(link), name=_("Link to the board's papers")), mimetype="image/svg+xml")


@views.route("/desk/plans/<key>/versions/<int:number>/board/<int:link_id>/close", methods=["POST"])
@open_to("approver")
@saves
def close_link(key: str, number: int, link_id: int):
    """Close a member's link for good."""
    version = _version(key, number)
    if fields.Press().validate_on_submit():
        laying_papers.close(_link(version, link_id), by=guards.the_officer())
        flash(_("The link is closed. Whoever uses it is told so."))
    return _to_members(version)


@views.route("/desk/plans/<key>/versions/<int:number>/board/<int:link_id>/replace", methods=["POST"])
@open_to("approver")
@saves
def replace_link(key: str, number: int, link_id: int):
    """A new link in place of a lost one; the old one stops opening."""
    version = _version(key, number)
    if fields.Press().validate_on_submit():
        laying_papers.replace(_link(version, link_id), hold=HOLD, by=guards.the_officer())
        flash(_("The old link no longer opens."))
    return redirect(url_for("board.show_board_link", key=key, number=number, link_id=link_id))


def _shared(link: BoardLink) -> dict:
    """What both of a member's pages show."""
    version = link.version
    return {"link": link, "version": version, "plan": version.plan, "labels": FIELD_LABELS,
            "decisions": queries.decisions_of(version), "newest": queries.latest(version.plan).number}


@views.route("/my/<ref>/board/changes")
@open_to("delegate", door="board")
def read_changes(ref: str):
    """For a member of the board: what this version changes against the one before, and how its gates stand."""
    version: PlanVersion = queries.version_by_number(g.opened.version.plan, g.opened.version.number)
    before = _before(version)
    has_other_words = before is not None and before.preamble != version.preamble
    return page("plan/read_changes.html", **_shared(g.opened), before=before,
                changes=by_objective(compare(before, version)) if before else [], parts=PART_LABELS,
                preamble=redline(before.preamble, version.preamble) if before and has_other_words else [],
                standings=gate_queries.standings_of(version), amended_from=gate_queries.amended_from(version))


@views.route("/my/<ref>/board/words", methods=["GET", "POST"])
@open_to("delegate", door="board")
@saves(remember=False)
def read_words(ref: str):
    """For a member of the board: the words behind each change; at its end they may say that they have read."""
    form = ReadForm()
    if form.validate_on_submit():
        laying_papers.note_read(g.opened)
        flash(_("Thank you. The clerk sees that you have read the papers."))
        return redirect(url_for("board.read_words", ref=ref))
    return page("plan/read_words.html", **_shared(g.opened), form=form,
                texts={action.key: action.text for action in queries.actions_of(g.opened.version)},
                behind=board_queries.words_behind(g.opened.version), shown_name=shown_name,
                characteristics=characteristic_labels(), responses=RESPONSE_LABELS)
