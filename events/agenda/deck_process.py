"""The process in which a handed-in deck is opened: short of memory and time, and gone afterwards.

Started by `deck_openings` as a script of its own, with the deck as its input and one line of JSON as its answer.
Whatever a hostile file does to it, the service that started it goes on.
"""

import importlib
import json
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def _without_the_rest() -> None:
    """Let `events` be a bare folder here: its own beginning would load the whole product, which takes seconds."""
    package = types.ModuleType("events")
    package.__path__ = [str(ROOT / "events")]
    sys.modules["events"] = package


def limit(*, data: int, seconds: int, file: int) -> None:
    """Give back what this process may take at most, where the machine knows such limits."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows: the clock of the process that started this one is left
        return
    for name, most in (("RLIMIT_DATA", data), ("RLIMIT_CPU", seconds), ("RLIMIT_FSIZE", file), ("RLIMIT_CORE", 0)):
        resource.setrlimit(getattr(resource, name), (most, most))


def peak() -> int:
    """The most memory this process has held, in kB; 0 where the machine does not say."""
    try:
        words = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return 0
    return int(words.partition("VmHWM:")[2].split()[0])


def _open(stream, wishes: dict) -> dict:
    """What is in the deck. Each kind loads only what it wants itself."""
    from events.agenda import deck_kinds  # only once `events` stands for the bare folder

    return deck_kinds.look(stream).as_facts()


def _clean(stream, wishes: dict) -> dict:
    from events.agenda import deck_copies  # as above

    with Path(wishes["to"]).open("wb") as out:
        return deck_copies.write(stream, out, suffix=wishes["suffix"], keep=set(wishes["keep"]))


def _picture(stream, wishes: dict) -> dict:
    from events.agenda import deck_pictures  # as above

    return {"pages": deck_pictures.write(stream, Path(wishes["to"]), most=wishes["most"])}


ACTS = {"open": _open, "clean": _clean, "picture": _picture}


def answer(act: str, wishes: dict) -> dict:
    """Do one thing with the deck on the standard input."""
    from events.refusals import Refusal  # as above

    try:
        return {"done": ACTS[act](sys.stdin.buffer, wishes)}
    except Refusal as refusal:
        return {"refused": refusal.sentence, "values": refusal.values}
    except MemoryError:
        return {"stopped": "memory"}


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    _without_the_rest()
    limit(**told["limits"])
    print(json.dumps(answer(told["act"], told["wishes"]) | {"peak": peak()}))  # noqa: T201  its whole answer
