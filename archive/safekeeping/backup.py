"""A running archive to one file that holds its database as of one moment, checked; a copy a night, and old ones removed."""

import fcntl
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from archive.clock import CHINA, now, time_now
from archive.database import DATABASE_NAME, database_errors, open_for_reading
from archive.errors import ArchiveDamagedError, StorageError, UsageError
from archive.schema import refuse_other_versions
from archive.store import WARC_FOLDER
from archive.talk import counted, megabytes
from archive.warc import sync_folder

Told = Callable[[int, int], None]  # pages copied, of how many

_PAGES_A_STEP = 1000  # of 4 KiB: an interruption or a drawing of the progress waits for no more
_NIGHTLY = re.compile(r"^archive-\d{4}-\d\d-\d\d\.db(?P<unfinished>\.part)?\Z")  # archive-2025-01-31.db


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of archive.db, and the WARC files that it knows."""

    file: Path
    taken_at: str
    bytes: int
    warc_files: int
    warc_bytes: int

    def line(self) -> str:
        """What it is, for people."""
        moment = f"{self.taken_at[:10]} {self.taken_at[11:19]} UTC"
        warc = f"{counted(self.warc_files, 'WARC file')} ({megabytes(self.warc_bytes)})"
        return f"{self.file}: {DATABASE_NAME} as of {moment}, {megabytes(self.bytes)}, checked; it knows {warc}"


def back_up(data: Path, file: Path, told: Told = lambda _done, _all: None) -> Copy:
    """Copies the database of the archive in `data` to `file`, which must not exist; no writer is kept waiting."""
    if os.path.lexists(file):
        raise UsageError(f"{file} is there already: name a file that does not exist")
    return _copy(data, file, told)


def back_up_nightly(data: Path, folder: Path, keep: int, told: Told = lambda _done, _all: None) -> Copy:
    """Copies the database to archive-DATE.db in `folder`, anew where tonight's is there, and keeps that many copies."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"cannot make {folder}: {error.strerror}") from None
    file = folder / f"archive-{time_now().astimezone(CHINA):%Y-%m-%d}.db"
    copy = _copy(data, file, told)
    rotate(folder, keep, file)
    return copy


def rotate(folder: Path, keep: int, newest: Path) -> list[Path]:
    """Removes all nightly copies but `newest` and those that follow, `keep` in all; nothing that has another name.

    `newest` stays whatever its date says: the clock of a night may have been wrong.
    """
    names = {path: _NIGHTLY.match(path.name) for path in folder.iterdir() if path.is_file() and path != newest}
    finished = sorted(path for path, match in names.items() if match and not match["unfinished"])
    left_over = [path for path, match in names.items() if match and match["unfinished"]]  # of nights that were killed
    removed = finished[: max(0, len(finished) - (keep - 1))] + left_over
    for path in removed:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"cannot remove {path}: {error.strerror}") from None
    return removed


def _copy(data: Path, file: Path, told: Told) -> Copy:
    if _is_the_archives_own(data, file):
        raise UsageError(f"{file}: the archive keeps files of its own under such names: name another")
    with closing(open_for_reading(data).conn) as source, _claimed(file.with_name(f"{file.name}.part")) as part:
        with database_errors(data / DATABASE_NAME):
            # one moment for the whole copy: steps of their own would begin anew whenever the writer commits
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM runs").fetchone()
            taken_at = now()
            (pages,), (page_size,) = (source.execute(f"PRAGMA page_{word}").fetchone() for word in ("count", "size"))
        size = pages * page_size
        free = shutil.disk_usage(file.parent).free
        if free < size:
            raise StorageError(
                f"{file.parent}: a copy takes {megabytes(size)}, and {megabytes(free)} are free: make room"
            )
        with database_errors(file):
            _fill(source, part.path, told)
        with database_errors(part.path):
            warc_files, warc_bytes = _proved(part.path, data)
        part.keep_as(file)
    return Copy(file, taken_at, size, warc_files, warc_bytes)


def _is_the_archives_own(data: Path, file: Path) -> bool:
    folder = file.parent.resolve()
    is_beside = folder == data.resolve() and file.name.startswith(DATABASE_NAME)  # archive.db-wal
    return is_beside or folder == (data / WARC_FOLDER).resolve()


def _fill(source: sqlite3.Connection, part: Path, told: Told) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        target.execute(
            "PRAGMA journal_mode = OFF"
        )  # what is broken off is thrown away, and all is synchronised at the end
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target, pages=_PAGES_A_STEP, progress=lambda _, left, pages: told(pages - left, pages))


def _proved(part: Path, data: Path) -> tuple[int, int]:
    """Count and bytes of the WARC files that a copy knows, once it is sure to be a whole archive."""
    with closing(sqlite3.connect(f"{part.resolve().as_uri()}?immutable=1", uri=True)) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise ArchiveDamagedError(
                f"{data / DATABASE_NAME} is damaged, so no copy was kept: `nianbao verify` tells what is wrong"
            )
        refuse_other_versions(Database(connection))
        warc_files, warc_bytes = connection.execute(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM warc_files"
        ).fetchone()
        return int(warc_files), int(warc_bytes)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file that is being filled."""

    path: Path
    handle: int

    def keep_as(self, file: Path) -> None:
        """On the disk, whole, and then under its name."""
        try:
            os.fsync(self.handle)
            self.path.replace(file)
            sync_folder(file.parent)
        except OSError as error:
            raise StorageError(f"cannot write {file}: {error.strerror}") from None


@contextmanager
def _claimed(path: Path) -> Iterator[_Part]:
    """An empty file that no other copy writes into meanwhile, removed when the block fails."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from None
    try:
        _claim(handle, path)
        try:
            os.ftruncate(handle, 0)  # what a killed copy left
            yield _Part(path, handle)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    finally:
        os.close(handle)


def _claim(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = path.exists() and os.path.samestat(os.fstat(handle), path.stat())
    except BlockingIOError:
        is_ours = False
    if not is_ours:  # or it was finished, and has its name, since it was opened
        raise UsageError(f"{path}: another backup is writing it")
