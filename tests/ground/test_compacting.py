"""Writing tables anew: afterwards the files hold nothing but what stands, in the order of keys."""

from pathlib import Path

from sqlalchemy import text

from events import compacting
from events.database import db, unit_of_work
from events.feedback.models import Remark
from tests.feedback.test_capturing import captured


def bytes_of_remarks(app) -> bytes:
    """The file that holds the table, as it lies on the disk."""
    if db.engine.dialect.name == "sqlite":
        return (Path(app.config["INSTANCE"]) / "soundings.sqlite3").read_bytes()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        return bytes(connection.scalar(text("SELECT pg_read_binary_file(pg_relation_filepath('remark'))")))


def test_earlier_states_are_gone_and_rows_lie_in_the_order_of_their_keys(app, make):
    event = make.event()
    keys = [captured(event, text=f"Words number {number:02} stand here")[0].id for number in range(30)]
    with unit_of_work():
        db.session.get_one(Remark, keys[0]).text = "Other words"
    db.session.remove()
    compacting.write_anew(("remark", "vote"), ("theming",))
    found = bytes_of_remarks(app)
    assert b"Words number 00 stand" not in found and b"Other words" in found
    assert list(db.session.scalars(text("SELECT id FROM remark"))) == sorted(keys)
