"""Signing in and out, and giving officers their roles."""

import hmac
import secrets
from datetime import timedelta

from events import clock, history, outbox
from events.access import links, queries
from events.access.models import Officer, Role, SignedIn, SignInRequest
from events.access.states import RoleName
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal

MAIL_HOLDS = timedelta(minutes=15)
# A working day and the evening after it: nobody is shut out in the middle of an event.
SIGNED_IN_FOR = timedelta(hours=16)


class CodeRefused(Refusal):
    """The code is not the one in the mail, or the mail is too old or used."""

    sentence = N_("That code does not open. Check the six digits in the newest email, or ask for a new one.")
    field = "code"


class OfficerKnown(Refusal):
    """There is an officer with that address already."""

    sentence = N_("An officer with the address %(email)s is here already.")
    field = "email"


class LastAdministrator(Refusal):
    """The last administrator's role or account cannot be taken away."""

    sentence = N_("This is the last administrator. Give somebody else the role first.")


def ask(email: str, *, browser: str = "", holds: timedelta = MAIL_HOLDS, by_mail: bool = True) -> SignInRequest | None:
    """Ask for a sign-in mail. Returns None for an unknown or disabled address: the page says the same.

    `browser` is a random value that only the asking browser holds.
    """
    officer = queries.officer_by_email(email)
    if officer is None or officer.disabled_at:
        return None
    now = clock.now()
    request = SignInRequest(
        ref=secrets.token_hex(12),
        officer=officer,
        asked_at=now,
        expires_at=now + holds,
        browser_hash=queries.hash_of(browser) if browser else "",
    )
    db.session.add(request)
    if by_mail:
        db.session.flush()  # the letter names the request by key
        outbox.post("access/sign_in", about=request, to_name=officer.name, to_address=officer.email)
    return request


def sign_in(request: SignInRequest | None, *, keys: list[str], code: str | None = None, browser: str = "") -> str:
    """Sign in with the code, or with the one button in the browser that asked. Returns the cookie's token.

    Raises CodeRefused. The tries are counted by the page, before the transaction.
    """
    if request is None:
        raise CodeRefused()
    if code is not None:
        typed = "".join(digit for digit in code if digit.isdigit())
        if not any(hmac.compare_digest(links.code_of(key, request.ref), typed) for key in keys):
            raise CodeRefused()
    elif not (browser and hmac.compare_digest(request.browser_hash, queries.hash_of(browser))):
        raise CodeRefused()
    now = clock.now()
    request.used_at = now
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignedIn(
            token_hash=queries.hash_of(token), officer=request.officer, begun_at=now, expires_at=now + SIGNED_IN_FOR
        )
    )
    history.record(request.officer, "signed in", by=request.officer)
    return token


def sign_out(signed_in: SignedIn) -> None:
    """End a signed-in state: the row says so, so a copied cookie is worth nothing."""
    signed_in.ended_at = clock.now()
    history.record(signed_in.officer, "signed out", by=signed_in.officer)


def add_officer(*, name: str, email: str, by) -> Officer:
    """Make an officer. Raises OfficerKnown."""
    email = email.strip().lower()
    if queries.officer_by_email(email):
        raise OfficerKnown(email=email)
    officer = Officer(name=name, email=email, created_at=clock.now())
    db.session.add(officer)
    history.record(officer, "added", by=by, after=email)
    return officer


def give_role(officer: Officer, role: str, *, event: Event | None, by) -> None:
    """Give a role on an event, or council-wide without one. Giving it twice changes nothing."""
    if any(held.name == role and held.event_id == (event.id if event else None) for held in officer.roles):
        return
    officer.roles.append(Role(name=RoleName(role), event=event))
    history.record(officer, f"role given: {role}", by=by, event=event)


def take_role(role: Role, *, by) -> None:
    """Take a role away; it holds from the next request on. Raises LastAdministrator."""
    if role.name == RoleName.ADMINISTRATOR and role.event_id is None:
        _keep_one_administrator(role.officer)
    history.record(role.officer, f"role taken: {role.name}", by=by, event=role.event)
    role.officer.roles.remove(role)


def disable(officer: Officer, *, by) -> None:
    """Shut an officer out from the next request on. Raises LastAdministrator."""
    if RoleName.ADMINISTRATOR in queries.roles_on(officer, None):
        _keep_one_administrator(officer)
    officer.disabled_at = clock.now()
    history.record(officer, "disabled", by=by)


def enable(officer: Officer, *, by) -> None:
    """Let a disabled officer in again."""
    officer.disabled_at = None
    history.record(officer, "enabled", by=by)


def _keep_one_administrator(leaving: Officer) -> None:
    others = [
        other
        for other in queries.officers()
        if other.id != leaving.id and not other.disabled_at and RoleName.ADMINISTRATOR in queries.roles_on(other, None)
    ]
    if not others:
        raise LastAdministrator()
