"""The sending of letters: claim in one short transaction, talk to the server in none, mark in another.

At least once, never lost: a worker that dies after the server's yes and before our mark leaves the
row claimed; the sweep puts it back and says that it may have been sent twice (same Message-ID).
"""

import logging
import smtplib
import socket
import ssl
from contextlib import contextmanager
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from flask import current_app
from sqlalchemy import select, update

from events import clock, council, letters, mail_tokens, messages
from events.database import db, reading, unit_of_work
from events.outbox import WAITING, Letter, LetterState

log = logging.getLogger("soundings.delivery")

STALE_AFTER = timedelta(minutes=5)  # longer than any server may keep us waiting for one letter
GAPS = [timedelta(minutes=m) for m in (1, 5, 20, 60, 180, 360, 720, 1440)]
BATCH = 50


class FolderOfMail:
    """Where MAIL_URL is `file:`, a letter is an .eml file that any mail program opens."""

    def __init__(self, url: str):
        """Make the folder that the URL's path names."""
        self.folder = Path(unquote(url.removeprefix("file:").removeprefix("//")))
        self.folder.mkdir(parents=True, exist_ok=True)

    def send(self, message: EmailMessage) -> str:
        """Write the message; named by its id, so a repeat is the same file."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        part = self.folder / f"{name}.part"
        part.write_bytes(message.as_bytes())
        part.replace(self.folder / f"{name}.eml")
        return "written to the folder of outgoing mail"

    def close(self) -> None:
        """Nothing to close."""


class MailServer:
    """One kept connection to the SMTP server that MAIL_URL names."""

    def __init__(self, url: str):
        """`smtp://user:password@host:587?tls=start`, `smtps://…` for TLS from the start, `auth=xoauth2` for a token."""
        self.url = urlsplit(url)
        self.connection: smtplib.SMTP | None = None

    def _open(self) -> smtplib.SMTP:
        host = self.url.hostname or "localhost"
        if self.url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self.url.port or 465, timeout=60, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, self.url.port or 25, timeout=60)
            if parse_qs(self.url.query).get("tls") == ["start"]:
                server.starttls(context=ssl.create_default_context())
        if parse_qs(self.url.query).get("auth") == ["xoauth2"]:
            words = mail_tokens.sasl_words(unquote(self.url.username or ""), mail_tokens.token())
            server.ehlo_or_helo_if_needed()
            server.auth("XOAUTH2", lambda challenge=None: "" if challenge else words)
        elif self.url.username:
            server.login(unquote(self.url.username), unquote(self.url.password or ""))
        return server

    def send(self, message: EmailMessage) -> str:
        """Hand over one message; raises smtplib's or the socket's error."""
        if self.connection is None:
            self.connection = self._open()
        self.connection.send_message(message)
        return "accepted by the mail server"

    def close(self) -> None:
        """Say goodbye, or just hang up."""
        if self.connection is not None:
            try:
                self.connection.quit()
            except (smtplib.SMTPException, OSError):
                self.connection.close()
            self.connection = None


@contextmanager
def _carrier():
    url = current_app.config["MAIL_URL"]
    carrier = FolderOfMail(url) if url.startswith("file:") else MailServer(url)
    try:
        yield carrier
    finally:
        carrier.close()


def sweep() -> int:
    """Put back what a dead worker had claimed; it may have been sent, and the row says so."""
    with unit_of_work():
        return db.session.execute(  # type: ignore[attr-defined]
            update(Letter)
            .where(Letter.state == LetterState.SENDING, Letter.claimed_at < clock.now() - STALE_AFTER)
            .values(state=LetterState.RETRYING, due_at=clock.now(), maybe_twice=True)
        ).rowcount


def _claim(batch: str | None) -> list[int]:
    """Take the next few due letters of one sending, so that they are prepared once."""
    now = clock.now()
    with unit_of_work():
        due = select(Letter).where(Letter.state.in_(WAITING), Letter.due_at <= now)
        if batch is not None:
            due = due.where(Letter.batch == batch)
        first = db.session.scalars(
            due.order_by(Letter.due_at, Letter.id).limit(BATCH).with_for_update(skip_locked=True)
        ).all()
        taken = [letter for letter in first if letter.batch == first[0].batch and letter.name == first[0].name]
        for letter in taken:
            letter.state, letter.claimed_at = LetterState.SENDING, now
            letter.tries += 1
        return [letter.id for letter in taken]


def _compose(ids: list[int]) -> list[tuple[int, EmailMessage | None, str]]:
    """The messages of one claimed batch, read in a short transaction that is closed before sending."""
    made: list[tuple[int, EmailMessage | None, str]] = []
    rows = list(db.session.scalars(select(Letter).where(Letter.id.in_(ids)).order_by(Letter.id)))
    sender = Address(display_name=messages.header_words(council.ours().name), addr_spec=current_app.config["MAIL_FROM"])
    try:
        composer = letters.composer(rows[0].name)
        shared = composer.prepare(rows[0])
    except Exception as error:  # a batch that cannot be composed must not stop the others
        log.exception("letters of batch %s could not be prepared", rows[0].batch)
        return [(row.id, None, f"could not be written: {error}") for row in rows]
    for row in rows:
        try:
            mail = composer.fill(shared, row)
            to = messages.address_of(row.to_name, row.to_address)
            made.append(
                (
                    row.id,
                    messages.message_of(mail, to=to, sender=sender, message_id=row.message_id, at=clock.now()),
                    "",
                )
            )
        except Exception as error:  # one odd name must not stop four hundred letters
            log.exception("letter %s could not be written", row.id)
            made.append((row.id, None, f"could not be written: {error}"))
    return made


def _mark(letter_id: int, **values) -> None:
    with unit_of_work():
        db.session.execute(
            update(Letter).where(Letter.id == letter_id, Letter.state == LetterState.SENDING).values(**values)
        )


def _retry(letter_id: int, words: str) -> None:
    with unit_of_work():
        letter = db.session.get(Letter, letter_id)
        if letter is None or letter.state != LetterState.SENDING:
            return
        if letter.tries > len(GAPS):
            letter.state = LetterState.FAILED
        else:
            letter.state = LetterState.RETRYING
            letter.due_at = clock.now() + GAPS[letter.tries - 1]
        letter.server_words = words


def _words_of(error: Exception) -> tuple[bool, str]:
    """Whether an error is final (5xx), and the server's own words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))  # type: tuple[int, bytes | str]
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return False, f"the mail server could not be reached: {error}"
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    # A refused sign-in is our setting, not the recipient's fault: keep the letter and try later.
    final = 500 <= code < 600 and not isinstance(error, smtplib.SMTPAuthenticationError)
    return final, f"{code} {text}"


