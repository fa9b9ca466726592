"""How Alembic meets the product's database: its engine, its metadata, and SQLite's way of altering."""

from alembic import context
from flask import current_app

from events.database import Moment, db, defining


def include_object(thing, name, kind, reflected, compare_to):
    """Leave alone what is not ours (huey keeps tables of its own beside ours on PostgreSQL)."""
    return not (kind == "table" and reflected and compare_to is None and name.startswith("huey"))


def render_item(kind, thing, autogen):
    """Write our own column type by its short name."""
    return "Moment()" if kind == "type" and isinstance(thing, Moment) else False


def run_online() -> None:
    """Migrate over a connection of our own engine.

    Batch mode drops and remakes tables on SQLite: foreign keys are switched off outside the
    transaction, and checked before the commit, or the drop would cascade into other tables.
    """
    on_sqlite = db.engine.dialect.name == "sqlite"
    with defining(), db.engine.connect() as connection:
        if on_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection, target_metadata=db.metadata,
            include_object=include_object, render_item=render_item, transactional_ddl=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite and (wrong := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"the migration would leave rows that point nowhere: {wrong[:5]}")
        if on_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


run_online()
