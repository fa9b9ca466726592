"""The table of threats cannot claim a test that is not there, and leaves none of the thirty-two out."""

import ast
import re

from tests.rules.reading import ROOT, modules, nodes_of

TABLE = ROOT / "docs" / "threats.md"
FETCHING = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client"}


def rows() -> list[str]:
    """The rows of the table."""
    return re.findall(r"^\| \d.*$", TABLE.read_text("utf-8"), re.M)


def test_every_threat_has_its_row_and_says_what_holds_it():
    assert [int(row.split("|")[1]) for row in rows()] == list(range(1, 33))
    assert [row for row in rows() if "::" not in row and "Not built yet" not in row] == []


def test_every_test_that_the_table_names_is_there():
    missing = []
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE.read_text("utf-8")):
        there = (ROOT / path).exists() and {
            node.name for node in nodes_of(ROOT / path) if isinstance(node, ast.FunctionDef)
        }
        if not there or name not in there:
            missing.append(f"{path}::{name}")
    assert missing == []


def test_the_product_fetches_no_address():
    found = []
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.Import):
                named = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                named = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            found += [f"{path.relative_to(ROOT)}: {name}" for name in named & FETCHING]
    assert found == []
