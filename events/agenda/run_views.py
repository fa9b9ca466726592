"""The live run sheet: pressed by whoever runs the hall, on a telephone as well as at a desk."""

import hashlib
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from events import clock, fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import run_choices, run_queries, run_words, running, telling_run
from events.agenda.run_models import RunPress
from events.agenda.run_queries import Sheet
from events.agenda.states import RUN_CHOICES, RunAct
from events.database import leave_unsaved, saves
from events.presentation import hour, page, say
from events.refusals import NotFound, Refusal

views = Blueprint("run", __name__)

RUNNERS = ("organiser", "moderator")


def _why_shut(sheet: Sheet) -> str:
    """Why nothing can be pressed now; empty where it can."""
    try:
        running.check_open(sheet.event)
    except Refusal as refusal:
        return say(refusal)
    return ""


def _words_of(row: RunPress, titles: dict[str, str]) -> str:
    return run_words.pressed_words(RunAct(row.act), titles, key=row.item_key, other=row.other_key, minutes=row.minutes)


def _told(sheet: Sheet) -> dict[str, Any]:
    """What the page shows of the sheet."""
    event, order, shut = sheet.event, sheet.order, _why_shut(sheet)
    titles = {key: item.title for key, item in sheet.items.items()}
    warned = [] if shut else run_choices.warnings_of(order, sheet.limits)
    choices = [] if shut else run_choices.choices_of(sheet.parts, order, sheet.limits)
    stands = {press.number for press in order.effective if press.act in RUN_CHOICES}
    return {
        "event": event, "order": order, "items": sheet.items, "seen": sheet.seen, "shut": shut, "titles": titles,
        "warned": [run_words.warned_words(one, event) for one in warned],
        "choices": [(one, run_words.choice_words(one), run_words.effect_words(one, event)) for one in choices],
        "chosen": [(row, _words_of(row, titles)) for row in reversed(sheet.presses) if row.number in stands],
        "presses": [(row, _words_of(row, titles)) for row in reversed(sheet.presses)],
        "concerned": [] if shut else [speaker.name for speaker, _moves in telling_run.concerned(sheet)],
        "last": running.last_press(order), "late_words": run_words.late_words, "drop": RunAct.DROP,
        "mark": _mark_of(sheet, [str(one) for one in (shut, warned, choices)]),
    }


def _mark_of(sheet: Sheet, said: list[str]) -> str:
    """A word that changes whenever the page would say something else."""
    lines = [f"{line.key} {hour(line.starts_at, sheet.event)} {hour(line.ends_at, sheet.event)} {line.is_dropped}"
             for line in sheet.order.lines]
    whole = "\x1f".join([str(sheet.seen), str(sheet.order.is_live), *lines, *said])
    return hashlib.sha256(whole.encode()).hexdigest()[:20]



@views.route("/desk/events/<slug>/run")
@open_to(*RUNNERS)
def show_run(slug: str):
    """What is on, what comes next, how late it is, what that breaks, and what can be chosen about it."""
    return _shown()


def _shown(refused: str = "", status: int | None = None) -> Response:
    sheet = run_queries.sheet_of(the_event(), clock.now())
    return page("agenda/show_run.html", status=status, refused=refused, press=fields.Press(), **_told(sheet))


@views.route("/desk/events/<slug>/run/state")
@open_to(*RUNNERS)
def tell_run(slug: str):
    """Whether the page would say something else by now: its mark alone, 304 while it would not."""
    mark = _told(run_queries.sheet_of(the_event(), clock.now()))["mark"]
    answer = jsonify(mark=mark)
    answer.set_etag(mark)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


def _number(name: str) -> int:
    """A whole number that a form carries; 0 for anything else."""
    said = request.form.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _pressed(does, done: str = "", **values):
    """Do what was pressed and show the sheet again; a press that came second says whose was first."""
    if not fields.Press().validate_on_submit():
        leave_unsaved()
        return _shown(_(fields.TOO_LONG_OPEN), 422)
    try:
        does(the_event(), seen=_number("seen"), by=the_officer(), **values)
    except Refusal as refusal:
        leave_unsaved()
        return _shown(say(refusal), refusal.status)
    if done:
        flash(done)
    return redirect(url_for("run.show_run", slug=the_event().slug))


@views.route("/desk/events/<slug>/run/<kind>", methods=["POST"])
@open_to(*RUNNERS)
@saves
def press_run(slug: str, kind: str):
    """Start a part ("start"), finish it ("finish"), or take the last of these back ("undo")."""
    key = request.form.get("key", "")[:60]
    if kind == "start":
        return _pressed(running.start, key=key)
    if kind == "finish":
        return _pressed(running.finish, key=key)
    if kind == "undo":
        return _pressed(running.undo, _("Taken back."))
    raise NotFound()


@views.route("/desk/events/<slug>/run/choice", methods=["POST"])
@open_to(*RUNNERS)
@saves
def choose_run(slug: str):
    """Choose what to do about lateness; the effect stood beside the button."""
    said = request.form.get("act", "")
    if said not in list(RUN_CHOICES):
        raise NotFound()
    return _pressed(running.choose, _("Done. Everybody sees the new times."), act=RunAct(said),
                    key=request.form.get("key", "")[:60], other=request.form.get("other", "")[:60],
                    minutes=_number("minutes"))


@views.route("/desk/events/<slug>/run/choice/<int:number>/return", methods=["POST"])
@open_to(*RUNNERS)
@saves
def return_run(slug: str, number: int):
    """Take back something that was chosen."""
    return _pressed(running.take_back, _("Taken back."), number=number)


@views.route("/desk/events/<slug>/run/telling", methods=["POST"])
@open_to(*RUNNERS)
@saves
def tell_speakers(slug: str):
    """Write to the speakers whose part has moved by much, or is left out; each gets an update for the calendar."""
    event = the_event()
    if fields.Press().validate_on_submit():
        told = telling_run.tell_concerned(run_queries.sheet_of(event, clock.now()), by=the_officer())
        flash(_("An email is on its way to %(names)s.", names=", ".join(told)) if told
              else _("Nobody has to be told: what they know still holds."))
    return redirect(url_for("run.show_run", slug=slug))