def _send(carrier, letter_id: int, message: EmailMessage) -> bool:
    """Send one letter and mark it. Returns whether the server is worth asking for the next."""
    try:
        words = carrier.send(message)
    except (smtplib.SMTPException, OSError, socket.gaierror) as error:
        final, said = _words_of(error)
        carrier.close()
        if final:
            _mark(letter_id, state=LetterState.FAILED, server_words=said)
            return True
        _retry(letter_id, said)
        return isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
    _mark(letter_id, state=LetterState.SENT, sent_at=clock.now(), server_words=words)
    return True


def _give_back(ids: list[int]) -> None:
    """Letters that were claimed but not tried go back as they were, without counting a try."""
    with unit_of_work():
        db.session.execute(
            update(Letter)
            .where(Letter.id.in_(ids), Letter.state == LetterState.SENDING)
            .values(state=LetterState.RETRYING, due_at=clock.now() + GAPS[0], tries=Letter.tries - 1)
        )


def deliver(batch: str | None = None) -> int:
    """Send what is due now (of one batch, or all) and return how many letters were handed over."""
    sweep()
    handed = 0
    with _carrier() as carrier:
        while ids := _claim(batch):
            with reading():
                composed = _compose(ids)
            for place, (letter_id, message, problem) in enumerate(composed):
                if message is None:
                    _mark(letter_id, state=LetterState.FAILED, server_words=problem)
                elif _send(carrier, letter_id, message):
                    handed += 1
                else:
                    _give_back([row[0] for row in composed[place + 1 :]])
                    return handed
    return handed
