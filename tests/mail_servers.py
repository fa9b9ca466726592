"""A real SMTP server on loopback that keeps what it was given, and can be told to misbehave."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


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


class MailServer:
    """`with MailServer() as server:` gives `.url`, `.kept`."""

    def __enter__(self):
        """Listen on a free port of loopback."""
        self.kept = Kept()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.controller = Controller(self.kept, hostname="127.0.0.1", port=port)
        self.controller.start()
        self.url = f"smtp://127.0.0.1:{port}"
        return self

    def __exit__(self, *problem):
        """Stop listening."""
        self.controller.stop()
