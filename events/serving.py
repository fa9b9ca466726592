"""The processes: a small parent that starts and watches two children, the web server and the worker.

The parent serves nothing itself. It refuses a port that is taken, starts a child again that died
(with a growing pause), and ends both when it is told to. A child ends by itself when its parent is
gone: it holds the read end of a pipe that only the parent can write to. Nothing here is POSIX only
at import, and the parent needs no library, so that it stays up whatever happens to the others.
"""

import contextlib
import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger("soundings.serving")

LOOK_EVERY = 0.2
LONGEST_PAUSE = 60.0
STEADY_AFTER = 60.0  # a child that lived this long has earned a short pause again
END_WITHIN = 4.0
WITH_PARENT = "STARTED_BY_SERVE"
WINDOWS = sys.platform == "win32"
START_WEB = "import sys; from events.serving import web; web(sys.argv[1], *map(int, sys.argv[2:]))"


class CannotServe(RuntimeError):
    """The server cannot be started; the sentence says why and what to do."""


def _kill_tree(pid: int) -> None:
    """Windows: end a process and all that it started."""
    subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)


@dataclass
class Child:
    """One watched process."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    folder: Path
    process: subprocess.Popen | None = None
    pause: float = 0.5
    due_at: float = 0.0
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it, in a group of its own: Ctrl-C reaches the parent alone, which passes it on."""
        own_group = {"creationflags": 0x200} if WINDOWS else {"start_new_session": True}  # CREATE_NEW_PROCESS_GROUP
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, env={**self.environment, WITH_PARENT: "1"},
            stdin=subprocess.PIPE, **own_group,
        )
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start it if it is due; notice when it died, and when to start it again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due_at:
                self.start()
        elif self.process.poll() is not None:
            if now - self.started_at > STEADY_AFTER:
                self.pause = 0.5
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            log.error("The %s ended by itself (%s); it is started again in %g seconds.",
                      self.name, self.process.returncode, self.pause)
            self.kill()
            self.process, self.due_at = None, now + self.pause

    def ask_to_end(self) -> None:
        """Ask politely; the web server passes it on to its own processes."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(OSError):
                self.process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))

    def kill(self) -> None:
        """End what is left of it and of whatever it started."""
        if self.process is None:
            return
        if self.process.stdin:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        if WINDOWS:
            _kill_tree(self.process.pid)
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _why_not(error: OSError, host: str, port: int) -> str:
    # Windows says "no permission" (WSAEACCES) also where another program holds the port alone.
    if error.errno in (errno.EADDRINUSE, 10048) or (WINDOWS and isinstance(error, PermissionError)):
        return f"Port {port} on {host} is taken by another program: end that, or choose another, as in PORT=5001."
    if isinstance(error, PermissionError):
        return f"Port {port} is for administrators only: choose one from 1024, as in PORT=5001."
    return f"Nothing can listen on {host}, port {port}: {error.strerror}."


def free_address(host: str, port: int) -> str:
    """The numeric address of `host`, if `port` is free there. Raises CannotServe."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise CannotServe(f"HOST is {host}, which is not an address of this machine.") from None
    with socket.socket(family, kind) as trial:
        # On Windows SO_REUSEADDR would let two servers share a port; elsewhere it only skips the wait.
        option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR) if WINDOWS else socket.SO_REUSEADDR
        trial.setsockopt(socket.SOL_SOCKET, option, 1)
        try:
            trial.bind(address)
            trial.listen(1)
        except OSError as error:
            raise CannotServe(_why_not(error, host, port)) from None
    return str(address[0])


def _answers(address: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    try:
        socket.create_connection((near, port), timeout=LOOK_EVERY).close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _told_to_end():
    """An event that Ctrl-C and the system's wish to end set."""
    ending = threading.Event()
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), lambda *_: ending.set()) for name in names}
    try:
        yield ending
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _end(children: list[Child]) -> None:
    last = time.monotonic() + END_WITHIN
    for child in children:
        child.ask_to_end()
    for child in children:
        if child.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, last - time.monotonic()))
    for child in children:
        child.kill()


def serve(host: str, port: int, *, threads: int, workers: int, folder: Path,
          environment: Mapping[str, str] | None = None, ready: Callable[[], None] | None = None) -> None:
    """Run the web server and the worker until told to end. From the main thread only.

    `folder` is where app.py stands; `ready` is called once, when the first page can be asked for.
    Raises CannotServe, before anything is started.
    """
    address = free_address(host, port)
    environment = dict(os.environ if environment is None else environment)
    web = [sys.executable, "-c", START_WEB, address, str(port), str(threads), str(workers)]
    worker = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    children = [Child("web server", web, environment, folder), Child("worker", worker, environment, folder)]
    with _told_to_end() as ending:
        try:
            while True:
                for child in children:
                    child.look_after()
                if ready is not None and _answers(address, port):
                    ready()
                    ready = None
                if ending.wait(LOOK_EVERY):
                    return
        finally:
            _end(children)


def end_with_parent() -> None:
    """Called in a child: end as if told to when the parent is gone (even if it was killed)."""
    if os.environ.get(WITH_PARENT) != "1":
        return

    def wait() -> None:
        # os.read takes no lock of Python's, so the web server may fork while this waits.
        with contextlib.suppress(OSError):
            while os.read(0, 1):
                pass
        if WINDOWS:
            _kill_tree(os.getpid())
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="end with parent").start()


def web(address: str, port: int, threads: int, workers: int) -> None:
    """The web server's process: granian, which starts a process for each of `workers`."""
    from granian import Granian  # the parent, which imports this file too, needs none of it
    from granian.constants import HTTPModes, Interfaces  # as above
    from granian.log import LogLevels  # as above

    end_with_parent()
    Granian(
        "app:app", address=address, port=port, interface=Interfaces.WSGI, http=HTTPModes.http1, websockets=False,
        workers=workers, blocking_threads=threads,
        log_level=LogLevels.error,  # "warning" would scold about the number of threads at every start
        log_access=False,  # personal links stand in the addresses
        respawn_failed_workers=True, workers_kill_timeout=2,
    ).serve()
