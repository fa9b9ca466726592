"""The register on paper, the same typed in afterwards, and who attended."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import clock
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import badge_sheets, register_queries, registering
from events.delegates.door_forms import RegisterForm
from events.papers import Paper
from events.presentation import day, moment, page
from events.refusals import Refusal

views = Blueprint("register", __name__)

A_PAGE = 100


def _number(total: int) -> int:
    return min(max(1, request.args.get("page", 1, type=int) or 1), max(1, -(-total // A_PAGE)))


def _hrefs(endpoint: str, total: int, slug: str, **chosen: str | None) -> list[str]:
    return [url_for(endpoint, slug=slug, page=place, **chosen)  # type: ignore[arg-type]
            for place in range(1, -(-total // A_PAGE) + 1)]


@views.route("/desk/events/<slug>/register")
@open_to("organiser", "door")
def show_register(slug: str):
    """Who is expected, by partnership: to print, to tick by hand, and to type in afterwards."""
    event = guards.the_event()
    total = register_queries.length(event)
    number = _number(total)
    return page(
        "delegates/show_register.html", event=event, total=total, number=number,
        lines=register_queries.lines_of(event, first=(number - 1) * A_PAGE, most=A_PAGE),
        hrefs=_hrefs("register.show_register", total, slug), marks_of=badge_sheets.marks_of,
        name_of=badge_sheets.name_of, as_of=clock.now(),
    )


@views.route("/desk/events/<slug>/register.pdf")
@open_to("organiser", "door")
def register_paper(slug: str):
    """The whole register as a PDF file, in large type."""
    event, now = guards.the_event(), clock.now()
    title = _("Register: %(event)s", event=event.title)
    paper = Paper(title, at=now, foot=f"{event.short_title}, {moment(now, event)}")
    paper.heading(title)
    intro = _("%(day)s. As of %(moment)s. Tick the box when somebody comes; type the ticks in afterwards. "
              "This paper holds names: keep it with you, and destroy it when it is typed in.",
              day=day(event.starts_at, event), moment=moment(now, event))
    badge_sheets.register_on(paper, register_queries.lines_of(event), intro=intro)
    answer = Response(paper.as_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{event.slug}-register.pdf"'
    return answer


def _keys(words: str | None) -> list[int]:
    return [int(word) for word in (words or "").split() if word.isdecimal() and len(word) < 10]


@views.route("/desk/events/<slug>/register/ticks", methods=["GET", "POST"])
@open_to("organiser", "door")
@saves
def type_register(slug: str):
    """Type in a register that was ticked on paper: one tick for each person, in the order of the paper."""
    event, form = guards.the_event(), RegisterForm()
    total = register_queries.length(event)
    number = _number(total)
    if form.validate_on_submit():
        try:
            done = registering.type_in(event, came=form.came.data or (), shown=_keys(form.shown.data),
                                       by=guards.the_officer())
            flash(_("Saved: %(came)s more have come, %(undone)s taken back.", came=done.came, undone=done.undone))
            more = number * A_PAGE < total
            return redirect(url_for("register.type_register", slug=slug, page=number + 1) if more
                            else url_for("register.show_attendance", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    lines = register_queries.lines_of(event, first=(number - 1) * A_PAGE, most=A_PAGE)
    ticked = set(form.came.data or ()) if form.is_submitted() else {
        line.invitation_id for line in lines if line.has_come}
    if not form.is_submitted():
        form.shown.data = " ".join(str(key) for key in sorted(ticked))
    return page("delegates/type_register.html", event=event, form=form, lines=lines, ticked=ticked, number=number,
                total=total, hrefs=_hrefs("register.type_register", total, slug), name_of=badge_sheets.name_of,
                here=url_for("register.type_register", slug=slug, page=number))


@views.route("/desk/events/<slug>/attendance")
@open_to("organiser", "door")
def show_attendance(slug: str):
    """Who attended, sent apologies, was absent or came for somebody else: by partnership and by name."""
    event = guards.the_event()
    body, status = request.args.get("partnership"), request.args.get("status", "")
    status = status if status in register_queries.STATUSES else ""
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    total, found = register_queries.people(event, body=body, status=status, first=(number - 1) * A_PAGE, most=A_PAGE)
    kept = {"partnership": body, "status": status or None}
    return page(
        "delegates/show_attendance.html", event=event, chosen=status, is_over=event.ends_at <= clock.now(),
        bodies=register_queries.attendance_by_body(event),
        sums=register_queries.attendance(event), companions=register_queries.companions_who_came(event), body=body,
        people=found, total=total, number=number, statuses=register_queries.STATUSES,
        hrefs=_hrefs("register.show_attendance", total, slug, **kept),
    )
