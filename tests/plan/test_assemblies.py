"""Any set of amendments, in any order, gives one plan: each stands in it or is named in what is reported."""

from random import Random
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from events.plan.assemblies import PlainAction, PlainObjective, PlainPlan, assemble
from events.plan.columns import fields_in
from events.plan.grounds import ground_on, place_words, present

KEYS = ["1.1", "1.2", "1.3", "2.1", "2.2"]
FIELDS = ["text", "lead", "cost"]


def base() -> PlainPlan:
    """A plan of five actions under two objectives, with a column of the council's own and a text of its own."""
    def action(key: str) -> PlainAction:
        return PlainAction(key, key, {"text": f"Hold six talks in every hall of ward {key}", "lead": "The forum",
                                      "cost": "Two thousand pounds a year", "due": "", "measure": "",
                                      "partners": "", "indicator": "NI35"})

    parts = [PlainObjective(n, f"Objective {n}", [action(key) for key in KEYS if key[0] == n]) for n in "12"]
    return PlainPlan("Who pays for what is in here", {"how": ("How we will know", "Forms are read each year")},
                     {"added": [{"key": "cost", "title": "Cost"}], "dropped": []}, parts)


def _reworded(draw, words: str, mark: str) -> str:
    """One place of some words changed: a word of its own goes in, beside or instead of a word that was there."""
    said = words.split()
    place = draw(st.integers(0, len(said) - 1))
    said[place:place + draw(st.integers(0, 1))] = [mark]
    return " ".join(said)


@st.composite
def amendments(draw) -> list[SimpleNamespace]:
    """Up to seven amendments of any kind to that plan, as they are kept."""
    plan, made = base(), []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        kind = draw(st.sampled_from(("change", "change", "change", "text", "new", "remove", "move", "column")))
        row = SimpleNamespace(ref=f"A-{number}", kind=kind, action_key="", objective_number="", field="", after="",
                              others={})
        if kind in ("change", "remove", "move"):
            row.action_key = draw(st.sampled_from(KEYS))
        if kind == "change":
            row.field = draw(st.sampled_from(FIELDS))
        elif kind == "text":
            row.field = draw(st.sampled_from(("preamble", "how")))
        elif kind == "column":
            row.field, row.after = draw(st.sampled_from((("cost", ""), ("indicator", ""), ("risk", "Risk"))))
        elif kind == "new":
            row.action_key, row.objective_number, row.field, row.after = f"1.{3 + number}", "1", "text", f"new{number}"
        elif kind == "move":
            row.field, row.objective_number = "place", draw(st.sampled_from("12"))
            behind = draw(st.sampled_from(["", *(key for key in KEYS if key[0] == row.objective_number)]))
            row.others = {"behind": "" if behind == row.action_key else behind, "ref": f"9.{number}"}
            row.after = place_words(row.objective_number, row.others["behind"])
        row.before = present(plan, kind=kind, action_key=row.action_key, field=row.field)
        if kind in ("change", "text"):
            row.after = _reworded(draw, row.before, f"new{number}")
        made.append(row)
    return made


def stands(row, plan: PlainPlan) -> bool:
    """Whether what an amendment asks for is to be seen in a plan."""
    if row.kind in ("change", "new"):
        action = plan.action(row.action_key)
        return action is not None and f"new{row.ref[2:]}" in action.words[row.field].split()
    if row.kind == "text":
        text = plan.preamble if row.field == "preamble" else plan.texts[row.field][1]
        return f"new{row.ref[2:]}" in text.split()
    if row.kind == "remove":
        return plan.action(row.action_key) is None
    if row.kind == "move":
        return plan.where(row.action_key)[0] == row.objective_number
    return (row.field in fields_in(plan.columns)) == bool(row.after)


@given(amendments(), st.integers())
@settings(max_examples=400, deadline=None)
def test_each_stands_in_the_plan_or_is_reported_and_the_order_is_nothing(rows, seed):
    made, clashes = assemble(base(), rows)
    reported = {ref for clash in clashes for ref in clash.refs}
    for row in rows:
        assert stands(row, made) or row.ref in reported, row
    assert all(len(clash.refs) > 1 or clash.kind in ("ground", "length") for clash in clashes)
    Random(seed).shuffle(rows)
    assert assemble(base(), rows) == (made, clashes)


@given(amendments())
@settings(max_examples=200, deadline=None)
def test_no_action_is_lost_or_doubled_but_by_a_removal(rows):
    made, _clashes = assemble(base(), rows)
    keys = [row.key for part in made.objectives for row in part.actions]
    assert len(keys) == len(set(keys))
    removed = {row.action_key for row in rows if row.kind == "remove"}
    assert set(KEYS) - removed <= set(keys)


@given(amendments(), st.integers(0, 7))
@settings(max_examples=300, deadline=None)
def test_a_pending_one_is_carried_with_its_words_or_says_why_not(rows, first):
    done, pending = rows[:first], rows[first:]
    made, clashes = assemble(base(), done)
    if clashes:
        return
    for row in pending:
        ground = ground_on(row, made)
        if not ground.stands:
            continue
        row.before, row.after = ground.before, ground.after
        after, lost = assemble(made, [row])
        assert not lost and stands(row, after), row
        for other in done:  # what is in the plan is not taken out by what is carried over it
            if row.kind in ("change", "text"):
                assert stands(other, after), (row, other)
