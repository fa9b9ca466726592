"""Imports run back in time, and inside a stage from pages down to records."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.reading import ROOT, STAGES, imports_of, kind_of, modules

# Within a stage: pages, then forms, then acts, then queries, then pure helpers, then records.
ORDER = [
    "commands", "views", "forms", "guards", "listeners", "acts", "queries", "letters", "helpers", "models", "states",
]  # fmt: skip
# Acts, records and reads know neither the web framework nor its forms.
WITHOUT_THE_WEB = {"acts", "queries", "models", "states"}


def test_the_import_contracts_hold():
    run = subprocess.run([str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, text=True, capture_output=True)
    assert run.returncode == 0, run.stdout + run.stderr


def against_the_order(module: Path) -> list[str]:
    """What a module of a stage imports from above itself, within its own stage."""
    mine = kind_of(module)
    wrong = []
    for name in imports_of(module):
        parts = name.split(".")
        if parts[:2] != ["events", module.parent.name] or len(parts) < 3:
            continue
        target = module.parent / f"{parts[2]}.py"
        theirs = kind_of(target)
        if target != module and ORDER.index(theirs) < ORDER.index(mine):
            wrong.append(f"{module.relative_to(ROOT)} ({mine}) imports {parts[2]} ({theirs})")
        if mine == theirs == "views" and target != module:
            wrong.append(f"{module.relative_to(ROOT)}: pages do not import pages ({parts[2]})")
    return wrong


@pytest.mark.parametrize("stage", STAGES)
def test_inside_a_stage_imports_run_from_pages_to_records(stage):
    assert [line for module in modules(stage) for line in against_the_order(module)] == []


def of_the_web(module: Path) -> list[str]:
    """The web modules that a module imports."""
    web = ("flask", "wtforms", "flask_wtf", "werkzeug", "flask_babel", "events.presentation", "events.fields")
    return [name for name in imports_of(module) if any(name == w or name.startswith(w + ".") for w in web)]


@pytest.mark.parametrize("stage", STAGES)
def test_acts_records_and_reads_know_no_web(stage):
    found = {str(m.relative_to(ROOT)): of_the_web(m) for m in modules(stage) if kind_of(m) in WITHOUT_THE_WEB}
    assert {name: web for name, web in found.items() if web} == {}


def test_no_blueprint_stands_in_an_init():
    assert [str(p) for p in (ROOT / "events").glob("*/__init__.py") if "Blueprint(" in p.read_text("utf-8")] == []


def test_a_stages_init_holds_its_story_alone():
    for path in (ROOT / "events").glob("*/__init__.py"):
        assert len(ast.parse(path.read_text("utf-8")).body) == 1, path


def test_a_planted_import_from_above_is_found(tmp_path):
    act = ROOT / "events/access/signing_in.py"
    planted = tmp_path / "access" / "signing_in.py"
    planted.parent.mkdir()
    planted.write_text("from events.access import views\nimport flask\n" + act.read_text("utf-8"))
    (tmp_path / "access" / "views.py").write_text("")
    assert kind_of(planted) == "acts"
    assert of_the_web(planted) == ["flask"]
    assert "events.access.views" in imports_of(planted)
