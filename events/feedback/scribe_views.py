"""The scribe's page: paper cards, spoken questions and letters, one after another without the mouse."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import receiving, saves
from events.feedback import capturing, importing, queries
from events.feedback import choice_queries as choices
from events.feedback.forms import CardForm, CardsFileForm
from events.feedback.states import Attribution
from events.fields import Form
from events.presentation import page, takes_file
from events.refusals import Refusal

views = Blueprint("scribe", __name__)


def _form(event) -> CardForm:
    form = CardForm()
    form.to.choices = choices.speakers(event, first=_("The panel"))
    form.item.choices = choices.items(event, first=_("The event as a whole"))
    if not form.is_submitted():  # what the last card had, most of a pile has
        form.item.data = request.args.get("item", "")
        form.channel.data = request.args.get("channel", "paper")
        form.kind.data = request.args.get("kind") or None
    return form


def _shown(form: CardForm) -> Attribution:
    """A name: named. Else an organisation: that only. Else a partnership: that only. Else anonymous."""
    if form.name.data:
        return Attribution.NAMED
    if form.organisation.data:
        return Attribution.ORGANISATION
    return Attribution.PARTNERSHIP if form.partnership.data else Attribution.ANONYMOUS


@views.route("/desk/events/<slug>/cards", methods=["GET", "POST"])
@open_to("scribe", "moderator", "organiser")
@saves(remember=False)
def enter_card(slug: str):
    """Enter one card; the next form keeps the part of the event, the kind and the way it came."""
    event = guards.the_event()
    form = _form(event)
    if form.validate_on_submit():
        try:
            remark, _receipt = capturing.capture(
                event, kind=form.kind.data, text=form.text.data, channel=form.channel.data, attribution=_shown(form),
                name=form.name.data, organisation=form.organisation.data, partnership=form.partnership.data,
                agenda_item=choices.item(event, form.item.data), speaker=choices.speaker(event, form.to.data),
                form_key=form.form_key.data,
            )
            return redirect(url_for("scribe.enter_card", slug=slug, item=form.item.data or None,
                                    channel=form.channel.data, kind=form.kind.data, saved=remark.ref))
        except Refusal as refusal:
            form.refuse(refusal)
    saved = request.args.get("saved", "") if request.method == "GET" else ""
    return page("feedback/enter_card.html", form=form, event=event, waiting=queries.count_waiting(event),
                saved=saved if saved and queries.remark_by_ref(event, saved) else "")


@views.route("/desk/events/<slug>/cards/file", methods=["GET", "POST"])
@open_to("organiser")
@saves
@takes_file(2)
def import_cards(slug: str):
    """Put the contributions of a CSV file in the queue; a row that cannot be taken is named, and then none is."""
    event = guards.the_event()
    form: Form = CardsFileForm()
    if form.validate_on_submit():
        try:
            if not form.file.data:
                raise Refusal(_("Choose a CSV file"), field="file")
            with receiving():
                content = form.file.data.stream.read()
            taken = importing.import_contributions(event, content, by=guards.the_officer())
            flash(_("%(count)s contributions of the file are here.", count=len(taken)))
            return redirect(url_for("moderation.show_queue", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/import_cards.html", form=form, event=event, columns=importing.COLUMNS)
