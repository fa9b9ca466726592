"""Bringing the database to the present schema: by itself on the embedded default, by hand elsewhere."""

import logging
from functools import wraps
from pathlib import Path

import click
from filelock import FileLock
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade
from sqlalchemy import inspect, text

from events.config import ROOT
from events.database import db, reading

HEAD = ROOT / "migrations" / "head"


class SchemaBehind(click.ClickException):
    """The database is older than the code, and is not ours to change unasked."""


def present() -> str | None:
    """The revision that the database is at; None for an empty one."""
    with reading():
        if not inspect(db.engine).has_table("alembic_version"):
            return None
        return db.session.scalar(text("SELECT version_num FROM alembic_version"))


def bring_up_to_date() -> None:
    """Migrate the embedded default under a file lock. Raises SchemaBehind where DATABASE_URL is set."""
    head = HEAD.read_text("ascii").strip()
    if present() == head:
        return
    if current_app.config["DATABASE_URL"]:
        raise SchemaBehind("The database is not at this version's schema. Run: flask --app app db upgrade")
    with FileLock(str(Path(current_app.config["INSTANCE"]) / "migrating.lock")):
        if present() != head:
            logging.getLogger("alembic").setLevel(logging.WARNING)
            upgrade()


def ready(command):
    """A command that finds the database as the code expects it."""

    @with_appcontext
    @wraps(command)
    def run(*args, **values):
        bring_up_to_date()
        return command(*args, **values)

    return run


class Group(AppGroup):
    """A group of commands, each of them `ready`."""

    def command(self, *args, **values):
        """As AppGroup's, after the database was brought up to date."""
        values["with_appcontext"] = False
        outer = super().command(*args, **values)
        return lambda function: outer(ready(function))
