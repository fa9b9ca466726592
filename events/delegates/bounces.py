"""Bounces and out-of-office mails: told apart from what a person wrote, and read for what they say.

RFC 3464 where it is kept; and the many that are not: known by their sender, or by our own
Message-ID in what they give back.
"""

import re
from dataclasses import dataclass

from events.delegates.received_mails import IncomingMail, shown

OURS = re.compile(r"\b([0-9a-f]{32})@[A-Za-z0-9.-]+")
FIELD = re.compile(r"^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t].*)*)", re.M)
SYSTEMS = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mdaemon|bounces?|no-?reply-bounce)([+@-]|$)", re.I)
FAILURES = re.compile(
    r"undeliver|not be delivered|delivery (status|fail|has failed)|returned (mail|to sender)|failure notice|"
    r"mail delivery|unzustellbar|non remis|permanent (fatal )?error|delivery incomplete", re.I,
)
AWAY = re.compile(
    r"^(re: *)?(automatic reply|auto[- ]?reply|auto[- ]?response|autosvar|automatische antwort|abwesenheit|"
    r"out of (the )?office|réponse automatique|respuesta automática|i am away|away from)", re.I,
)
DELAYS = re.compile(r"\b(delayed|warning|will keep trying|still being retried|verzögert)", re.I)


@dataclass(frozen=True)
class Bounce:
    """What a mail system says of letters of ours: their Message-IDs (left halves), final or not, its words."""

    message_ids: tuple[str, ...]
    is_final: bool
    words: str


def _fields(report: str) -> list[dict[str, str]]:
    """The blocks of a delivery status; field names in small letters."""
    blocks = re.split(r"\n\s*\n", report.replace("\r\n", "\n"))
    return [{name.lower(): " ".join(value.split()) for name, value in FIELD.findall(block)} for block in blocks]


def _looks_so(mail: IncomingMail) -> bool:
    """Whether a mail without a delivery status comes from a mail system and says that something failed."""
    empty_path = mail.headers["return-path"].strip() in ("<>", "< >")
    system = bool(SYSTEMS.match(mail.from_address)) or empty_path or bool(mail.headers["x-failed-recipients"])
    if AWAY.match(mail.subject) and not mail.returned and not mail.headers["x-failed-recipients"]:
        return False
    return system and bool(FAILURES.search(mail.subject) or FAILURES.search(mail.text[:2_000])
                           or mail.headers["x-failed-recipients"])


def _ours_in(mail: IncomingMail) -> tuple[str, ...]:
    """Our Message-IDs: in what came back, else in what the mail answers, else in its text."""
    for places in (mail.returned, (mail.headers["in-reply-to"], mail.headers["references"]), (mail.text,)):
        found = [number for words in places for number in OURS.findall(words)]
        if found:
            return tuple(dict.fromkeys(found))[:20]
    return ()


def _said(fields: list[dict[str, str]], mail: IncomingMail) -> str:
    for block in fields:
        status, words = block.get("status", ""), block.get("diagnostic-code", "").partition(";")[2].strip()
        words = words or block.get("diagnostic-code", "")
        if words or status:
            return shown(words if status in words else f"{status} {words}", most=500)
    line = next((row for row in mail.text.splitlines() if re.search(r"\b[45]\d\d[ -]|\b[45]\.\d+\.\d+", row)), "")
    return shown(line or mail.text or mail.subject, most=500)


def bounce_of(mail: IncomingMail) -> Bounce | None:
    """The bounce that a mail is; None for every other mail."""
    is_report = mail.content_type == "multipart/report" and "delivery-status" in mail.headers["content-type"].lower()
    fields = [block for report in mail.reports for block in _fields(report)]
    if not (is_report or mail.reports or _looks_so(mail)):
        return None
    actions = {block["action"].split(" ")[0].lower() for block in fields if block.get("action")}
    final = "failed" in actions if actions else not DELAYS.search(f"{mail.subject} {mail.text[:500]}")
    return Bounce(_ours_in(mail), final, _said(fields, mail))


def is_away(mail: IncomingMail) -> bool:
    """Whether a machine answered for somebody who is away (RFC 3834, and what came before it)."""
    automatic = mail.headers["auto-submitted"].strip().lower()
    if automatic and not automatic.startswith("no"):
        return True
    if mail.headers["x-autoreply"] or mail.headers["x-autorespond"]:
        return True
    return mail.headers["precedence"].strip().lower() in ("auto_reply", "junk") or bool(AWAY.match(mail.subject))
