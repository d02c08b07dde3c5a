"""Whether reports are still where they were seen: what was confirmed, what is gone, and what came back."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from archive.seals import put

How = Literal[
    "gone",  # the server says so
    "unlisted",  # no list leads there any more, and it cannot be had
]


@dataclass(frozen=True, slots=True)
class Gone:
    """An address that was seen to be gone in a run; `snapshot_id` is the answer that told, where there was one."""

    url: str
    at: str
    how: How
    http_status: int | None
    snapshot_id: int | None
    run_id: int


def gone_at(connection: sqlite3.Connection, url: str) -> str | None:
    """Since when an address is gone; None where it is there, as far as is known."""
    row = connection.execute("SELECT gone_at FROM vanishings WHERE url = ? AND back_at IS NULL", (url,)).fetchone()
    return str(row[0]) if row else None


def note_gone(connection: sqlite3.Connection, gone: Gone) -> None:
    """An address is gone; seen again in a later run, that is confirmed."""
    known = _open(connection, gone.url)
    if known is None:
        row = {"url": gone.url, "gone_at": gone.at, "how": gone.how, "http_status": gone.http_status}
        row |= {"snapshot_id": gone.snapshot_id, "run_id": gone.run_id, "confirmed_at": None, "back_at": None}
        put(connection, "vanishings", row)
        _mark(connection, gone.url, gone.at)
    elif known["confirmed_at"] is None and known["run_id"] != gone.run_id:
        put(connection, "vanishings", known | {"confirmed_at": gone.at})


def note_there(connection: sqlite3.Connection, url: str, at: str, run_id: int | None = None) -> None:
    """A report was read at an address, or confirmed there: if it was gone before, it is back.

    Runs tell what came first, as the clock of one may have been wrong; within a run, and outside of any, the moment does.
    """
    known = _open(connection, url)
    if known and _is_before(known, at, run_id):
        put(connection, "vanishings", known | {"back_at": at})
        _mark(connection, url, None)


def _open(connection: sqlite3.Connection, url: str) -> dict[str, str | int | None] | None:
    columns = ("url", "gone_at", "how", "http_status", "snapshot_id", "run_id", "confirmed_at", "back_at")
    row = connection.execute(
        f"SELECT {', '.join(columns)} FROM vanishings WHERE url = ? AND back_at IS NULL", (url,)
    ).fetchone()
    return dict(zip(columns, row, strict=True)) if row else None


def _is_before(known: Mapping[str, str | int | None], at: str, run_id: int | None) -> bool:
    gone_in = known["run_id"]
    if run_id is None or run_id == gone_in:
        return str(known["gone_at"]) < at
    return int(gone_in or 0) < run_id


def _mark(connection: sqlite3.Connection, url: str, gone: str | None) -> None:
    columns = ("report_id", "url", "snapshot_id", "first_seen", "last_seen")
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM sightings WHERE url = ?", (url,)).fetchall()
    for row in rows:
        put(connection, "sightings", dict(zip(columns, row, strict=True)) | {"gone_at": gone})
