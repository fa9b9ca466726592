"""Turning other programs' documents into PDF by LibreOffice, where this machine has it."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from events.refusals import N_, Refusal

SECONDS = 120


class OfficeMissing(Refusal):
    """The machine has no LibreOffice."""

    sentence = N_("This machine has no LibreOffice, so there is no PDF. Open the Word file and save it as PDF.")
    status = 503


class OfficeFailed(Refusal):
    """LibreOffice did not make the file."""

    sentence = N_("LibreOffice could not make the PDF. Open the Word file and save it as PDF.")


def office() -> str:
    """The path of LibreOffice's program; an empty word where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def to_pdf(source: Path, folder: Path, *, wish: str) -> Path:
    """Turn a document into a PDF in a folder of its own; `wish` names LibreOffice's filter and what it is told.

    LibreOffice gets a profile of its own there: another's, or one that is open, would make it wait or end.
    Raises OfficeMissing or OfficeFailed.
    """
    program = office()
    if not program:
        raise OfficeMissing()
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
               "--nolockcheck", "--convert-to", wish, "--outdir", str(folder), str(source)]
    try:
        started = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise OfficeFailed() from error
    try:
        if started.wait(SECONDS):
            raise OfficeFailed()
    except subprocess.TimeoutExpired as error:
        _end(started)
        raise OfficeFailed() from error
    made = folder / f"{source.stem}.pdf"
    if not made.exists():
        raise OfficeFailed()
    return made


def _end(started: subprocess.Popen) -> None:
    """End the program and what it started itself: its own name is that of a script that starts another."""
    if hasattr(os, "killpg"):
        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()
