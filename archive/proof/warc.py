"""WARC files against their rows: every byte digested, every record matched with its snapshot; or those of some."""

import hashlib
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.proof.finding import Finding, Note, Tally
from archive.warc import ORIGIN, OWN_NAME, TRANSPORT
from archive.warc_scan import CAPTURES, BrokenPart, ScannedRecord, scan

_CHUNK = 1 << 20
_ROWS = """
    SELECT own.id, own.warc_offset, own.warc_length, own.url, own.fetched_at, own.http_status, own.media_type,
           own.sha256, own.payload_sha256, own.bytes, own.run_id, original.url, original.fetched_at,
           original.sha256, original.payload_sha256, original.bytes, original.revisit_of, own.revisit_of,
           own.warc_record_id, original.warc_record_id, own.posted, own.transport, own.origin
    FROM snapshots AS own LEFT JOIN snapshots AS original ON original.id = own.revisit_of
    WHERE own.warc_file = ? {} ORDER BY own.warc_offset"""
_ALL_ROWS = _ROWS.format("")
_ROWS_OF_A_STRETCH = _ROWS.format("AND own.warc_offset >= ? AND own.warc_offset < ?")
_STRAYS = "SELECT id, warc_file FROM snapshots WHERE warc_file NOT IN (SELECT name FROM warc_files)"
_COUNT = "SELECT count(*) FROM snapshots WHERE warc_file = ?"
_PLACE = "SELECT warc_file, warc_offset, warc_length, id FROM snapshots WHERE id = ?"
_END_BEFORE = """
    SELECT warc_offset + warc_length FROM snapshots
    WHERE warc_file = ? AND warc_offset < ? ORDER BY warc_offset DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class _KnownFile:
    """A row of warc_files."""

    name: str
    bytes: int
    sha256: str | None
    run_id: int | None


class WarcProof:
    """The WARC files of an archive, up to what was acknowledged.

    What an interrupted run wrote beyond its last flush is no fault, as the next writer takes it in: it is noted.
    """

    def __init__(
        self, connection: sqlite3.Connection, folder: Path, tally: Tally, note: Note, *, writer_at_work: bool
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._tally = tally
        self._note = _keep_quiet if writer_at_work else note

    def findings(self) -> Iterator[Finding]:
        """All files to their last byte, and all snapshots."""
        files = yield from self._present()
        for file in files.values():
            try:
                yield from self._whole(file)
            except OSError as error:
                yield _unreadable(file, error)
        for snapshot_id, name in self._connection.execute(_STRAYS):
            yield _stray(snapshot_id, name)

    def findings_of(self, snapshot_ids: Iterable[int]) -> Iterator[Finding]:
        """Whether all files are there in their length, and every byte that belongs to some snapshots."""
        files = yield from self._present()
        known = {name for (name,) in self._connection.execute("SELECT name FROM warc_files")}
        places = (self._connection.execute(_PLACE, (snapshot_id,)).fetchone() for snapshot_id in snapshot_ids)
        for name, offset, length, snapshot_id in sorted(places):  # in the order in which a disk likes to be read
            if name not in known:
                yield _stray(snapshot_id, name)
            if name not in files:
                continue
            try:
                yield from self._stretch(files[name], offset, offset + length)
            except OSError as error:
                yield _unreadable(files[name], error)

    def _present(self) -> Generator[Finding, None, dict[str, _KnownFile]]:
        """What a look at the folder tells; gives the files that can be read."""
        present, known = {}, set()
        for row in self._connection.execute("SELECT name, bytes, sha256, run_id FROM warc_files ORDER BY name"):
            file = _KnownFile(*row)
            known.add(file.name)
            try:
                length = (self._folder / file.name).stat().st_size
            except FileNotFoundError:
                lost = self._connection.execute(_COUNT, (file.name,)).fetchone()[0]
                yield Finding(file.name, f"missing, and with it {lost} snapshots")
                continue
            except OSError as error:
                yield _unreadable(file, error)
                continue
            self._tally["WARC file"] += 1
            present[file.name] = file
            if length < file.bytes:
                yield Finding(file.name, f"{file.bytes - length} of its {file.bytes} bytes are missing")
            elif length > file.bytes and file.sha256 is None:
                self._note(f"{file.name}: {length - file.bytes} bytes after the last flush; the next run takes them in")
            elif length > file.bytes:
                yield Finding(file.name, f"{length - file.bytes} bytes follow its last record")
        for path in sorted(self._folder.glob("[!.]*")):
            if path.name not in known and OWN_NAME.match(path.name):
                self._note(f"{path.name} is not in the index; the next run takes it in")
            elif path.name not in known:
                yield Finding(path.name, "not a file of this program")
        return present

    def _whole(self, file: _KnownFile) -> Iterator[Finding]:
        path = self._folder / file.name
        if file.sha256 is not None and _sha256_of(path, file.bytes) != file.sha256:
            yield Finding(file.name, "its bytes do not match the digest of the file")
        rows = self._connection.execute(_ALL_ROWS, (file.name,))
        yield from self._records(file, rows, 0, file.bytes)

    def _stretch(self, file: _KnownFile, offset: int, end: int) -> Iterator[Finding]:
        # the request of a snapshot lies before it: all bytes from the end of the snapshot before are its own
        before = self._connection.execute(_END_BEFORE, (file.name, offset)).fetchone()
        start = min(before[0] if before else 0, offset)
        rows = self._connection.execute(_ROWS_OF_A_STRETCH, (file.name, start, end))
        yield from self._records(file, rows, start, min(end, file.bytes))

    def _records(self, file: _KnownFile, rows: sqlite3.Cursor, start: int, end: int) -> Iterator[Finding]:
        """Walks records and rows side by side, both in the order of their offsets."""
        path = self._folder / file.name
        row = next(rows, None)
        for part in scan(path, start, min(end, path.stat().st_size)):
            place = f"{file.name} at {part.offset}"
            if isinstance(part, BrokenPart):
                yield Finding(place, f"{part.length} bytes are damaged ({part.reason})")
                continue
            self._tally["WARC record"] += 1
            for digest in part.broken_digests():
                yield Finding(place, f"{digest} does not match the record")
            if part.kind not in CAPTURES:
                continue
            while row is not None and row[1] < part.offset:
                yield Finding(f"snapshot {row[0]}", f"no record at {file.name} {row[1]}")
                row = next(rows, None)
            if row is None or row[1] != part.offset:
                yield Finding(place, f"a {part.kind} of {part.headers.get('warc-target-uri')} without a row")
                continue
            self._tally["snapshot"] += 1
            for difference in _differences(row, part, file.run_id):
                yield Finding(f"snapshot {row[0]} ({place})", difference)
            row = next(rows, None)
        while row is not None:
            yield Finding(f"snapshot {row[0]}", f"no record at {file.name} {row[1]}")
            row = next(rows, None)


def _stray(snapshot_id: int, name: str) -> Finding:
    return Finding(f"snapshot {snapshot_id}", f"its WARC file {name!r} is unknown")


def _unreadable(file: _KnownFile, error: OSError) -> Finding:
    return Finding(file.name, f"cannot be read ({error.strerror})")


def _keep_quiet(_: str) -> None:
    """What a writer at work has not flushed yet is not worth a word."""


def _differences(row: tuple[object, ...], record: ScannedRecord, run_id: int | None) -> Iterator[str]:
    (_, _, length, url, fetched_at, status, media_type, sha256, payload_sha256, size, row_run_id) = row[:11]
    original_url, original_at, *original_content, original_is_revisit, revisit_of, record_id, original_id = row[11:-3]
    headers = record.headers
    pairs: list[tuple[str, object, object]] = [
        ("length", length, record.length),
        ("address", url, headers.get("warc-target-uri")),
        ("time", fetched_at, headers.get("warc-date")),
        ("status", status, record.head.status if record.head else None),
        ("media type", media_type, record.head.media_type if record.head else None),
        ("run", row_run_id, run_id),
        ("id", record_id, headers.get("warc-record-id")),
        ("digest of what was sent", row[-3], record.posted_sha256),
        ("note on the connection", row[-2], headers.get(TRANSPORT.lower())),
        ("note on its origin", row[-1], headers.get(ORIGIN.lower())),
    ]
    if record.kind == "revisit":
        pairs += [
            ("id of the capture it repeats", original_id, headers.get("warc-refers-to")),
            ("address of the capture it repeats", original_url, headers.get("warc-refers-to-target-uri")),
            ("time of the capture it repeats", original_at, headers.get("warc-refers-to-date")),
            ("payload digest", f"sha256:{payload_sha256 or sha256}", headers.get("warc-payload-digest")),
        ]
        if original_is_revisit is not None:
            yield f"repeats snapshot {revisit_of}, which is no first capture"
        if [sha256, payload_sha256, size] != original_content:
            yield f"its document is not that of snapshot {revisit_of}, which it repeats"
    else:
        payload = record.payload_sha256 if record.payload_sha256 != record.document_sha256 else None
        pairs += [
            ("document digest", sha256, record.document_sha256),
            ("payload digest", payload_sha256, payload),
            ("size", size, record.document_bytes),
            ("capture it repeats", revisit_of, None),
        ]
    for name, stored, found in pairs:
        if stored != found:
            yield f"{name} is {found!r} in the WARC file and {stored!r} in the database"


def _sha256_of(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            digest.update(chunk)
            size -= len(chunk)
    return digest.hexdigest()
