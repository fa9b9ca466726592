"""What carries a message away: a folder of .eml files, or one kept connection to a mail server.

A refusal says whether it is about this letter (`Refused`) or about the way to the server (`Away`):
our password, its certificate or its bad day must not cost anybody a letter. Only one moment leaves
open whether a message has arrived: the server has all of it, and its answer never comes.
"""

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from events import mail_tokens

SECONDS = 60  # for each answer of a server
SECONDS_TO_ACCEPT = 120  # for the last one: giving up too early is how a letter arrives twice
TOO_MUCH = {421, 432}  # the server wants fewer connections, or fewer messages
NEVER_IN_AN_ADDRESS = frozenset("<> \t\r\n")
OUR_SETTING = {530, 534, 535, 538}  # it wants a sign-in, or another one


@dataclass(frozen=True)
class Parcel:
    """One message on its way to one address."""

    message_id: str
    sender: str
    to: str
    content: bytes  # lines end in CRLF


class Refused(Exception):
    """The server said no to this letter: for good, or for now."""

    def __init__(self, words: str, *, for_good: bool):
        """`words` are the server's own."""
        super().__init__(words)
        self.words, self.for_good = words, for_good


class Away(Exception):
    """The server cannot be worked with just now; the letter has nothing to do with it."""

    def __init__(self, words: str, *, too_much: bool = False, maybe_arrived: bool = False):
        """`too_much`: it wants less of us. `maybe_arrived`: it had the whole message, and gave no answer."""
        super().__init__(words)
        self.words, self.too_much, self.maybe_arrived = words, too_much, maybe_arrived


def folder_of(url: str) -> Path | None:
    """The folder that letters are written to, or None where a server carries them."""
    return Path(unquote(url.removeprefix("file:").removeprefix("//"))) if url.startswith("file:") else None


def file_of(folder: Path, message_id: str) -> Path:
    """Where a letter is written: named by its id, so a repeat is the same file."""
    return folder / f"{message_id}.eml"


class FolderOfMail:
    """Where MAIL_URL is `file:`, a letter is an .eml file that any mail program opens."""

    def __init__(self, url: str):
        """Make the folder that the URL's path names."""
        self.folder = folder_of(url) or Path()
        self.folder.mkdir(parents=True, exist_ok=True)

    def send(self, parcel: Parcel) -> str:
        """Write the message; named by its id, so a repeat is the same file. Raises Away."""
        part = self.folder / f"{parcel.message_id}.part"
        try:
            part.write_bytes(parcel.content)
            part.replace(file_of(self.folder, parcel.message_id))
        except OSError as error:
            raise Away(f"the folder of outgoing mail cannot be written: {error.strerror}") from error
        return "written to the folder of outgoing mail"

    def close(self) -> None:
        """Nothing to close."""


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"[:500]


def _check(code: int, words: bytes, *, about_letter: bool, good: int = 2) -> None:
    """Raise what an answer means unless it is a good one (2xx, or 3xx for DATA)."""
    if code // 100 == good:
        return
    if code in TOO_MUCH or words.startswith(b"4.3.2"):
        raise Away(_said(code, words), too_much=True)
    if not about_letter or code in OUR_SETTING or code == -1:
        raise Away(_said(code, words))
    raise Refused(_said(code, words), for_good=code >= 500)


