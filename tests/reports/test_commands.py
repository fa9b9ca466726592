"""The commands, as whoever runs the service types them: exit 0 done, 1 refused in a sentence."""

import json

import pytest

from events import clock
from tests.reports.conftest import DAY_AFTER, SLUG
from tests.rules.reading import ROOT


def run(app, *words: str):
    """The result of a command."""
    with clock.moved_to(DAY_AFTER):
        return app.test_cli_runner().invoke(args=list(words))


def test_an_export_is_written_to_the_named_file(example_at, tmp_path):
    app, out = example_at("held"), tmp_path / "remarks.json"
    result = run(app, "export", "remarks", SLUG, "--format", "json", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert len(json.loads(out.read_text("utf-8"))) == 59
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_the_report_is_exported_as_word_and_as_json_and_only_what_may_be_published(example_at, tmp_path):
    app, out = example_at("approved"), tmp_path / "report.json"
    assert run(app, "export", "report", SLUG, "--format", "json", "--out", str(out)).exit_code == 0
    held = json.loads(out.read_text("utf-8"))
    assert (held["state"], held["figures"]["remarks"], held["part"]) == ("final", "59", "a")
    assert run(app, "export", "report", SLUG, "--format", "docx", "--out", str(tmp_path / "r.docx")).exit_code == 0
    assert (tmp_path / "r.docx").read_bytes().startswith(b"PK")
    refused = run(app, "export", "report", SLUG, "--format", "json", "--exempt", "--out", str(tmp_path / "b.json"))
    assert refused.exit_code == 1 and "no Part B" in refused.output


@pytest.mark.parametrize(("words", "said"), [
    (["export", "remarks", "nowhere", "--out"], "There is no event nowhere."),
    (["export", "report", SLUG, "--format", "docx", "--out"], "No report has been made"),
    (["export", "report", SLUG, "--format", "csv", "--out"], "take it as docx or as json"),
    (["export", "plan", "members-seminar-2009", "--out"], "feeds no action plan"),
])
def test_what_cannot_be_exported_is_refused_in_a_sentence(example_at, tmp_path, words, said):
    out = tmp_path / "out"
    result = run(example_at("held"), *words, str(out))
    assert result.exit_code == 1 and said in result.output and not out.exists()


def test_check_ends_well_on_a_sound_installation(example_at):
    result = run(example_at("held"), "check")
    assert result.exit_code == 0, result.output
    head = (ROOT / "migrations" / "head").read_text("ascii").strip()
    assert f"schema: {head}" in result.output and "229 sent" in result.output


def test_backup_and_restore_by_command_keep_the_letters_back(example_at, tmp_path, database_kind):
    app, folder = example_at("held"), str(tmp_path / "kept")
    result = run(app, "backup", folder)
    if database_kind != "sqlite":
        assert result.exit_code == 1 and "pg_dump" in result.output
        return
    assert result.exit_code == 0 and "secret key is not in it" in result.output
    refused = run(app, "restore", folder)
    assert refused.exit_code == 1 and "--replace" in refused.output
    assert "Everybody has to sign in again" in run(app, "restore", folder, "--replace").output
    assert run(app, "held-letters").output == "0 letters are held back. Add --send or --discard.\n"
    assert run(app, "held-letters", "--discard").output == "0 letters are withdrawn.\n"


def test_the_example_by_command_says_what_it_loaded(app):
    result = run(app, "example", "--stage", "planned", "--date", "2009-05-20")
    assert result.exit_code == 0 and "on Wednesday 20 May 2009" in result.output
    refused = run(app, "example", "--stage", "planned", "--date", "2009-05-21")
    assert refused.exit_code == 1 and "The evening is on a Wednesday" in refused.output
    assert run(app, "example", "--stage", "elsewhere").exit_code == 2
