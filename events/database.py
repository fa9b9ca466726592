"""The database and its two doors: `@saves` on pages and `unit_of_work()` for commands and jobs.

Nothing else in the product commits or rolls back. How SQLite is opened, and why, is in
`docs/decisions/0004-sqlite.md`: measured, so that nobody has to find it alone.
"""

import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from functools import partial, wraps
from hashlib import sha256

from flask import Flask, current_app, make_response, redirect, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, String, TypeDecorator, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from events import clock
from events.refusals import Busy, Collided

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every record's base: constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)

# Whether the transaction that begins next may write. Unsafe methods and units of work say yes;
# the default is no, so a page that forgets fails on its first write instead of saving by GET.
_writing: ContextVar[bool] = ContextVar("database_writing", default=False)
_in_unit: ContextVar[bool] = ContextVar("database_in_unit", default=False)
# tests/faults replaces this with a plain BEGIN to show what it would cost.
BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
SQLITE_WAIT_SECONDS = 20


class Moment(TypeDecorator):
    """An instant: aware in Python, UTC in the database. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        """Refuse naive values; SQLite keeps no zone, so UTC is all that it is given."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment is stored only with its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect):
        """Give back what was stored as an aware UTC moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset fault (sqlite.org/wal.html#walresetbug)."""
    if version >= (3, 51, 3):
        return version[:2] != (3, 52) or version >= (3, 52, 1)
    fixed = {(3, 44): 6, (3, 50): 7}
    return version[:2] in fixed and version[2] >= fixed[version[:2]]


def journal_mode() -> str:
    """WAL where the library is sound, else TRUNCATE."""
    return "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "TRUNCATE"


def _open_sqlite(connection, record) -> None:
    connection.isolation_level = None  # the begin listener says BEGIN, not the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={SQLITE_WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA journal_mode={journal_mode()}")
    cursor.execute("PRAGMA synchronous=FULL")
    # Words that were redacted or erased must not linger in the file's free pages.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection) -> None:
    # Reading first and writing later in one transaction fails at once under load, whatever the
    # timeout; so who may write takes the lock before reading anything.
    if _writing.get():
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql(BEGIN_TO_WRITE)
    else:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")


def _begin_postgresql(connection) -> None:
    if not _writing.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def listen_to(engine: Engine) -> None:
    """Hang the listeners on an engine, once."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)


def choose_mode() -> None:
    """The first `before_request`: an unsafe method may write, any other may only read.

    A page that takes a file begins by reading, whatever the method: see `receiving`.
    """
    takes_file = hasattr(current_app.view_functions.get(request.endpoint or ""), "takes_megabytes")
    _writing.set(request.method not in ("GET", "HEAD", "OPTIONS", "TRACE") and not takes_file)


@contextmanager
def receiving():
    """Around the storing and checking of a file: no transaction is open, and what follows it may write.

    In TRUNCATE mode even an open read would keep everybody else from committing meanwhile.
    """
    db.session.rollback()
    yield
    _writing.set(True)


def connect(app: Flask) -> None:
    """Bind the database to the application: pool size, listeners, and the mode of each request."""
    threads = app.config["THREADS"]
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pool = {"pool_size": threads + 2, "max_overflow": 4, "pool_timeout": 15}
    else:
        pool = {"pool_size": 16, "max_overflow": 0, "pool_timeout": 15, "pool_pre_ping": True}
    # A failed statement is logged; what people typed stands in its parameters and stays out of the log.
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", pool | {"hide_parameters": True})
    db.init_app(app)
    with app.app_context():
        listen_to(db.engine)
    app.before_request(choose_mode)


def is_busy(error: BaseException) -> bool:
    """Whether an error says that the database is busy, full or out of connections."""
    if isinstance(error, PoolTimeout):
        return True
    words = str(getattr(error, "orig", error)).lower()
    return isinstance(error, OperationalError) and any(
        sign in words for sign in ("locked", "busy", "disk", "full", "timeout", "connection")
    )


def is_collision(error: BaseException) -> bool:
    """Whether an error says that another transaction has stored the same unique value first."""
    return isinstance(error, IntegrityError) and "unique constraint" in str(error.orig).lower()


def leave_unsaved() -> None:
    """Undo what a refused form did, before its page is rendered, and read from here on."""
    db.session.rollback()
    _writing.set(False)


class SavedForm(Base):
    """A form that was saved, by the hash of its own random key: pressing twice is one record.

    Holds where the first press went, and nothing of what was typed. Pages of the room do not use
    it (`remember=False`): there a row beside the remark would tell when it was written.
    """

    __tablename__ = "saved_form"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    went_to: Mapped[str] = mapped_column(String(500))
    keep_until: Mapped[datetime] = mapped_column(Moment)


def _form_hash() -> str | None:
    """What a press is known by: the form's key and what was typed. Back and another answer is another press."""
    key = request.form.get("form_key", "")
    if not key:
        return None
    typed = sorted(item for item in request.form.items(multi=True) if item[0] != "csrf_token")
    sent = sorted((name, upload.filename or "") for name, upload in request.files.items(multi=True))
    return sha256(repr((request.path, typed, sent)).encode("utf-8", "replace")).hexdigest()


