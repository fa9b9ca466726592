"""One guest, as the organiser sees them: the ledger of answers, needs, letters, and what can be done."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields, outbox
from events.access import guards
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import (
    choosing_dates,
    date_queries,
    inviting,
    mail_queries,
    needs_queries,
    part_queries,
    queries,
    reply_codes,
    replying,
    seat_queries,
)
from events.delegates.forms import RecordReplyForm, companions_typed
from events.delegates.models import Invitation
from events.delegates.states import Place
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("guest", __name__)


def _guest(invitation_id: int) -> Invitation:
    found = queries.invitation(guards.the_event(), invitation_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/guests/<int:invitation_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def show_guest(slug: str, invitation_id: int):
    """One guest: what they said and when, what they need; and a form for an answer given by telephone or on paper."""
    invitation = _guest(invitation_id)
    form = RecordReplyForm(data=companions_typed(invitation))
    stops = needs_queries.stops_of(invitation.event)
    form.offer_stops(stops, invitation.event)
    form.offer_dates(date_queries.dates_of(invitation.event), date_queries.chosen_date(invitation))
    if form.validate_on_submit():
        try:
            choosing_dates.answer(
                invitation, date=form.date_told(), said=form.said.data, channel=form.channel.data,
                by=guards.the_officer(), consent=form.consent.data, comment=form.comment.data,
                change_needs=form.change_needs.data, **form.place_told(), **form.told(),
            )
            flash(_("The answer is noted."))  # they may stand at another date of the evening now
            return redirect(url_for("guest.show_guest", slug=invitation.event.slug, invitation_id=invitation_id))
        except Refusal as refusal:
            form.refuse(refusal)
    arrangements = agenda_queries.arrangements_of(invitation.event)
    replies = queries.replies_of(invitation)
    return page(
        "delegates/show_guest.html", form=form, invitation=invitation, event=invitation.event,
        arrangements=arrangements, replies=replies, stops=stops, needs=needs_queries.needs_of(invitation),
        late={row.id for row in replies if replying.is_late(row, arrangements.reply_by_on)},
        has_parts=part_queries.has_parts(invitation.event), chosen=part_queries.choices_of(invitation),
        letters=outbox.about(invitation), mails=len(mail_queries.mails_of(invitation)),
        closed=choosing_dates.closed(invitation), press=fields.Press(),
        seats=seat_queries.seats_of_guest(invitation), stands_in_for=queries.stands_in_for(invitation),
        proposed=seat_queries.proposed_for(invitation), noting="note" in request.args, spoken=reply_codes.spoken,
        waiting_place=queries.waiting_place(invitation) if invitation.place == Place.WAITING else None,
    )


def _do(slug: str, invitation_id: int, act, done: str):
    """Press one of a guest's buttons; a refusal is said on the guest's page."""
    invitation = _guest(invitation_id)
    if fields.Press().validate_on_submit():
        act(invitation, by=guards.the_officer())
        flash(done)
    return redirect(url_for("guest.show_guest", slug=slug, invitation_id=invitation_id))


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/link", methods=["POST"])
@open_to("organiser")
@saves
def renew_link(slug: str, invitation_id: int):
    """Make the earlier personal link worthless and send a new one."""
    done = _("A new link is on its way. The earlier one no longer opens.")
    return _do(slug, invitation_id, inviting.renew_link, done)


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/withdraw", methods=["POST"])
@open_to("organiser")
@saves
def withdraw_invitation(slug: str, invitation_id: int):
    """Withdraw an invitation; whoever had a letter gets a cancellation."""
    return _do(slug, invitation_id, inviting.withdraw_invitation, _("The invitation is withdrawn."))


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/invite-again", methods=["POST"])
@open_to("organiser")
@saves
def invite_again(slug: str, invitation_id: int):
    """Send an invitation that was withdrawn once more."""
    return _do(slug, invitation_id, inviting.invite_again, _("The invitation is on its way again."))
