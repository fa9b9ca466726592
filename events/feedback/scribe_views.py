"""Entering for somebody else: paper cards one after another, the roving microphone, a table; and cards from a file.

The first three open to a scribe's or a facilitator's link for one evening, and show nothing but entry.
"""

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from events import clock
from events.access import guards
from events.access.guards import open_to
from events.agenda import run_queries
from events.database import receiving, saves
from events.feedback import card_queries, entering, importing, queries, table_numbers
from events.feedback import choice_queries as choices
from events.feedback.entering import Writer
from events.feedback.entry_forms import CardForm, PointForm, SpokenForm
from events.feedback.forms import CardsFileForm
from events.feedback.states import RemarkState
from events.fields import Form
from events.presentation import page, takes_file
from events.refusals import Refusal

views = Blueprint("scribe", __name__)

# What the next form keeps of the one before: most of a pile of cards has it, and most of a round of questions.
CARD_KEEPS = ("item", "to", "channel", "kind", "table_number")
SPOKEN_KEEPS = ("item", "to", "kind")
POINT_KEEPS = ("kind", "table_number", "about_action")
OF_A_LINK = ("kind",)  # table and subject are the link's own


def _offer(form, event, keeps: tuple[str, ...], *, item: str = "") -> None:
    """Offer speakers and parts of the event; the next form begins with what the one before had."""
    form.to.choices = choices.speakers(event, first=_("The panel"))
    form.item.choices = choices.items(event, first=_("The event as a whole"))
    if form.is_submitted():
        return
    form.item.data = item
    for name in keeps:
        form[name].data = request.args.get(name, form[name].data)


def _item_now(event) -> str:
    """The key of the part of the event that is on now, or an empty word."""
    now = run_queries.now_and_next(event, clock.now()).now
    return now.key if now else ""


def _tabs(event) -> list[tuple[str, str, bool]]:
    """The two pages of a scribe's link."""
    rows = [(_("Cards"), "scribe.enter_card"), (_("Microphone"), "scribe.enter_spoken")]
    return [(label, url_for(endpoint, slug=event.slug), request.endpoint == endpoint) for label, endpoint in rows]


def _went_on(endpoint: str, event, form, keeps: tuple[str, ...], entered: entering.Entered):
    """On to the next empty form, which says what became of this one."""
    kept = {name: form[name].data or "" for name in keeps}
    leads = None if entered.leads is None else min(entered.leads, 1)
    return redirect(url_for(endpoint, slug=event.slug, saved=entered.remark.ref,
                            leads=leads, **kept))  # type: ignore[arg-type]


def _said_of(event) -> dict:
    """What the address says of the entry before: its ref if there is one, and whether a lead was told of it."""
    saved = request.args.get("saved", "") if request.method == "GET" else ""
    if not saved or not queries.was_here(event, saved):
        return {"saved": "", "leads": None}
    return {"saved": saved, "leads": request.args.get("leads", type=int)}


def _known(event, refusal: Refusal | None) -> str:
    """The words of a card that was entered before, to compare; of one that is withheld nothing."""
    if not isinstance(refusal, entering.CardIsHere):
        return ""
    remark = card_queries.remark_on(event, refusal.values["serial"])
    return remark.text if remark and remark.state not in (RemarkState.WITHHELD, RemarkState.WITHDRAWN) else ""


