"""A plain mail server of few lines that takes everything, or misbehaves as it is told to; counts what it took."""

import re
import socket
import threading
import time


class Sink:
    """`with Sink() as sink:` listens on loopback; `.url`, `.taken` (address and Message-ID of each message)."""

    def __init__(self, *, pipelining: bool = True, most_connections: int = 1000):
        """`misdeeds`: address -> what to do, first to last: an answer to RCPT, "cut before", "cut after" or seconds."""
        self.pipelining, self.most = pipelining, most_connections
        self.misdeeds: dict[str, list] = {}
        self.taken: list[tuple[str, str]] = []
        self.open = self.most_open = 0
        self.wait_for_lines = 0  # no message is answered before so many connections have been open at once
        self.lines_are_there = threading.Event()
        self.lock = threading.Lock()

    def __enter__(self):
        """Listen on a free port."""
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.url = f"smtp://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *problem):
        """Stop listening."""
        self.listener.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, connection.makefile("rb") as lines, self.lock:
            self.open += 1
            self.most_open = max(self.most_open, self.open)
            full = self.open > self.most
            if self.most_open >= self.wait_for_lines:
                self.lines_are_there.set()
            self.lock.release()
            try:
                if full:
                    connection.sendall(b"432 4.3.2 Concurrent connections limit exceeded\r\n")
                else:
                    connection.sendall(b"220 sink\r\n")
                    self._converse(connection, lines)
            except OSError:
                pass
            finally:
                self.lock.acquire()
                self.open -= 1

    def _converse(self, connection, lines) -> None:
        to, misdeed = "", None
        for line in lines:
            word = line[:4].upper()
            if word == b"EHLO":
                connection.sendall(b"250-sink\r\n250 PIPELINING\r\n" if self.pipelining else b"250 sink\r\n")
            elif word == b"RCPT":
                to = re.sub(rb".*<(.*)>.*", rb"\1", line.strip()).decode()
                told = self.misdeeds.get(to)
                misdeed = told.pop(0) if told else None
                answer = misdeed if isinstance(misdeed, str) and misdeed[0].isdigit() else "250 2.1.5 ok"
                connection.sendall(f"{answer}\r\n".encode())
            elif word == b"DATA":
                if misdeed == "cut before":
                    return
                if isinstance(misdeed, str) and misdeed[0].isdigit():
                    connection.sendall(b"503 5.5.1 no valid recipients\r\n")
                    continue
                connection.sendall(b"354 go on\r\n")
                if self._take(lines, to, misdeed) == "cut after":
                    return
                connection.sendall(b"250 2.0.0 taken\r\n")
            elif word == b"QUIT":
                connection.sendall(b"221 goodbye\r\n")
                return
            else:
                connection.sendall(b"250 2.0.0 ok\r\n")

    def _take(self, lines, to: str, misdeed) -> str:
        identity = ""
        for line in lines:
            if line == b".\r\n":
                break
            if not identity and line.lower().startswith(b"message-id:"):
                identity = line.split(b":", 1)[1].strip().decode()
        if self.wait_for_lines and not self.lines_are_there.wait(60):
            raise OSError(f"{self.wait_for_lines} connections never were open at once")
        if isinstance(misdeed, int | float):
            time.sleep(misdeed)
        with self.lock:
            self.taken.append((to, identity))
        return misdeed if isinstance(misdeed, str) else ""
