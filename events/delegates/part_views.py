"""Parts with places of their own: chosen on the guest's page, listed for the organiser and the door."""

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.access.models import Officer
from events.database import saves
from events.delegates import choosing_parts, leaving_parts, part_queries, queries, replying
from events.delegates.models import Invitation
from events.delegates.needs_words import COMPANION_WORDS
from events.delegates.part_forms import PartsForm, parts_form
from events.papers import Paper
from events.presentation import day, hour, moment, page
from events.refusals import NotFound, Refusal

views = Blueprint("parts", __name__)


def _form_of(invitation: Invitation) -> tuple[PartsForm, set[int], list[str]]:
    """The form, the keys of what is chosen, and the titles of what was chosen and is there no more."""
    parts = part_queries.parts_of(invitation.event)
    chosen = part_queries.choices_of(invitation)
    if not parts and not chosen:
        raise NotFound()
    mine = {choice.agenda_item_id for choice in chosen if choice.agenda_item_id is not None}
    gone = [choice.title for choice in part_queries.gone(invitation.event, chosen)]
    return parts_form(parts, invitation.event, mine), mine, gone


def _taken(form: PartsForm, invitation: Invitation, by: Officer | None = None) -> bool:
    """Whether the choice was taken; a refusal is said by the form."""
    if not form.validate_on_submit():
        return False
    try:
        choosing_parts.choose(invitation, keys=form.keys(), by=by)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Your choice is saved.") if by is None else _("The choice is saved."))
    return True


@views.route("/my/<ref>/parts", methods=["GET", "POST"])
@open_to("delegate")
@saves
def choose_parts(ref: str):
    """Choose among the parts of the programme that have places of their own."""
    invitation: Invitation = g.opened
    form, mine, gone = _form_of(invitation)
    if _taken(form, invitation):
        return redirect(url_for("parts.choose_parts", ref=ref))
    return page("delegates/choose_parts.html", form=form, invitation=invitation, event=invitation.event, mine=mine,
                gone=gone, closed=replying.closed(invitation), has_place=replying.holds_place(invitation))


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/parts", methods=["GET", "POST"])
@open_to("organiser")
@saves
def choose_for_guest(slug: str, invitation_id: int):
    """Note which parts somebody chose by telephone or on paper."""
    invitation = queries.invitation(guards.the_event(), invitation_id)
    if invitation is None:
        raise NotFound()
    form, mine, gone = _form_of(invitation)
    if _taken(form, invitation, guards.the_officer()):
        return redirect(url_for("guest.show_guest", slug=slug, invitation_id=invitation_id))
    return page("delegates/choose_for_guest.html", form=form, invitation=invitation, event=invitation.event, mine=mine,
                gone=gone, closed=replying.closed(invitation), has_place=replying.holds_place(invitation))


@views.route("/desk/events/<slug>/parts")
@open_to("organiser", "door")
def list_parts(slug: str):
    """Who comes to which part, by name: for the organiser and the door alone."""
    event = guards.the_event()
    return page(
        "delegates/list_parts.html", event=event, lists=part_queries.lists_of(event), as_of=clock.now(),
        removed=part_queries.removed(event), clashing=part_queries.clashing(event), press=fields.Press(),
        undecided=part_queries.count_undecided(event), name_of=_name_of, with_whom=_with_whom,
        to_release=part_queries.with_places_to_come(event))


def _name_of(guest: Invitation) -> str:
    """A guest as the register names them: nothing of somebody who does not want theirs printed."""
    return _("Guest") if guest.print_no_name else guest.contact.name


def _with_whom(guest: Invitation) -> str:
    return ", ".join(_(COMPANION_WORDS[row.kind]) for row in guest.accompanied)


@views.route("/desk/events/<slug>/parts/removed", methods=["POST"])
@open_to("organiser")
@saves
def forget_removed(slug: str):
    """The guests whose part was removed have been told: take them off the list."""
    if fields.Press().validate_on_submit():
        leaving_parts.forget_removed(guards.the_event(), by=guards.the_officer())
        flash(_("They are off the list."))
    return redirect(url_for("parts.list_parts", slug=slug))


@views.route("/desk/events/<slug>/parts.pdf")
@open_to("organiser", "door")
def parts_paper(slug: str):
    """The lists of all parts as a PDF file, each on a page of its own: to hang at the rooms' doors or to tick."""
    event, now = guards.the_event(), clock.now()
    paper = Paper(_("Parts: %(event)s", event=event.title), at=now, foot=f"{event.short_title}, {moment(now, event)}")
    lists = part_queries.lists_of(event)
    for place, one in enumerate(lists):
        if place:
            paper.new_page()
        item = one.part.item
        paper.heading(item.title)
        where = f", {item.venue_room.name}" if item.venue_room else ""
        paper.paragraph(_("%(day)s, %(start)s to %(end)s", day=day(item.starts_at, event),
                          start=hour(item.starts_at, event), end=hour(item.ends_at, event)) + where)
        paper.paragraph(ngettext("%(taken)s of %(num)s place is taken.", "%(taken)s of %(num)s places are taken.",
                                 item.places or 0, taken=one.part.taken))
        rows = [(str(number), _name_of(guest), "" if guest.print_no_name else guest.contact.organisation,
                 _with_whom(guest)) for number, guest in enumerate(one.guests, 1)]
        paper.table([_("No"), _("Name"), _("Organisation"), _("Comes with")], rows, widths=(1, 5, 5, 3))
    if not lists:
        paper.heading(_("No part has places of its own."))
    answer = Response(paper.as_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{event.slug}-parts.pdf"'
    return answer
