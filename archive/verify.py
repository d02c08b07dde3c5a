"""Proves that an archive is whole, or names what is wrong and where; streams, so size costs time and not memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.database import DATABASE_NAME, open_for_reading
from archive.errors import StorageError
from archive.lock import is_locked
from archive.proof.finding import Finding, Note, Tally
from archive.proof.index import prove_database, prove_full_text_index, prove_shape
from archive.proof.log import prove_log
from archive.proof.rows import prove_rows
from archive.proof.sample import choose, prove_sample
from archive.proof.warc import WarcProof
from archive.store import WARC_FOLDER


def verify(folder: Path, tally: Tally, note: Note) -> Iterator[Finding]:
    """All findings; counts into `tally` what was looked at, and tells `note` what could not be or is still to come."""
    with _one_moment(folder) as (connection, log_findings, writer_at_work):
        yield from log_findings
        yield from _guarded(prove_database(connection))
        proof = WarcProof(connection, folder / WARC_FOLDER, tally, note, writer_at_work=writer_at_work)
        yield from _guarded(proof.findings())
        yield from _guarded(prove_rows(connection, tally))
        try:
            yield from prove_full_text_index(connection)
        except StorageError as reason:
            note(f"the full-text index was not checked: {reason}")


def sampled(folder: Path, count: int, tally: Tally, note: Note) -> Iterator[Finding]:
    """Findings of `count` captures and as many reports, chosen at random, and of what is soon looked at as a whole."""
    with _one_moment(folder) as (connection, log_findings, writer_at_work):
        yield from log_findings
        yield from _guarded(prove_shape(connection))
        yield from _guarded(_of_a_sample(connection, folder, count, tally, note, writer_at_work=writer_at_work))


def _of_a_sample(
    connection: sqlite3.Connection, folder: Path, count: int, tally: Tally, note: Note, *, writer_at_work: bool
) -> Iterator[Finding]:
    chosen = choose(connection, count)
    proof = WarcProof(connection, folder / WARC_FOLDER, tally, note, writer_at_work=writer_at_work)
    yield from _guarded(proof.findings_of(chosen.snapshots))
    yield from prove_sample(connection, chosen, tally)


@contextmanager
def _one_moment(folder: Path) -> Iterator[tuple[sqlite3.Connection, list[Finding], bool]]:
    """The archive as it is now, whatever is written meanwhile; what is wrong with its log; whether a writer is at work."""
    writer_at_work = is_locked(folder)
    log_findings = [] if writer_at_work else list(prove_log(folder))  # before SQLite opens it
    connection = open_for_reading(folder).conn
    # a flipped byte in a text must show as a difference, not as an error of decoding
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        connection.execute("BEGIN")
        yield connection, log_findings, writer_at_work
    finally:
        connection.close()


def _guarded(findings: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001  # a damaged database may hand out any value of any type
        yield Finding(DATABASE_NAME, f"cannot be read to the end ({error})")
