"""What a test needs of the machine: skipped with the package's name where it is missing.

With EVERYTHING=1 (set where everything was installed) a missing program is a failure.
"""

import os
import shutil

import pytest

PACKAGES = {
    "chromium": "chromium",
    "zbarimg": "zbar-tools",
    "soffice": "libreoffice-writer",
    "dovecot": "dovecot-imapd",
}


def wanted(program: str) -> str:
    """The path of a program on this machine, or a skip that names its Debian package."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/bin:/usr/local/bin")
    if found:
        return found
    sentence = f"left out: this machine lacks {program} (Debian package {PACKAGES[program]})"
    if os.environ.get("EVERYTHING") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def closing_line(reports) -> str:
    """One line for the end of a run: which packages would have let more tests run."""
    lines = {str(report.longrepr[2]) for report in reports if isinstance(report.longrepr, tuple)}
    packages = sorted({p for p in PACKAGES.values() if any(f"package {p})" in line for line in lines)})
    return f"Some tests were left out. They want: {', '.join(packages)}" if packages else ""
