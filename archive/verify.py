"""Proves that an archive is whole, or names what is wrong and where; streams, so size costs time and not memory."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.database import DATABASE_NAME, open_for_reading
from archive.errors import ArchiveBusyError, StorageError
from archive.lock import is_locked
from archive.proof.finding import Finding, Tally
from archive.proof.index import prove_database, prove_full_text_index
from archive.proof.rows import prove_rows
from archive.proof.warc import WarcProof
from archive.store import WARC_FOLDER


def verify(folder: Path, tally: Tally, note: Callable[[str], None]) -> Iterator[Finding]:
    """All findings; counts into `tally` what was looked at, and tells `note` what could not be."""
    writer_at_work = is_locked(folder)
    connection = open_for_reading(folder).conn
    # a flipped byte in a text must show as a difference, not as an error of decoding
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        connection.execute("BEGIN")  # one moment of the archive, whatever is written meanwhile
        yield from _guarded(prove_database(connection))
        proof = WarcProof(connection, folder / WARC_FOLDER, tally, writer_at_work=writer_at_work)
        yield from _guarded(proof.findings())
        yield from _guarded(prove_rows(connection, tally))
    finally:
        connection.close()
    try:
        yield from prove_full_text_index(folder)
    except (ArchiveBusyError, StorageError) as reason:
        note(f"the full-text index was not checked: {reason}")


def _guarded(findings: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from findings
    except sqlite3.DatabaseError as error:
        yield Finding(DATABASE_NAME, f"cannot be read to the end ({error})")
