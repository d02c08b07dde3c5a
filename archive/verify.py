"""Proves that an archive is whole, or names what is wrong and where; streams, so size costs time and not memory."""

from collections.abc import Iterator
from pathlib import Path

from archive.database import DATABASE_NAME, open_for_reading
from archive.errors import ArchiveBusyError, StorageError
from archive.lock import is_locked
from archive.proof.finding import Finding, Note, Tally
from archive.proof.index import prove_database, prove_full_text_index
from archive.proof.log import prove_log
from archive.proof.rows import prove_rows
from archive.proof.warc import WarcProof
from archive.store import WARC_FOLDER


def verify(folder: Path, tally: Tally, note: Note) -> Iterator[Finding]:
    """All findings; counts into `tally` what was looked at, and tells `note` what could not be or is still to come."""
    writer_at_work = is_locked(folder)
    log_findings = [] if writer_at_work else list(prove_log(folder))  # before SQLite opens it
    connection = open_for_reading(folder).conn
    # a flipped byte in a text must show as a difference, not as an error of decoding
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield from log_findings
        connection.execute("BEGIN")  # one moment of the archive, whatever is written meanwhile
        yield from _guarded(prove_database(connection))
        proof = WarcProof(connection, folder / WARC_FOLDER, tally, note, writer_at_work=writer_at_work)
        yield from _guarded(proof.findings())
        yield from _guarded(prove_rows(connection, tally))
    finally:
        connection.close()
    if log_findings:
        note("the full-text index was not checked: that would fold the damaged log into the database")
        return
    try:
        yield from prove_full_text_index(folder)
    except (ArchiveBusyError, StorageError) as reason:
        note(f"the full-text index was not checked: {reason}")


def _guarded(findings: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001  # a damaged database may hand out any value of any type
        yield Finding(DATABASE_NAME, f"cannot be read to the end ({error})")
