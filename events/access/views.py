"""Signing in, and the addresses of personal links."""

import secrets

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask import session as cookie
from flask_babel import gettext as _

from events import fields, limits
from events.access import doors, guards, letters, links, queries, signing_in
from events.access.forms import CodeForm, SignInForm
from events.access.guards import open_to
from events.database import saves
from events.presentation import page
from events.refusals import Refusal

views = Blueprint("access", __name__)

DESK = "/desk/"  # promised to the outside, so it is written out: its page belongs to a later stage


def own_path(words: str | None) -> str:
    """`next` as a path of our own, or the desk: //evil, /\\evil and https:evil fall to the desk."""
    if not words or not words.startswith("/") or words.startswith("//") or "\\" in words or not words.isprintable():
        return DESK
    return words


@views.route("/sign-in", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def sign_in():
    """Ask for a sign-in mail. Known and unknown addresses get the same answer."""
    form = SignInForm()
    next_path = own_path(request.args.get("next"))
    if not form.validate_on_submit():
        return page("access/sign_in.html", form=form)
    limits.count("sign-in from", request.remote_addr or "", most=60, window=600)
    limits.count("sign-in mail to", form.email.data.lower(), most=6, window=900)
    browser = secrets.token_urlsafe(24)
    asked = signing_in.ask(form.email.data, browser=browser)
    cookie["asked"] = {"browser": browser, "ref": asked.ref if asked else secrets.token_hex(12), "next": next_path}
    return redirect(url_for("access.enter_code"))


def _signed_in_answer(token: str, next_path: str):
    cookie.pop("asked", None)
    answer = redirect(own_path(next_path))
    answer.set_cookie(
        current_app.config["OFFICER_COOKIE_NAME"],
        token,
        max_age=signing_in.SIGNED_IN_FOR,
        httponly=True,
        secure=current_app.config["HTTPS"],
        samesite="Lax",
        path="/",
    )
    return answer


def _try_code(form: CodeForm, ref: str, next_path: str):
    """One of five tries, counted before the transaction; the signed-in answer, or None."""
    limits.count("sign-in code", ref, most=5, window=900)
    try:
        token = signing_in.sign_in(queries.sign_in_request(ref), keys=guards.keys(), code=form.code.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return _signed_in_answer(token, next_path)


@views.route("/sign-in/code", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def enter_code():
    """Type the six digits, in the browser that asked."""
    asked = cookie.get("asked")
    if not asked:
        return redirect(url_for("access.sign_in"))
    form = CodeForm()
    answer = _try_code(form, asked["ref"], asked["next"]) if form.validate_on_submit() else None
    return answer or page("access/enter_code.html", form=form)


def _linked_request(token: str):
    ref, given = links.divided(token)
    known = ref and links.matches(guards.keys(), "sign-in", ref, 1, given)
    return queries.sign_in_request(ref) if known else None


@views.route("/sign-in/<token>", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def confirm_sign_in(token: str):
    """The mail's link: one button in the browser that asked; anywhere else the code is wanted."""
    asked = cookie.get("asked") or {}
    asked_here = links.divided(token)[0] == asked.get("ref")
    next_path = own_path(asked.get("next"))
    if asked_here:
        form: fields.Form = fields.Press()
        if form.validate_on_submit():
            try:
                found = signing_in.sign_in(_linked_request(token), keys=guards.keys(), browser=asked["browser"])
                return _signed_in_answer(found, next_path)
            except Refusal as refusal:
                form.refuse(refusal)
        return page("access/confirm_sign_in.html", form=form, asked_here=True)
    form = CodeForm()
    answer = _try_code(form, links.divided(token)[0], next_path) if form.validate_on_submit() else None
    shown = _linked_request(token) if current_app.config["EXAMPLE"] and answer is None else None
    return answer or page(
        "access/confirm_sign_in.html",
        form=form,
        asked_here=False,
        example_code=letters.code_of(shown) if shown else "",
    )


@views.route("/sign-out", methods=["POST"])
@open_to("public")
@saves(remember=False)
def sign_out():
    """End the signed-in state: the row ends, and the cookie goes."""
    form = fields.Press()
    row = guards.signed_in()
    if form.validate_on_submit() and row is not None:
        signing_in.sign_out(row)
        flash(_("You are signed out."))
    answer = redirect(url_for("access.sign_in"))
    # A browser takes a __Host- cookie away only by one that is secure, as it was set.
    answer.delete_cookie(current_app.config["OFFICER_COOKIE_NAME"], path="/", secure=current_app.config["HTTPS"],
                         httponly=True, samesite="Lax")
    return answer


@views.route("/i/<token>")
@open_to("public")
def enter_by_invitation(token: str):
    """A delegate's personal link: remember the door and go on to an address without a token."""
    door, record = guards.enter_as("delegate", token)
    return redirect(url_for(door.page, ref=record.ref))


@views.route("/d/<token>")
@open_to("public")
def enter_for_evening(token: str):
    """A helper's link for one evening, at the door or at a table: remember it and go on to its page."""
    door, record = guards.enter_for_evening(token)
    return redirect(url_for(door.page, slug=record.event.slug))


@views.route("/s/<token>")
@open_to("public")
def enter_as_speaker(token: str):
    """A speaker's personal link: remember the door and go on to an address without a token."""
    record = guards.enter("speaker", token)
    return redirect(url_for(doors.of_kind("speaker").page, ref=record.ref))
