"""Mailboxes that answers arrive in: an IMAP server's folder, or a folder of .eml files.

Reading never loses a mail: a message is given out, the caller stores what it says and commits, and
only then is it marked as read (a keyword and \\Seen, or a move to another folder). Whoever dies in
between finds it again.
"""

import base64
import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from events import mail_tokens

log = logging.getLogger("soundings.mailboxes")

OCTETS_AT_MOST = 2_000_000  # of one message: an answer is small, and what stands behind is a picture
WHOLE_AT_MOST = 36_000_000  # of one that is worth it: as much as large mail services let through
AT_ONCE = 500  # messages of one visit; the rest waits for the next minute
KEYWORD = "SoundingsRead"
MOVED_TO = "Soundings read"  # where the server keeps no keywords of ours
SECONDS = 60


class MailboxShut(Exception):
    """The mailbox cannot be opened or answered no: a sentence with the server's words."""


@dataclass(frozen=True)
class Message:
    """One message: its name in the mailbox, its octets (the first two million), and how many it has."""

    name: str
    octets: bytes
    size: int

    @property
    def is_cut(self) -> bool:
        """Whether more of it stands in the mailbox."""
        return self.size > len(self.octets)


class Folder:
    """A folder that another program puts .eml files in; what was read goes into its folder `read`."""

    def __init__(self, path: Path):
        """Raises MailboxShut when there is no such folder."""
        if not path.is_dir():
            raise MailboxShut(f"There is no folder {path}.")
        self.path = path

    def unread(self) -> Iterator[Message]:
        """What has not been read, in order of name. A file appears whole: write it under another name, then rename."""
        for path in sorted(self.path.glob("*.eml"))[:AT_ONCE]:
            try:
                with path.open("rb") as file:
                    yield Message(path.name, file.read(OCTETS_AT_MOST), path.stat().st_size)
            except OSError as error:
                log.warning("a mail file could not be read: %s", type(error).__name__)

    def whole(self, message: Message) -> bytes:
        """All of a message, but no more than `WHOLE_AT_MOST` of it."""
        with (self.path / message.name).open("rb") as file:
            return file.read(WHOLE_AT_MOST)

    def mark(self, message: Message) -> None:
        """Move a message that was taken care of."""
        read = self.path / "read"
        read.mkdir(exist_ok=True)
        (self.path / message.name).replace(read / message.name)

    def close(self) -> None:
        """Nothing to close."""


