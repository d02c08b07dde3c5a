"""Opens DATA/archive.db for its one writer or for readers, and gives SQLite's failures our one-line words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.errors import ArchiveBusyError, ArchiveDamagedError, NianbaoError, StorageError, UsageError
from archive.schema import migrate, refuse_other_versions, register_functions
from archive.words import SEGMENTER

DATABASE_NAME = "archive.db"

_BUSY_SECONDS = 60
_CACHE_KIB = 8192  # fixed, so that memory does not grow with the archive
_WRITER_PRAGMAS = (
    "journal_mode = WAL",  # readers go on while the night writes
    "synchronous = NORMAL",  # a power cut may take the last rows, which recovery reads again from the WARC files
    "foreign_keys = ON",
    f"cache_size = -{_CACHE_KIB}",
    "journal_size_limit = 67108864",
)
_MEANINGS: tuple[tuple[str, type[NianbaoError], str], ...] = (
    ("is full", StorageError, "the disk is full; what was stored before is safe, make room and go on"),
    ("disk I/O error", StorageError, "the disk refuses to write; what was stored before is safe"),
    ("readonly", StorageError, "no permission to write"),
    ("unable to open", StorageError, "cannot be opened; is the folder there and writable?"),
    ("locked", ArchiveBusyError, "another program holds it; try again later"),
    ("not a database", ArchiveDamagedError, "not an SQLite database: damaged, or another kind of file"),
    ("malformed", ArchiveDamagedError, "damaged; `nianbao verify` tells where"),
)


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file into ours; what would be a mistake of ours passes through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        for words, kind, meaning in _MEANINGS:
            if words in str(error):
                raise kind(f"{path}: {meaning}") from error
        raise


def open_for_writing(folder: Path) -> Database:
    """The database, made or migrated when need be. The caller holds the writer's lock."""
    path = folder / DATABASE_NAME
    with database_errors(path):
        connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
        try:
            for pragma in _WRITER_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            register_functions(connection)
            db = Database(connection)
            _refuse_stranger(db, path)
            migrate(db)
            _index_with_this_segmenter(db)
        except BaseException:
            connection.close()
            raise
    return db


def open_for_reading(folder: Path) -> Database:
    """The database for looking only; never disturbs the writer, never makes a file."""
    path = folder / DATABASE_NAME
    if not path.is_file():
        raise UsageError(f"no archive in {folder}: {DATABASE_NAME} is not there; `nianbao demo` or `crawl` makes one")
    with database_errors(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            register_functions(connection)
            db = Database(connection)
            _refuse_stranger(db, path)
            refuse_other_versions(db)
        except BaseException:
            connection.close()
            raise
    return db


def _refuse_stranger(db: Database, path: Path) -> None:
    tables = set(db.table_names())
    if tables and "_sqlite_migrations" not in tables:
        raise ArchiveDamagedError(f"{path} is a database, but no archive of nianbao")


def _index_with_this_segmenter(db: Database) -> None:
    row = db.execute("SELECT value FROM archive_info WHERE key = 'segmenter'").fetchone()
    if row and row[0] == SEGMENTER:
        return
    with db.atomic():
        db.execute("INSERT INTO reports_fts(reports_fts) VALUES ('rebuild')")
        db.execute("INSERT OR REPLACE INTO archive_info VALUES ('segmenter', ?)", [SEGMENTER])
