"""The organiser's pages of an event's guests: who answered what, whom to invite, which letters left."""

from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import carriers, clock, fields
from events.access import guards
from events.access import queries as access_queries
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import (
    chair_queries,
    contact_queries,
    date_queries,
    door_queries,
    facts,
    inviting,
    joining,
    letters,
    mail_queries,
    mailings,
    progress_queries,
    queries,
    replying,
    ring_queries,
    samples,
    sending_again,
    wordings,
)
from events.delegates.forms import DraftForm, SendForm
from events.event import Event
from events.outbox import LetterState
from events.presentation import page
from events.refusals import NotFound, NotYours, Refusal

views = Blueprint("guests", __name__)

A_PAGE = 100
ASK_ABOVE = 50  # more letters than this leave only when their number is typed
FEW = 5  # as many, to try it out, may leave without the time for calling back


def _page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)


def _hrefs(endpoint: str, total: int, **values) -> list[str]:
    return [url_for(endpoint, page=place, **values) for place in range(1, -(-total // A_PAGE) + 1)]


@views.route("/desk/events/<slug>/guests")
@open_to("organiser")
def list_guests(slug: str):
    """Who is invited and what they answered, in numbers and one by one."""
    event, number = guards.the_event(), _page_number()
    chosen = {name: request.args.get(name, "").strip() for name in ("said", "partnership", "q")}
    total, found = queries.guests_of(
        event, said=chosen["said"], partnership=chosen["partnership"], search=chosen["q"],
        first=(number - 1) * A_PAGE, most=A_PAGE,
    )
    kept = {name: words for name, words in chosen.items() if words}
    return page(
        "delegates/list_guests.html", event=event, counts=queries.counts_of(event), guests=found, total=total,
        chosen=chosen, number=number, hrefs=_hrefs("guests.list_guests", total, slug=slug, **kept),
        bodies=contact_queries.partnership_sizes(), press=fields.Press(), arrivals=door_queries.arrivals_among(found),
        drafts=queries.count_drafts(event), chairs=chair_queries.chairs_of(event),
        to_ring=ring_queries.offered_by_telephone(event),
        mails_waiting=mail_queries.tray_counts(event).waiting,
    )


@views.route("/desk/events/<slug>/waiting-list/places", methods=["POST"])
@open_to("organiser")
@saves
def give_free_places(slug: str):
    """Give free places to the waiting list, in order."""
    if fields.Press().validate_on_submit():
        given = replying.give_free_places(guards.the_event(), by=guards.the_officer())
        flash(ngettext("%(num)s place given.", "%(num)s places given.", len(given)))
    return redirect(url_for("guests.list_guests", slug=slug))


def _offer(form: DraftForm, event: Event, free: list, shown: list) -> None:
    """The choices of whom to invite, each with how many are not invited yet; those shown can be ticked."""
    people = ngettext("Everybody who is not invited yet (%(num)s person)",
                      "Everybody who is not invited yet (%(num)s people)", len(free))
    bodies = [(f"body:{name}", f"{name} ({size})") for name, size in contact_queries.not_invited_by_body(event)]
    form.whom.choices = [("all", people), *bodies, ("chosen", _("Only the people I tick below"))]
    form.chosen.choices = [(contact.id, f"{contact.name}, {contact.organisation}".rstrip(", ")) for contact in shown]


def _to_tick(free: list, search: str, ticked: set[int]) -> list:
    """Those who are shown with a box: found by the search, or ticked; a page's worth at the most."""
    words = search.casefold()
    found = [row for row in free if words in f"{row.name} {row.organisation} {row.email or ''}".casefold()]
    return [*(row for row in free if row.id in ticked and row not in found[:A_PAGE]), *found[:A_PAGE]]


def _chosen(form: DraftForm, event: Event, free: list) -> list:
    if form.whom.data == "all":
        return free
    if form.whom.data == "chosen":
        return [contact for contact in free if contact.id in set(form.chosen.data)]
    return contact_queries.not_invited(event, partnership=form.whom.data.removeprefix("body:"))


@views.route("/desk/events/<slug>/invitations/new", methods=["GET", "POST"])
@open_to("organiser")
@saves
def draft_invitations(slug: str):
    """Choose whom to invite. Nothing is sent yet."""
    event, search = guards.the_event(), request.values.get("q", "").strip()
    ticked = {int(key) for key in request.values.getlist("chosen") if key.isascii() and key.isdecimal()}
    form = DraftForm(data={"whom": "chosen" if ticked else None, "chosen": sorted(ticked)})
    free = contact_queries.not_invited(event)
    shown = _to_tick(free, search, ticked)
    _offer(form, event, free, shown)
    if (ticked or "find" in request.form) and not any(form.whom.raw_data or []):
        form.whom.data, form.whom.raw_data = "chosen", ["chosen"]  # whoever ticks names has said whom they mean
    if "find" not in request.form and form.validate_on_submit():  # a search keeps what is ticked, and drafts nobody
        contacts = _chosen(form, event, free)
        if contacts:
            try:
                inviting.draft_invitations(event, contacts, by=guards.the_officer())
                return redirect(url_for("guests.preview_sending", slug=slug))
            except Refusal as refusal:
                form.refuse(refusal)
        else:
            form.chosen.errors = [_("Tick the people you want to invite")]
    return page(
        "delegates/draft_invitations.html", form=form, event=event, free=free, shown=shown, search=search,
        counts=queries.counts_of(event), press=fields.Press(),
        oneself=guards.the_officer() if _may_add_oneself(event) else None,
    )


def _may_add_oneself(event: Event) -> bool:
    """Whether the officer is not on the list, and is a contact already or may add to the council's contacts."""
    officer = guards.the_officer()
    contact = joining.contact_of(officer)
    if contact is None:
        return bool(access_queries.roles_on(officer, None) & {"organiser", "administrator"})
    return queries.invitation_to(event, contact) is None


@views.route("/desk/events/<slug>/invitations/yourself", methods=["POST"])
@open_to("organiser")
@saves
def add_yourself(slug: str):
    """Draft an invitation for the officer who presses it, and go on to the letter."""
    event = guards.the_event()
    if fields.Press().validate_on_submit():
        if joining.contact_of(guards.the_officer()) is None and not _may_add_oneself(event):
            raise NotYours()
        joining.draft_for_oneself(event, by=guards.the_officer())
    return redirect(url_for("guests.preview_sending", slug=slug))


def _sample_of(event: Event, draft, said: dict, words: wordings.InUse):
    language, version = words.of("invitation", draft.contact.language)
    shared = letters.prepare_sample("invitation", said, event_id=event.id, language=language, version=version)
    return letters.sample_of(shared, draft, link_words=_("(the personal link of this guest)"))


def _preview(event: Event, form: SendForm, drafts: list):
    arrangements = agenda_queries.arrangements_of(event)
    said = facts.facts_of(event, arrangements, method=date_queries.method_of(event)) | facts.speakers_in(event)
    said |= date_queries.dates_told(event)
    chosen = samples.of(drafts)
    words_in_use = wordings.in_use(event)
    by_mail = [draft for draft in drafts if draft.contact.email]
    now = clock.now()
    sendings = queries.sendings_of(event)
    return page(
        "delegates/preview_sending.html", form=form, event=event, drafts=drafts, by_mail=len(by_mail),
        by_post=[draft for draft in drafts if not draft.contact.email], ask_above=ASK_ABOVE,
        samples=[(draft, _sample_of(event, draft, said, words_in_use)) for draft in chosen],
        sendings=sendings, press=fields.Press(), minutes=int(inviting.HOLD / timedelta(minutes=1)), few=FEW,
        has_place=arrangements.has_place,
        to_oneself=[draft.contact.email for draft in by_mail] == [guards.the_officer().email],
        held={row.id for row in sendings if row.called_back_at is None and row.at + inviting.HOLD > now
              and mailings.can_call_back(row.batch)},
    )


def _count_typed(form: SendForm, letters_now: int) -> bool:
    """For more than fifty letters, whether their number was typed; else the field says what to type."""
    if letters_now <= ASK_ABOVE or form.typed.data == str(letters_now):
        return True
    form.typed.errors = [_("Type %(count)s to send %(count)s letters", count=letters_now)]
    return False


def _place_looked_at(form: SendForm, event: Event) -> bool:
    """Whether the letters say where to come, or are meant to leave without; else the field says what to do."""
    if agenda_queries.arrangements_of(event).has_place or form.placeless.data:
        return True
    form.placeless.errors = [_("Enter the place first, or tick that the letters shall leave without one")]
    return False


@views.route("/desk/events/<slug>/invitations", methods=["GET", "POST"])
@open_to("organiser")
@saves
def preview_sending(slug: str):
    """Look at what would be sent, then send it; it can be called back for two minutes, unless a few leave at once."""
    event, form = guards.the_event(), SendForm()
    drafts = queries.drafts_to_send(event)
    by_mail = sum(draft.contact.email is not None for draft in drafts)
    if form.validate_on_submit() and all((_place_looked_at(form, event), _count_typed(form, by_mail))):
        try:
            at_once = form.now.data and by_mail <= FEW
            inviting.send_invitations(event, drafts, by=guards.the_officer(),
                                      hold=timedelta(0) if at_once else inviting.HOLD)
            return redirect(url_for("guests.list_letters", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return _preview(event, form, drafts)


@views.route("/desk/events/<slug>/invitations/drop", methods=["POST"])
@open_to("organiser")
@saves
def drop_drafts(slug: str):
    """Take away the drafts: nobody has been told of them."""
    if fields.Press().validate_on_submit():
        dropped = inviting.drop_drafts(guards.the_event(), by=guards.the_officer())
        flash(ngettext("%(num)s draft taken away.", "%(num)s drafts taken away.", dropped))
    return redirect(url_for("guests.draft_invitations", slug=slug))


@views.route("/desk/events/<slug>/sendings/<int:sending_id>/call-back", methods=["POST"])
@open_to("organiser")
@saves
def call_back(slug: str, sending_id: int):
    """Call back the letters of one sending that have not left."""
    sending = queries.sending(guards.the_event(), sending_id)
    if sending is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        drafts = inviting.call_back(sending, by=guards.the_officer())
        flash(ngettext("Called back: %(num)s invitation is a draft again.",
                       "Called back: %(num)s invitations are drafts again.", drafts))
    return redirect(url_for("guests.preview_sending", slug=slug))


@views.route("/desk/events/<slug>/letters")
@open_to("organiser")
def list_letters(slug: str):
    """Every letter to a guest: whether it left, with the mail server's own words; failed ones first."""
    event, number, state = guards.the_event(), _page_number(), request.args.get("state", "")
    total, found = mailings.letters_of(event, state=state, first=(number - 1) * A_PAGE, most=A_PAGE)
    folder = carriers.folder_of(current_app.config["MAIL_URL"])  # None where a mail server carries them
    held = [row for row in queries.sendings_of(event) if row.called_back_at is None
            and row.at + inviting.HOLD > clock.now() and mailings.can_call_back(row.batch)]
    failed = [letter.id for letter in found if letter.state == LetterState.FAILED]
    again = {letter.id: guest.contact.email for letter, guest in mailings.failed_of(event, letter_ids=failed)
             if sending_again.may_go(letter, guest)}
    return page(
        "delegates/list_letters.html", event=event, letters=found, total=total, state=state, number=number,
        progress=mailings.progress_of(event), under_way=progress_queries.progress_of(event), held=held,
        press=fields.Press(), again=again, put_right=mailings.count_put_right(event),
        hrefs=_hrefs("guests.list_letters", total, slug=slug, **({"state": state} if state else {})),
        by_post=queries.count_by_post(event), guests=queries.invitations_by_record(found), folder=folder,
        leaves_at={row.id: row.at + inviting.HOLD for row in held},
        written_to={row.id: carriers.file_of(folder, row.message_id) for row in found
                    if folder and row.state == LetterState.SENT},
    )
