"""The processes: a small parent that starts and watches two children, the web server and the worker.

The parent serves nothing itself. It refuses a port that is taken, starts a child again that died
(with a growing pause), and ends both when it is told to. On Linux a child is a copy of the parent,
which has the application loaded already, so that one start takes the time of one load; elsewhere it
loads the application itself. A child ends by itself when its parent is gone.
"""

import contextlib
import errno
import gc
import importlib
import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

log = logging.getLogger("soundings.serving")

LOOK_EVERY = 0.2
LONGEST_PAUSE = 60.0
STEADY_AFTER = 60.0  # a child that lived this long has earned a short pause again
END_WITHIN = 4.0
CONNECTIONS = 4096  # that each web process keeps open at once
WINDOWS = sys.platform == "win32"
# Elsewhere a copy is unsafe (macOS) or impossible (Windows).
METHOD = "fork" if sys.platform == "linux" else "spawn"


class CannotServe(RuntimeError):
    """The server cannot be started; the sentence says why and what to do."""


def _kill_tree(pid: int) -> None:
    """Windows: end a process and all that it started."""
    subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)


@dataclass
class Child:
    """One watched process: `run` with `arguments`, both named at the top of a module."""

    name: str
    run: Callable[..., None]
    arguments: tuple = ()
    process: BaseProcess | None = None
    pause: float = 0.5
    due_at: float = 0.0
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it, in a group of its own: Ctrl-C reaches the parent alone, which passes it on."""
        context: Any = multiprocessing.get_context(METHOD)  # what is common to both has no Process to a type checker
        self.process = context.Process(target=_live_with_parent, args=(self.run, self.arguments), name=self.name)
        self.process.start()
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start it if it is due; notice when it died, and when to start it again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due_at:
                self.start()
        elif not self.process.is_alive():
            if now - self.started_at > STEADY_AFTER:
                self.pause = 0.5
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            log.error("The %s ended by itself (%s); it is started again in %g seconds.",
                      self.name, self.process.exitcode, self.pause)
            self.kill()
            self.process, self.due_at = None, now + self.pause

    def ask_to_end(self) -> None:
        """Ask politely; the web server passes it on to its own processes."""
        if self.process is not None and self.process.is_alive():
            self.process.terminate()

    def kill(self) -> None:
        """End what is left of it and of whatever it started."""
        if self.process is None or self.process.pid is None:
            return
        if WINDOWS:
            _kill_tree(self.process.pid)
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()


def _live_with_parent(run: Callable[..., None], arguments: tuple) -> None:
    """In a child: run, and end as if told to when the parent is gone (even if it was killed)."""
    if hasattr(os, "setsid"):
        os.setsid()
    multiprocessing.set_start_method(METHOD, force=True)  # granian's own processes as well
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):  # a copy has the parent's handlers
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        if WINDOWS:
            _kill_tree(os.getpid())
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="end with parent").start()
    run(*arguments)


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


class Ending:
    """Whether this process was told to end, by Ctrl-C or by the system.

    A plain mark, not a threading.Event: a handler runs between two instructions of the main thread,
    and a second signal inside the first one's set() would wait for ever for a lock held further down.
    """

    def __init__(self) -> None:
        self.told = False

    def tell(self, *_signal) -> None:
        """As a handler of signals."""
        self.told = True

    def wait(self, seconds: float) -> bool:
        """Whether it was told, after `seconds` at the most."""
        if not self.told:
            time.sleep(seconds)
        return self.told


@contextlib.contextmanager
def told_to_end():
    """An Ending that Ctrl-C and the system's wish to end set. From the main thread only."""
    ending = Ending()
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), ending.tell) for name in names}
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
            child.process.join(max(0.0, last - time.monotonic()))
    for child in children:
        child.kill()


def serve(host: str, port: int, *, threads: int, workers: int, worker: Callable[[], None],
          ready: Callable[[], None] | None = None) -> None:
    """Run the web server and `worker` until told to end. From the main thread only.

    The caller holds no open connection to a database: a copied one would be used by two processes.
    `ready` is called once, when the first page can be asked for. Raises CannotServe, before anything
    is started.
    """
    address = free_address(host, port)
    children = [Child("web server", web, (address, port, threads, workers)), Child("worker", worker)]
    with told_to_end() as ending:
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


def load(target: str) -> Callable:
    """The application `module:name`, in a process that answers pages.

    What is loaded by then stays: a collection of garbage that goes through all of it stops every page for a tenth
    of a second or more, so it is told to leave it alone.
    """
    module, _colon, name = target.partition(":")
    found = getattr(importlib.import_module(module), name)
    gc.collect()
    gc.freeze()
    return found


def web(address: str, port: int, threads: int, workers: int) -> None:
    """The web server's process: granian, which starts a process for each of `workers`."""
    from granian import Granian  # the parent, which imports this file too, needs none of it
    from granian.constants import HTTPModes, Interfaces  # as above
    from granian.log import LogLevels  # as above

    Granian(
        "app:app", address=address, port=port, interface=Interfaces.WSGI, http=HTTPModes.http1, websockets=False,
        workers=workers, blocking_threads=threads, backlog=CONNECTIONS // 2,
        # Of connections, not of requests: a phone that looks every ten seconds keeps one open. By its default the
        # server would take 1,024 in all, and whoever comes then waits until somebody leaves.
        backpressure=CONNECTIONS,
        log_level=LogLevels.error,  # "warning" would scold about the number of threads at every start
        log_access=False,  # personal links stand in the addresses
        respawn_failed_workers=True, workers_kill_timeout=2,
    ).serve(target_loader=load)
