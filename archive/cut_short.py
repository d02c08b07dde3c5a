"""A report read anew at an address, to whether it may be only a part of what stood there before."""

import sqlite3

from archive.identity import content, digest_of, report_key
from archive.record import Record
from archive.reports import stored_record

CUT_SHORT = "cut_short"  # the reason of a reading that is held back

_AS_LONG = 0.97
_TORN = 12  # characters at the end of a text that broke off
_NEXT_TO_NOTHING = 0.25


def doubtful_digest(
    connection: sqlite3.Connection, record: Record, url: str, snapshot_id: int, part: str
) -> str | None:
    """The digest of a text that seems to have come half, for the first time; None for one that is to be believed."""
    before = connection.execute(_BEFORE, (url, snapshot_id, part)).fetchone()
    if before is None or before[1] != report_key(record, url, part):
        return None
    digest = digest_of(record, content(record))
    if digest == before[2] or connection.execute(_HELD_BEFORE, (url, snapshot_id, part, CUT_SHORT, digest)).fetchone():
        return None
    return digest if is_cut_short(stored_record(connection, before[0]), record) else None


def is_cut_short(before: Record, now: Record) -> bool:
    """Whether a text broke off, lost a table, or has hardly anything left: most likely a page that came half.

    An office may shorten a report like that, too; so it is believed when it is seen like that a second time.
    """
    if _tables(before) - _tables(now):
        return True
    earlier, later = content(before), content(now)
    if not later or _said(now) < _NEXT_TO_NOTHING * _said(before):
        return True
    beginning = later[:-_TORN]
    return bool(beginning) and len(later) < _AS_LONG * len(earlier) and earlier.startswith(beginning)


def _said(record: Record) -> int:
    """How much stands below the headings."""
    return sum(map(len, record.sections.values()))


def _tables(record: Record) -> set[str]:
    """The tables of which something was read."""
    return {cell.table for cell in record.cells if cell.value is not None}


_BEFORE = """
    SELECT record_id, report_key, content_sha256 FROM readings JOIN snapshots ON snapshots.id = snapshot_id
    WHERE url = ? AND (fetched_at, snapshots.id) < (SELECT fetched_at, id FROM snapshots WHERE id = ?) AND part = ? AND record_id NOT NULL
    ORDER BY fetched_at DESC, snapshots.id DESC LIMIT 1"""
_HELD_BEFORE = """
    SELECT 1 FROM readings JOIN snapshots ON snapshots.id = snapshot_id
    WHERE url = ? AND (fetched_at, snapshots.id) < (SELECT fetched_at, id FROM snapshots WHERE id = ?) AND part = ? AND reason = ?
    AND content_sha256 = ?"""
