"""A delegate's own page for the wish to be told what becomes of their words."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _

from events.access.guards import open_to
from events.database import saves
from events.feedback import wish_queries, wishing
from events.feedback.wish_forms import WishForm
from events.presentation import page

views = Blueprint("wishes", __name__)


@views.route("/my/<ref>/wish", methods=["GET", "POST"])
@open_to("delegate")
@saves
def change_wish(ref: str):
    """Say whether one is to be told, by letter, what became of one's words."""
    invitation, form = g.opened, WishForm()
    if form.validate_on_submit():
        wishing.wish(invitation, wanted=form.wanted.data == "yes", by="delegate")
        flash(_("Noted: we will write to you.") if form.wanted.data == "yes" else _("Noted: we will not write."))
        return redirect(url_for("reports.show_my_page", ref=ref))
    return page("feedback/change_wish.html", form=form, invitation=invitation, event=invitation.event,
                now=wish_queries.wants_to_hear(invitation))
