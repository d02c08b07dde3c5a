"""A checksum on each row that nothing else in the archive could prove right, so that one flipped bit is found."""

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence

SqlValue = str | int | float | None

# table: (its key columns, its other columns); the column `seal` comes last
SEALED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "portals": (("url",), ("name", "division_code", "family", "state")),
    "runs": (
        ("id",),
        ("started_at", "finished_at", "exit_status", "pages", "new_reports", "changed_reports", "gone_reports"),
    ),
    "portal_runs": (("run_id", "portal_url"), ("outcome", "pages", "reports", "declared_total", "reason")),
    "candidates": (("portal_url", "url"), ("link_text", "verdict", "reason")),
    "sightings": (("report_id", "url"), ("snapshot_id", "first_seen", "last_seen", "gone_at")),
    "readings": (
        ("snapshot_id", "part"),
        ("verdict", "reason", "record_id", "report_key", "content_sha256", "reader", "text_length"),
    ),
}


def seal(values: Sequence[SqlValue]) -> int:
    """The checksum of a row's other values, in the order of SEALED."""
    return zlib.crc32(json.dumps(list(values), separators=(",", ":"), default=repr).encode())


def put(connection: sqlite3.Connection, table: str, row: Mapping[str, SqlValue]) -> None:
    """Inserts or replaces one sealed row."""
    keys, others = SEALED[table]
    columns = (*keys, *others, "seal")
    values = [row[column] for column in (*keys, *others)]
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[len(keys) :])
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}",
        (*values, seal(values)),
    )