@views.route("/desk/events/<slug>/cards", methods=["GET", "POST"])
@open_to("scribe", "moderator", "organiser", evening_link="scribe")
@saves(remember=False)
def enter_card(slug: str):
    """Enter one card; the next form keeps the table, the part of the event, the kind and the way it came."""
    event, form, refused = guards.the_event(), CardForm(), None
    _offer(form, event, CARD_KEEPS)
    if not form.is_submitted():
        form.channel.data = form.channel.data or "paper"
    if form.validate_on_submit():
        try:
            entered = entering.enter_card(
                event, serial=form.serial_read, kind=form.kind.data, text=form.text.data, channel=form.channel.data,
                writer=Writer(form.name.data or "", form.organisation.data or "", form.partnership.data or ""),
                agenda_item=choices.item(event, form.item.data), speaker=choices.speaker(event, form.to.data),
                table_number=form.table_number.data or "", flagged=form.flagged.data, by=guards.at_work(event),
                form_key=form.form_key.data or "")
            return _went_on("scribe.enter_card", event, form, CARD_KEEPS, entered)
        except Refusal as refusal:
            refused = refusal
            form.refuse(refusal)
    link = g.get("evening_link")
    return page("feedback/enter_card.html", form=form, event=event, link=link, phone_nav=_tabs(event) if link else [],
                known=_known(event, refused), **_said_of(event))


@views.route("/desk/events/<slug>/microphone", methods=["GET", "POST"])
@open_to("scribe", "moderator", "organiser", evening_link="scribe")
@saves(remember=False)
def enter_spoken(slug: str):
    """Note who spoke by kind, to whom, what was said, and whether it was answered."""
    event, form = guards.the_event(), SpokenForm()
    _offer(form, event, SPOKEN_KEEPS, item=_item_now(event))
    if not form.is_submitted():
        form.kind.data = form.kind.data or "question"
    if form.validate_on_submit():
        try:
            entered = entering.enter_spoken(
                event, kind=form.kind.data, text=form.text.data, spoken_by=form.spoken_by.data,
                writer=Writer(form.name.data or "", form.organisation.data or ""),
                agenda_item=choices.item(event, form.item.data), speaker=choices.speaker(event, form.to.data),
                answered=form.answered.data == "yes", answer=form.answer.data or "", flagged=form.flagged.data,
                by=guards.at_work(event), form_key=form.form_key.data or "")
            return _went_on("scribe.enter_spoken", event, form, SPOKEN_KEEPS, entered)
        except Refusal as refusal:
            form.refuse(refusal)
    link = g.get("evening_link")
    return page("feedback/enter_spoken.html", form=form, event=event, link=link,
                phone_nav=_tabs(event) if link else [], **_said_of(event))


def _point_form(link) -> PointForm:
    """The form; what the link fixes cannot be sent otherwise."""
    form = PointForm()
    if not form.is_submitted():
        for name in POINT_KEEPS:
            form[name].data = request.args.get(name, form[name].data)
        form.kind.data = form.kind.data or "comment"
    if link is not None:
        form.table_number.data = link.table_number
        form.about_action.data = table_numbers.action_in(link.name)
    return form


@views.route("/desk/events/<slug>/table", methods=["GET", "POST"])
@open_to("scribe", "moderator", "organiser", evening_link="table")
@saves(remember=False)
def enter_point(slug: str):
    """Note one point of a table; the next form is empty and keeps the table."""
    event, link = guards.the_event(), g.get("evening_link")
    form = _point_form(link)
    if form.validate_on_submit():
        try:
            entered = entering.enter_point(
                event, kind=form.kind.data, text=form.text.data, table_number=form.table_number.data or "",
                agreed=form.agreed.data or 0, about_action=form.about_action.data or "",
                agenda_item=choices.item(event, _item_now(event)), flagged=form.flagged.data, by=guards.at_work(event),
                form_key=form.form_key.data or "")
            return _went_on("scribe.enter_point", event, form, OF_A_LINK if link else POINT_KEEPS, entered)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/enter_point.html", form=form, event=event, link=link, **_said_of(event))


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
            flash(_("The file’s remarks are here: %(count)s of them.", count=len(taken)))
            return redirect(url_for("moderation.show_queue", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    parts, speakers = importing.keys_of(event)
    return page("feedback/import_cards.html", form=form, event=event, parts=parts, speakers=speakers)


@views.route("/desk/events/<slug>/cards/file/sample.csv")
@open_to("organiser")
def sample_cards(slug: str):
    """A file to fill in, with the columns that the page takes and this event's own keys."""
    answer = Response(importing.sample(guards.the_event()).encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=remarks-sample.csv"
    return answer
