"""The pages that gather several stages: the desk, an event's overview, a delegate's and a speaker's own page."""

import logging

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _

from events import clock, council, fields, pace, upgrading
from events.access import guards, links
from events.access import queries as access_queries
from events.access.forms import ROLE_WORDS
from events.access.guards import open_to
from events.access.states import ROLE_NAMES
from events.agenda import pipeline_queries, profile_queries, run_queries, run_words, slide_queries, slide_wishes
from events.agenda import queries as agenda_queries
from events.agenda.models import Speaker
from events.agenda.states import SpeakerState
from events.database import saves
from events.delegates import part_queries, replying, speaking
from events.delegates import queries as guest_queries
from events.delegates.models import Invitation
from events.feedback import disposition_queries, said_queries
from events.presentation import page
from events.refusals import NotFound, Refusal
from events.reports import describing, overview, preparations, queries, speaker_tasks
from events.reports.forms import CouncilForm
from events.reports.navigation import way_to, ways_about

log = logging.getLogger("soundings.pages")

views = Blueprint("reports", __name__)
views.app_context_processor(ways_about)

OFFICERS = sorted(ROLE_NAMES)
MOST_LESSONS = 5  # on the overview; all of them have a page


def _open_tasks(standing: overview.Standing, event) -> list[tuple[str, str, bool]]:
    """The tasks whose page this officer may open: (sentence, address, urgent)."""
    found, tasks = [], [*overview.tasks_of(standing, event.slug), *preparations.tasks_of(event)]
    about_speakers = [] if standing.is_cancelled or standing.has_begun else speaker_tasks.tasks_of(
        pipeline_queries.in_numbers(event).get(SpeakerState.DECLINED, 0), pipeline_queries.late_to_answer(event),
        event.slug)
    held = access_queries.roles_on(guards.the_officer(), event)
    for task in sorted([*about_speakers, *tasks], key=lambda task: not task.urgent):
        on = event if "slug" in task.values else None
        href = way_to(task.endpoint, on, **task.values)
        if href and (not task.roles or held & set(task.roles)):
            found.append((task.words, href, task.urgent))
    return found


@views.route("/desk/")
@open_to(*OFFICERS)
def show_desk():
    """The officer's home: their events, where each stands, and what wants doing."""
    officer = guards.the_officer()
    live, rest = queries.live_and_others(access_queries.events_of(officer))
    rows = []
    for event in live:
        standing = queries.standing_of(event)
        rows.append((event, overview.step_in_words(standing), standing,
                     _open_tasks(standing, event)))
    roles = access_queries.roles_anywhere(officer)
    held_back = queries.letters_held_back() if "administrator" in roles else 0
    return page("reports/show_desk.html", rows=rows, rest=rest, held_back=held_back)


@views.route("/desk/events/<slug>/")
@open_to(*OFFICERS)
def show_overview(slug: str):
    """Where the event stands in its life, what wants doing next, and its figures."""
    event = guards.the_event()
    standing = queries.standing_of(event)
    return page(
        "reports/show_overview.html", event=event, standing=standing, tasks=_open_tasks(standing, event),
        steps=overview.steps_of(standing), place=overview.place_in_life(standing),
        lessons=disposition_queries.lessons_for(event, most=MOST_LESSONS) if standing.lessons else [],
        team=access_queries.team_of(event), role_words=ROLE_WORDS,
    )


@views.route("/my/<ref>/")
@open_to("delegate")
def show_my_page(ref: str):
    """A delegate's own page: the event, their answer, their badge, and what became of their words."""
    invitation = g.opened
    event = invitation.event
    arrangements = agenda_queries.arrangements_of(event)
    tells_way = bool(arrangements.directions or arrangements.parking or agenda_queries.access_facts_of(event))
    return page(
        "reports/show_my_page.html", invitation=invitation, event=event, became=queries.what_became_of(invitation),
        tells_way=tells_way, ran_out=guest_queries.offer_ran_out(invitation),
        has_parts=replying.holds_place(invitation) and part_queries.has_parts(event),
        has_chosen=bool(part_queries.choices_of(invitation)),
        arrangements=arrangements, is_over=clock.now() >= event.ends_at,
        outcomes=queries.outcomes_are_public(event), said_is_public=said_queries.said_is_public(event),
    )


