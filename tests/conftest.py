"""What every test stands on: a real database, a moved clock, made-up people, and readers of pages."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, g
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

from events import clock, create_app
from events.database import db
from tests.databases import Postgres, migrated_sqlite
from tests.people import People
from tests.readers import Reader
from tests.wanted import closing_line

# 28 days before the real evening: what `example --date 2009-05-20` sets, too.
START = datetime(2009, 4, 22, 9, 0, tzinfo=UTC)


# Databases of tests need not outlive the machine: in memory their commits wait for no disk. The same files, the same
# locks; killed processes leave the same behind.
IN_MEMORY = Path("/dev/shm")
ROOMY = 2_000_000_000  # bytes free: many times what a run uses at once


def pytest_configure(config):
    """Put what tests write into memory, where the machine has some to spare."""
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOMY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_addoption(parser):
    parser.addoption(
        "--on",
        choices=["sqlite", "postgresql"],
        default=os.environ.get("ON", "sqlite"),
        help="which real database the tests run on",
    )


def pytest_terminal_summary(terminalreporter):
    """Name what the machine lacked, in one closing line."""
    line = closing_line(terminalreporter.stats.get("skipped", []))
    if line:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def database_kind(request) -> str:
    """The database of this run."""
    return request.config.getoption("--on")


@pytest.fixture(scope="session")
def template_sqlite(tmp_path_factory) -> Path:
    """A migrated, empty SQLite file, made once and copied for every test."""
    return migrated_sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres(database_kind):
    """A real PostgreSQL server with a migrated template database; None on SQLite."""
    if database_kind != "postgresql":
        yield None
        return
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture
def settings(tmp_path, template_sqlite, postgres) -> dict:
    """The environment of one test's application: its own instance folder and database."""
    instance = tmp_path / "instance"
    instance.mkdir()
    environ = {
        "INSTANCE": str(instance),
        "SECRET_KEY": "of the tests alone",
        "THREADS": "8",
        "BASE_URL": "http://localhost",
        "LOG_LEVEL": "WARNING",
    }
    if postgres is not None:
        environ["DATABASE_URL"] = postgres.fresh()
    else:
        shutil.copy(template_sqlite, instance / "soundings.sqlite3")
    url = environ.get("DATABASE_URL")
    yield environ
    if url:
        postgres.drop(url)


class CompiledTemplates(BytecodeCache):
    """Templates that one test's application compiled, for the next test's: the same files, so the same code."""

    kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket):
        """Give what was compiled before, if its source has not changed since."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket):
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


class CompiledAddresses(Rule):
    """Addresses that one test's application read and compiled, for the next test's: nothing of it knows an application.

    Werkzeug reads each rule and writes two functions for it; that was most of making an application.
    """

    kept: dict[tuple, tuple] = {}

    def compile(self):
        """Take what was made of the same rule before, or make it."""
        key = (self.rule, str(self.defaults), self.merge_slashes, self.subdomain)
        if key not in self.kept:
            super().compile()
            self.kept[key] = (self._parts, self._trace, self._converters, set(self.arguments),
                              self._build.__func__, self._build_unknown.__func__)
        self._parts, self._trace, self._converters, arguments, build, build_unknown = self.kept[key]
        self.arguments |= arguments
        self._build, self._build_unknown = build.__get__(self, None), build_unknown.__get__(self, None)


@pytest.fixture
def app(settings):
    """The application on its own fresh database."""
    Flask.url_rule_class = CompiledAddresses
    made = create_app(settings)
    made.jinja_env.bytecode_cache = CompiledTemplates()
    made.testing = False  # errors become pages, as they do for people
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def in_app(app):
    """An application context, for tests that call acts directly."""
    with app.app_context():
        yield app


@pytest.fixture(autouse=True)
def spring_2009():
    """The clock of every test starts four weeks before the real evening, and runs."""
    with clock.moved_to(START):
        yield


@pytest.fixture
def at():
    """Move the clock: `with at(2009, 5, 20, 18): …` (UTC)."""
    return lambda *parts: clock.moved_to(datetime(*parts, tzinfo=UTC))


@pytest.fixture
def make(app):
    """Made-up people and things, stored: `make.event()`, `make.officer("organiser", on=event)`."""
    with app.app_context():
        yield People()
        g.pop("signed_in", None)


@pytest.fixture
def reader(app):
    """Readers of pages, one for each kind of person: `reader.signed_in(officer)`, `reader.anybody()`."""
    return Reader.maker(app)
