"""Rows against what they follow from: records against digests, readings against records, reports against readings."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache, partial

from archive.cross_year import YEARS_AT_HAND, check_rows, compare, earlier_key, figures_of
from archive.errors import NianbaoError
from archive.forms import figure_units, form_tables
from archive.identity import content, digest_of, is_complete, report_key
from archive.presence import gone_at
from archive.projection import project, report_columns
from archive.proof.finding import Finding, Tally
from archive.record import Record
from archive.reports import observations, unpack
from archive.seals import SEALED, seal
from archive.settle import Settled, settle
from archive.words import SEGMENTER

_READING = "verdict, reason, report_key, content_sha256, reader, text_length"
_CHECKS = "rule, place, verdict, left_value, right_value, fault"


@dataclass(frozen=True, slots=True)
class _Current:
    """What was seen of a report, and the record that its rows tell of; None where that is damaged."""

    settled: Settled
    record: Record | None


def prove_rows(connection: sqlite3.Connection, tally: Tally) -> Iterator[Finding]:
    """All rows that can be proved from others, and the seals of those that cannot."""
    for table in SEALED:
        yield from prove_seals(connection, table)
    yield from prove_constants(connection)
    yield from prove_records(connection, tally, connection.execute("SELECT id, sha256, body FROM records"))
    yield from _prove_readings(connection)
    # by key, so that the years of a body follow each other
    yield from prove_reports(connection, tally, connection.execute("SELECT id, key FROM reports ORDER BY key"))


def prove_seals(
    connection: sqlite3.Connection, table: str, where: str = "", values: Sequence[object] = ()
) -> Iterator[Finding]:
    """The rows of a table that must match their seals: all, or those that a condition chooses."""
    keys, others = SEALED[table]
    columns = ", ".join((*keys, *others))
    for *row, stored in connection.execute(f"SELECT {columns}, seal FROM {table} {where}", values):
        if seal(row) != stored:
            place = " ".join(map(str, row[: len(keys)]))
            yield Finding(f"{table} {place}", "the row does not match its seal")


def prove_constants(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What is the same in every archive of this version, and that no id is given twice."""
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


def prove_records(
    connection: sqlite3.Connection, tally: Tally, records: Iterable[tuple[int, str, bytes]]
) -> Iterator[Finding]:
    """Records, by id, digest and body, and the readings that follow from each."""
    for record_id, sha256, body in records:
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


def _prove_readings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for snapshot_id, part in connection.execute(
        "SELECT snapshot_id, part FROM readings WHERE (verdict = 'report') IS NOT (record_id IS NOT NULL)"
    ):
        yield Finding(f"reading of snapshot {snapshot_id} {part}".rstrip(), "its verdict and its record disagree")
    for (key,) in connection.execute(
        "SELECT DISTINCT report_key FROM readings "
        "WHERE report_key IS NOT NULL AND report_key NOT IN (SELECT key FROM reports)"
    ):
        yield Finding(f"report {key}", "was read, yet has no row")


def prove_reports(
    connection: sqlite3.Connection, tally: Tally, reports: Iterable[tuple[int, str]]
) -> Iterator[Finding]:
    """Reports, by id and key, with all rows that tell of them."""
    currents = lru_cache(YEARS_AT_HAND)(partial(_current, connection))
    for report_id, key in reports:
        tally["report"] += 1
        current = currents(key)
        if not current:
            yield Finding(f"report {report_id}", "no snapshot was read as this")
            continue
        before = earlier_key(key)
        for table in _wrong_tables(connection, report_id, key, current, currents(before) if before else None):
            yield Finding(f"report {report_id}", f"its rows in {table} do not follow from what was read")


def _current(connection: sqlite3.Connection, key: str) -> _Current | None:
    seen = observations(connection, key)
    if not seen:
        return None
    settled = settle(seen)
    body = connection.execute("SELECT body FROM records WHERE id = ?", (settled.current.record_id,)).fetchone()
    return _Current(settled, _record(body[0]) if body else None)


def _wrong_tables(
    connection: sqlite3.Connection, report_id: int, key: str, current: _Current, last_year: _Current | None
) -> Iterator[str]:
    settled, record = current.settled, current.record
    expected: dict[str, tuple[str, Iterable[tuple[object, ...]]]] = {
        "versions": (
            "content_sha256, snapshot_id, first_seen, last_seen, record_id",
            map(astuple, settled.versions),
        ),
        "sightings": (
            "url, snapshot_id, first_seen, last_seen, gone_at",
            [(*astuple(sighting), gone_at(connection, sighting.url)) for sighting in settled.sightings],
        ),
    }
    if record is not None:  # else that is told with the records
        expected |= _content_of(record)
        if last_year is None:
            expected["checks"] = (_CHECKS, check_rows(record.checks))
        elif last_year.record is not None:
            across = compare(figures_of(last_year.record), figures_of(record))
            expected["checks"] = (_CHECKS, [*check_rows(record.checks), *check_rows(across)])
        facts = {
            "identified": int(is_complete(key)),
            **report_columns(record),
            "first_seen": settled.first_seen,
            "last_seen": settled.last_seen,
            "version_count": len(settled.versions),
            "record_id": settled.current.record_id,
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
    }


def _record(body: bytes) -> Record | None:
    try:
        return unpack(body)
    except (zlib.error, NianbaoError, TypeError):
        return None


def _sha256(body: bytes) -> str:
    return hashlib.sha256(zlib.decompress(body)).hexdigest()
