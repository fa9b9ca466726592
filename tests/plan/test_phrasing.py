"""Plain words: officers write them beside the versions, delegates read them, routing goes by them."""

import csv

import pytest

from events import history
from events.database import unit_of_work
from events.plan import fingerprints, phrasing, queries, routing_queries
from events.refusals import NotFound
from tests.databases import run_command
from tests.plan.conftest import fill


def spoken(held, key: str):
    """An action as it is spoken of now."""
    return next(one for one in routing_queries.spoken(held.plan, queries.latest(held.plan)) if one.key == key)


def write(held, key: str, typed: str, seen: str | None = None) -> None:
    """Write an action's plain words as the reviewer."""
    with unit_of_work():
        phrasing.write_phrases(held.plan, key, typed=typed, by=held.reviewer,
                               seen=phrasing.seen_of(spoken(held, key)) if seen is None else seen)


def test_each_line_is_a_phrase_and_each_phrase_stands_once(held):
    write(held, "1.1", "nobody listens\r\n\n  it is always   the same faces | nobody listens\u202e\n")
    assert spoken(held, "1.1").phrases == ["nobody listens", "it is always the same faces"]
    assert spoken(held, "1.2").phrases == []


def test_a_frozen_version_stays_as_it_was_frozen(held):
    version = queries.latest(held.plan)
    before = version.fingerprint
    write(held, "1.1", "nobody listens")
    version = queries.latest(held.plan)
    assert fingerprints.fingerprint(version) == version.fingerprint == before
    assert queries.action_in(version, "1.1").in_plain_words == ""


def test_they_are_changed_and_emptied_and_history_says_who(held):
    write(held, "1.1", "nobody listens")
    write(held, "1.1", "")
    assert spoken(held, "1.1").phrases == []
    row = routing_queries.plain_words_row(held.plan, "1.1")
    assert [(entry.act, entry.field) for entry in history.of(row)] == [("plain words written", "1.1")] * 2


def test_the_same_again_writes_nothing(held):
    write(held, "1.1", "nobody listens")
    write(held, "1.1", "nobody listens")
    assert len(history.of(routing_queries.plain_words_row(held.plan, "1.1"))) == 1


def test_too_long_too_many_and_nowhere_are_refused(held):
    with pytest.raises(phrasing.PhraseTooLong):
        write(held, "1.1", "x" * 301)
    with pytest.raises(phrasing.TooManyPhrases):
        write(held, "1.1", "\n".join(f"phrase {n}" for n in range(31)))
    with pytest.raises(NotFound), unit_of_work():
        phrasing.write_phrases(held.plan, "9.9", typed="x", seen="", by=held.reviewer)


def test_two_officers_at_once_see_both_texts_and_the_second_may_mean_it(held, reader):
    desk = reader.signed_in(held.reviewer)
    page = desk.get("phrasing.write_plain_words", key="plan", code="1.1")
    write(held, "1.1", "what the other one wrote")
    stale = fill(desk, page, {"phrases": "what I wrote"}, status=409)
    assert "what the other one wrote" in stale.words and stale.find("textarea").get_text().strip() == "what I wrote"
    fill(desk, stale, {"phrases": "what the other one wrote\nwhat I wrote"})
    assert spoken(held, "1.1").phrases == ["what the other one wrote", "what I wrote"]


def test_what_is_refused_comes_back_as_typed(held, reader):
    desk = reader.signed_in(held.reviewer)
    page = desk.get("phrasing.write_plain_words", key="plan", code="1.1")
    refused = fill(desk, page, {"phrases": "y" * 301}, status=422)
    assert "one breath" in refused.errors[0] and "y" * 301 in refused.find("textarea").get_text()
    desk.get("phrasing.write_plain_words", key="plan", code="9.9", status=404)


def test_delegates_read_them_and_remarks_are_never_published_as_phrases(held, reader):
    desk = reader.signed_in(held.organiser)
    fill(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-1"), {"actions": "1.1"})
    page = desk.get("phrasing.write_plain_words", key="plan", code="1.1")
    assert "Nobody printed what was answered" in page.words  # to read, beside the box
    fill(desk, page, {"phrases": "you never <b>hear</b> back"})
    public = reader.anybody().get("plan.show_plan", slug=held.event.slug)
    assert "How people put it" in public.words and "you never <b>hear</b> back" in public.words
    assert "Nobody printed what was answered" not in public.words


def test_the_plans_export_has_them_as_they_are_now(held, settings, tmp_path):
    write(held, "1.1", "nobody listens | it is always the same faces")
    out = str(tmp_path / "plan.csv")
    run = run_command(settings, "export", "plan", held.event.slug, "--format", "csv", "--out", out)
    assert run.returncode == 0, run.stderr
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["ref"]: row["in_plain_words"] for row in csv.DictReader(file)}
    assert found == {"1.1": "nobody listens | it is always the same faces", "1.2": "", "2.1": ""}