def _answered_before(key_hash: str | None):
    saved = db.session.get(SavedForm, key_hash) if key_hash else None
    return redirect(saved.went_to) if saved else None


def _save(view, args, values, key_hash: str | None):
    """Run one writing page: the answer, committed if it is a good one and rolled back if not."""
    before = _answered_before(key_hash)
    if before is not None:
        db.session.rollback()
        return before
    answer = make_response(view(*args, **values))
    if answer.status_code >= 400:
        db.session.rollback()
        return answer
    if key_hash and answer.location:
        kept = clock.now() + timedelta(days=2)
        db.session.add(SavedForm(key_hash=key_hash, went_to=answer.location[:500], keep_until=kept))
    db.session.commit()
    return answer


def saves(view=None, *, remember: bool = True):
    """Mark a page as one that saves: a 2xx or 3xx answer to an unsafe method is committed.

    Anything else is rolled back. A repeated POST of the same form goes where the first one went.
    A GET of the same page saves nothing (and cannot: its transaction was begun read-only). Raises
    Busy when the database cannot take it, and Collided when somebody else was first.
    """
    if view is None:
        return partial(saves, remember=remember)

    @wraps(view)
    def page(*args, **values):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return view(*args, **values)
        key_hash = _form_hash() if remember else None
        try:
            return _save(view, args, values, key_hash)
        except Exception as error:
            db.session.rollback()
            # On PostgreSQL two presses run side by side: the loser finds the winner's row.
            before = _answered_before(key_hash) if isinstance(error, IntegrityError) else None
            if before is not None:
                return before
            if is_busy(error):
                raise Busy() from error
            if is_collision(error):
                raise Collided() from error
            raise
        finally:
            _writing.set(False)

    page.saves = True  # type: ignore[attr-defined]
    return page


@contextmanager
def unit_of_work():
    """One command or job, one transaction: committed at the end, rolled back on an error.

    Needs an application context. Refuses to nest (RuntimeError): an act that is called inside
    another's transaction must not end it.
    """
    if _in_unit.get():
        raise RuntimeError("a unit of work is open already")
    db.session.rollback()  # what was read before must not hold the write back
    unit, mode = _in_unit.set(True), _writing.set(True)
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(mode)
        _in_unit.reset(unit)


@contextmanager
def reading():
    """A portion of a long read: its own short transaction, ended with the block.

    In TRUNCATE mode an open read stops every commit, so exports and backups read in portions.
    """
    try:
        yield db.session
    finally:
        db.session.rollback()


@contextmanager
def defining():
    """Let migrations and backups write outside a unit of work, on their own connection."""
    mode = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(mode)
