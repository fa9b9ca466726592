"""Answers to an invitation that left, written the way calendar programs write them."""

import base64
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from textwrap import dedent

from icalendar import Calendar

SUBJECTS = {"ACCEPTED": "Accepted", "TENTATIVE": "Tentative", "DECLINED": "Declined", "DELEGATED": "Delegated"}


@dataclass(frozen=True)
class Asked:
    """What a calendar program knows of the invitation that it answers."""

    uid: str
    sequence: int
    organiser: str
    attendee: str
    summary: str
    lines: tuple[str, ...] = field(default=())  # of the entry, added to the answer

    def but(self, **other) -> "Asked":
        """The same with something else in it."""
        return replace(self, **other)


def asked_by(message) -> Asked:
    """What the calendar part of a letter asks."""
    part = next(row for row in message.walk() if row.get_content_type() == "text/calendar")
    [entry] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    return Asked(
        str(entry["UID"]), int(entry["SEQUENCE"]), str(entry["ORGANIZER"]).removeprefix("mailto:"),
        str(entry["ATTENDEE"]).removeprefix("mailto:"), str(entry["SUMMARY"]),
    )


def _lines(asked: Asked) -> str:
    return "".join(f"{line}\r\n" for line in asked.lines)


def _crlf(words: str) -> str:
    return dedent(words).lstrip("\n").replace("\n", "\r\n")


