"""The real web server in a process of its own, and plain browsers that talk to it over HTTP."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.readers import fields_of

ROOT = Path(__file__).resolve().parent.parent
PASSED_ON = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR")


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class WebServer:
    """`with WebServer(settings) as server:` serves the product (or another `module:app`)."""

    def __init__(self, settings: dict, *, app: str = "app:app", workers: int = 2, threads: int = 64):
        """Serve with these settings; BASE_URL follows the port."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.settings = environ | settings | {"BASE_URL": self.url, "THREADS": str(threads)}
        self.command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--workers",
            str(workers),
            "--blocking-threads",
            str(threads),
            "--backlog",
            "2048",
            "--backpressure",  # as serving.py has it
            "4096",
            "--no-access-log",
            "--log-level",
            "warning",
            app,
        ]

    def __enter__(self):
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(self.command, env=self.settings, cwd=ROOT, start_new_session=True)
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2)  # noqa: S310
                return self
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError("the server did not answer within 30 seconds")

    def stop(self, how=signal.SIGTERM) -> None:
        """End it and all its workers."""
        os.killpg(self.process.pid, how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def __exit__(self, *problem):
        """Stop with the test."""
        self.stop()


class Answer:
    """What came back: status, body, headers, final address."""

    def __init__(self, status: int, body: bytes, headers, url: str):
        """Keep it whole."""
        self.status, self.body, self.headers, self.url = status, body, headers, url

    @property
    def page(self) -> BeautifulSoup:
        """The body as parsed HTML."""
        return BeautifulSoup(self.body, "lxml")


class PlainBrowser:
    """A browser without scripts: cookies, redirects, forms."""

    def __init__(self, server: WebServer):
        """A browser with no cookies."""
        self.base = server.url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, path: str, data: dict | None = None, method: str | None = None, timeout: float = 60) -> Answer:
        """Open an address, or send a form to it; redirects are followed."""
        url = path if path.startswith("http") else self.base + path
        body = urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(url, data=body, method=method)  # noqa: S310
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                return Answer(answer.status, answer.read(), answer.headers, answer.url)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read(), error.headers, error.url)

    def form_of(self, answer: Answer, *, has: str) -> tuple[str, dict]:
        """Where the form that has a field goes, and its fields as a browser would send them."""
        form = next(f for f in answer.page.find_all("form") if f.find(attrs={"name": has}))
        return form.get("action") or answer.url, fields_of(form)
