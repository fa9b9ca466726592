"""A real SMTP server on loopback that keeps what it was given, and can be told to misbehave."""

import base64
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, AuthResult


class Kept:
    """What aiosmtpd calls for each message: keeps it, or answers as it was told."""

    def __init__(self):
        """Keep everything, refuse nothing."""
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answers: dict[str, list[str]] = {}  # recipient -> answers to give, first to last

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        """Give the next answer told for this recipient, or yes."""
        told = self.answers.get(address)
        if told:
            return told.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keep the message."""
        self.messages.append(message_from_bytes(envelope.content, policy=policy.SMTP))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 kept"


class ByToken(Kept):
    """The same for whoever shows a token (SASL XOAUTH2), as Exchange Online wants it; others are refused."""

    def __init__(self, words: bytes):
        """`words`: what a client has to say, user and token."""
        super().__init__()
        self.words, self.signed_in, self.refused = words, 0, 0

    async def auth_XOAUTH2(self, server, args):
        """Take the right words; at others tell why in a challenge, wait for the empty answer, and refuse."""
        said = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth(b"")
        if said == self.words:
            self.signed_in += 1
            return AuthResult(success=True)
        self.refused += 1
        told = await server.challenge_auth(b'{"status":"400","schemes":"Bearer"}')
        assert told in (b"", MISSING), "the answer to the server's reason is empty"
        return AuthResult(success=False, handled=False)


class MailServer:
    """`with MailServer() as server:` gives `.url`, `.kept`."""

    def __init__(self, kept: Kept | None = None, **options):
        """`kept`: what answers; `options`: the server's own."""
        self.kept, self.options = kept or Kept(), options

    def __enter__(self):
        """Listen on a free port of loopback."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.controller = Controller(self.kept, hostname="127.0.0.1", port=port, **self.options)
        self.controller.start()
        self.url = f"smtp://127.0.0.1:{port}"
        return self

    def __exit__(self, *problem):
        """Stop listening."""
        self.controller.stop()
