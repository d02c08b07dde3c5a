"""Rows against what they follow from: records against digests, readings against records, reports against readings."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple

from archive.errors import NianbaoError
from archive.forms import figure_units, form_tables
from archive.identity import content, digest_of, is_complete, report_key
from archive.projection import project, report_columns
from archive.proof.finding import Finding, Tally
from archive.record import Record
from archive.reports import check_rows, observations, unpack
from archive.seals import SEALED, seal
from archive.settle import settle
from archive.words import SEGMENTER

_READING = "verdict, reason, report_key, content_sha256, reader, text_length"


def prove_rows(connection: sqlite3.Connection, tally: Tally) -> Iterator[Finding]:
    """All rows that can be proved from others, and the seals of those that cannot."""
    yield from _prove_seals(connection)
    yield from _prove_constants(connection)
    yield from _prove_readings(connection, tally)
    yield from _prove_reports(connection, tally)


def _prove_seals(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, (keys, others) in SEALED.items():
        for *values, stored in connection.execute(f"SELECT {', '.join((*keys, *others))}, seal FROM {table}"):
            if seal(values) != stored:
                place = " ".join(map(str, values[: len(keys)]))
                yield Finding(f"{table} {place}", "the row does not match its seal")


def _prove_constants(connection: sqlite3.Connection) -> Iterator[Finding]:
    expected = {
        (cell.form, cell.table, n, cell.row, cell.column)
        for cells in form_tables().values()
        for n, cell in enumerate(cells, start=1)
    }
    if set(connection.execute("SELECT form, table_name, position, row_key, column_key FROM form_cells")) != expected:
        yield Finding("form_cells", "does not list the cells of the known forms")
    if list(connection.execute("SELECT key, value FROM archive_info")) != [("segmenter", SEGMENTER)]:
        yield Finding("archive_info", f"does not name the segmenter {SEGMENTER}")
    for table in ("reports", "versions"):
        highest = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
        given = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()[0]
        if (given or 0) < highest:
            yield Finding(f"sqlite_sequence {table}", "would give an id a second time")


def _prove_readings(connection: sqlite3.Connection, tally: Tally) -> Iterator[Finding]:
    for record_id, sha256, body in connection.execute("SELECT id, sha256, body FROM records"):
        place = f"record {record_id}"
        record = _record(body)
        if record is None or _sha256(body) != sha256:
            yield Finding(place, "does not match its digest")
            continue
        tally["record"] += 1
        readings = connection.execute(
            f"SELECT snapshot_id, part, url, {_READING} FROM readings JOIN snapshots ON id = snapshot_id "
            "WHERE record_id = ?",
            (record_id,),
        ).fetchall()
        if not readings:
            yield Finding(place, "no snapshot was read as this")
        text = content(record)
        for snapshot_id, part, url, *stored in readings:
            derived = (record.verdict, record.reason, report_key(record, url, part), digest_of(record, text))
            if tuple(stored) != (*derived, record.source.reader, len(text)):
                yield Finding(f"reading of snapshot {snapshot_id} {part}".rstrip(), f"does not follow from {place}")
    for snapshot_id, part in connection.execute(
        "SELECT snapshot_id, part FROM readings WHERE (verdict = 'report') IS NOT (record_id IS NOT NULL)"
    ):
        yield Finding(f"reading of snapshot {snapshot_id} {part}".rstrip(), "its verdict and its record disagree")
    for (key,) in connection.execute(
        "SELECT DISTINCT report_key FROM readings "
        "WHERE report_key IS NOT NULL AND report_key NOT IN (SELECT key FROM reports)"
    ):
        yield Finding(f"report {key}", "was read, yet has no row")


def _prove_reports(connection: sqlite3.Connection, tally: Tally) -> Iterator[Finding]:
    for report_id, key in connection.execute("SELECT id, key FROM reports ORDER BY id"):
        tally["report"] += 1
        seen = observations(connection, key)
        if not seen:
            yield Finding(f"report {report_id}", "no snapshot was read as this")
            continue
        for table in _wrong_tables(connection, report_id, key):
            yield Finding(f"report {report_id}", f"its rows in {table} do not follow from what was read")


def _wrong_tables(connection: sqlite3.Connection, report_id: int, key: str) -> Iterator[str]:
    settled = settle(observations(connection, key))
    record_id = settled.current.record_id
    expected: dict[str, tuple[str, Iterable[tuple[object, ...]]]] = {
        "versions": (
            "content_sha256, snapshot_id, first_seen, last_seen, record_id",
            map(astuple, settled.versions),
        ),
        "sightings": ("url, snapshot_id, first_seen, last_seen", map(astuple, settled.sightings)),
    }
    body = connection.execute("SELECT body FROM records WHERE id = ?", (record_id,)).fetchone()
    record = _record(body[0]) if body else None
    if record is not None:  # else that is told with the records
        expected |= _content_of(record)
        facts = {
            "identified": int(is_complete(key)),
            **report_columns(record),
            "first_seen": settled.first_seen,
            "last_seen": settled.last_seen,
            "version_count": len(settled.versions),
            "record_id": record_id,
        }
        expected["reports"] = (", ".join(facts), [tuple(facts.values())])
    for table, (columns, rows) in expected.items():
        id_column = "id" if table == "reports" else "report_id"
        stored = connection.execute(f"SELECT {columns} FROM {table} WHERE {id_column} = ?", (report_id,))
        if sorted(stored, key=repr) != sorted(rows, key=repr):
            yield table


def _content_of(record: Record) -> dict[str, tuple[str, Iterable[tuple[object, ...]]]]:
    projection = project(record)
    return {
        "report_text": ("narrative, full_text", [(projection.narrative, projection.full_text)]),
        "figures": (
            ", ".join(figure_units()),
            [tuple(projection.figures.get(figure) for figure in figure_units())],
        ),
        "cell_states": ("table_name, form, statuses, raw", map(astuple, projection.cell_states)),
        "checks": ("rule, place, verdict, left_value, right_value, fault", check_rows(record)),
    }


def _record(body: bytes) -> Record | None:
    try:
        return unpack(body)
    except (zlib.error, NianbaoError, TypeError):
        return None


def _sha256(body: bytes) -> str:
    return hashlib.sha256(zlib.decompress(body)).hexdigest()
