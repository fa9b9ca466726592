"""The letter to a board's member: where the papers are. Its subject names neither the plan nor what it is about."""

from flask import current_app, render_template
from flask_babel import gettext as _

from events import council, letters
from events.access import links
from events.database import db
from events.outbox import Letter
from events.plan.board_models import BoardLink
from events.presentation import address


def link_of(link: BoardLink) -> str:
    """The full address of a member's private link; derived anew each time, it stands in no table."""
    token = links.token(current_app.config["SECRET_KEY"], "board", link.ref, link.link_version)
    return address("access.enter_by_invitation", token=token)


def _prepare(letter: Letter) -> dict:
    return {"council": council.ours(), "plan_title": letter.facts["plan"], "number": letter.facts["number"],
            "why": _("You get this because you sit on the board that decides about it."),
            "privacy_url": current_app.config["BASE_URL"] + "/privacy"}


def _fill(shared: dict, letter: Letter) -> letters.Mail:
    record = db.session.get_one(BoardLink, int(letter.record.split()[1]))
    words = shared | {"name": letter.to_name, "link": link_of(record)}
    stem = "plan/_letters/board_papers"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words), html=render_template(f"{stem}.html", **words),
    )


letters.register("plan/board_papers", prepare=_prepare, fill=_fill)