def _mail(asked: Asked, said: str, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender or f"Somebody <{asked.attendee}>"
    message["To"] = asked.organiser
    message["Subject"] = f"{SUBJECTS.get(said, said)}: {asked.summary}"
    message["Message-ID"] = f"<{said}.{asked.sequence}.{len(asked.lines)}@mail.example.org>"
    return message


def exchange(asked: Asked, said: str, *, stamp="20090423T101500Z", comment="", sender="") -> bytes:
    """Exchange: no ORGANIZER, Windows zone names, a LANGUAGE at every word, MAILTO in capitals."""
    words = _crlf(f"""
        BEGIN:VCALENDAR
        METHOD:REPLY
        PRODID:Microsoft Exchange Server 2010
        VERSION:2.0
        BEGIN:VTIMEZONE
        TZID:GMT Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        ATTENDEE;PARTSTAT={said};CN=Somebody:MAILTO:{asked.attendee}
        COMMENT;LANGUAGE=en-GB:{comment}\\n
        UID:{asked.uid}
        SUMMARY;LANGUAGE=en-GB:{SUBJECTS.get(said, said)}: {asked.summary}
        DTSTART;TZID=GMT Standard Time:20090520T180000
        DTEND;TZID=GMT Standard Time:20090520T210000
        CLASS:PUBLIC
        PRIORITY:5
        DTSTAMP:{stamp}
        TRANSP:OPAQUE
        STATUS:CONFIRMED
        SEQUENCE:{asked.sequence}
        X-MICROSOFT-CDO-APPT-SEQUENCE:{asked.sequence}
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        X-MICROSOFT-DISALLOW-COUNTER:TRUE
        """) + _lines(asked) + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    message = _mail(asked, said, sender)
    message["X-MS-Has-Attach"] = ""
    message.set_content(comment + "\n")
    message.add_alternative(words, subtype="calendar", params={"method": "REPLY"}, cte="base64")
    return message.as_bytes()


def gmail(asked: Asked, said: str, *, stamp="20090423T101500Z", comment="", sender="") -> bytes:
    """Google: folded lines, the same part inline and as a file, sent by the person with Google as Sender."""
    noted = f"COMMENT:{comment}\r\n" if comment else ""
    words = _crlf(f"""
        BEGIN:VCALENDAR
        PRODID:-//Google Inc//Google Calendar 70.9054//EN
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:REPLY
        BEGIN:VEVENT
        DTSTART:20090520T170000Z
        DTEND:20090520T200000Z
        DTSTAMP:{stamp}
        ORGANIZER;CN=Evening desk:mailto:{asked.organiser}
        UID:{asked.uid}
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said};X-NUM-GUEST
         S=0:mailto:{asked.attendee}
        X-MICROSOFT-DISALLOW-COUNTER:TRUE
        CREATED:20090422T080000Z
        DESCRIPTION:
        LAST-MODIFIED:{stamp}
        SEQUENCE:{asked.sequence}
        STATUS:CONFIRMED
        SUMMARY:{asked.summary}
        TRANSP:OPAQUE
        """) + noted + _lines(asked) + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    message = _mail(asked, said, sender)
    message["Sender"] = "Google Calendar <calendar-notification@google.example>"
    message.set_content(f"Somebody has {said.lower()} this invitation.\n")
    message.add_alternative(f"<p>Somebody has <b>{said.lower()}</b> this invitation.</p>", subtype="html")
    message.add_alternative(words, subtype="calendar", params={"method": "REPLY"})
    message.add_attachment(words.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return message.as_bytes()


def apple(asked: Asked, said: str, *, stamp="20090423T101500Z", comment="", sender="") -> bytes:
    """Apple: quoted names, the calendar part called an attachment with a name of its own; from a server of theirs."""
    noted = f"COMMENT:{comment}\r\n" if comment else ""
    words = _crlf(f"""
        BEGIN:VCALENDAR
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:REPLY
        PRODID:-//Apple Inc.//macOS 14.6//EN
        BEGIN:VEVENT
        TRANSP:OPAQUE
        DTEND:20090520T200000Z
        ORGANIZER;CN="Evening desk":mailto:{asked.organiser}
        UID:{asked.uid}
        DTSTAMP:{stamp}
        LOCATION:Wynyard Rooms
        SEQUENCE:{asked.sequence}
        SUMMARY:{asked.summary}
        DTSTART:20090520T170000Z
        ATTENDEE;CN="Somebody; of the: board";CUTYPE=INDIVIDUAL;EMAIL="{asked.attendee}"
         ;PARTSTAT={said}:mailto:{asked.attendee}
        """) + noted + _lines(asked) + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    message = _mail(asked, said, sender or "Somebody <noreply@email.apple.example>")
    message["Reply-To"] = asked.attendee
    message.set_content(f"Somebody has {said.lower()} your invitation.\n")
    message.add_alternative(words, subtype="calendar", params={"method": "REPLY", "name": "iCal-20090423-101500.ics"})
    part = message.get_payload()[-1]
    part.replace_header("Content-Type", 'text/calendar; charset=utf-8; name="iCal-20090423-101500.ics"; method=REPLY')
    part["Content-Disposition"] = 'attachment; filename="iCal-20090423-101500.ics"'
    return message.as_bytes()


PROGRAMS = {"exchange": exchange, "gmail": gmail, "apple": apple}


def bare(words: str, *, asked: Asked, method="REPLY", **headers) -> bytes:
    """A mail that is a calendar part and nothing else, whatever the part says."""
    message = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in (
        {"From": asked.attendee, "To": asked.organiser, "Subject": "An answer", "MIME-Version": "1.0",
         "Content-Type": f"text/calendar; charset=utf-8; method={method}",
         "Content-Transfer-Encoding": "base64"} | headers).items())
    return message.encode() + b"\r\n" + base64.encodebytes(words.encode())


def calendar(asked: Asked, said: str, *, method="REPLY", stamp="20090423T101500Z", without: str = "", **more) -> str:
    """The least that an answer must hold, and what a test wants to be different."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", f"METHOD:{method}", "BEGIN:VEVENT",
        f"UID:{asked.uid}", f"DTSTAMP:{stamp}", f"SEQUENCE:{asked.sequence}",
        f"ATTENDEE;PARTSTAT={said}{more.get('params', '')}:mailto:{asked.attendee}", *asked.lines,
        "END:VEVENT", "END:VCALENDAR", "",
    ]
    return "\r\n".join(line for line in lines if not without or not line.startswith(without))
