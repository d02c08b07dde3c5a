"""The only writer of an archive: takes exchanges and records, keeps each once, acknowledges with `flush`."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.clock import now
from archive.database import DATABASE_NAME, database_errors, open_for_writing
from archive.errors import RecordError, StorageError, UsageError, WarcError
from archive.lock import WriterLock
from archive.message import DocumentDigest, parse_head
from archive.readings import Kept, keep_reading
from archive.record import Exchange, Record, Snapshot
from archive.recovery import Recovered, recover
from archive.seals import put
from archive.warc import Original, WarcWriter

ROLL_BYTES = 1_000_000_000
WARC_FOLDER = "warc"

_FLUSH_COUNT, _FLUSH_SECONDS = 200, 1.0
_HALF_WAY = "a write was broken off half-way; open the archive again, which puts it right"


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run has to tell when it ends."""

    pages: int = 0
    new_reports: int = 0
    changed_reports: int = 0
    gone_reports: int = 0


class Store:
    """An archive open for writing: `DATA/archive.db` and `DATA/warc/`.

    The order is always: WARC record, sync, rows. What `flush` has returned from is safe against any crash.
    """

    def __init__(
        self, folder: Path, *, purpose: str = "writing", roll_bytes: int = ROLL_BYTES, wait_seconds: float = 0.3
    ) -> None:
        self._warc_folder = folder / WARC_FOLDER
        self._path = folder / DATABASE_NAME
        try:
            self._warc_folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"cannot make {self._warc_folder}: {error.strerror}") from None
        self._roll_bytes = roll_bytes
        self._run: tuple[int, str] | None = None
        self._warc = self._new_warc()
        self._unflushed, self._flushed_at = 0, time.monotonic()
        self._failure: StorageError | None = None
        self._lock = WriterLock(folder, purpose, wait_seconds)
        try:
            self._db = open_for_writing(folder)
        except BaseException:
            self._lock.release()
            raise
        self._connection = self._db.conn
        try:
            with self._writing():
                self.recovered: Recovered = recover(self._connection, self._warc_folder)
                self._connection.execute("COMMIT")
        except BaseException:
            self._connection.close()
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(self) -> int:
        """Opens a run: what is captured from now on belongs to it."""
        self.flush()
        with self._writing():
            self._close_warc_file()
            run_id = self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM runs").fetchone()[0]
            self._run = (int(run_id), now())
            self._put_run(finished_at=None, exit_status=None, counts=RunCounts())
        self._warc = self._new_warc()
        self.flush()
        return int(run_id)

    @property
    def run_is_open(self) -> bool:
        return self._run is not None

    def finish_run(self, exit_status: int, counts: RunCounts) -> None:
        """Closes the run and its WARC file."""
        with self._writing():
            self._put_run(finished_at=now(), exit_status=exit_status, counts=counts)
            self._close_warc_file()
        self.flush()
        self._run = None
        self._warc = self._new_warc()

    def capture(self, exchange: Exchange) -> Snapshot:
        """Appends an exchange to the WARC file, as a revisit where the archive holds its payload already."""
        head = parse_head(exchange.response_head)
        digest = DocumentDigest(head.encodings)
        digest.feed(exchange.payload)
        sha256 = digest.document_sha256
        payload_sha256 = digest.payload_sha256 if digest.payload_sha256 != sha256 else None
        with self._writing():
            revisit_of, original = self._original(sha256, payload_sha256) if exchange.payload else (None, None)
            if self._warc.must_roll:
                self._close_warc_file()
            position = self._warc.write(exchange, digest.payload_sha256, original)
            run_id = self._run[0] if self._run else None
            if position.is_first:
                self._connection.execute(
                    "INSERT INTO warc_files(name, bytes, run_id) VALUES (?, 0, ?)", (position.file, run_id)
                )
            values = (
                *(exchange.url, exchange.fetched_at, head.status, head.media_type, sha256, payload_sha256),
                *(digest.document_bytes, position.file, position.offset, position.length),
                *(revisit_of, run_id, position.record_id),
            )
            cursor = self._connection.execute(_INSERT_SNAPSHOT, values)
        self._flush_when_due()
        return Snapshot(int(cursor.lastrowid or 0), *values)

    def keep(self, record: Record, snapshot_id: int, part: str = "") -> Kept:
        """Stores what a snapshot says; `part` names the file inside a bundle. The same again changes nothing."""
        with self._writing():
            if not self._connection.execute("SELECT 1 FROM snapshots WHERE id = ?", (snapshot_id,)).fetchone():
                raise UsageError(f"no snapshot {snapshot_id} in the archive")
            try:
                with self._db.atomic():
                    kept = keep_reading(self._connection, record, snapshot_id, part)
            except (sqlite3.IntegrityError, sqlite3.DataError, TypeError, ValueError) as error:
                raise RecordError(f"record of snapshot {snapshot_id}: the archive cannot hold it ({error})") from error
        self._flush_when_due()
        return kept

    def flush(self) -> None:
        """Returns when everything taken so far is safe."""
        with self._writing():
            self._warc.sync()
            if self._warc.current_file:
                self._connection.execute(
                    "UPDATE warc_files SET bytes = ? WHERE name = ?", (self._warc.size, self._warc.current_file)
                )
            self._connection.execute("COMMIT")
        self._unflushed, self._flushed_at = 0, time.monotonic()

    def close(self) -> None:
        """Flushes, closes the WARC file and lets the next writer in."""
        try:
            if not self._failure:
                with self._writing():
                    self._close_warc_file()
                self.flush()
                with database_errors(self._path):
                    self._connection.execute("PRAGMA busy_timeout = 0")  # a reader at work must not hold us up
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._connection.close()
            self._lock.release()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Every change runs in here: inside a transaction, and nothing goes on after one that failed half-way."""
        if self._failure:
            raise self._failure
        try:
            with database_errors(self._path):
                if not self._connection.in_transaction:
                    self._connection.execute("BEGIN IMMEDIATE")
                yield
        except (RecordError, WarcError, UsageError):
            raise  # refused before anything of it was written
        except BaseException as error:  # also an interruption: a record may lie in the WARC file without its row
            self._failure = error if isinstance(error, StorageError) else StorageError(_HALF_WAY)
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._warc.abandon()
            raise

    def _flush_when_due(self) -> None:
        self._unflushed += 1
        if self._unflushed >= _FLUSH_COUNT or time.monotonic() - self._flushed_at >= _FLUSH_SECONDS:
            self.flush()

    def _original(self, sha256: str, payload_sha256: str | None) -> tuple[int | None, Original | None]:
        """The first capture of a payload, unless the file that holds it is lost: then it must be stored again."""
        for snapshot_id, file, *place in self._connection.execute(_FIRST_CAPTURES, (sha256, payload_sha256)):
            if file not in self.recovered.lost_files:
                return snapshot_id, Original(*place)
        return None, None

    def _new_warc(self) -> WarcWriter:
        about = {"isPartOf": f"run {self._run[1]}"} if self._run else {}
        return WarcWriter(self._warc_folder, self._roll_bytes, about)

    def _close_warc_file(self) -> None:
        closed = self._warc.close_file()
        if closed:
            self._connection.execute(
                "UPDATE warc_files SET bytes = ?, sha256 = ? WHERE name = ?", (closed.bytes, closed.sha256, closed.file)
            )

    def _put_run(self, *, finished_at: str | None, exit_status: int | None, counts: RunCounts) -> None:
        assert self._run is not None
        run_id, started_at = self._run
        times = {"started_at": started_at, "finished_at": finished_at, "exit_status": exit_status}
        put(self._connection, "runs", {"id": run_id, **times, **asdict(counts)})


_INSERT_SNAPSHOT = """
    INSERT INTO snapshots(url, fetched_at, http_status, media_type, sha256, payload_sha256, bytes, warc_file,
                          warc_offset, warc_length, revisit_of, run_id, warc_record_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FIRST_CAPTURES = """
    SELECT id, warc_file, warc_record_id, url, fetched_at FROM snapshots
    WHERE sha256 = ? AND revisit_of IS NULL AND payload_sha256 IS ? ORDER BY id"""
