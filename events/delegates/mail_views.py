"""The organiser's tray: what came back by mail, why it was held, and what is recorded from it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import mail_queries, settling
from events.delegates.mail_models import ReceivedMail
from events.presentation import page
from events.refusals import NotFound

views = Blueprint("mail", __name__)

A_PAGE = 25
PARTS = (*mail_queries.PARTS, "unknown")


def _said_so(row: ReceivedMail) -> str:
    """The reason why a mail was held, in the reader's language."""
    values = row.facts.get("values") or {}
    return _(row.reason, **values) if values else _(row.reason) if row.reason else ""


@views.route("/desk/events/<slug>/mail")
@open_to("organiser")
def list_mail(slug: str):
    """What came back by mail: what waits for somebody first, each beside the guest it came from."""
    event = guards.the_event()
    part = request.args.get("part", "waiting")
    part = part if part in PARTS else "waiting"
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    total, found = mail_queries.tray(event, part=part, first=(number - 1) * A_PAGE, most=A_PAGE)
    return page(
        "delegates/list_mail.html", event=event, mails=found, total=total, part=part, number=number,
        counts=mail_queries.tray_counts(event), reasons={row.id: _said_so(row) for row in found},
        press=fields.Press(),
        hrefs=[url_for("mail.list_mail", slug=slug, part=part, page=place)
               for place in range(1, -(-total // A_PAGE) + 1)],
    )


def _settled(slug: str, mail_id: int, act, done: str):
    """Press one of a mail's buttons; a refusal is said on the tray, and nothing is recorded."""
    mail = mail_queries.mail(guards.the_event(), mail_id)
    if mail is None:
        raise NotFound()
    form = fields.Press()
    if form.validate_on_submit():
        act(mail)
        flash(done)
    return redirect(url_for("mail.list_mail", slug=slug))


@views.route("/desk/events/<slug>/mail/<int:mail_id>/answer", methods=["POST"])
@open_to("organiser")
@saves
def record_answer(slug: str, mail_id: int):
    """Record what a mail says as the answer of the guest beside whom it lies."""
    said = request.form.get("said", "")
    return _settled(slug, mail_id, lambda mail: settling.record_answer(mail, said=said, by=guards.the_officer()),
                    _("The answer is recorded."))


@views.route("/desk/events/<slug>/mail/<int:mail_id>/aside", methods=["POST"])
@open_to("organiser")
@saves
def put_aside(slug: str, mail_id: int):
    """Settle a mail that is no answer."""
    return _settled(slug, mail_id, lambda mail: settling.put_aside(mail, by=guards.the_officer()),
                    _("The email is put aside."))
