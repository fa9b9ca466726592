"""Every page says who may open it; a GET never changes anything; addresses and templates keep their form."""

import ast
import re

import pytest
from flask import url_for

from events.access.states import AUDIENCES
from tests.rules.audiences import TABLE
from tests.rules.reading import ROOT, STAGES, modules, nodes_of


@pytest.fixture
def rules(app):
    """Every rule of the address map."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)


def test_every_page_names_its_audience(app):
    unsaid = [name for name, view in app.view_functions.items() if not getattr(view, "audience", None)]
    assert unsaid == []
    assert {a for view in app.view_functions.values() for a in view.audience} <= AUDIENCES


def test_the_table_of_who_may_open_what_is_the_one_that_was_agreed(app):
    held = {name: tuple(sorted(view.audience)) for name, view in app.view_functions.items()}
    assert held == {name: tuple(sorted(audience)) for name, audience in TABLE.items()}


def test_a_page_that_takes_a_post_saves_and_no_other_does(app, rules):
    for rule in rules:
        view = app.view_functions[rule.endpoint]
        writes = bool(rule.methods & {"POST", "PUT", "PATCH", "DELETE"})
        assert bool(getattr(view, "saves", False)) == writes, rule.endpoint


def test_writing_is_post_alone(rules):
    assert [r.endpoint for r in rules if r.methods & {"PUT", "PATCH", "DELETE"}] == []


def test_addresses_are_kebab_case_and_typed(rules):
    wrong = []
    for rule in rules:
        for part in rule.rule.strip("/").split("/"):
            fixed = re.sub(r"<[^>]+>", "", part)
            if not re.fullmatch(r"[a-z0-9.\-]*", fixed):
                wrong.append(rule.rule)
        for converter, name in re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule):
            if name.endswith(("_id", "number")) and converter != "int":
                wrong.append(rule.rule)
            if name not in WORDS and not name.endswith("_id"):
                wrong.append(f"{rule.rule}: {name} is not one of the words of addresses")
    assert wrong == []


WORDS = {"slug", "ref", "token", "key", "number", "code", "kind", "filename", "receipt", "action_key", "part", "form",
         "what"}


def templates_rendered() -> dict[str, list[str]]:
    """Template -> the functions that render it by `page("…")`."""
    found: dict[str, list[str]] = {}
    for stage in STAGES:
        for path in modules(stage):
            for function in [n for n in nodes_of(path) if isinstance(n, ast.FunctionDef)]:
                for call in [n for n in ast.walk(function) if isinstance(n, ast.Call)]:
                    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                    if name == "page" and call.args and isinstance(call.args[0], ast.Constant):
                        found.setdefault(call.args[0].value, []).append(function.name)
    return found


def test_a_template_is_named_for_its_view(app):
    views = {(view.__module__.split(".")[1], name.rpartition(".")[2]) for name, view in app.view_functions.items()}
    wrong = [t for t in templates_rendered() if (t.split("/")[0], t.split("/")[1].removesuffix(".html")) not in views]
    assert wrong == []


def test_every_page_template_is_rendered_by_a_view():
    stands = {
        str(p.relative_to(ROOT / "templates"))
        for stage in STAGES
        for p in (ROOT / "templates" / stage).glob("*.html")
        if not p.name.startswith("_")
    }
    assert stands == set(templates_rendered())


def test_no_template_carries_inline_style_or_script():
    for path in (ROOT / "templates").rglob("*.html"):
        words = path.read_text("utf-8")
        if "_letters" in str(path):
            continue
        assert not re.search(r"\sstyle=", words), path
        assert not re.search(r"\son(click|change|submit|load)=", words), path
        for script in re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", words):
            assert "ld+json" in script or path.name == "page.html", path


def test_every_writing_page_refuses_a_form_without_a_token(app, rules, reader):
    """Without a token nothing is saved, whoever sends it: 4xx, a way to sign in, or a page shown again."""
    anybody = reader.anybody()
    with app.test_request_context():
        for rule in [r for r in rules if "POST" in r.methods]:
            values = {name: 1 if name.endswith(("_id", "number")) else "nothing" for name in rule.arguments}
            answer = anybody.client.post(url_for(rule.endpoint, **values), data={"form_key": "x"})
            assert answer.status_code in (302, 404, 410, 422), (rule.endpoint, answer.status_code)
