"""The archive's rows about one report to dataclasses: itself, its captures, versions, sightings, checks, neighbours."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.identity import is_complete
from archive.record import Check
from archive.web.asking import NotThereError

MOST_ROWS = 50  # of one kind on the page of one report


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What the page needs beside the record."""

    id: int
    key: str
    identified: bool
    year: int | None
    first_seen: str
    last_seen: str
    record_id: int


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture, and where its bytes lie: with itself, or with the earlier one that it repeats.

    `part` is the name of the file within a bundle that was read.
    """

    id: int
    url: str
    fetched_at: str
    http_status: int
    media_type: str | None
    sha256: str
    bytes: int
    transport: str | None
    origin: str | None
    part: str
    warc_file: str
    warc_offset: int
    warc_length: int
    warc_record_id: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    id: int
    snapshot_id: int
    first_seen: str
    last_seen: str
    record_id: int
    url: str


@dataclass(frozen=True, slots=True)
class SightingRow:
    url: str
    snapshot_id: int
    first_seen: str
    last_seen: str
    gone_at: str | None


@dataclass(frozen=True, slots=True)
class Alike:
    """A report that looks like this one; `left_in` is a name of the other's place that stands in one of them."""

    kind: str
    likeness: float
    left_in: str | None
    id: int
    issuer: str | None
    year: int | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The numbers of the reports of the same body beside this one; `other_scope` is of the same year."""

    year_before: int | None = None
    year_after: int | None = None
    other_scope: int | None = None


def report_row(connection: sqlite3.Connection, report_id: int) -> ReportRow:
    """The report of a number, or that there is none."""
    row = connection.execute(_REPORT, (report_id,)).fetchone()
    if row is None:
        raise NotThereError("site.nothing_there")
    number, key, identified, *rest = row
    return ReportRow(number, key, bool(identified), *rest)


def read_from(connection: sqlite3.Connection, record_id: int) -> Capture:
    """The first capture from which a record was read."""
    return Capture(*connection.execute(_CAPTURE, (record_id,)).fetchone())


def versions(connection: sqlite3.Connection, report_id: int) -> Sequence[VersionRow]:
    """The oldest first."""
    return [VersionRow(*row) for row in connection.execute(_VERSIONS, (report_id,))]


def sightings(connection: sqlite3.Connection, report_id: int) -> Sequence[SightingRow]:
    """Those that stand first, then by their age."""
    return [SightingRow(*row) for row in connection.execute(_SIGHTINGS, (report_id,))]


def checks(connection: sqlite3.Connection, report_id: int) -> Sequence[Check]:
    """Those within the report, and those against the year before."""
    return [Check(*row) for row in connection.execute(_CHECKS, (report_id,))]


def lookalikes(connection: sqlite3.Connection, report_id: int) -> Sequence[Alike]:
    """The most alike first."""
    values = {"id": report_id, "most": MOST_ROWS}
    return [Alike(*row) for row in connection.execute(_ALIKE, values)]


def neighbours(connection: sqlite3.Connection, row: ReportRow) -> Neighbours:
    """None where the key does not tell the body."""
    if not is_complete(row.key) or row.year is None:
        return Neighbours()
    body, _, scope = row.key.rsplit("/", 2)
    other = "own" if scope == "aggregate" else "aggregate"
    keys = (f"{body}/{row.year - 1}/{scope}", f"{body}/{row.year + 1}/{scope}", f"{body}/{row.year}/{other}")
    known = dict(connection.execute("SELECT key, id FROM reports WHERE key IN (?, ?, ?)", keys).fetchall())
    return Neighbours(*(known.get(key) for key in keys))


_REPORT = "SELECT id, key, identified, year, first_seen, last_seen, record_id FROM reports WHERE id = ?"
_CAPTURE = """
    SELECT own.id, own.url, own.fetched_at, own.http_status, own.media_type, own.sha256, own.bytes, own.transport,
           own.origin, part, stored.warc_file, stored.warc_offset, stored.warc_length, stored.warc_record_id
    FROM readings
    CROSS JOIN snapshots AS own ON own.id = readings.snapshot_id
    CROSS JOIN snapshots AS stored ON stored.id = coalesce(own.revisit_of, own.id)
    WHERE readings.record_id = ? ORDER BY own.fetched_at, own.id LIMIT 1"""
_VERSIONS = """
    SELECT versions.id, snapshot_id, first_seen, last_seen, record_id, url
    FROM versions JOIN snapshots ON snapshots.id = snapshot_id
    WHERE report_id = ? ORDER BY first_seen, versions.id"""
_SIGHTINGS = """
    SELECT url, snapshot_id, first_seen, last_seen, gone_at FROM sightings
    WHERE report_id = ? ORDER BY gone_at IS NOT NULL, first_seen, url"""
_CHECKS = "SELECT rule, place, verdict, left_value, right_value, fault FROM checks WHERE report_id = ?"
_ALIKE = """
    SELECT pairs.kind, likeness, left_in, reports.id, issuer, year, title
    FROM (SELECT kind, likeness, left_in, other_report_id AS other FROM lookalikes WHERE report_id = :id
          UNION ALL
          SELECT kind, likeness, left_in, report_id FROM lookalikes WHERE other_report_id = :id) AS pairs
    JOIN reports ON reports.id = pairs.other
    ORDER BY likeness DESC, reports.id LIMIT :most"""
