"""Marks that badges and lists respect: under 18, no photographs, the name not printed."""

from events import history
from events.delegates.models import Invitation

MARKS = ("is_under_18", "no_photographs", "print_no_name")


def mark(invitation: Invitation, *, by, **marks: bool) -> None:
    """Set a guest's marks; one that is not named stays as it is."""
    for name, value in marks.items():
        if name not in MARKS:
            raise TypeError(f"there is no mark called {name}")
        if getattr(invitation, name) != value:
            setattr(invitation, name, value)
            history.record(invitation, "marked" if value else "unmarked", by=by, event=invitation.event, field=name)
