"""Cards to print, six to a page: made anew at each press, because their receipts are kept nowhere."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from events import clock, council
from events.access import guards
from events.access.guards import open_to
from events.database import receiving, saves
from events.feedback import card_papers, card_queries, printing
from events.feedback.entry_forms import PrintForm
from events.feedback.serials import NewCard
from events.papers import Paper
from events.presentation import address, page
from events.refusals import Refusal

views = Blueprint("cards", __name__)


def _paper(event, cards: list[NewCard]) -> bytes:
    """The file. What it says is read first, so that no transaction is open while it is made."""
    slug, caption = event.slug, event.short_title
    words = card_papers.Words(caption=caption, safety=card_papers.safety_words(council.ours()),
                              address=address("room.find_receipt", slug=slug))
    with receiving():
        paper = Paper(_("Cards: %(event)s", event=caption), at=clock.now(), margin=card_papers.MARGIN)
        card_papers.cards_on(paper, cards, words=words)
        return paper.as_bytes()


@views.route("/desk/events/<slug>/cards/print", methods=["GET", "POST"])
@open_to("organiser")
@saves(remember=False)
def print_cards(slug: str):
    """How many cards to print, and the file of them."""
    event, form = guards.the_event(), PrintForm()
    if form.validate_on_submit():
        try:
            cards = printing.new_cards(event, form.count.data)
            content = _paper(event, cards)
            printing.keep_cards(event, cards, by=guards.the_officer())
            answer = Response(content, mimetype="application/pdf")
            answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-cards.pdf"'
            return answer
        except Refusal as refusal:
            form.refuse(refusal)
    printed, entered = card_queries.counts_of(event)
    return page("feedback/print_cards.html", form=form, event=event, printed=printed, entered=entered,
                most=printing.MOST, on_a_page=card_papers.ON_A_PAGE)
