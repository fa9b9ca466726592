"""The plans and remarks that suggestions are measured on: the example's, and floods, a subject of its own."""

import csv
from types import SimpleNamespace

from tests.plan.conftest import rows
from tests.rules.reading import ROOT

FLOODS = ROOT / "tests" / "plan" / "floods"


def action(key, text, measure="", plain=""):
    """An action as suggestions want it."""
    return SimpleNamespace(key=key, text=text, measure=measure, in_plain_words=plain)


def read(path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(remarks: list[dict[str, str]]) -> list[tuple[str, set[str]]]:
    """Rows of text and plan_refs as `evaluate` takes them."""
    return [(row["text"], set(filter(None, row["plan_refs"].split(";")))) for row in remarks]


def example(*, plain: bool) -> tuple[list, list]:
    """The example's contributions and actions, with their plain words or without."""
    words = {row["ref"]: row["in_plain_words"] for row in rows("plan-in-plain-words.csv")}
    actions = [action(row["ref"], row["action"], row["success_measure"], words[row["ref"]] if plain else "")
               for row in rows("plan.csv")]
    return measured(rows("contributions.csv")), actions


def floods(*, plain: bool) -> tuple[list, list]:
    """Remarks and actions of a plan against flooding, written before anything was tuned and not changed since."""
    actions = [action(row["ref"], row["action"], row["success_measure"], row["in_plain_words"] if plain else "")
               for row in read(FLOODS / "plan.csv")]
    return measured(read(FLOODS / "remarks.csv")), actions
