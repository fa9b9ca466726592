"""What comes by post in the walks: the letters of the folder of mail, their links, and squares for a camera."""

import re
import subprocess
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

from events import clock, delivery
from tests.wanted import wanted


def letter_to(settings: dict, app, address: str):
    """Send what is due, with the two minutes for calling back gone by; the newest letter to that address."""
    with app.app_context(), clock.moved_to(clock.now() + timedelta(minutes=3)):
        delivery.deliver()
    folder, asked = Path(settings["INSTANCE"], "mail"), address.encode()
    for path in sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True):
        content = path.read_bytes()
        if asked in content:
            message = message_from_bytes(content, policy=policy.SMTP)
            if message["To"].addresses[0].addr_spec == address:
                return message
    raise LookupError(f"no letter to {address}")


def words_of(message) -> str:
    """A letter's plain words, white space folded."""
    return " ".join(message.get_body(("plain",)).get_content().split())


def link_in(message, kind: str) -> str:
    """The personal or sign-in link of a letter's plain words."""
    return re.search(rf"https?://\S+/{kind}/\S+", message.get_body(("plain",)).get_content()).group(0)


def read_codes(picture: Path) -> set[str]:
    """What zbar, another program than ours, reads from a picture."""
    run = subprocess.run([wanted("zbarimg"), "--quiet", "--raw", str(picture)], text=True, capture_output=True)
    return set(run.stdout.split())
