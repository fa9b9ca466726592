"""Large bodies over slow lines: never all the threads, and a line on which nothing comes is given up."""

import io
import threading

import pytest
from werkzeug.exceptions import RequestTimeout

from events import bodies
from events.access.guards import open_to
from events.database import saves
from events.presentation import takes_file
from events.refusals import Busy


@pytest.fixture
def client(app):
    """A browser with a cookie of ours, and a page that takes five megabytes."""

    @app.route("/takes", methods=["POST"], endpoint="takes")
    @open_to("public")
    @saves
    @takes_file(5)
    def takes():
        from flask import request
        return str(len(request.files["file"].read()))

    client = app.test_client()
    client.get("/sign-in")
    return client


def sent(client, octets: int):
    """The answer to a file of so many bytes."""
    return client.post("/takes", data={"file": (io.BytesIO(b"x" * octets), "a.pdf")})


def test_half_of_the_threads_are_kept_for_everybody_else(app, client):
    app.config["THREADS"] = 4
    with app.app_context(), bodies.in_turn(3_000_000), bodies.in_turn(3_000_000):
        answer = sent(client, 3_000_000)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert sent(client, 100_000).data == b"100000", "a small one is never turned away"
    assert sent(client, 3_000_000).data == b"3000000"


def test_a_full_disk_is_busy_and_no_fault(app):
    with app.app_context(), pytest.raises(Busy), bodies.in_turn(3_000_000):
        raise OSError(bodies.FULL[0], "no space left")
    with app.app_context(), pytest.raises(OSError, match="another"), bodies.in_turn(3_000_000):
        raise OSError(5, "another")


class Dead:
    """A line on which nothing comes any more."""

    def __init__(self):
        """Until it is hung up."""
        self.hung_up, self.asked = threading.Event(), 0

    def read(self, size):
        """Wait."""
        self.asked += 1
        self.hung_up.wait(10)
        return b""


def test_a_dead_line_is_given_up_and_not_asked_again():
    line = Dead()
    body = bodies.Patient(line, seconds=0.05)
    for _ in range(2):
        with pytest.raises(RequestTimeout):
            body.read(1000)
    line.hung_up.set()
    assert line.asked == 1


def test_what_comes_is_read_as_it_is_and_a_fault_of_the_line_is_told():
    body = bodies.Patient(io.BytesIO(b"0123456789"))
    assert (body.read(4), body.read(), body.read(1)) == (b"0123", b"456789", b"")

    class Broken:
        """A line that was reset."""

        def read(self, size):
            """Fail."""
            raise ConnectionResetError("reset")

    with pytest.raises(ConnectionResetError):
        bodies.Patient(Broken()).read(1)
