"""Opens DATA/archive.db for its one writer or for readers, and gives SQLite's failures our one-line words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.errors import ArchiveBusyError, ArchiveDamagedError, NianbaoError, StorageError, UsageError
from archive.schema import migrate, refuse_other_versions, register_functions
from archive.warc import sync_folder
from archive.words import SEGMENTER

DATABASE_NAME = "archive.db"

_BUSY_SECONDS = 60
_CACHE_KIB = 8192  # fixed, so that memory does not grow with the archive
_WRITER_PRAGMAS = (
    "journal_mode = WAL",  # readers go on while the night writes
    "synchronous = FULL",  # a flush comes at most about once a second, and what it returned from is safe
    "foreign_keys = ON",
    f"cache_size = -{_CACHE_KIB}",
    "journal_size_limit = 67108864",
)
_REMEDY = "restore a copy, or move archive.db* away: the next run makes the index anew from the WARC files"
_MEANINGS: tuple[tuple[str, type[NianbaoError], str], ...] = (
    ("is full", StorageError, "the disk is full; what was stored before is safe, make room and go on"),
    ("disk I/O error", StorageError, "the disk refuses to write; what was stored before is safe"),
    ("readonly", StorageError, "no permission to write"),
    ("unable to open", StorageError, "cannot be opened; is the folder there and writable?"),
    ("locked", ArchiveBusyError, "another program holds it; try again later"),
    ("not a database", ArchiveDamagedError, f"not an SQLite database, or damaged; {_REMEDY}"),
    ("already exists", ArchiveDamagedError, f"its list of migrations is damaged; {_REMEDY}"),
    ("Could not decode", ArchiveDamagedError, f"damaged; {_REMEDY}"),
    ("malformed", ArchiveDamagedError, f"damaged; {_REMEDY}"),
)


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file into ours; what would be a mistake of ours passes through."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite quotes damaged text in its own messages
        raise ArchiveDamagedError(f"{path}: damaged; {_REMEDY}") from error
    except sqlite3.DatabaseError as error:
        for words, kind, meaning in _MEANINGS:
            if words in str(error):
                raise kind(f"{path}: {meaning}") from error
        raise


def open_for_writing(folder: Path) -> Database:
    """The database, made or migrated when need be. The caller holds the writer's lock."""
    path = folder / DATABASE_NAME
    with database_errors(path):
        if not path.exists():
            _make(path)
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
    """The database for looking only; never disturbs the writer, never makes a file, reads from a fixed medium too."""
    path = folder / DATABASE_NAME
    if not os.path.isfile(path):  # noqa: PTH113  # unlike Path.is_file it takes any name, too long or forbidden
        raise UsageError(f"no archive in {folder}: {DATABASE_NAME} is not there; `nianbao demo` or `crawl` makes one")
    mode = "immutable=1" if is_fixed(folder) else "mode=ro"
    with database_errors(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
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


def is_fixed(folder: Path) -> bool:
    """Whether nothing can change the archive while it is read.

    Readers of a database with a log make a file beside it; where none can be made, no writer can be at work either.
    """
    return not os.access(folder, os.W_OK) and not (folder / f"{DATABASE_NAME}-wal").exists()


def _make(path: Path) -> None:
    """A new archive appears whole or not at all, whenever its maker is killed."""
    for left_over in ("-wal", "-shm", "-journal"):  # of a database that was moved away: never ours to read
        log = path.with_name(path.name + left_over)
        if log.exists():
            log.replace(log.with_name(f"{log.name}.set-aside"))
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        register_functions(connection)
        db = Database(connection)
        migrate(db)
        _index_with_this_segmenter(db)
    finally:
        connection.close()
    unfinished.replace(path)
    sync_folder(path.parent)


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
