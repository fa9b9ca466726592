"""The processes: the parent looks after its children, and everything ends when it is told to or is gone."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from events import working
from tests.servers import PASSED_ON, ROOT, free_port

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc for who started whom")


def children_of(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    try:
        near = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []
    return near + [far for one in near for far in children_of(one)]


def wait_for(what, seconds: float = 20):
    """The first true value of `what()`; fails when there is none in time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what.__name__} did not come true within {seconds} seconds")


def lives(pid: int) -> bool:
    """Whether a process runs (one that ended and was not asked after does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Served:
    """`flask serve` on a port of its own."""

    def __init__(self, folder, port: int | None = None):
        """Start it, and do not wait."""
        self.port = port or free_port()
        environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environ |= {"INSTANCE": str(folder), "PORT": str(self.port), "THREADS": "4"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "serve"], cwd=ROOT, env=environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )

    def answers(self) -> bool:
        """Whether a page comes back."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


@pytest.fixture
def served(tmp_path):
    """The product as `make run` starts it, answering."""
    one = Served(tmp_path)
    everybody = []
    try:
        wait_for(one.answers)
        everybody = [one.process.pid, *children_of(one.process.pid)]
        yield one
    finally:
        for pid in [*everybody, *children_of(one.process.pid), one.process.pid]:
            if lives(pid):
                os.kill(pid, signal.SIGKILL)
        one.process.wait()


def test_it_ends_with_all_that_it_started_however_often_it_is_told(served):
    started = children_of(served.process.pid)
    assert len(started) >= 3, "the web server, its processes, the worker"
    for _ in range(20):
        served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(10) == 0
    assert [pid for pid in started if lives(pid)] == []


def test_a_child_that_was_killed_is_started_again(served):
    web = int(Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text("ascii").split()[0])
    os.kill(web, signal.SIGKILL)
    wait_for(lambda: not served.answers())
    wait_for(served.answers)
    assert web not in children_of(served.process.pid)


def niceness(pid: int) -> int:
    """How far a process stands back for others."""
    return int(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[16])


def test_the_worker_stands_back_for_whoever_looks_at_a_page(served):
    mine = niceness(os.getpid())

    def one_stands_back() -> bool:
        return sorted({niceness(pid) - mine for pid in children_of(served.process.pid)}) == [0, working.STEPS_BACK]

    wait_for(one_stands_back)


def test_what_a_web_process_has_loaded_is_left_alone_by_the_collector_of_garbage(tmp_path):
    words = "import gc; from events import serving; print(serving.load('app:app').name, gc.get_freeze_count())"
    environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"INSTANCE": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", words], cwd=ROOT, env=environ, capture_output=True, text=True,
                          check=True).stdout.split()
    assert told[0] == "events" and int(told[1]) > 50_000


def test_nothing_goes_on_when_the_parent_is_killed(served):
    started = children_of(served.process.pid)
    os.kill(served.process.pid, signal.SIGKILL)
    wait_for(lambda: not any(lives(pid) for pid in started))


def test_a_port_that_is_taken_is_refused_in_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        second = Served(tmp_path, port)
        words, _ = second.process.communicate(timeout=30)
    assert second.process.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken by another program" in words


WAITS = """
import signal, sys, threading
from events import serving
mark = threading.Event()
if sys.argv[1] == "event":
    serving.Ending.tell, serving.Ending.wait = lambda *_: mark.set(), lambda self, seconds: mark.wait(seconds)
lines, place = 0, 0
print("ready", flush=True)
def traced(frame, what, value):
    global lines
    if what == "line":
        lines += 1
        if lines == place:
            signal.raise_signal(signal.SIGTERM)
    return traced
while lines >= place:
    lines, place = 0, place + 1
    mark.clear()
    with serving.told_to_end() as ending:
        sys.settrace(traced)
        ending.wait(0.0001)
        signal.raise_signal(signal.SIGINT)
        ending.wait(0.0001)
        sys.settrace(None)
print(place)
"""


def ends_wherever_a_second_signal_comes(kind: str, patience: float) -> bool:
    """Whether a process ends that gets a second signal at each line in turn that the first one runs through."""
    with subprocess.Popen([sys.executable, "-c", WAITS, kind], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()  # it is ready: what follows takes milliseconds
        try:
            words, _ = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return False
    return process.returncode == 0 and int(words) > 3


def test_two_signals_at_once_never_leave_it_waiting_for_ever():
    assert ends_wherever_a_second_signal_comes("mark", patience=30)
    assert not ends_wherever_a_second_signal_comes("event", patience=3), "so this test can fail"
