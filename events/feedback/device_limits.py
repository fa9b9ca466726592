"""How much one device may send: its own count, in its own signed cookie, and nowhere else.

Never by address: a whole hall sits behind one. Never in a store either: a row that counts would tell when a device
was here. Whoever throws the cookie away begins anew; what they send still waits for a moderator.
"""

from flask import session as cookie

from events import clock
from events.refusals import TooOften

WINDOW = 600  # seconds
MOST = 30  # remarks in a window; a tablet that goes round a table sends more than a phone
NAME = "sent"


def _window() -> int:
    return int(clock.now().timestamp()) // WINDOW


def _times() -> int:
    """How many this device has sent in the present window. What the cookie says of an earlier one counts no more."""
    kept = cookie.get(NAME)
    if isinstance(kept, list) and len(kept) == 2 and kept[0] == _window():
        return int(kept[1])
    return 0


def check() -> None:
    """Raise TooOften, with the seconds to wait, where this device has sent as much as it may."""
    if _times() >= MOST:
        raise TooOften(wait=WINDOW - int(clock.now().timestamp()) % WINDOW)


def count() -> None:
    """Count one more; the cookie forgets it with the window."""
    cookie[NAME] = [_window(), _times() + 1]
