"""Writing a database's tables anew, so that its files keep no order in which rows came and nothing of what they were.

SQLite puts a row where there is room on its page, so its place tells when it came although the table stands in the
order of its keys; PostgreSQL keeps a row's earlier states, each with the number of its transaction. Neither shows in
any query of ours, and both show to whoever examines the files.
"""

from contextlib import closing

from sqlalchemy import text

from events.database import db, defining, reading


def write_anew(clustered: tuple[str, ...], others: tuple[str, ...] = ()) -> None:
    """Write tables anew, outside every transaction; waits for whoever reads them.

    SQLite: the whole file, each table in the order of its keys, and what a log beside it still held is emptied.
    PostgreSQL: `clustered` in the order of their primary keys, `others` in the order in which they stand.
    """
    with reading():  # what this thread has open would be waited for
        pass
    with defining():
        if db.engine.dialect.name == "sqlite":
            _write_file_anew()
        else:
            _write_tables_anew(clustered, others)


def _write_file_anew() -> None:
    with closing(db.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA query_only=OFF")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # says nothing where there is no such log


def _write_tables_anew(clustered: tuple[str, ...], others: tuple[str, ...]) -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in clustered:
            connection.execute(text(f"CLUSTER {table} USING pk_{table}"))  # names of our own, never typed by anybody
        for table in others:
            connection.execute(text(f"VACUUM FULL {table}"))