@views.route("/my/<ref>/speaking")
@open_to("speaker")
def show_speaker_page(ref: str):
    """A speaker's own page: their slot, the running order, their slides and the questions to them."""
    speaker = g.opened
    items = agenda_queries.public_items_of(speaker.event)
    has_declined = speaker.state == SpeakerState.DECLINED  # theirs no more, whatever the programme still says
    lines = run_queries.lines_while_live(speaker.event, clock.now())
    return page(
        "reports/show_speaker_page.html", speaker=speaker, event=speaker.event, items=items,
        mine=[item for item in items if not has_declined and speaker.id in [slot.speaker_id for slot in item.slots]],
        run={key: run_words.expected_words(line, speaker.event) for key, line in lines.items()},
        deck=queries.deck_of(speaker), questions=queries.questions_to(speaker),
        panel_questions=[] if has_declined else queries.panel_questions_to(
            speaker, items, agenda_queries.speakers_of(speaker.event)),
        arrangements=agenda_queries.arrangements_of(speaker.event), press=fields.Press(),
        line=pipeline_queries.line_of(speaker), asked=profile_queries.invitation_of(speaker),
        has_place=_place_of(speaker) is not None, **_slides_of(speaker),
    )


def _slides_of(speaker: Speaker) -> dict:
    """On which terms their slides are public, or are not."""
    terms = slide_queries.terms_of(speaker)
    return {"held": slide_queries.held_until(speaker), "wish": slide_wishes.wish_of(speaker),
            "shows_only": terms is not None and terms.shows_only}


def _place_of(speaker: Speaker) -> Invitation | None:
    """Their own place among the guests, which they have by speaking."""
    found = speaking.guest_of(speaker)
    return found.invitation if found and replying.holds_place(found.invitation) else None


@views.route("/my/<ref>/speaking/place")
@open_to("speaker")
def go_to_place(ref: str):
    """On to one's own page as a guest, with the badge: the link is made for this one step."""
    place = _place_of(g.opened)
    if place is None:
        raise NotFound()
    token = links.token(guards.keys()[0], "invitation", place.ref, place.link_version)
    return redirect(url_for("access.enter_by_invitation", token=token))


@views.route("/privacy")
@open_to("public")
def show_privacy():
    """What is kept about people, why, for how long and who sees it."""
    return page("reports/show_privacy.html")


@views.route("/accessibility")
@open_to("public")
def show_accessibility():
    """What was tested with whom, what is known not to work, and whom to tell."""
    return page("reports/show_accessibility.html")


@views.route("/desk/council", methods=["GET", "POST"])
@open_to("administrator", council_wide=True)
@saves
def change_council():
    """The council's own record: its name, whom to ring, its colour and its words."""
    form = CouncilForm(obj=council.ours())
    if form.validate_on_submit():
        try:
            describing.describe_council(
                by=guards.the_officer(), **{name: form[name].data or "" for name in describing.FIELDS},
                **{name: form[name].data for name in describing.PACE})
            flash(_("Saved. Every page and every letter from now on shows it."))
            return redirect(url_for("reports.change_council"))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("reports/change_council.html", form=form, slowing=pace.slowing())


def _plain(words: str, status: int) -> Response:
    answer = Response(f"{words}\n", status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@views.route("/healthz")
@open_to("public")
def show_health():
    """Whether the process answers."""
    return _plain("alive", 200)


@views.route("/readyz")
@open_to("public")
def show_readiness():
    """Whether the database answers and is at this version's schema."""
    try:
        head = upgrading.HEAD.read_text("ascii").strip()
        if upgrading.present() != head:
            return _plain("the database is not at this version's schema", 503)
    except Exception:  # whatever is wrong with the database, the answer is "not ready"
        log.exception("the database does not answer")
        return _plain("the database does not answer", 503)
    return _plain("ready", 200)
