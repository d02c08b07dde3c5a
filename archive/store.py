"""The only writer of an archive: takes exchanges and records, keeps each once, acknowledges with `flush`."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive import runs
from archive.database import DATABASE_NAME, database_errors, open_for_writing
from archive.documents import read_exchange
from archive.errors import RecordError, StorageError, UsageError, WarcError
from archive.lock import WriterLock
from archive.message import DocumentDigest, origin_note, parse_head, posted_sha256, resource_head, transport_note
from archive.readings import Kept, keep_reading
from archive.record import Exchange, Record, Rendering, SavedFile, Snapshot
from archive.recovery import Recovered, recover
from archive.runs import RunCounts
from archive.safekeeping.upkeep import Upkept, upkeep
from archive.snapshot_rows import Answer, Notes, insert_snapshot, with_plain_notes
from archive.warc import RENDERED_TYPE, UNKNOWN_TYPE, Original, Position, WarcWriter

__all__ = ["ROLL_BYTES", "WARC_FOLDER", "RunCounts", "Store"]

ROLL_BYTES = 1_000_000_000
WARC_FOLDER = "warc"

_FLUSH_COUNT, _FLUSH_SECONDS = 200, 1.0
_HALF_WAY = "a write was broken off half-way; open the archive again, which puts it right"


class Store:
    """An archive open for writing: `DATA/archive.db` and `DATA/warc/`.

    The order is always: WARC record, sync, rows. What `flush` has returned from is safe against any crash. What is
    due is flushed before the next capture or reading, so that a capture and all that is noted of it are safe together.
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
        self._run: runs.Run | None = None
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
            self._run = runs.begin(self._connection)
        self._warc = self._new_warc()
        self.flush()
        return self._run.id

    def resume_run(self, within: timedelta) -> int | None:
        """Goes on with the newest run that was broken off, if it began within that time, and closes all others."""
        self.flush()
        with self._writing():
            run = runs.take_up(self._connection, within)
            if run:
                self._close_warc_file()
                self._run = run
        if run:
            self._warc = self._new_warc()
        self.flush()
        return run.id if run else None

    def finish_run(self, exit_status: int, counts: RunCounts) -> None:
        """Closes the run and its WARC file."""
        assert self._run is not None
        with self._writing():
            runs.finish(self._connection, self._run, exit_status, counts)
            self._close_warc_file()
        self.flush()
        self._run = None
        self._warc = self._new_warc()

    def capture(self, exchange: Exchange) -> Snapshot:
        """Appends an exchange to the WARC file, as a revisit where the archive holds its payload already."""
        self.flush_when_due()
        exchange = with_plain_notes(exchange)
        head = parse_head(exchange.response_head)
        digest = DocumentDigest(head.encodings)
        digest.feed(exchange.payload)
        sha256 = digest.document_sha256
        payload_sha256 = digest.payload_sha256 if digest.payload_sha256 != sha256 else None
        with self._writing():
            revisit_of, original = self._original(sha256, payload_sha256) if exchange.payload else (None, None)
            self._roll_when_due()
            position = self._warc.write(exchange, digest.payload_sha256, original)
            content = (sha256, payload_sha256, digest.document_bytes)
            answer = Answer(exchange.url, exchange.fetched_at, head.status, head.media_type, *content)
            notes = Notes(posted_sha256(exchange.request), exchange.transport, exchange.origin)
            return self._snapshot(answer, position, revisit_of, notes)

    def capture_rendering(self, rendering: Rendering, page: Snapshot) -> Snapshot:
        """Appends what a browser made of a page; `page` is the capture of the answer that it began with."""
        self.flush_when_due()
        sha256 = hashlib.sha256(rendering.document).hexdigest()
        note = transport_note(f"rendered by {rendering.software} from {page.warc_record_id}")
        media_type = resource_head(RENDERED_TYPE).media_type
        with self._writing():
            self._roll_when_due()
            position = self._warc.write_resource(page.url, rendering, sha256, page.warc_record_id, note)
            size = len(rendering.document)
            answer = Answer(page.url, rendering.rendered_at, 0, media_type, sha256, None, size)
            return self._snapshot(answer, position, None, Notes(transport=note))

    def capture_saved(self, saved: SavedFile) -> Snapshot:
        """Appends a document of which nobody kept the answer that brought it."""
        self.flush_when_due()
        saved = replace(saved, origin=origin_note(saved.origin))
        sha256 = hashlib.sha256(saved.document).hexdigest()
        media_type = resource_head(saved.media_type or UNKNOWN_TYPE).media_type
        with self._writing():
            self._roll_when_due()
            position = self._warc.write_saved(saved, sha256)
            answer = Answer(saved.url, saved.saved_at, 0, media_type, sha256, None, len(saved.document))
            return self._snapshot(answer, position, None, Notes(origin=saved.origin))

    def keep(self, record: Record, snapshot_id: int, part: str = "") -> Kept:
        """Stores what a snapshot says; `part` names the file inside a bundle. The same again changes nothing."""
        self.flush_when_due()
        with self._writing():
            if not self._connection.execute("SELECT 1 FROM snapshots WHERE id = ?", (snapshot_id,)).fetchone():
                raise UsageError(f"no snapshot {snapshot_id} in the archive")
            try:
                with self._db.atomic():
                    kept = keep_reading(self._connection, record, snapshot_id, part)
            except (sqlite3.IntegrityError, sqlite3.DataError, TypeError, ValueError) as error:
                raise RecordError(f"record of snapshot {snapshot_id}: the archive cannot hold it ({error})") from error
        self._unflushed += 1
        return kept

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The connection, for rows that `Ledger` writes: all of them or none, together with what is not flushed yet."""
        with self._writing():
            self._connection.execute("SAVEPOINT changing")
            try:
                yield self._connection
            except (sqlite3.IntegrityError, sqlite3.DataError, TypeError, ValueError, OverflowError) as error:
                self._connection.execute("ROLLBACK TO changing")
                raise UsageError(f"{self._path}: the archive cannot hold these rows ({error})") from error
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("RELEASE changing")
        self._unflushed = max(self._unflushed, 1)  # many small changes are no reason to flush, old ones are

    def query(self, sql: str, *values: object) -> list[Any]:
        """Rows as they are now, what is not flushed yet included."""
        with database_errors(self._path):
            return self._connection.execute(sql, values).fetchall()

    def exchange(self, snapshot_id: int) -> Exchange:
        """A capture read back from its WARC file, without its request."""
        with database_errors(self._path):
            return read_exchange(self._connection, self._warc_folder, snapshot_id)

    def flush_when_due(self) -> None:
        """Flushes where much waits, or something since a second; costs nothing else, so a timer may call it often."""
        is_old = time.monotonic() - self._flushed_at >= _FLUSH_SECONDS
        if self._unflushed >= _FLUSH_COUNT or (self._unflushed and is_old):
            self.flush()

    def upkeep(self) -> Upkept:
        """Keeps index and log in order after a night of changes."""
        self.flush()
        with database_errors(self._path):
            return upkeep(self._connection)

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

    def _snapshot(self, answer: Answer, position: Position, revisit_of: int | None, notes: Notes) -> Snapshot:
        """The row of a record that was just written."""
        self._unflushed += 1
        run_id = self._run.id if self._run else None
        return insert_snapshot(self._connection, answer, position, notes, revisit_of=revisit_of, run_id=run_id)

    def _roll_when_due(self) -> None:
        if self._warc.must_roll:
            self._close_warc_file()

    def _original(self, sha256: str, payload_sha256: str | None) -> tuple[int | None, Original | None]:
        """The first capture of a payload, unless the file that holds it is lost: then it must be stored again."""
        for snapshot_id, file, *place in self._connection.execute(_FIRST_CAPTURES, (sha256, payload_sha256)):
            if file not in self.recovered.lost_files:
                return snapshot_id, Original(*place)
        return None, None

    def _new_warc(self) -> WarcWriter:
        about = {"isPartOf": f"run {self._run.started_at}"} if self._run else {}
        return WarcWriter(self._warc_folder, self._roll_bytes, about)

    def _close_warc_file(self) -> None:
        closed = self._warc.close_file()
        if closed:
            self._connection.execute(
                "UPDATE warc_files SET bytes = ?, sha256 = ? WHERE name = ?", (closed.bytes, closed.sha256, closed.file)
            )


_FIRST_CAPTURES = """
    SELECT id, warc_file, warc_record_id, url, fetched_at FROM snapshots
    WHERE sha256 = ? AND revisit_of IS NULL AND payload_sha256 IS ? AND http_status > 0 ORDER BY id"""
