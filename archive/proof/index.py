"""The database as a file: its pages and indexes, its foreign keys, its tables as made, its full-text index."""

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from archive.database import DATABASE_NAME
from archive.errors import StorageError
from archive.proof.finding import Finding
from archive.schema import migrate, register_functions

_TABLES_OF_THE_INDEX = ("data", "idx", "docsize", "config")
_DEFINITION = "SELECT sql FROM main.sqlite_master WHERE name = ?"
_STATISTICS = "sqlite_stat"  # SQLite's own, made and renewed by the nightly upkeep


def prove_database(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Pages, indexes, constraints, foreign keys and the shape of the tables."""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Finding(DATABASE_NAME, str(line).replace("\n", " "))
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(
            table if rowid is None else f"{table} row {rowid}", f"points to a row of {parent} that is not there"
        )
    yield from prove_shape(connection)


def prove_shape(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The tables, views and indexes, as this version makes them."""
    expected, stored = _shape_of_an_empty_archive(), _shape(connection)
    for name in sorted(expected.keys() | stored.keys()):
        if expected.get(name) != stored.get(name):
            yield Finding(name, "is not as this version makes it")


def prove_full_text_index(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The index word by word against the texts, as the connection's transaction sees both.

    SQLite checks an index only where it could write it. So the check runs on a copy of the index in the connection's
    own temporary database, where a view leads to the texts: no lock is held, and a writer may go on.
    """
    try:
        for name, made in (("reports_seg", "VIEW"), ("reports_fts", "VIRTUAL TABLE")):
            (definition,) = connection.execute(_DEFINITION, (name,)).fetchone()
            connection.execute(definition.replace(f"CREATE {made} {name}", f"CREATE {made} temp.{name}", 1))
        for table in _TABLES_OF_THE_INDEX:
            connection.execute(f"DELETE FROM temp.reports_fts_{table}")
            connection.execute(f"INSERT INTO temp.reports_fts_{table} SELECT * FROM main.reports_fts_{table}")
        connection.execute("INSERT INTO temp.reports_fts(reports_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError as error:  # as where the folder for temporary files is full
        raise StorageError(str(error)) from None
    except sqlite3.DatabaseError:
        yield Finding("reports_fts", "the full-text index does not match the texts")


def _shape_of_an_empty_archive() -> dict[str, str]:
    db = Database(memory=True)
    try:
        register_functions(db.conn)
        migrate(db)
        return _shape(db.conn)
    finally:
        db.close()


def _shape(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT type || ' ' || name, sql, name FROM main.sqlite_master WHERE sql IS NOT NULL")
    return {what: sql for what, sql, name in rows if not name.startswith(_STATISTICS)}
