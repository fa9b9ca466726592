"""The example at each of its stages: loaded once in a run, and copied for every test that wants it."""

import secrets
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from events import clock, create_app
from events.database import db
from events.reports import example
from tests.readers import Reader

EVENING = date(2009, 5, 20)
DAY_AFTER = datetime(2009, 5, 21, 9, 30, tzinfo=UTC)
SLUG = "prevent-evening-2009"


def settings_of(folder: Path) -> dict:
    """The environment of an application in that folder."""
    return {"INSTANCE": str(folder), "SECRET_KEY": "of the tests alone", "THREADS": "4",
            "BASE_URL": "http://localhost", "LOG_LEVEL": "ERROR",
            # Nothing is handed to it: the example's people have no mailboxes. Writing files would take half the time.
            "MAIL_URL": "smtp://localhost:1"}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, template_sqlite, postgres):
    """A function that loads a stage once: the settings of what was loaded."""
    known: dict[str, dict] = {}

    def load(stage: str) -> dict:
        if stage not in known:
            folder = tmp_path_factory.mktemp(f"example-{stage}")
            settings = settings_of(folder)
            if postgres is None:
                shutil.copy(template_sqlite, folder / "soundings.sqlite3")
            else:
                name = f"example_{stage}"
                postgres.server.psql(f"CREATE DATABASE {name} TEMPLATE template_soundings;")
                settings["DATABASE_URL"] = postgres.url(name)
            app = create_app(settings)
            with app.app_context(), clock.moved_to(DAY_AFTER):
                example.load(stage, on=EVENING)
                db.session.remove()
                db.engine.dispose()
            known[stage] = settings
        return known[stage]

    return load


@pytest.fixture
def example_at(loaded, postgres, tmp_path):
    """A function that gives an application with a fresh copy of the example at a stage."""
    made = []

    def copy(stage: str):
        source = loaded(stage)
        settings = settings_of(tmp_path / f"copy-{secrets.token_hex(3)}")
        shutil.copytree(source["INSTANCE"], settings["INSTANCE"])
        if postgres is not None:
            name = f"copy_{secrets.token_hex(6)}"
            busy = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'example_{stage}';"
            postgres.server.psql(busy)  # a template is copied only while nobody is connected to it
            postgres.server.psql(f"CREATE DATABASE {name} TEMPLATE example_{stage};")
            settings["DATABASE_URL"] = postgres.url(name)
        app = create_app(settings)
        made.append(app)
        return app

    yield copy
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def held(example_at):
    """The example on the day after its evening: (application, readers), in an application context."""
    app = example_at("held")
    with clock.moved_to(DAY_AFTER), app.app_context():
        yield app, Reader.maker(app)
