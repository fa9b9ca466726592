"""What a test needs of the machine: skipped with the package's name where it is missing.

With EVERYTHING=1 (set where everything was installed) a missing program is a failure.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path

import pytest

PACKAGES = {
    "chromium": "chromium",
    "zbarimg": "zbar-tools",
    "soffice": "libreoffice-writer",
    "localc": "libreoffice-calc",
    "loimpress": "libreoffice-impress",
    "dovecot": "dovecot-imapd",
    "libical.so.3": "libical3",
    "node": "nodejs",
}


def _library(name: str) -> str:
    """A shared library's name if it can be loaded, else an empty word."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return ""
    return name


def wanted(program: str) -> str:
    """The path of a program on this machine, or a skip that names its Debian package."""
    # With pip's Node.js of `make setup`, where the machine has none.
    beside = os.pathsep.join((str(Path(sys.executable).parent), "/usr/sbin:/usr/bin:/usr/local/bin"))
    found = _library(program) if ".so" in program else shutil.which(program) or shutil.which(program, path=beside)
    if found:
        return found
    sentence = f"left out: this machine lacks {program} (Debian package {PACKAGES[program]})"
    if os.environ.get("EVERYTHING") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def wanted_module(name: str) -> None:
    """Go on where a Python package is there that pip may have failed to fetch, else skip."""
    if importlib.util.find_spec(name) is None:
        sentence = f"left out: this installation lacks {name} (pip package of requirements-model.txt)"
        if os.environ.get("EVERYTHING") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)


def closing_line(reports) -> str:
    """One line for the end of a run: which packages would have let more tests run."""
    lines = {str(report.longrepr[2]) for report in reports if isinstance(report.longrepr, tuple)}
    packages = sorted({p for p in PACKAGES.values() if any(f"package {p})" in line for line in lines)})
    return f"Some tests were left out. They want: {', '.join(packages)}" if packages else ""
