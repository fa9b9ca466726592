"""What the rules read: the modules of the product, their kinds, imports, functions and templates."""

import ast
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STAGES = ["access", "agenda", "delegates", "feedback", "plan", "reports"]
FIXED = {
    "models": "models",
    "states": "states",
    "queries": "queries",
    "forms": "forms",
    "guards": "guards",
    "listeners": "listeners",
    "doors": "listeners",
    "letters": "letters",
    "commands": "commands",
}


def modules(stage: str = "") -> list[Path]:
    """The modules of a stage, or of the whole product."""
    folder = ROOT / "events" / stage
    return sorted(p for p in folder.rglob("*.py") if p.name != "__init__.py")


def kind_of(module: Path) -> str:
    """What a module of a stage is, by its name: views, acts (gerunds), queries, helpers (plurals) …"""
    name = module.stem
    if name in FIXED:
        return FIXED[name]
    if name == "views" or name.endswith("_views"):
        return "views"
    for topical in ("queries", "models", "forms", "letters"):  # a kind that grew is split by topic
        if name.endswith(f"_{topical}"):
            return topical
    first = name.split("_")[0]
    if first == "example" or name == "try_links":  # loads the example by acts, its own stage's too, as a command does
        return "commands"
    return "acts" if first.endswith("ing") else "helpers"


@lru_cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


@lru_cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module's syntax tree: walked once, since a dozen rules ask for it."""
    return tuple(ast.walk(tree_of(path)))


def imports_of(module: Path) -> list[str]:
    """Every module a module imports, with `from a import b` as "a.b" where a is ours."""
    found = []
    for node in nodes_of(module):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            own = node.module.startswith("events")
            found += [f"{node.module}.{alias.name}" for alias in node.names] if own else [node.module]
    return found


def functions(path: Path):
    """Every function and method of a module."""
    return [n for n in nodes_of(path) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
