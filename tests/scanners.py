"""A virus scanner of our own on a real socket: it speaks clamd's INSTREAM and knows one signature."""

import socket
import socketserver
import struct
import threading

HARMFUL = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Talk(socketserver.BaseRequestHandler):
    """One connection."""

    def _read(self, count: int) -> bytes:
        heard = b""
        while len(heard) < count and (piece := self.request.recv(count - len(heard))):
            heard += piece
        return heard

    def handle(self):
        """Take a file in pieces and say what it is."""
        scanner = self.server.scanner  # type: ignore[attr-defined]
        if self._read(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        words = b""
        while (length := struct.unpack("!L", self._read(4))[0]) and len(words) <= scanner.most:
            words += self._read(length)
        scanner.heard.append(len(words))
        if scanner.silent:
            return
        if len(words) > scanner.most:
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            self.request.sendall(b"stream: Eicar-Test-Signature FOUND\0" if HARMFUL in words else b"stream: OK\0")


class Scanner:
    """`with Scanner() as scanner:` listens on loopback; `scanner.url` is for CLAMD_URL."""

    def __init__(self, path: str = ""):
        """On a socket file where `path` names one."""
        self.heard: list[int] = []
        self.silent, self.most, self.path = False, 150_000_000, path
        self.port = 0

    def __enter__(self):
        kind = socketserver.ThreadingUnixStreamServer if self.path else socketserver.ThreadingTCPServer
        self.server = kind(self.path or ("127.0.0.1", self.port), _Talk)
        self.server.scanner = self
        self.port = self.port or (0 if self.path else self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    @property
    def url(self) -> str:
        """As CLAMD_URL has it."""
        return f"unix:{self.path}" if self.path else f"tcp://127.0.0.1:{self.port}"

    def __exit__(self, *why):
        self.server.shutdown()
        self.server.server_close()


def nobody() -> str:
    """A CLAMD_URL at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"
