"""What a crash left behind, put right: torn ends cut off, stored records given back their rows, losses named."""

import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import StorageError, WarcError
from archive.talk import counted
from archive.warc import ORIGIN, OWN_NAME, READ_ONLY, SOFTWARE, TRANSPORT
from archive.warc_scan import CAPTURES, BrokenPart, ScannedRecord, read_block, scan

_CHUNK = 1 << 20


@dataclass(slots=True)
class Recovered:
    """What was put right, and what could not be."""

    cut: list[str] = field(default_factory=list)
    restored: int = 0
    problems: list[str] = field(default_factory=list)
    lost_files: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[str]:
        """One line for each thing worth telling."""
        yield from self.cut
        if self.restored:
            yield f"{counted(self.restored, 'snapshot')} found in WARC files without a row: rows restored"
        yield from self.problems


def recover(connection: sqlite3.Connection, folder: Path) -> Recovered:
    """Brings the index in line with the WARC files; runs inside the caller's transaction."""
    recovered = Recovered()
    known = {
        name: (size, sha256 is not None)
        for name, size, sha256 in connection.execute("SELECT name, bytes, sha256 FROM warc_files")
    }
    on_disk = {path.name: path for path in sorted(folder.glob("*.warc.gz")) if path.is_file()}
    for name, (size, _) in known.items():
        length = on_disk[name].stat().st_size if name in on_disk else None
        if length is None or length < size:
            recovered.problems.append(_loss(connection, name, length, size))
            recovered.lost_files.add(name)
    waiting: list[tuple[str, ScannedRecord]] = []
    for name, path in on_disk.items():
        size, closed = known.get(name, (0, False))
        if name.startswith(".") or closed or name in recovered.lost_files:
            continue
        if name in known or _adopt(connection, path, recovered):
            waiting += _recover_file(connection, path, size, recovered)
    for name, record in waiting:  # a revisit may have come before the file that holds its original
        if not _restore(connection, name, record):
            recovered.problems.append(f"{name} at {record.offset}: revisit of a capture that is not in the archive")
        else:
            recovered.restored += 1
    return recovered


def _recover_file(
    connection: sqlite3.Connection, path: Path, start: int, recovered: Recovered
) -> list[tuple[str, ScannedRecord]]:
    waiting = []
    for part in scan(path, start):
        place = f"{path.name} at {part.offset}"
        if isinstance(part, BrokenPart):
            if part.torn and _is_unfinished(path, part):
                _cut(path, part, recovered)
            else:
                recovered.problems.append(f"{place}: {part.length} bytes damaged ({part.reason})")
        elif broken := list(part.broken_digests()):
            recovered.problems.append(f"{place}: {broken[0]} does not match")
        elif part.kind in CAPTURES and part.document_sha256 is None:
            recovered.problems.append(f"{place}: a {part.kind} without an answer in it")
        elif part.kind in CAPTURES:
            if _restore(connection, path.name, part):
                recovered.restored += 1
            else:
                waiting.append((path.name, part))
    _close(connection, path)
    return waiting


def _adopt(connection: sqlite3.Connection, path: Path, recovered: Recovered) -> bool:
    """Gives a file of ours that has no row one; a file of another program, or a copy, is left alone."""
    if OWN_NAME.match(path.name) and path.stat().st_size == 0:
        path.unlink()  # begun when the crash came
        recovered.cut.append(f"{path.name}: holds no whole record: removed")
        return False
    first = next(scan(path), None)
    if isinstance(first, BrokenPart) and first.torn and OWN_NAME.match(path.name) and _is_unfinished(path, first):
        path.unlink()
        recovered.cut.append(f"{path.name}: holds no whole record: removed")
        return False
    fields = _info(path, first) if isinstance(first, ScannedRecord) else {}
    stated_name = first.headers.get("warc-filename", path.name) if isinstance(first, ScannedRecord) else path.name
    if not OWN_NAME.match(path.name) or stated_name != path.name or fields.get("software", SOFTWARE) != SOFTWARE:
        recovered.problems.append(f"{path.name}: not written here by this program; `nianbao ingest` takes such files")
        return False
    run = connection.execute(
        "SELECT id FROM runs WHERE started_at = ?", (fields.get("ispartof", "").removeprefix("run "),)
    ).fetchone()
    connection.execute(
        "INSERT INTO warc_files(name, bytes, run_id) VALUES (?, 0, ?)", (path.name, run[0] if run else None)
    )
    return True


