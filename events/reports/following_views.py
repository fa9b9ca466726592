"""The desk's pages for an event like one before, and for one that follows another."""

from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import event as event_record
from events import fields
from events.access import guards
from events.access import queries as access_queries
from events.access.guards import open_to, the_event, the_officer
from events.agenda import copying, following, following_queries, local_times, proposals, questioning
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import carrying_guests
from events.event import Event
from events.feedback import taken_queries
from events.plan import queries as plan_queries
from events.presentation import day, page
from events.refusals import NotFound, Refusal
from events.reports import duplicating, following_on
from events.reports.duplicating import Duplicate
from events.reports.following_forms import CopyForm, FollowForm

views = Blueprint("following", __name__)

WORDS_SHOWN = 160  # of a question, beside its box


@views.route("/desk/events/new/like")
@open_to("organiser", council_wide=True)
def choose_event():
    """The events that a new one can be made like, the latest first."""
    events = access_queries.events_of(the_officer())
    return page("reports/choose_event.html", events=sorted(events, key=lambda event: event.starts_at, reverse=True))


def _source(key: str) -> Event:
    found = event_record.find(key)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/new/like/<key>", methods=["GET", "POST"])
@open_to("organiser", council_wide=True)
@saves
def copy_event(key: str):
    """A new event like one before: its day, and what to take over beside arrangements and programme."""
    source = _source(key)
    form = CopyForm(data={"title": source.title, "take": list(duplicating.TICKS[:4])})
    if form.validate_on_submit():
        try:
            made = _duplicate(source, form)
            _say_what_was_copied(made)
            if form.follows.data:
                following.follow(made.event, source, by=the_officer())
                return redirect(url_for("following.follow_event", slug=made.event.slug))
            return redirect(f"/desk/events/{made.event.slug}/")
        except Refusal as refusal:
            form.refuse(refusal)
    items = agenda_queries.items_of(source)
    return page("reports/copy_event.html", form=form, source=source, items=len(items),
                speakers=len(agenda_queries.speakers_of(source)))


def _duplicate(source: Event, form: CopyForm) -> Duplicate:
    local = source.local(source.starts_at)
    on = form.day.day
    if on is None:
        raise Refusal(_("Enter the day of the event"), field="day")
    move = copying.Move(source.zone, local.date(), on)
    reply_by = form.reply_by_on.day or agenda_queries.arrangements_of(source).reply_by_on + move.days
    if not form.sure.data:
        questioning.question_same_day(local.date(), on)
        questioning.question_past(starts_at=move.moment(source, source.starts_at), reply_by_on=reply_by,
                                  zone=source.zone)
    starts = datetime.combine(on, local.time(), tzinfo=source.time_zone)
    return duplicating.duplicate(
        source, slug=form.slug.data or "", title=form.title.data or "",
        short_title=form.short_title.data or proposals.short_title(starts), day=on, reply_by_on=reply_by,
        take=tuple(form.take.data or ()), by=the_officer(), sure=bool(form.sure.data))


def _say_what_was_copied(made: Duplicate) -> None:
    """What was taken over, what was not, and which hours the new day does not have."""
    parts = [_("the arrangements, access at the venue and hosts"),
             ngettext("%(num)s part of the programme", "%(num)s parts of the programme", made.items)]
    if made.speakers:
        parts.append(ngettext("%(num)s speaker, as proposed", "%(num)s speakers, as proposed", made.speakers))
    if made.reminders:
        parts.append(ngettext("%(num)s reminder", "%(num)s reminders", made.reminders))
    if made.words:
        parts.append(ngettext("the words of %(num)s letter", "the words of %(num)s letters", made.words))
    if made.room:
        parts.append(_("the room’s settings"))
    if made.team:
        parts.append(ngettext("%(num)s role of an officer", "%(num)s roles of officers", made.team))
    flash(_("The event is there. Taken over: %(parts)s.", parts="; ".join(parts)))
    flash(_("Not taken over: guests and their answers, questions and comments, slides, letters, arrivals. Read "
            "through what was taken over: it may still name the old day."), "important")
    for hour, there_is in made.shifted[:1]:
        flash(_("That day has no %(hour)s, because the clocks go forward. Parts that began then begin at %(there_is)s: "
                "look at the programme.", hour=local_times.clock_words(hour),
                there_is=local_times.clock_words(there_is)), "important")


