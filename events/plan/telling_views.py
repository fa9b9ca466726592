"""Letters back: the organiser looks at three of them, sends them, can call them back and prints the rest."""

from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import clock, council, fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import samples
from events.event import Event
from events.plan import became_letters, became_papers, queries, telling_back, telling_queries
from events.plan.telling_forms import TellForm
from events.plan.telling_queries import ToTell
from events.presentation import page, say
from events.refusals import NotFound, Refusal

views = Blueprint("telling", __name__)

ASK_ABOVE = 50  # letters: from here on their number is typed


def _samples(event: Event, people: list[ToTell]) -> list[tuple]:
    """Up to three people unlike each other, each with the letter as it would be written now."""
    chosen = samples.of([person.invitation for person in people])
    picked = [person for invitation in chosen for person in people if person.invitation is invitation]
    facts = telling_queries.facts_of(event, picked)
    return [(person, became_letters.compose(
        facts[person.invitation.id], person.invitation, to_name=person.invitation.contact.name, language="en",
        link=_("(their own link)"))) for person in picked]


def _is_typed(form: TellForm, by_mail: int) -> bool:
    if by_mail <= ASK_ABOVE or form.typed.data == str(by_mail):
        return True
    form.typed.errors = [_("Type %(count)s to send %(count)s letters", count=by_mail)]
    return False


@views.route("/desk/events/<slug>/outcomes/letters", methods=["GET", "POST"])
@open_to("organiser")
@saves
def tell_back(slug: str):
    """Look at the letters back, then send them; they can be called back for two minutes."""
    event, form, status = guards.the_event(), TellForm(), None
    people = telling_queries.to_tell(event)
    by_mail = [person for person in people if person.by_mail]
    if form.validate_on_submit() and _is_typed(form, len(by_mail)):
        try:
            seen = form.count.data or ""
            telling_back.tell_back(event, count=int(seen) if seen.isdecimal() else -1, by=guards.the_officer())
            flash(ngettext("%(num)s letter leaves in two minutes.", "%(num)s letters leave in two minutes.",
                           len(by_mail)) if by_mail else _("Noted. Print the letters now."))
            return redirect(url_for("telling.tell_back", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    form.count.data = str(len(people))
    tellings, is_public = telling_queries.tellings_of(event), queries.outcomes_are_public(event)
    return page(
        "plan/tell_back.html", form=form, status=status, event=event, people=people, by_mail=len(by_mail),
        by_post=[person for person in people if not person.by_mail], is_public=is_public, ask_above=ASK_ABOVE,
        samples=_samples(event, people) if is_public else [], tellings=tellings, press=fields.Press(),
        held={row.id for row in tellings if row.called_back_at is None and telling_queries.still_waiting(row.batch)},
        minutes=int(telling_back.HOLD / timedelta(minutes=1)), states=telling_queries.states_of(event),
        failed=telling_queries.failed_of(event), to_print=telling_queries.told_by_post(event),
        undecided=[plan for plan in queries.plans_of(event) if queries.approval_of(plan) is None])


@views.route("/desk/events/<slug>/outcomes/letters/<int:telling_id>/call-back", methods=["POST"])
@open_to("organiser")
@saves
def call_back(slug: str, telling_id: int):
    """Call back the letters of one sending that have not left."""
    found = telling_queries.telling(guards.the_event(), telling_id)
    if found is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        try:
            again = telling_back.call_back(found, by=guards.the_officer())
            flash(ngettext("Called back: %(num)s person is to be told again.",
                           "Called back: %(num)s people are to be told again.", again))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return redirect(url_for("telling.tell_back", slug=slug))


@views.route("/desk/events/<slug>/outcomes/letters/by-post.pdf")
@open_to("organiser")
def print_letters_back(slug: str):
    """The letters back of the people whom no e-mail reaches, as one file to print."""
    event = guards.the_event()
    people = telling_queries.told_by_post(event)
    if not people or not queries.outcomes_are_public(event):
        raise NotFound()
    facts = telling_queries.facts_of(event, people)
    made = became_papers.letters_of(
        [(person.invitation, became_letters.rows_of(facts[person.invitation.id], person.invitation),
          became_letters.personal_link(person.invitation)) for person in people],
        event, council.ours(), at=clock.now())
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-letters-back.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
