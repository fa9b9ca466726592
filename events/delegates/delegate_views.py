"""A guest's own pages: the answer and the badge."""

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _

from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import badges, choosing_dates, date_queries, needs_queries, part_queries, queries, replying
from events.delegates.forms import ReplyForm, companions_typed
from events.delegates.models import Invitation
from events.delegates.states import Channel, Place, Said
from events.presentation import address, page
from events.refusals import NotFound, Refusal

views = Blueprint("delegates", __name__)

UNCONFIRMED = {"keep": True, "drop": False}


def _thanks(said: str, place: str) -> str:
    """What is said after an answer was taken."""
    if place == Place.HELD and said != Said.DELEGATED:
        return _("Thank you. You are coming, and you have a place.")
    if place == Place.WAITING and said != Said.DELEGATED:
        return _("Thank you. The event is full just now, so you are on the waiting list.")
    if said == Said.DELEGATED:
        return _("Thank you. We look at it, and write to the person you named when it is settled.")
    if said == Said.TENTATIVE:
        return _("Thank you. We have noted that you will perhaps come.")
    return _("Thank you for telling us that you are not coming.")


def _take(form: ReplyForm, invitation: Invitation):
    """The way on after an answer was taken; None where it was refused, which the form then says."""
    try:
        answer = choosing_dates.answer(
            invitation, date=form.date_told(), said=form.said.data, channel=Channel.LINK, consent=form.consent.data,
            comment=form.comment.data, change_needs=form.change_needs.data,
            unconfirmed=UNCONFIRMED.get(form.unconfirmed.data or ""), no_photographs=form.no_photographs.data,
            **form.place_told(), **form.told(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    flash(_thanks(answer.said, answer.place))
    return redirect(url_for("delegates.reply_to_invitation", ref=invitation.ref))


@views.route("/my/<ref>/reply", methods=["GET", "POST"])
@open_to("delegate")
@saves
def reply_to_invitation(ref: str):
    """Say whether you are coming, and what you need."""
    invitation: Invitation = g.opened
    form = ReplyForm(data={"no_photographs": invitation.no_photographs} | companions_typed(invitation))
    stops = needs_queries.stops_of(invitation.event)
    form.offer_stops(stops, invitation.event)
    form.offer_dates(date_queries.dates_of(invitation.event), date_queries.chosen_date(invitation))
    answer = _take(form, invitation) if form.validate_on_submit() else None
    return answer or page(
        "delegates/reply_to_invitation.html", form=form, invitation=invitation, event=invitation.event,
        arrangements=agenda_queries.arrangements_of(invitation.event), closed=choosing_dates.closed(invitation),
        stops=stops, has_needs=needs_queries.needs_of(invitation) is not None,
        ran_out=queries.offer_ran_out(invitation), has_parts=part_queries.has_parts(invitation.event),
        waiting_place=queries.waiting_place(invitation) if invitation.place == Place.WAITING else None,
    )


@views.route("/my/<ref>/badge")
@open_to("delegate")
def show_badge(ref: str):
    """The badge, to show at the door on a phone or on paper."""
    invitation: Invitation = g.opened
    return page(
        "delegates/show_badge.html", invitation=invitation, event=invitation.event,
        arrangements=agenda_queries.arrangements_of(invitation.event), has_place=replying.holds_place(invitation),
    )


def _badge_address(invitation: Invitation) -> str:
    if not replying.holds_place(invitation):
        raise NotFound()
    return address("door.meet_badge", code=invitation.badge_code)


@views.route("/my/<ref>/badge.svg")
@open_to("delegate")
def badge_drawing(ref: str):
    """The badge's code as a drawing, sharp at any size."""
    drawing = badges.svg_of(_badge_address(g.opened), name=_("QR code of your badge"))
    return Response(drawing, mimetype="image/svg+xml")


@views.route("/my/<ref>/badge.png")
@open_to("delegate")
def badge_picture(ref: str):
    """The badge's code as a picture, for keeping on a phone."""
    answer = Response(badges.png_of(_badge_address(g.opened)), mimetype="image/png")
    answer.headers["Content-Disposition"] = 'attachment; filename="badge.png"'  # saved, as the button says
    return answer