def _organises(event: Event) -> bool:
    return "organiser" in access_queries.roles_on(the_officer(), event)


def _earlier_ones(event: Event) -> list[Event]:
    """The events before this one that the officer organises, the latest first."""
    found = [one for one in access_queries.events_of(the_officer())
             if one.starts_at < event.starts_at and _organises(one)]
    return sorted(found, key=lambda one: one.starts_at, reverse=True)


def _follow_form(event: Event, before: Event | None) -> FollowForm:
    form = FollowForm()
    form.earlier.choices = [(one.slug, f"{one.title}, {day(one.starts_at, one)}") for one in _earlier_ones(event)]
    if before is not None and before.slug in dict(form.earlier.choices):
        form.earlier.choices = [row for row in form.earlier.choices if row[0] == before.slug]
    elif before is None:
        form.earlier.choices = [("", _("Choose an event")), *form.earlier.choices]
    taken = {row.original.ref for row in taken_queries.taken_from(event, before)} if before else set()
    open_ones = [one for one in taken_queries.unanswered(before) if one.ref not in taken] if before else []
    if open_ones:
        form.questions.choices = [(one.ref, _shown(one)) for one in open_ones]
    else:
        del form.questions  # nothing to tick: the question is not asked
    return form


def _shown(question) -> str:
    words = " ".join((question.translation or question.text).split())
    return f"{question.ref}: {words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN].rstrip() + '…'}"


@views.route("/desk/events/<slug>/follows", methods=["GET", "POST"])
@open_to("organiser")
@saves
def follow_event(slug: str):
    """Which event this one follows, and what it takes along: first the event, then what of it."""
    event = the_event()
    before = following_queries.event_before(event)
    if request.method == "POST" and before is not None and not _organises(before):
        raise NotFound()
    form = _follow_form(event, before)
    if form.validate_on_submit():
        try:
            earlier = next(one for one in _earlier_ones(event) if one.slug == form.earlier.data)
            taken = following_on.follow_on(
                event, earlier, groups=form.groups.data or (), bodies=bool(form.bodies.data),
                plan=bool(form.plan.data), refs=(form.questions.data if form.questions else ()) or (),
                by=the_officer())
            _say_what_was_taken(taken, is_new=before is None)
            return redirect(url_for("following.follow_event", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("reports/follow_event.html", form=form, event=event, before=before, press=fields.Press(),
                **(_numbers(event, before) if before else {}))


def _numbers(event: Event, before: Event) -> dict:
    """How many people each group has, the plans, the bodies and what was taken along already."""
    fed = {plan.id for plan in plan_queries.plans_of(event)}
    return {
        "people": {group: len(carrying_guests.people_of(before, [group])) for group in carrying_guests.GROUPS},
        "plans": [plan for plan in plan_queries.plans_of(before) if plan.id not in fed],
        "fed": [plan for plan in plan_queries.plans_of(before) if plan.id in fed],
        "taken": taken_queries.taken_from(event, before),
        "may_read_before": _organises(before),
    }


def _say_what_was_taken(taken: following_on.Taken, *, is_new: bool) -> None:
    parts = [_("the plan “%(title)s”", title=plan.title) for plan in taken.plans]
    if taken.drafted:
        parts.append(ngettext("%(num)s invitation is drafted", "%(num)s invitations are drafted", taken.drafted))
    if taken.bodies:
        parts.append(ngettext("%(num)s body has places", "%(num)s bodies have places", taken.bodies))
    if taken.questions:
        parts.append(ngettext("%(num)s question waits in the queue", "%(num)s questions wait in the queue",
                              taken.questions))
    if parts:
        flash(_("Taken along: %(parts)s. Nothing has been sent.", parts="; ".join(parts)))
    elif is_new:
        flash(_("Noted. Choose below what to take along."))
    else:
        flash(_("Nothing was ticked that is not here already, so nothing was changed."))
    if taken.short:
        flash(_("There are not as many places left for: %(names)s. Give them places by hand.",
                names=", ".join(taken.short)), "important")


@views.route("/desk/events/<slug>/follows/none", methods=["POST"])
@open_to("organiser")
@saves
def part_events(slug: str):
    """Let the event follow no other any more; what it took along stays."""
    event = the_event()
    if fields.Press().validate_on_submit():
        following.part(event, by=guards.the_officer())
        flash(_("This event follows no other now. What was taken along stays."))
    return redirect(url_for("following.follow_event", slug=slug))