class Imap:
    """One folder of an IMAP server, by `imaps://user:password@host/INBOX?auth=xoauth2&move=FOLDER`."""

    def __init__(self, url: str):
        """Sign in and open the folder. Raises MailboxShut."""
        self.url = urlsplit(url)
        self.query = {name: values[0] for name, values in parse_qs(self.url.query).items()}
        self.folder = unquote(self.url.path.lstrip("/")) or "INBOX"
        try:
            self.server = self._connected()
            self._sign_in()
            self._expect(self.server.select(_quoted(self.folder)), f"open {self.folder}")
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxShut(f"The mailbox could not be opened: {_words(error)}") from error
        kept = b" ".join(row or b"" for row in self.server.response("PERMANENTFLAGS")[1])
        self.moves_to = self.query.get("move") or ("" if b"\\*" in kept else MOVED_TO)

    def _connected(self) -> imaplib.IMAP4:
        host = self.url.hostname or "localhost"
        if self.url.scheme == "imaps":
            return imaplib.IMAP4_SSL(
                host, self.url.port or 993, ssl_context=ssl.create_default_context(), timeout=SECONDS
            )
        server = imaplib.IMAP4(host, self.url.port or 143, timeout=SECONDS)
        if self.query.get("tls") == "start":
            server.starttls(ssl.create_default_context())
        return server

    def _sign_in(self) -> None:
        user, password = unquote(self.url.username or ""), unquote(self.url.password or "")
        if self.query.get("auth") == "xoauth2":
            words = mail_tokens.sasl_words(user, mail_tokens.token()).encode()
            tried: list[bytes] = []

            def answer(challenge: bytes) -> bytes:
                tried.append(challenge)  # a second challenge is the server's no, and wants an empty answer
                return words if len(tried) == 1 else b""

            self.server.authenticate("XOAUTH2", answer)
        else:
            self.server.login(user, password)

    @staticmethod
    def _expect(answer, what: str) -> list:
        if answer[0] != "OK":
            raise imaplib.IMAP4.error(f"could not {what}: {answer[1]!r}")
        return answer[1]

    def unread(self) -> Iterator[Message]:
        """What has not been read, oldest first. Raises MailboxShut when the server goes away."""
        criterion = "ALL" if self.moves_to else f"UNKEYWORD {KEYWORD}"
        try:
            found = self._expect(self.server.uid("SEARCH", "UNDELETED", *criterion.split()), "search")
            for uid in (found[0] or b"").split()[:AT_ONCE]:
                octets, told = self._fetched(uid.decode(), OCTETS_AT_MOST)
                if octets is None:
                    log.warning("a mail could not be fetched")  # gone meanwhile: somebody deleted it
                    continue
                size = re.search(rb"RFC822\.SIZE (\d+)", told)
                yield Message(uid.decode(), octets, int(size[1]) if size else len(octets))
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxShut(f"The mailbox could not be read: {_words(error)}") from error

    def _fetched(self, uid: str, most: int) -> tuple[bytes | None, bytes]:
        """(the first octets of a message, what else the server says of it)."""
        rows = self.server.uid("FETCH", uid, f"(RFC822.SIZE BODY.PEEK[]<0.{most}>)")[1]
        octets = next((row[1] for row in rows if isinstance(row, tuple)), None)
        return octets, b" ".join(row[0] if isinstance(row, tuple) else row or b"" for row in rows)

    def whole(self, message: Message) -> bytes:
        """All of a message, but no more than `WHOLE_AT_MOST` of it. Raises MailboxShut."""
        try:
            return self._fetched(message.name, WHOLE_AT_MOST)[0] or message.octets
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxShut(f"The mailbox could not be read: {_words(error)}") from error

    def mark(self, message: Message) -> None:
        """Mark a message that was taken care of. Raises MailboxShut."""
        try:
            if self.moves_to:
                self._move(message.name)
            else:
                flags = f"(\\Seen {KEYWORD})"
                self._expect(self.server.uid("STORE", message.name, "+FLAGS.SILENT", flags), "mark")
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxShut(f"A mail could not be marked as read: {_words(error)}") from error

    def _move(self, uid: str) -> None:
        folder = _quoted(self.moves_to)
        if self.server.uid("COPY", uid, folder)[0] != "OK":
            self.server.create(folder)
            self._expect(self.server.uid("COPY", uid, folder), f"copy to {self.moves_to}")
        self._expect(self.server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen \\Deleted)"), "mark")
        if "UIDPLUS" in self.server.capabilities:
            self.server.uid("EXPUNGE", uid)
        else:
            self.server.expunge()

    def close(self) -> None:
        """Say goodbye, or just hang up."""
        try:
            self.server.logout()
        except (imaplib.IMAP4.error, OSError):
            self.server.shutdown()


def _quoted(folder: str) -> str:
    """A folder's name in the modified UTF-7 of RFC 3501 5.1.3, quoted."""

    def coded(found: re.Match) -> str:
        words = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{words}-"

    plain = re.sub(r"[^\x20-\x7e]+", coded, folder.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(error: Exception) -> str:
    """What a server said, without what we had sent it."""
    return " ".join(str(error).split())[:300] or type(error).__name__


@contextmanager
def opened(url: str) -> Iterator[Folder | Imap]:
    """The mailbox that IMAP_URL names, open for the time of the block. Raises MailboxShut."""
    scheme, _, rest = url.partition(":")
    box: Folder | Imap = Folder(Path(unquote(rest.removeprefix("//")))) if scheme == "file" else Imap(url)
    with closing(box):
        yield box
