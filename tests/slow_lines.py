"""Slow lines to the real server: bodies that trickle in, lines that break, and others who look at pages meanwhile."""

import http.client
import socket
import struct
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.agenda.pieces import VERSION, announcing, of_piece
from tests.readers import fields_of
from tests.servers import PlainBrowser, WebServer

BLOCK = 65_536
PIECE = 2_000_000  # as static/upload.js


class Uploader:
    """One speaker's browser on a line that lets so many bytes a second through."""

    def __init__(self, server: WebServer, link: str, page: str, *, rate: int):
        """Open the personal link and the page where slides are handed in."""
        self.server, self.page, self.rate = server, page, rate
        self.browser = PlainBrowser(server)
        self.browser.open(link)
        shown = self.browser.open(page).page
        self.fields = fields_of(shown.find("form", enctype="multipart/form-data"))
        self.token = self.fields["csrf_token"]
        jar = next(h.cookiejar for h in self.browser.opener.handlers if hasattr(h, "cookiejar"))
        self.cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def ask(self, method: str, path: str, headers: dict, *, body: bytes = b"", until: int | None = None):
        """Send a request, its body slowly; only its first bytes and then nothing, with `until`. The answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        line.putrequest(method, path)
        for name, value in (headers | {"Cookie": self.cookies, "Content-Length": str(len(body))}).items():
            line.putheader(name, value)
        line.endheaders()
        began = time.monotonic()
        for at in range(0, len(body) if until is None else until, BLOCK):
            line.send(body[at:at + BLOCK])
            time.sleep(max(0.0, began + (at + BLOCK) / self.rate - time.monotonic()))
        if until is not None:  # the line breaks: a reset, as when a phone leaves the network
            line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.close()
            return None
        answer = line.getresponse()
        answer.words = answer.read()
        line.close()
        return answer

    def begin(self, content: bytes, name: str) -> str:
        """Announce a file; the address for its pieces."""
        answer = self.ask("POST", f"{self.page}/uploads", announcing(content, name, self.token))
        assert answer.status == 201, answer.words
        return urlsplit(answer.headers["Location"]).path

    def so_far(self, address: str) -> int:
        """How much of it the server has."""
        return int(self.ask("HEAD", address, VERSION).headers["Upload-Offset"])

    def send_in_pieces(self, content: bytes, name: str, *, cut: bool = True) -> int:
        """Send a file in pieces; halfway through the second the line breaks. Where it went on."""
        address, at, resumed = self.begin(content, name), 0, 0
        while at < len(content):
            piece = content[at:at + PIECE]
            if cut and at:
                self.ask("POST", address, of_piece(at, self.token), body=piece, until=len(piece) // 2)
                cut, resumed = False, self._settled(address, at)
                at = resumed
                continue
            answer = self.ask("POST", address, of_piece(at, self.token), body=piece)
            assert answer.status == 204, (answer.status, answer.words)
            at = int(answer.headers["Upload-Offset"])
        done = self.browser.open(f"{address}/finish", self.fields)
        assert "have come in" in done.page.get_text(), done.page.get_text()
        return resumed

    def _settled(self, address: str, before: int) -> int:
        """How far it is once the server has noticed that the line is dead."""
        found, ends = -1, time.monotonic() + 10
        while (now := self.so_far(address)) != found or now == before:
            assert time.monotonic() < ends, "nothing of the half piece was kept"
            found = now
            time.sleep(0.3)
        return found

    def send_plainly(self, content: bytes, name: str) -> None:
        """Send the file by the ordinary form."""
        mark = "a-line-of-its-own"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
                 for field, value in self.fields.items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="slides"; filename="{name}"\r\n'
                     "Content-Type: application/pdf\r\n\r\n")
        body = b"".join((*(part.encode() for part in parts), content, f"\r\n--{mark}--\r\n".encode()))
        answer = self.ask("POST", self.page, {"Content-Type": f"multipart/form-data; boundary={mark}"}, body=body)
        assert answer.status == 302, (answer.status, answer.words[:2000])


class Others:
    """`with Others(…) as others:` people who look at pages all the time, each as soon as the last one came."""

    def __init__(self, browsers: list[tuple[PlainBrowser, str]]):
        """(who, what they look at) of each."""
        self.browsers, self.over = browsers, threading.Event()
        self.seconds: dict[str, list[float]] = {path: [] for _, path in browsers}

    def _look(self, browser: PlainBrowser, path: str) -> None:
        while not self.over.is_set():
            began = time.monotonic()
            answer = browser.open(path)
            self.seconds[path].append(time.monotonic() - began if answer.status == 200 else 999.0)
            time.sleep(0.1)

    def __enter__(self):
        """Begin to look."""
        self.threads = [threading.Thread(target=self._look, args=one) for one in self.browsers]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        """Stop looking."""
        self.over.set()
        for thread in self.threads:
            thread.join()

    @property
    def longest(self) -> dict[str, float]:
        """The longest wait for each page."""
        return {path: round(max(waits), 3) for path, waits in self.seconds.items()}


def all_at_once(acts: list) -> None:
    """Do all of them at the same time; the first fault is raised."""
    faults: list[BaseException] = []

    def run(act) -> None:
        try:
            act()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def most_memory(pid: int) -> int:
    """Megabytes that the largest process of a server has used at most, so far."""
    waiting, most = [pid], 0
    while waiting:
        status = Path(f"/proc/{(one := waiting.pop())}/status").read_text()
        most = max(most, int(status.partition("VmHWM:")[2].split()[0]) // 1000)
        waiting += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
    return most