def _is_unfinished(path: Path, part: BrokenPart) -> bool:
    """Whether the end of a file is what an interrupted write leaves; a closed file has no such end."""
    if stat.S_IMODE(path.stat().st_mode) == READ_ONLY:
        return False
    if part.cut_off:
        return True
    with path.open("rb") as file:
        file.seek(part.offset)
        return not file.read(part.length).strip(b"\0")  # the length reached the disk, the bytes did not


def _info(path: Path, first: ScannedRecord) -> dict[str, str]:
    try:
        _, block = read_block(path, first.offset, first.length)
    except WarcError:
        return {}
    lines = (line.partition(":") for line in block.decode("utf-8", "replace").splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _cut(path: Path, part: BrokenPart, recovered: Recovered) -> None:
    try:
        os.truncate(path, part.offset)
    except OSError as error:
        raise StorageError(f"cannot mend {path}: {error.strerror}") from None
    recovered.cut.append(f"{path.name}: {part.length} bytes of a torn last record cut off")


def _restore(connection: sqlite3.Connection, name: str, record: ScannedRecord) -> bool:
    headers = record.headers
    url, fetched_at = headers.get("warc-target-uri", ""), headers.get("warc-date", "")
    sha256, size, original = record.document_sha256, record.document_bytes, None
    payload_sha256 = record.payload_sha256
    if record.kind == "revisit":
        row = connection.execute(
            "SELECT id, sha256, payload_sha256, bytes FROM snapshots WHERE warc_record_id = ? AND revisit_of IS NULL",
            (headers.get("warc-refers-to"),),
        ).fetchone()
        if row is None:
            return False
        original, sha256, payload_sha256, size = row
    elif payload_sha256 == sha256:
        payload_sha256 = None
    head = record.head
    connection.execute(
        """
        INSERT INTO snapshots(url, fetched_at, http_status, media_type, sha256, payload_sha256, bytes, warc_file,
                              warc_offset, warc_length, revisit_of, warc_record_id, posted, transport, origin, run_id)
        SELECT ?, ?, ?, ?, ?, ?, ?, name, ?, ?, ?, ?, ?, ?, ?, run_id FROM warc_files WHERE name = ?
        ON CONFLICT DO NOTHING""",
        (
            *(url, fetched_at, head.status if head else 0, head.media_type if head else None, sha256, payload_sha256),
            *(size, record.offset, record.length, original, headers.get("warc-record-id")),
            *(record.posted_sha256, headers.get(TRANSPORT.lower()), headers.get(ORIGIN.lower()), name),
        ),
    )
    return True


def _close(connection: sqlite3.Connection, path: Path) -> None:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        os.fsync(file.fileno())
    with suppress(OSError):  # some file systems know no permissions
        path.chmod(READ_ONLY)
    connection.execute(
        "UPDATE warc_files SET bytes = ?, sha256 = ? WHERE name = ?",
        (path.stat().st_size, digest.hexdigest(), path.name),
    )


def _loss(connection: sqlite3.Connection, name: str, length: int | None, size: int) -> str:
    count = connection.execute(
        "SELECT count(*) FROM snapshots WHERE warc_file = ? AND warc_offset + warc_length > ?", (name, length or 0)
    ).fetchone()[0]
    state = "is missing" if length is None else f"has {length} of {size} bytes"
    return f"{name} {state}: {counted(count, 'snapshot')} without their record"
