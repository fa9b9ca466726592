"""Badges on paper, for the organiser and for each guest; and the marks that they show."""

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _

from events import clock
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import badge_sheets, marking, queries, register_queries, replying
from events.delegates.badge_sheets import Line
from events.delegates.door_forms import MarksForm
from events.delegates.models import Invitation
from events.papers import Paper
from events.presentation import address, page
from events.refusals import NotFound

views = Blueprint("badges", __name__)

A_FILE = 200  # badges: 25 sheets, made in a second or two


def _paper(lines: list[Line], name: str) -> Response:
    event = g.event
    paper = Paper(_("Badges: %(event)s", event=event.short_title), at=clock.now())
    badge_sheets.badges_on(paper, lines, caption=event.short_title,
                           address_of=lambda code: address("door.meet_badge", code=code))
    answer = Response(paper.as_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{event.slug}-{name}.pdf"'
    return answer


def _line_of(invitation: Invitation) -> Line:
    contact = invitation.contact
    bodies = [body.name for body in contact.partnerships]
    return Line(1, invitation.id, contact.name, contact.organisation, bodies[0] if bodies else "", False,
                invitation.is_under_18, invitation.no_photographs, invitation.print_no_name, invitation.badge_code)


@views.route("/desk/events/<slug>/badges")
@open_to("organiser")
def list_sheets(slug: str):
    """The badges of all who have a place, as files to print."""
    event = guards.the_event()
    total = register_queries.length(event, held_alone=True)
    files = [(number, first + 1, min(first + A_FILE, total))
             for number, first in enumerate(range(0, total, A_FILE), 1)]
    lines = register_queries.lines_of(event, held_alone=True)
    return page("delegates/list_sheets.html", event=event, total=total, files=files,
                by_hand=badge_sheets.by_hand(lines), unnamed=sum(line.print_no_name for line in lines),
                sheets=-(-total // (badge_sheets.COLUMNS * badge_sheets.ROWS)))


@views.route("/desk/events/<slug>/badges/<int:number>.pdf")
@open_to("organiser")
def badge_file(slug: str, number: int):
    """One file of badges, eight to a page, by partnership and name."""
    lines = register_queries.lines_of(guards.the_event(), held_alone=True, first=(number - 1) * A_FILE, most=A_FILE)
    if not lines or number < 1:
        raise NotFound()
    return _paper(lines, f"badges-{number}")


def _guest(invitation_id: int) -> Invitation:
    found = queries.invitation(guards.the_event(), invitation_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/badge.pdf")
@open_to("organiser")
def guest_badge(slug: str, invitation_id: int):
    """One guest's badge, for somebody who lost theirs."""
    invitation = _guest(invitation_id)
    if not replying.holds_place(invitation):
        raise NotFound()
    return _paper([_line_of(invitation)], "badge")


@views.route("/my/<ref>/badge.pdf")
@open_to("delegate")
def badge_paper(ref: str):
    """One's own badge, to print."""
    if not replying.holds_place(g.opened):
        raise NotFound()
    return _paper([_line_of(g.opened)], "badge")


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/marks", methods=["GET", "POST"])
@open_to("organiser")
@saves
def mark_guest(slug: str, invitation_id: int):
    """What badge, register and door show of a guest: under 18, no photographs, name not printed."""
    invitation = _guest(invitation_id)
    form = MarksForm(data={name: getattr(invitation, name) for name in marking.MARKS})
    if form.validate_on_submit():
        marking.mark(invitation, by=guards.the_officer(), **{name: form[name].data for name in marking.MARKS})
        flash(_("The marks are saved. Badges and registers printed before do not show them."))
        return redirect(url_for("guest.show_guest", slug=slug, invitation_id=invitation_id))
    return page("delegates/mark_guest.html", event=guards.the_event(), form=form, invitation=invitation)
