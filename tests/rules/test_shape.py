"""The shape of the house: folders, names, sizes, sentences, and where a commit may stand."""

import ast
import re

import pytest

from tests.rules.reading import ROOT, STAGES, functions, kind_of, modules, nodes_of, tree_of

JUNK = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "core",
    "shared",
    "manager",
    "service",
    "services",
}
PURE = {"clock", "config", "refusals"}


def test_the_stages_stand_in_the_order_of_an_events_life():
    found = sorted(p.name for p in (ROOT / "events").iterdir() if p.is_dir() and not p.name.startswith("__"))
    assert found == STAGES


def test_no_file_or_folder_is_a_junk_drawer():
    places = [*(ROOT / "events").rglob("*"), *(ROOT / "templates").rglob("*"), *(ROOT / "tests").rglob("*")]
    assert [str(p.relative_to(ROOT)) for p in places if p.stem.strip("_") in JUNK] == []


def test_files_keep_their_size():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in modules()}
    assert {name: n for name, n in lengths.items() if n > 300} == {}
    assert sum(lengths.values()) / len(lengths) < 200


def test_test_files_keep_their_size():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in (ROOT / "tests").rglob("*.py")}
    assert {name: n for name, n in lengths.items() if n > 300} == {}


def test_functions_keep_their_size():
    long = [
        f"{path.relative_to(ROOT)}::{f.name} {f.end_lineno - f.lineno + 1}"
        for path in modules()
        for f in functions(path)
        if f.end_lineno - f.lineno + 1 > 40
    ]
    assert long == []


def test_every_module_has_its_sentence():
    paths = [*modules(), *(ROOT / "events").rglob("__init__.py"), ROOT / "app.py", *(ROOT / "tests").rglob("*.py")]
    assert [str(p.relative_to(ROOT)) for p in paths if not ast.get_docstring(tree_of(p))] == []


def test_every_public_function_says_what_it_does():
    missing = [
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in modules()
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert missing == []


def commits_in(words: str) -> list[str]:
    """Lines that commit or roll back."""
    return [line.strip() for line in words.splitlines() if re.search(r"\.(commit|rollback)\(\)", line)]


def test_only_the_database_module_commits_or_rolls_back():
    found = {str(p.relative_to(ROOT)): commits_in(p.read_text("utf-8")) for p in modules() if p.name != "database.py"}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert commits_in("    db.session.commit()") != []  # the planted fault is seen


def test_a_flush_says_why():
    silent = [
        f"{p.relative_to(ROOT)}: {line.strip()}"
        for p in modules()
        for line in p.read_text("utf-8").splitlines()
        if ".flush()" in line and "#" not in line
    ]
    assert silent == []


def clock_readers(path) -> list[str]:
    """Where a module reads the time behind the clock's back."""
    return [
        f"{path.name}:{node.lineno}"
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "today", "utcnow")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date")
    ]


def test_the_time_is_read_from_the_clock_alone():
    assert [line for p in modules() if p.name != "clock.py" for line in clock_readers(p)] == []


def test_settings_are_read_in_one_place():
    found = [str(p.relative_to(ROOT)) for p in modules() if re.search(r"os\.(environ|getenv)", p.read_text("utf-8"))]
    assert found == []


def test_no_import_stands_in_a_function_without_a_reason():
    silent = []
    for path in modules():
        lines = path.read_text("utf-8").splitlines()
        for function in functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in lines[node.lineno - 1]:
                    silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert silent == []


def test_the_product_runs_where_posix_is_not():
    posix = {"fcntl", "pwd", "grp", "resource", "termios", "pty", "syslog"}
    found = {
        str(path.relative_to(ROOT)): node.lineno
        for path in modules()
        for node in nodes_of(path)
        if isinstance(node, ast.Import) and posix & {alias.name for alias in node.names}
    }
    assert found == {}
    calls = [
        str(p.relative_to(ROOT))
        for p in modules()
        if re.search(r"os\.(fork|getuid|geteuid|chmod)\(", p.read_text("utf-8"))
    ]
    assert calls == []


@pytest.mark.parametrize("stage", STAGES)
def test_every_act_module_has_its_tests(stage):
    acts = {p.stem for p in modules(stage) if kind_of(p) == "acts"}
    tested = {p.stem.removeprefix("test_") for p in (ROOT / "tests" / stage).glob("test_*.py")}
    assert sorted(acts - tested) == []


def test_the_word_session_is_not_used_alone():
    wrong = []
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef) and node.name.lower() in ("session", "sessions"):
                wrong.append(f"{path.name}: {node.name}")
            if isinstance(node, ast.ImportFrom) and node.module == "flask":
                wrong += [path.name for a in node.names if a.name == "session" and a.asname != "cookie"]
    assert wrong == []


def test_nothing_in_the_code_knows_the_example():
    found = []
    for path in [*modules(), *(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]:
        for line in path.read_text("utf-8").splitlines():
            if re.search(r"(?i:stockton|wynyard)|\bPrevent\b", line):
                found.append(f"{path.relative_to(ROOT)}: {line.strip()[:80]}")
    assert found == []
