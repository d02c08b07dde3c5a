"""Where the reports of a portal stand, as the crawl finds them: confirmed, read again, gone."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.presence import Gone, note_gone, note_there
from archive.readings import repeat_readings
from archive.reports import refresh
from archive.seals import put
from archive.store import Store


@dataclass(frozen=True, slots=True)
class Read:
    """What a capture, or a part of it, was read as; `report_id` is None where it is no report."""

    verdict: str
    reason: str
    report_id: int | None


@dataclass(frozen=True, slots=True)
class Sighted:
    """An address where a report was read; `key` says whose it is and of which year."""

    url: str
    report_id: int
    gone_at: str | None
    key: str
    year: int | None


class Standing:
    """Writes and reads through the store: what is written is safe when the captures before it are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sighted(self, portal_url: str) -> Sequence[Sighted]:
        """All that was ever read as a report on a portal."""
        return [Sighted(*row) for row in self._store.query(_SIGHTED, portal_url)]

    def addresses_of(self, report_id: int) -> list[str]:
        """Where a report stands, as far as is known."""
        rows = self._store.query("SELECT url FROM sightings WHERE report_id = ? AND gone_at IS NULL", report_id)
        return [row[0] for row in rows]

    def read_as(self, snapshot_id: int) -> list[Read]:
        """What a capture was read as; empty where it was not read."""
        return [Read(*row) for row in self._store.query(_READ_AS, snapshot_id)]

    def read_again(self, earlier_id: int, snapshot_id: int) -> None:
        """A capture with the very bytes of an earlier one of its address."""
        with self._store.changing() as connection:
            repeat_readings(connection, earlier_id, snapshot_id)
            _there(connection, snapshot_id)

    def confirm(self, snapshot_id: int, run_id: int, at: str) -> None:
        """A server said that a capture is what it would still send."""
        with self._store.changing() as connection:
            keys = connection.execute(_KEYS, (snapshot_id,)).fetchall()
            if not keys:
                return  # no report was read there
            put(connection, "confirmations", {"snapshot_id": snapshot_id, "confirmed_at": at, "run_id": run_id})
            for (key,) in keys:
                refresh(connection, key, {})
            _there(connection, snapshot_id, (at, run_id))

    def gone(self, gone: Gone) -> None:
        """An address of a report that is gone."""
        with self._store.changing() as connection:
            note_gone(connection, gone)


def _there(connection: sqlite3.Connection, snapshot_id: int, confirmed: tuple[str, int] | None = None) -> None:
    """What a capture shows is there, as of its own run, or of the one that confirmed it."""
    url, *captured = connection.execute(
        "SELECT url, fetched_at, run_id FROM snapshots WHERE id = ?", (snapshot_id,)
    ).fetchone()
    if connection.execute(_KEYS, (snapshot_id,)).fetchone():
        note_there(connection, url, *(confirmed or captured))


_SIGHTED = """
    SELECT DISTINCT sightings.url, report_id, gone_at, reports.key, reports.year
    FROM addresses JOIN sightings ON sightings.url = addresses.url JOIN reports ON reports.id = report_id
    WHERE portal_url = ?"""
_READ_AS = """
    SELECT verdict, reason, reports.id FROM readings LEFT JOIN reports ON reports.key = report_key
    WHERE snapshot_id = ? ORDER BY part"""
_KEYS = "SELECT DISTINCT report_key FROM readings WHERE snapshot_id = ? AND report_key IS NOT NULL"
