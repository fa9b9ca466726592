"""Asking the virus scanner (clamd) about a file, over its own socket: CLAMD_URL says where it listens.

Its INSTREAM command takes the file in pieces, each after its length, and answers in one line.
"""

import re
import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from flask import current_app

SECONDS = 60  # a large file takes clamd some seconds; a scanner that says nothing for so long is away
PIECE = 1 << 16
MOST_OF_AN_ANSWER = 4096


class ScannerAway(Exception):
    """Nobody answers at CLAMD_URL, or not so that it can be understood."""


def is_set() -> bool:
    """Whether this installation has a virus scanner."""
    return bool(current_app.config["CLAMD_URL"])


def _connected() -> socket.socket:
    parts = urlsplit(current_app.config["CLAMD_URL"])
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=5)


def scan(stream: BinaryIO) -> str:
    """What the scanner calls what it found in the file; an empty word where it found nothing. Raises ScannerAway."""
    try:
        with _connected() as line:
            line.settimeout(SECONDS)
            try:
                _send(line, stream)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it had heard enough: what it says of that is read below
            return _understood(_answer(line))
    except OSError as error:
        raise ScannerAway() from error


def _send(line: socket.socket, stream: BinaryIO) -> None:
    line.sendall(b"zINSTREAM\0")
    while piece := stream.read(PIECE):
        line.sendall(struct.pack("!L", len(piece)) + piece)
    line.sendall(struct.pack("!L", 0))


def _answer(line: socket.socket) -> str:
    heard = b""
    while b"\0" not in heard and len(heard) < MOST_OF_AN_ANSWER and (piece := line.recv(MOST_OF_AN_ANSWER)):
        heard += piece
    return heard.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _understood(answer: str) -> str:
    """`stream: OK` and `stream: Eicar-Test-Signature FOUND` are answers; any other is none."""
    found = re.fullmatch(r"(?:stream: )?(.+) FOUND", answer)
    if found:
        return found[1][:200]
    if answer not in ("stream: OK", "OK"):
        raise ScannerAway(answer)
    return ""
