"""The README cannot fall behind: every setting, command, target and clockwork item stands in it."""

import re

import pytest

from events import clockwork
from events.config import SETTINGS
from tests.rules.reading import ROOT

README = ROOT / "README.md"


@pytest.fixture
def readme() -> str:
    """The README's words."""
    return README.read_text("utf-8")


def test_every_setting_stands_in_the_readme(readme):
    assert [name for name in SETTINGS if f"`{name}`" not in readme] == []


def test_every_command_stands_in_the_readme(app, readme):
    known = {"db", "run", "shell", "routes", "babel"}
    names = []
    for name, command in app.cli.commands.items():
        if name not in known:
            names += [f"{name} {sub}" for sub in getattr(command, "commands", {})] or [name]
    assert [name for name in sorted(names) if f"`{name}" not in readme] == []


def test_every_target_of_make_stands_in_the_readme(readme):
    targets = re.findall(r"^([a-z]+):[^#\n]*## ", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert {"help", "setup", "run", "test", "prove", "check", "bench", "example", "reset"} == set(targets)
    assert [name for name in targets if f"make {name}" not in readme] == []


def test_everything_done_by_the_clock_stands_in_the_readme(readme):
    assert [item.name for item in clockwork.ITEMS if item.name not in readme] == []


def test_the_readme_tells_the_life_of_an_event_in_the_order_of_the_folders(readme):
    places = [readme.find(f"`{stage}/`") for stage in ("access", "agenda", "delegates", "feedback", "plan", "reports")]
    assert -1 not in places
    assert places == sorted(places)


def test_the_readme_says_that_no_real_peoples_data_belongs_in_it_yet(readme):
    assert "real people" in readme.lower()
