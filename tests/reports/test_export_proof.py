"""The proof of the exports: a hundred thousand remarks in every form, in little memory, counted by other programs.

The short form of it, with a few thousand, is part of every run.
"""

import csv
import json
import secrets
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from events import event as event_record
from events.database import db, unit_of_work
from events.feedback.filters import Filter
from events.feedback.models import Answer, Remark, Theme, theming
from events.reports import ordering_files
from tests.rules.reading import ROOT
from tests.wanted import wanted

SLUG = "evening"
STATES = ("approved", "waiting", "hidden", "approved", "withdrawn", "withheld", "approved", "approved", "approved")
TEXT = "Why is it number {} that nobody asked before, and what will the council do about it? =1+1 Żółć عورتیں "
ENOUGH_MEMORY = 150 * 1024  # kilobytes; 130 MB of it is the application itself before it does anything
# Runs a command in a process of its own and tells how many kilobytes it held at the most. Not by getrusage(2):
# that counts what the process held that started it, too (proc(5), VmHWM).
MEASURED = """
import json, re, sys
from click.testing import CliRunner
from events import create_app
runner = create_app().test_cli_runner()
result = runner.invoke(args=sys.argv[1:])
print(json.dumps({"exit": result.exit_code, "said": result.output[-300:],
                  "kilobytes": int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])}))
"""


def fill(event, count: int) -> None:
    """So many remarks in every state, every seventh of those approved merged into another, with themes and answers."""
    main = ""
    for first in range(0, count, 5_000):
        rows = []
        for number in range(first, min(first + 5_000, count)):
            state = STATES[number % len(STATES)]
            rows.append({
                "id": secrets.token_hex(16), "event_id": event.id, "ref": f"P-{number:06}", "kind": "comment",
                "state": state, "channel": "web", "attribution": "anonymous", "votes": number % 5,
                "text": "" if state == "withdrawn" else (TEXT.format(number) * 3)[:300 if number % 3 else 90],
                "received_on": date(2009, 5, 20), "keep_until": event.keep_until, "merged_into_id": None,
                "name": "", "organisation": "", "partnership": "",
            })
            if state == "approved":
                main, merges = (rows[-1]["id"], False) if not main else (main, number % 7 == 0)
                rows[-1]["merged_into_id"] = main if merges else None
        with unit_of_work():
            db.session.execute(insert(Remark), rows)
            theme = db.session.scalar(select(Theme)) or Theme(event_id=event.id, name="Asking why")
            db.session.add(theme)
            db.session.flush()
            some = [row["id"] for row in rows[::4]]
            db.session.execute(insert(theming), [{"remark_id": key, "theme_id": theme.id} for key in some])
            db.session.execute(insert(Answer), [
                {"remark_id": key, "text": "Because.", "is_published": True, "waits_for_approval": False,
                 "answered_on": date(2009, 5, 21)} for key in some[::2]])


def exported(settings: dict, folder: Path, form: str) -> tuple[Path, dict]:
    """The file that the command writes in a process of its own, and what that process says of itself."""
    out = folder / f"remarks.{form}"
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, "export", "remarks", SLUG, "--format", form, "--out", str(out)],
        cwd=ROOT, env=settings | {"PATH": "/usr/bin:/bin"}, text=True, capture_output=True, timeout=600)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["exit"] == 0, told
    return out, told


def opened_in_office(file: Path, to: str, folder: Path, *, timeout: int) -> Path:
    """A file as LibreOffice reads it, written as something that can be counted."""
    office = wanted("soffice")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", to, "--outdir",
         str(folder / "read"), str(file)], check=True, capture_output=True, timeout=timeout)
    return folder / "read" / f"{file.stem}.{to.split(':')[0]}"


def refs_in(table: Path) -> list[str]:
    """The refs of a table, by a reader of CSV that is not ours."""
    with table.open(encoding="utf-8-sig", newline="") as rows:
        return [row["ref"] for row in csv.DictReader(rows)]


def prove(make, settings, folder: Path, count: int, *, timeout: int) -> dict[str, int]:
    """Everything that is claimed, for so many remarks; how much memory each form took, in kilobytes."""
    for program in ("soffice", "localc"):
        wanted(program)
    event = make.event(slug=SLUG)
    fill(event, count)
    expected = [f"P-{number:06}" for number in range(count) if STATES[number % len(STATES)] != "withheld"]
    event = event_record.find(SLUG)
    assert ordering_files.how_many(event, "remarks", Filter(), unread=True) == len(expected)
    db.session.rollback()
    memory, files = {}, {}
    for form in ("csv", "xlsx", "json", "docx"):
        files[form], told = exported(settings, folder, form)
        memory[form] = told["kilobytes"]
    assert refs_in(files["csv"]) == expected
    assert [row["ref"] for row in json.loads(files["json"].read_text("utf-8"))] == expected
    table = 'csv:Text - txt - csv (StarCalc):44,34,76,1'
    assert refs_in(opened_in_office(files["xlsx"], table, folder, timeout=timeout)) == expected
    words = opened_in_office(files["docx"], "txt:Text (encoded):UTF8", folder, timeout=timeout).read_text("utf-8-sig")
    heads = [line.split(" ")[0] for line in words.splitlines() if line.startswith("P-")]
    assert heads == expected and words.count("=1+1") > 0
    return memory


def test_a_few_thousand_open_in_an_office_program_and_none_is_lost(make, settings, tmp_path):
    memory = prove(make, settings, tmp_path, 3_000, timeout=120)
    assert max(memory.values()) < ENOUGH_MEMORY, memory


@pytest.mark.prove
def test_a_hundred_thousand_stay_in_little_memory_and_open_in_an_office_program(make, settings, tmp_path):
    memory = prove(make, settings, tmp_path, 100_000, timeout=1_500)
    print(f"kilobytes at the most: {memory}")
    assert max(memory.values()) < ENOUGH_MEMORY, memory
