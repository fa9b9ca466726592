"""Letters on paper for people without an e-mail address: who they are, and the file to print."""

from flask import Blueprint, Response, current_app, request, url_for

from events import clock, council
from events.access import guards, links
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.delegates import post_papers, post_queries, queries, reply_codes
from events.delegates.models import Invitation
from events.presentation import address, page
from events.refusals import NotFound

views = Blueprint("post", __name__)

A_PAGE = 100


def _link_of(invitation: Invitation) -> str:
    """The personal link, derived at this moment: it stands nowhere."""
    key = current_app.config["SECRET_KEY"]
    token = links.token(key, "invitation", invitation.ref, invitation.link_version)
    return address("access.enter_by_invitation", token=token)


def _file_of(invitations: list[Invitation], name: str) -> Response:
    event = guards.the_event()
    made = post_papers.letters_of(
        invitations, agenda_queries.arrangements_of(event), council.ours(), link_of=_link_of, at=clock.now()
    )
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@views.route("/desk/events/<slug>/letters/by-post")
@open_to("organiser")
def list_letters_by_post(slug: str):
    """Who is reached by post, with their codes; their letters are one file to print."""
    event = guards.the_event()
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    total, found = post_queries.by_post_page(event, first=(number - 1) * A_PAGE, most=A_PAGE)
    hrefs = [url_for("post.list_letters_by_post", slug=slug, page=place) for place in range(1, -(-total // A_PAGE) + 1)]
    return page(
        "delegates/list_letters_by_post.html", event=event, guests=found, total=total, number=number, hrefs=hrefs,
        spoken=reply_codes.spoken, without=post_queries.without_address(event),
    )


@views.route("/desk/events/<slug>/letters/by-post.pdf")
@open_to("organiser")
def print_letters(slug: str):
    """All letters by post as one file, a page for each person."""
    found = queries.by_post(guards.the_event())
    if not found:
        raise NotFound()
    return _file_of(found, f"{slug}-letters")


@views.route("/desk/events/<slug>/guests/<int:invitation_id>/letter.pdf")
@open_to("organiser")
def print_letter(slug: str, invitation_id: int):
    """One person's letter on paper."""
    invitation = post_queries.to_print(guards.the_event(), invitation_id)
    if invitation is None:
        raise NotFound()
    return _file_of([invitation], f"{slug}-letter-{invitation_id}")
