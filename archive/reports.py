"""Readings to the rows of reports, versions, sightings, figures and index: one report brought up to date."""

import hashlib
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import astuple

from archive.cross_year import renew, write_checks
from archive.errors import RecordError
from archive.forms import figure_units
from archive.identity import is_complete
from archive.presence import gone_at
from archive.projection import Projection, project
from archive.record import Record
from archive.seals import put
from archive.settle import Observation, Settled, Sighting, Version, settle
from archive.words import segment

_OBSERVATIONS = """
    SELECT readings.snapshot_id, url, part, fetched_at, readings.record_id, records.sha256, content_sha256, reader,
           text_length, coalesce(confirmed_at, fetched_at)
    FROM readings
    JOIN snapshots ON snapshots.id = readings.snapshot_id
    LEFT JOIN confirmations ON confirmations.snapshot_id = snapshots.id
    JOIN records ON records.id = readings.record_id
    WHERE report_key = ?"""
_TABLES_OF_A_REPORT = ("report_text", "figures", "cell_states", "checks")


def pack(record: Record) -> tuple[str, bytes]:
    """The digest and the stored form of a record."""
    try:
        line = record.dumps().encode()
    except UnicodeEncodeError:
        raise RecordError("record: its text holds half a character (a lone surrogate), which is no text") from None
    return hashlib.sha256(line).hexdigest(), zlib.compress(line)


def unpack(body: bytes) -> Record:
    """The record that was packed."""
    return Record.loads(zlib.decompress(body))


def observations(connection: sqlite3.Connection, key: str) -> list[Observation]:
    """All that was seen of one report."""
    return [Observation(*row) for row in connection.execute(_OBSERVATIONS, (key,))]


def refresh(connection: sqlite3.Connection, key: str, at_hand: Mapping[int, Record]) -> int | None:
    """Makes the rows of the report with this key follow from its readings; returns its id, None if none is left.

    `at_hand` holds records, by id, that need not be read again.
    """
    seen = observations(connection, key)
    row = connection.execute("SELECT id, record_id FROM reports WHERE key = ?", (key,)).fetchone()
    if not seen:
        if row:
            _remove(connection, row[0])
            renew(connection, key)
        return None
    settled = settle(seen)
    if row and row[1] == settled.current.record_id:
        report_id = int(row[0])
        _update_dates(connection, report_id, settled)
    else:
        record_id = settled.current.record_id
        record = at_hand.get(record_id) or stored_record(connection, record_id)
        report_id = _write(connection, row[0] if row else None, key, settled, record)
        renew(connection, key)
    _write_versions(connection, report_id, settled)
    _write_sightings(connection, report_id, settled)
    return report_id


def stored_record(connection: sqlite3.Connection, record_id: int) -> Record:
    """The record with this id."""
    body = connection.execute("SELECT body FROM records WHERE id = ?", (record_id,)).fetchone()[0]
    return unpack(body)


def _update_dates(connection: sqlite3.Connection, report_id: int, settled: Settled) -> None:
    dates = (settled.first_seen, settled.last_seen, len(settled.versions))
    connection.execute(
        "UPDATE reports SET first_seen = ?, last_seen = ?, version_count = ? "
        "WHERE id = ? AND (first_seen, last_seen, version_count) IS NOT (?, ?, ?)",
        (*dates, report_id, *dates),
    )


def _write(connection: sqlite3.Connection, report_id: int | None, key: str, settled: Settled, record: Record) -> int:
    projection = project(record)
    columns = {
        "key": key,
        "identified": int(is_complete(key)),
        **projection.report,
        "first_seen": settled.first_seen,
        "last_seen": settled.last_seen,
        "version_count": len(settled.versions),
        "record_id": settled.current.record_id,
    }
    if report_id is None:
        places = ", ".join("?" * len(columns))
        cursor = connection.execute(
            f"INSERT INTO reports({', '.join(columns)}) VALUES ({places})", tuple(columns.values())
        )
        report_id = int(cursor.lastrowid or 0)
    else:
        _clear(connection, report_id)
        changes = ", ".join(f"{column} = ?" for column in columns)
        connection.execute(f"UPDATE reports SET {changes} WHERE id = ?", (*columns.values(), report_id))
    _write_content(connection, report_id, record, projection)
    return report_id