class MailServer:
    """One kept connection to the SMTP server that MAIL_URL names."""

    def __init__(self, url: str):
        """`smtp://user:password@host:587?tls=start`, `smtps://…` for TLS from the start, `auth=xoauth2` for a token."""
        self.url = urlsplit(url)
        self.connection: smtplib.SMTP | None = None
        self.has_worked = False  # this connection has taken a letter before

    def _open(self) -> smtplib.SMTP:
        host = self.url.hostname or "localhost"
        if self.url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self.url.port or 465, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, self.url.port or 25, timeout=SECONDS)
        if server.sock is not None:  # each of our writes waits for an answer: none is held back for the next
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if parse_qs(self.url.query).get("tls") == ["start"]:
                server.starttls(context=ssl.create_default_context())
            if parse_qs(self.url.query).get("auth") == ["xoauth2"]:
                words = mail_tokens.sasl_words(unquote(self.url.username or ""), mail_tokens.token())
                server.ehlo_or_helo_if_needed()
                server.auth("XOAUTH2", lambda challenge=None: "" if challenge else words)
            elif self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
            server.ehlo_or_helo_if_needed()
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _opened(self) -> smtplib.SMTP:
        if self.connection is None:
            self.has_worked = False
            try:
                self.connection = self._open()
            except smtplib.SMTPResponseException as error:
                words = _said(error.smtp_code, error.smtp_error)
                raise Away(words, too_much=error.smtp_code in TOO_MUCH or " 4.3.2" in words) from error
            except (smtplib.SMTPException, OSError) as error:
                raise Away(f"the mail server could not be reached: {error}") from error
        return self.connection

    def send(self, parcel: Parcel) -> str:
        """Hand over one message; the server's words. Raises Refused or Away.

        A connection that the server ended between two letters, as many do after a while, is opened anew once.
        """
        try:
            return self._hand_over(self._opened(), parcel)
        except Away as problem:
            worked = self.has_worked
            self.close()
            if problem.maybe_arrived or not worked:
                raise
        try:
            return self._hand_over(self._opened(), parcel)
        except Away:
            self.close()
            raise

    def _hand_over(self, server: smtplib.SMTP, parcel: Parcel) -> str:
        try:
            self._envelope(server, parcel)
        except (smtplib.SMTPException, OSError) as error:
            raise Away(f"the mail server broke off: {error}") from error
        content = parcel.content.replace(b"\r\n.", b"\r\n..")
        try:
            server.send((b"." if content.startswith(b".") else b"") + content + b".\r\n")
        except (smtplib.SMTPException, OSError) as error:  # the end was not sent, so nothing was accepted
            raise Away(f"the mail server broke off: {error}") from error
        try:
            if server.sock is not None:
                server.sock.settimeout(SECONDS_TO_ACCEPT)
            code, words = server.getreply()
            if server.sock is not None:
                server.sock.settimeout(SECONDS)
        except (smtplib.SMTPException, OSError) as error:
            raise Away(f"the mail server had the letter and gave no answer: {error}", maybe_arrived=True) from error
        _check(code, words, about_letter=True)
        self.has_worked = True
        return _said(code, words)

    def _envelope(self, server: smtplib.SMTP, parcel: Parcel) -> None:
        """Say from whom and to whom; all at once where the server knows how (RFC 2920)."""
        commands = [f"MAIL FROM:<{parcel.sender}>", f"RCPT TO:<{parcel.to}>", "DATA"]
        if not parcel.to.isascii() or set(parcel.to) & NEVER_IN_AN_ADDRESS:
            raise Refused("the address cannot be written to", for_good=True)
        if not server.has_extn("pipelining"):
            for place, command in enumerate(commands):
                self._take(server, place, *server.docmd(command))
            return
        server.send("".join(f"{command}\r\n" for command in commands))
        answers = [server.getreply() for _command in commands]
        if answers[2][0] == 354 and answers[1][0] // 100 != 2:
            server.send(".\r\n")  # it waits for a message that has no reader
            server.getreply()
        for place, answer in enumerate(answers):
            self._take(server, place, *answer)

    def _take(self, server: smtplib.SMTP, place: int, code: int, words: bytes) -> None:
        """One answer to MAIL (about us), RCPT or DATA (about the letter)."""
        try:
            _check(code, words, about_letter=place > 0, good=3 if place == 2 else 2)
        except Refused:
            with suppress(smtplib.SMTPException, OSError):
                server.rset()  # the next letter begins anew on the same connection
            raise

    def close(self) -> None:
        """Say goodbye, or just hang up."""
        if self.connection is not None:
            try:
                self.connection.quit()
            except (smtplib.SMTPException, OSError):
                self.connection.close()
            self.connection = None


def carrier_of(url: str) -> FolderOfMail | MailServer:
    """What carries letters to that MAIL_URL; a server is connected to with the first letter."""
    return FolderOfMail(url) if folder_of(url) else MailServer(url)
