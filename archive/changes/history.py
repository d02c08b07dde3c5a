"""The archive's rows to what changes are told from: which reports to look at, their captures, and what vanished."""

import sqlite3
from collections.abc import Iterator

from archive.changes.departures import Vanishing
from archive.changes.edits import Capture
from archive.changes.event import Report


def report(connection: sqlite3.Connection, key: str) -> Report:
    return Report(*connection.execute("SELECT id, issuer, year, title FROM reports WHERE key = ?", (key,)).fetchone())


def captures(connection: sqlite3.Connection, key: str) -> list[Capture]:
    """All captures in which a report was read, the oldest first."""
    return [
        Capture(snapshot_id, run_id, url, part, posted, bool(is_rendering), *rest)
        for snapshot_id, run_id, url, part, posted, is_rendering, *rest in connection.execute(_CAPTURES, (key,))
    ]


def edited_keys(connection: sqlite3.Connection, since: str | None, run_id: int | None) -> Iterator[str]:
    """Reports of which an address said something else than the time before, since a moment or in a run."""
    files = "1"
    values: list[int | str] = []
    if run_id is not None:
        files += " AND warc_files.run_id = ?"
        values.append(run_id)
    if since is not None:
        files += _FILES_SINCE
        values += [since, since]
    rows = connection.execute(_EDITED.format(files=files), values).fetchall()
    return (row[0] for row in rows)


def gone_keys(connection: sqlite3.Connection, since: str | None, run_id: int | None) -> Iterator[str]:
    """Reports of which an address was gone, or came back, since a moment or the start of a run."""
    if run_id is not None:
        started = connection.execute("SELECT started_at FROM runs WHERE id = ?", (run_id,)).fetchone()
        since = max(since or "", started[0] if started else "")
    rows = connection.execute(_GONE, {"since": since or ""}).fetchall()
    return (row[0] for row in rows)


def vanishings(connection: sqlite3.Connection, report_id: int) -> list[Vanishing]:
    """What vanished at the addresses of a report."""
    return [Vanishing(*row) for row in connection.execute(_VANISHINGS, (report_id,))]


_CAPTURES = """
    SELECT snapshot_id, run_id, url, part, posted, http_status = 0, fetched_at, sha256, content_sha256, record_id, reader
    FROM readings JOIN snapshots ON snapshots.id = readings.snapshot_id
    WHERE report_key = ? ORDER BY fetched_at, snapshot_id, part"""
# by way of the files, as there is an index of snapshots by file and none by run or time
_EDITED = """
    SELECT DISTINCT now.report_key
    FROM warc_files
    CROSS JOIN snapshots AS here ON here.warc_file = warc_files.name
    CROSS JOIN readings AS now ON now.snapshot_id = here.id
    WHERE {files} AND now.content_sha256 <> (
        SELECT earlier.content_sha256
        FROM snapshots AS before
        CROSS JOIN readings AS earlier ON earlier.snapshot_id = before.id AND earlier.part = now.part
        WHERE before.url = here.url AND (before.fetched_at, before.id) < (here.fetched_at, here.id)
        AND before.posted IS here.posted AND (before.http_status = 0) = (here.http_status = 0)
        AND earlier.report_key = now.report_key
        ORDER BY before.fetched_at DESC, before.id DESC LIMIT 1)"""
# a file of a run holds nothing newer than the run's end; run numbers only rise, times may be set back
_FILES_SINCE = """
    AND (warc_files.run_id IS NULL OR warc_files.run_id >= (
        SELECT min(id) FROM runs WHERE finished_at IS NULL OR finished_at >= ?)) AND here.fetched_at >= ?"""
_GONE = """
    SELECT DISTINCT key
    FROM vanishings
    CROSS JOIN sightings ON sightings.url = vanishings.url
    CROSS JOIN reports ON reports.id = sightings.report_id
    WHERE vanishings.gone_at >= :since OR back_at >= :since OR (back_at IS NULL AND EXISTS (
        SELECT 1 FROM sightings AS other
        WHERE other.report_id = sightings.report_id AND other.first_seen >= :since))"""
_VANISHINGS = """
    SELECT vanishings.url, vanishings.gone_at, how, http_status, vanishings.snapshot_id, run_id, confirmed_at, back_at,
           CASE WHEN back_at IS NOT NULL THEN max(run_id, coalesce(
               (SELECT max(id) FROM runs WHERE started_at <= back_at), run_id)) END
    FROM sightings JOIN vanishings ON vanishings.url = sightings.url
    WHERE report_id = ? ORDER BY vanishings.gone_at, vanishings.url"""
