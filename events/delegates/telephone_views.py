"""An answer by telephone or on paper: the officer types the code or the name, and writes down what was said."""

from flask import Blueprint, redirect, url_for

from events import limits
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import post_queries, queries, reply_codes
from events.delegates.models import Invitation
from events.delegates.telephone_forms import FindGuestForm
from events.event import Event
from events.presentation import page
from events.refusals import N_, Refusal

views = Blueprint("telephone", __name__)

MOST_WRONG, WINDOW = 20, 600  # codes that name nobody, from one officer, in so many seconds
MOST_SHOWN = 30


class NoSuchCode(Refusal):
    """No guest of this event has that code."""

    sentence = N_("No guest of this event has the code %(code)s. Ask them to read it out once more, sign by sign, or "
                  "type their name.")
    field = "words"


class NobodyFound(Refusal):
    """No guest has that name."""

    sentence = N_("No guest of this event is called that. Ask how it is spelt, or for the code in their letter.")
    field = "words"


def _found(event: Event, words: str) -> list[Invitation]:
    """The one guest with that code, or those with such a name. Raises NoSuchCode, NobodyFound or TooOften."""
    code = reply_codes.typed(words)
    invitation = post_queries.invitation_by_reply_code(event, code)
    if invitation is not None:
        return [invitation]
    _total, named = queries.guests_of(event, search=words, most=MOST_SHOWN)
    if named:
        return named
    if not code:
        raise NobodyFound()
    limits.count("reply code", str(guards.the_officer().id), most=MOST_WRONG, window=WINDOW)
    raise NoSuchCode(code=reply_codes.spoken(code))


@views.route("/desk/events/<slug>/answers", methods=["GET", "POST"])
@open_to("organiser")
@saves(remember=False)
def find_guest(slug: str):
    """Find the guest who rings or has written: by the code in their letter, or by name."""
    event, form, guests = guards.the_event(), FindGuestForm(), []
    if form.validate_on_submit():
        try:
            guests = _found(event, form.words.data)
            if len(guests) == 1:
                there = url_for("guest.show_guest", slug=slug, invitation_id=guests[0].id, note="yes")
                return redirect(f"{there}#note")
        except (NoSuchCode, NobodyFound) as refusal:
            form.refuse(refusal)
    return page("delegates/find_guest.html", form=form, event=event, guests=guests, most=MOST_SHOWN,
                spoken=reply_codes.spoken)
