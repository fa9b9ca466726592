"""The address in a reminder that stops reminders: derived, good for nothing else, and in no table."""

from flask import current_app

from events.access import links
from events.delegates.models import Invitation
from events.presentation import address

KIND = "no-reminders"


def address_for(invitation: Invitation) -> str:
    """The full address for one person and one event."""
    token = links.token(current_app.config["SECRET_KEY"], KIND, invitation.ref, 1)
    return address("reminders.stop_reminders", token=token)


def headers_for(stop: str) -> tuple[tuple[str, str], ...]:
    """The two headers of RFC 8058; `stop` is somebody's address."""
    return (
        ("List-Unsubscribe", f"<{stop}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )
