"""MIME messages made from composed letters: one recipient, and the calendar part as clients want it.

Structure (RFC 6047, and what Outlook, Gmail and Apple are seen to want):
mixed( alternative( plain, related( html, pictures ), calendar; method=… ), invite.ics ).
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from typing import cast
from unicodedata import category

from events.letters import Mail

# Headers that are the same in every letter; reading them anew is half of what composing costs.
ALIKE = {"content-type", "content-transfer-encoding", "content-disposition", "mime-version", "auto-submitted"}


@lru_cache(maxsize=256)
def _header(name: str, value: str):
    return SMTP.header_store_parse(name, value)


class MailPolicy(EmailPolicy):
    """The SMTP policy, which reads a header that it has read before only once: headers never change."""

    def header_store_parse(self, name, value):
        """As EmailPolicy's."""
        return _header(name, value) if name.lower() in ALIKE else super().header_store_parse(name, value)


MAILS = MailPolicy(linesep="\r\n", max_line_length=200)


def header_words(words: str) -> str:
    """Words made fit for a header: no control, bidi or line-breaking characters, one line.

    Python refuses CR and LF in a header by an exception, so an odd title would stop a sending;
    bidi controls could make a sender's name read as another's.
    """
    kept = "".join(
        " " if category(c) in ("Cc", "Zl", "Zp") else c for c in words if category(c) != "Cf" or c in "\u200c\u200d"
    )
    return " ".join(kept.split())


def address_of(name: str, mail_address: str) -> Address:
    """A header address; raises ValueError when it is not exactly one address."""
    return Address(display_name=header_words(name), addr_spec=mail_address)


def _one(address: Address) -> Address:
    if "," in address.addr_spec or ";" in address.addr_spec or address.addr_spec.count("@") != 1:
        raise ValueError("a letter goes to one address")
    return address


def message_of(mail: Mail, *, to: Address, sender: Address, message_id: str, at) -> EmailMessage:
    """The message to send. `at` is the moment for its Date header."""
    message = EmailMessage(policy=MAILS)
    message["Subject"] = header_words(mail.subject)
    message["From"] = sender
    message["To"] = _one(to)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{message_id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office in answer to us
    if mail.reply_to:
        message["Reply-To"] = _one(Address(addr_spec=mail.reply_to))
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    html = cast(EmailMessage, message.get_payload()[-1])  # type: ignore[index]
    for picture in mail.pictures:
        html.add_related(picture.content, "image", "png", cid=f"<{picture.cid}>", filename=picture.file_name,
                         disposition="inline")
    if mail.calendar:
        _add_calendar(message, mail)
    return message


def _add_calendar(message: EmailMessage, mail: Mail) -> None:
    words = (mail.calendar or b"").decode("utf-8")
    message.add_alternative(words, subtype="calendar", params={"method": mail.method}, cte="base64")
    # Some clients look only at attachments; the method parameter there keeps CANCEL working in Gmail.
    message.add_attachment(
        (mail.calendar or b""), maintype="application", subtype="ics", filename="invite.ics", cte="base64"
    )
