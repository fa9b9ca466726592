"""The commands that are promised to the outside, as a person types them."""

import json

from events import commands
from tests.databases import run_command
from tests.rules.audiences import TABLE


def test_pages_lists_every_route_with_its_audience_and_nothing_else(settings):
    done = run_command(settings, "pages", "--json")
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert {row["endpoint"]: set(row["audience"]) for row in rows} == {name: set(who) for name, who in TABLE.items()}
    assert all(set(row) == {"rule", "methods", "endpoint", "audience"} for row in rows)


def test_a_refused_command_is_a_sentence_and_one(settings):
    done = run_command(settings, "officers", "disable", "nobody@example.org")
    assert done.returncode == 1
    assert done.stderr.strip() == "Error: There is no officer nobody@example.org."


def test_a_wrong_call_is_two(settings):
    assert run_command(settings, "officers", "add").returncode == 2


def test_a_setting_that_cannot_be_used_is_told_in_a_sentence(settings):
    done = run_command(settings | {"EXAMPLE": "1", "MAIL_URL": "smtp://127.0.0.1"}, "pages")
    assert done.returncode != 0
    assert "EXAMPLE=1 shows links that open every door" in done.stderr


def test_the_secret_key_is_made_once_and_for_its_owner_alone(settings, tmp_path):
    instance = tmp_path / "fresh"
    environ = {"INSTANCE": str(instance)}
    assert run_command(environ, "pages").returncode == 0
    first = (instance / "secret_key").read_text()
    assert (instance / "secret_key").stat().st_mode & 0o077 == 0
    assert run_command(environ, "pages").returncode == 0
    assert (instance / "secret_key").read_text() == first


def test_a_database_elsewhere_wants_a_key_of_its_own(settings):
    done = run_command({"DATABASE_URL": "postgresql://127.0.0.1/nothing", "INSTANCE": settings["INSTANCE"]}, "pages")
    assert done.returncode != 0
    assert "SECRET_KEY must be given" in done.stderr


def test_the_start_says_how_to_try_it_with_a_phone_where_its_links_name_this_computer_alone(capsys):
    people = [("Anybody", "http://127.0.0.1:5001/"), ("Aisha O'Connor-Malik, delegate", "http://127.0.0.1:5001/i/x")]
    commands.say_where("http://127.0.0.1:5001", people)
    here = capsys.readouterr().out
    assert "HOST=0.0.0.0 BASE_URL=http://THIS-COMPUTERS-ADDRESS:5001 make run" in here
    assert len({line.index("http") for line in here.splitlines() if line.startswith("  A")}) == 1, "in one column"
    commands.say_where("https://events.example.org", people)
    assert "a phone" not in capsys.readouterr().out
