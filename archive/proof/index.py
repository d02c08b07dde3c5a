"""The database as a file: its pages and indexes, its foreign keys, its tables as made, its full-text index."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from archive.database import DATABASE_NAME
from archive.errors import StorageError
from archive.lock import WriterLock
from archive.proof.finding import Finding
from archive.schema import migrate, register_functions


def prove_database(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Pages, indexes, constraints, foreign keys and the shape of the tables."""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Finding(DATABASE_NAME, str(line).replace("\n", " "))
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(
            table if rowid is None else f"{table} row {rowid}", f"points to a row of {parent} that is not there"
        )
    expected, stored = _shape_of_an_empty_archive(), _shape(connection)
    for name in sorted(expected.keys() | stored.keys()):
        if expected.get(name) != stored.get(name):
            yield Finding(name, "is not as this version makes it")


def prove_full_text_index(folder: Path) -> Iterator[Finding]:
    """The index word by word against the texts; SQLite does this only for a writer, so the lock is held meanwhile."""
    lock = WriterLock(folder, "verifying the index")
    try:
        connection = sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)
        register_functions(connection)
        try:
            connection.execute("INSERT INTO reports_fts(reports_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.OperationalError as error:
            raise StorageError(f"{folder / DATABASE_NAME}: {error}") from None
        except sqlite3.DatabaseError:
            yield Finding("reports_fts", "the full-text index does not match the texts")
        finally:
            connection.close()
    finally:
        lock.release()


def _shape_of_an_empty_archive() -> dict[str, str]:
    db = Database(memory=True)
    try:
        register_functions(db.conn)
        migrate(db)
        return _shape(db.conn)
    finally:
        db.close()


def _shape(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
