"""The migrations make exactly what the records say, and have one head."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import Config

from events.database import Base, db, defining
from tests.rules.reading import ROOT


def differences() -> list:
    """What a new migration would have to do."""
    with defining(), db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)


def test_the_migrations_make_the_records(in_app):
    assert differences() == []


def test_a_column_without_its_migration_is_found(in_app):
    with defining(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE council DROP COLUMN colour")
    assert [row[0] for row in differences()] == ["add_column"]


def test_there_is_one_head_and_the_file_names_it():
    config = Config(str(ROOT / "migrations" / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    heads = ScriptDirectory.from_config(config).get_heads()
    assert heads == [(ROOT / "migrations" / "head").read_text("ascii").strip()]


def test_a_records_relationships_point_only_to_its_past():
    order = ["ground", "access", "agenda", "delegates", "feedback", "plan", "reports"]

    def stage_of(thing) -> int:
        part = thing.__module__.split(".")[1]
        return order.index(part) if part in order else 0

    by_table = {m.local_table.name: m.class_ for m in Base.registry.mappers}
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            assert stage_of(relation.mapper.class_) <= stage_of(mapper.class_), relation
        for key in mapper.local_table.foreign_keys:
            if key.column.table.name in by_table:
                assert stage_of(by_table[key.column.table.name]) <= stage_of(mapper.class_), key


def test_rows_about_people_have_a_date_until_which_they_are_kept():
    held = {"contact", "invitation", "needs", "speaker", "deck", "remark", "letter", "event"}
    for name in held:
        assert "keep_until" in Base.metadata.tables[name].columns, name
