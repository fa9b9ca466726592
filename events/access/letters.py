"""The sign-in mail: a link and a code, derived here and standing in no table."""

from flask import current_app, render_template

from events import council, letters
from events.access import links
from events.access.models import SignInRequest
from events.database import db
from events.outbox import Letter
from events.presentation import address


def link_of(request: SignInRequest) -> str:
    """The full address of a sign-in request's link."""
    key = current_app.config["SECRET_KEY"]
    return address("access.confirm_sign_in", token=links.token(key, "sign-in", request.ref, 1))


def code_of(request: SignInRequest) -> str:
    """The six digits of a sign-in request."""
    return links.code_of(current_app.config["SECRET_KEY"], request.ref)


def prepare(letter: Letter) -> dict:
    """What every sign-in mail shares."""
    return {"council": council.ours()}


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One officer's sign-in mail."""
    request = db.session.get_one(SignInRequest, int(letter.record.split()[1]))
    words = shared | {"name": letter.to_name, "link": link_of(request), "code": code_of(request)}
    return letters.Mail(
        subject=render_template("access/_letters/sign_in_subject.txt", **words).strip(),
        text=render_template("access/_letters/sign_in.txt", **words),
        html=render_template("access/_letters/sign_in.html", **words),
    )


letters.register("access/sign_in", prepare=prepare, fill=fill)
