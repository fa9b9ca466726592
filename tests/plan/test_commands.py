"""The plan's commands, run as a person runs them."""

import csv
import json

from tests.databases import run_command
from tests.plan.conftest import EXAMPLE, rows
from tests.plan.test_taking_in import SPANNING, document, workbook


def test_a_plan_is_taken_in_and_a_second_one_of_its_key_is_refused(settings, make):
    make.event()
    words = ["plan", "import", str(EXAMPLE / "plan.csv"), "--title", "Draft plan", "--key", "draft",
             "--event", "evening", "--plain-words", str(EXAMPLE / "plan-in-plain-words.csv")]
    run = run_command(settings, *words)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("draft: version 1, 28 actions")
    again = run_command(settings, *words)
    assert again.returncode == 1 and "Choose another key" in again.stderr


def test_a_draft_in_word_and_in_a_workbook_is_taken_in_by_its_ending(settings, tmp_path):
    for file, data in (("draft.docx", document(SPANNING, before=["Why."], spans=(1, 4))),
                       ("book.xlsx", workbook(SPANNING, merge=["A2:D2", "A5:D5"]))):
        (tmp_path / file).write_bytes(data)
        run = run_command(settings, "plan", "import", str(tmp_path / file))
        assert run.returncode == 0, run.stderr
        assert run.stdout.startswith(f"{file[:-5]}: version 1, 3 actions")
    (tmp_path / "bad.xlsx").write_bytes(workbook([["Ref", "Objective", "Action"], ["x", "A", "Do it"]]))
    run = run_command(settings, "plan", "import", str(tmp_path / "bad.xlsx"))
    assert run.returncode == 1 and "Line 2, column ref" in run.stderr and "Traceback" not in run.stderr


def test_a_bad_file_is_refused_in_a_sentence(settings, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("ref,objective,action,lead,partners,due,success_measure,indicator\n1.1,A,,,,,,\n", "utf-8")
    run = run_command(settings, "plan", "import", str(bad))
    assert run.returncode == 1 and "Line 2, column action" in run.stderr and "Traceback" not in run.stderr


def test_routing_evaluate_prints_one_json_document(settings, tmp_path):
    words = {row["ref"]: row["in_plain_words"] for row in rows("plan-in-plain-words.csv")}
    plan = tmp_path / "plan.csv"
    with plan.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [*rows("plan.csv")[0], "in_plain_words"])
        table.writeheader()
        table.writerows(row | {"in_plain_words": words[row["ref"]]} for row in rows("plan.csv"))
    run = run_command(settings, "routing", "evaluate", str(EXAMPLE / "contributions.csv"), "--plan", str(plan))
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert set(told) == {"top1", "top3", "off_topic"} and set(told["off_topic"]) == {"recall", "false_alarms"}
    assert 0 < told["top1"] <= told["top3"] <= 1


def test_routing_evaluate_wants_its_columns(settings):
    run = run_command(settings, "routing", "evaluate", str(EXAMPLE / "plan.csv"), "--plan", str(EXAMPLE / "plan.csv"))
    assert run.returncode == 1 and "text and plan_refs" in run.stderr