def _write_content(connection: sqlite3.Connection, report_id: int, record: Record, projection: Projection) -> None:
    connection.execute(
        "INSERT INTO report_text(report_id, narrative, full_text) VALUES (?, ?, ?)",
        (report_id, projection.narrative, projection.full_text),
    )
    values = [projection.figures.get(figure) for figure in figure_units()]
    connection.execute(
        f"INSERT INTO figures(report_id, {', '.join(figure_units())}) VALUES (?, {', '.join('?' * len(values))})",
        (report_id, *values),
    )
    connection.executemany(
        "INSERT INTO cell_states(report_id, table_name, form, statuses, raw) VALUES (?, ?, ?, ?, ?)",
        [(report_id, *astuple(state)) for state in projection.cell_states],
    )
    write_checks(connection, report_id, record.checks)
    connection.execute(
        "INSERT INTO reports_fts(rowid, title, narrative) VALUES (?, ?, ?)",
        (report_id, segment(record.title), segment(projection.narrative)),
    )


def _clear(connection: sqlite3.Connection, report_id: int) -> None:
    title, narrative = connection.execute(
        "SELECT title, narrative FROM reports_seg WHERE id = ?", (report_id,)
    ).fetchone()
    # the index must be told the very words it holds, or they stay in it as phantoms
    connection.execute(
        "INSERT INTO reports_fts(reports_fts, rowid, title, narrative) VALUES ('delete', ?, ?, ?)",
        (report_id, title, narrative),
    )
    for table in _TABLES_OF_A_REPORT:
        connection.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))


def _remove(connection: sqlite3.Connection, report_id: int) -> None:
    _clear(connection, report_id)
    for table in ("versions", "sightings"):
        connection.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
    connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))


def _write_versions(connection: sqlite3.Connection, report_id: int, settled: Settled) -> None:
    rows = connection.execute(
        "SELECT content_sha256, snapshot_id, first_seen, last_seen, record_id FROM versions WHERE report_id = ?",
        (report_id,),
    )
    stored = {Version(*row) for row in rows}
    wanted = set(settled.versions)
    kept_texts = {version.content_sha256 for version in wanted}
    for version in stored - wanted:
        if version.content_sha256 not in kept_texts:
            connection.execute(
                "DELETE FROM versions WHERE report_id = ? AND content_sha256 = ?", (report_id, version.content_sha256)
            )
    connection.executemany(
        """
        INSERT INTO versions(report_id, content_sha256, snapshot_id, first_seen, last_seen, record_id)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (report_id, content_sha256) DO UPDATE SET
            snapshot_id = excluded.snapshot_id, first_seen = excluded.first_seen,
            last_seen = excluded.last_seen, record_id = excluded.record_id""",
        [(report_id, *astuple(version)) for version in settled.versions if version not in stored],
    )


def _write_sightings(connection: sqlite3.Connection, report_id: int, settled: Settled) -> None:
    rows = connection.execute(
        "SELECT url, snapshot_id, first_seen, last_seen FROM sightings WHERE report_id = ?", (report_id,)
    )
    stored = {Sighting(*row) for row in rows}
    wanted = set(settled.sightings)
    for url in {sighting.url for sighting in stored} - {sighting.url for sighting in wanted}:
        connection.execute("DELETE FROM sightings WHERE report_id = ? AND url = ?", (report_id, url))
    for sighting in wanted - stored:
        put(
            connection,
            "sightings",
            {
                "report_id": report_id,
                "url": sighting.url,
                "snapshot_id": sighting.snapshot_id,
                "first_seen": sighting.first_seen,
                "last_seen": sighting.last_seen,
                "gone_at": gone_at(connection, sighting.url),
            },
        )
