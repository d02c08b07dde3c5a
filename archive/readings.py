"""What was understood of each snapshot, and what keeping one more understanding changes in the archive."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from archive.cut_short import CUT_SHORT, doubtful_digest
from archive.errors import RecordError
from archive.identity import content, digest_of, report_key
from archive.presence import note_there
from archive.projection import project
from archive.record import Record
from archive.reports import pack, refresh
from archive.seals import put

Outcome = Literal[
    "new_report",  # the first that is known of its key
    "new_version",  # a known report with another text
    "new_sighting",  # a known text at another address
    "seen_again",  # a known text at a known address
    "reread",  # another understanding of a snapshot that was read before
    "unchanged",  # this very understanding was kept before
    "not_a_report",
    "kept_earlier",  # this time unreadable or blocked, read before: the earlier reading stays
    "held_back",  # a known report that seems to have come half: no version unless it is seen like that again
]


@dataclass(frozen=True, slots=True)
class Kept:
    outcome: Outcome
    report_id: int | None


@dataclass(frozen=True, slots=True)
class _Reading:
    verdict: str
    reason: str
    record_id: int | None
    report_key: str | None
    content_sha256: str | None
    reader: str | None
    text_length: int | None


def keep_reading(connection: sqlite3.Connection, record: Record, snapshot_id: int, part: str) -> Kept:
    """Stores what `record` says of a snapshot, or of one part of it, and brings the reports concerned up to date."""
    url, sha256, fetched_at, run_id = connection.execute(
        "SELECT url, sha256, fetched_at, run_id FROM snapshots WHERE id = ?", (snapshot_id,)
    ).fetchone()
    if not part and record.source.sha256 not in ("", sha256):
        raise RecordError(f"record.source.sha256: {record.source.sha256} is not the document of snapshot {snapshot_id}")
    earlier = _stored(connection, snapshot_id, part)
    if earlier and earlier.verdict == "report" and record.verdict in ("unreadable", "blocked"):
        return Kept("kept_earlier", _report_id(connection, earlier.report_key))
    reading = _held_back(connection, record, url, snapshot_id, part) or _understood(connection, record, url, part)
    if reading == earlier:
        return Kept("unchanged", _report_id(connection, reading.report_key))
    outcome = _outcome(connection, reading, url)
    if earlier and outcome != "held_back":
        outcome = "reread"
    put(
        connection,
        "readings",
        {"snapshot_id": snapshot_id, "part": part, **{name: getattr(reading, name) for name in _Reading.__slots__}},
    )
    if reading.report_key:
        note_there(connection, url, fetched_at, run_id)
    at_hand = {reading.record_id: record} if reading.record_id else {}
    report_id = refresh(connection, reading.report_key, at_hand) if reading.report_key else None
    if earlier and earlier.report_key and earlier.report_key != reading.report_key:
        refresh(connection, earlier.report_key, {})
    if earlier and earlier.record_id and earlier.record_id != reading.record_id:
        _forget_record(connection, earlier.record_id)
    return Kept(outcome, report_id)


def repeat_readings(connection: sqlite3.Connection, earlier_id: int, snapshot_id: int) -> None:
    """What an earlier capture of the same address was read as holds for one with the very same bytes."""
    parts = connection.execute("SELECT part FROM readings WHERE snapshot_id = ?", (earlier_id,)).fetchall()
    for (part,) in parts:
        reading = _stored(connection, earlier_id, part)
        if reading is None or _stored(connection, snapshot_id, part):
            continue
        values = {name: getattr(reading, name) for name in _Reading.__slots__}
        put(connection, "readings", {"snapshot_id": snapshot_id, "part": part, **values})
        if reading.report_key:
            refresh(connection, reading.report_key, {})


def _held_back(
    connection: sqlite3.Connection, record: Record, url: str, snapshot_id: int, part: str
) -> _Reading | None:
    if record.verdict != "report":
        return None
    digest = doubtful_digest(connection, record, url, snapshot_id, part)
    return _Reading("unreadable", CUT_SHORT, None, None, digest, record.source.reader, None) if digest else None


def _understood(connection: sqlite3.Connection, record: Record, url: str, part: str) -> _Reading:
    if record.verdict != "report":
        return _Reading(record.verdict, record.reason, None, None, None, None, None)
    project(record)  # refuses what the tables could not hold, before anything is written
    text = content(record)
    return _Reading(
        record.verdict,
        record.reason,
        _record_id(connection, record),
        report_key(record, url, part),
        digest_of(record, text),
        record.source.reader,
        len(text),
    )


def _outcome(connection: sqlite3.Connection, reading: _Reading, url: str) -> Outcome:
    if reading.report_key is None:
        return "held_back" if reading.reason == CUT_SHORT else "not_a_report"
    report_id = _report_id(connection, reading.report_key)
    if report_id is None:
        return "new_report"
    version = connection.execute(
        "SELECT 1 FROM versions WHERE report_id = ? AND content_sha256 = ?", (report_id, reading.content_sha256)
    ).fetchone()
    if version is None:
        return "new_version"
    sighting = connection.execute("SELECT 1 FROM sightings WHERE report_id = ? AND url = ?", (report_id, url))
    return "seen_again" if sighting.fetchone() else "new_sighting"


def _stored(connection: sqlite3.Connection, snapshot_id: int, part: str) -> _Reading | None:
    row = connection.execute(
        f"SELECT {', '.join(_Reading.__slots__)} FROM readings WHERE snapshot_id = ? AND part = ?", (snapshot_id, part)
    ).fetchone()
    return _Reading(*row) if row else None


def _report_id(connection: sqlite3.Connection, key: str | None) -> int | None:
    row = connection.execute("SELECT id FROM reports WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def _record_id(connection: sqlite3.Connection, record: Record) -> int:
    sha256, body = pack(record)
    row = connection.execute("SELECT id FROM records WHERE sha256 = ?", (sha256,)).fetchone()
    if row:
        return int(row[0])
    return int(connection.execute("INSERT INTO records(sha256, body) VALUES (?, ?)", (sha256, body)).lastrowid or 0)


def _forget_record(connection: sqlite3.Connection, record_id: int) -> None:
    connection.execute(
        "DELETE FROM records WHERE id = ? AND id NOT IN (SELECT record_id FROM readings WHERE record_id = ?)",
        (record_id, record_id),
    )
