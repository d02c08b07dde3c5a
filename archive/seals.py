"""A checksum on each row that nothing else in the archive could prove right, so that one flipped bit is found."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

SqlValue = str | int | float | None

# table: (its key columns, its other columns); the column `seal` comes last
SEALED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "portals": (("url",), ("name", "division_code", "family", "state")),
    "runs": (
        ("id",),
        ("started_at", "finished_at", "exit_status", "pages", "new_reports", "changed_reports", "gone_reports"),
    ),
    "portal_runs": (("run_id", "portal_url"), ("outcome", "pages", "reports", "declared_total", "reason", "notes")),
    "candidates": (("portal_url", "url"), ("link_text", "verdict", "reason")),
    "addresses": (
        ("portal_url", "url", "more"),
        (
            *("kind", "words", "score", "depth", "found_run", "visited_run", "visited_at", "result", "http_status"),
            *("snapshot_id", "etag", "last_modified", "parent", "in_column", "visits", "changes", "first_visit"),
            "leads_sha256",
        ),
    ),
    "confirmations": (("snapshot_id",), ("confirmed_at", "run_id")),
    "vanishings": (
        ("url", "gone_at"),
        ("how", "http_status", "snapshot_id", "run_id", "confirmed_at", "back_at"),
    ),
    "named_bodies": (("portal_url", "source_url", "name"), ("year", "standing", "snapshot_id", "run_id")),
    "coverage": (
        ("area", "position"),
        (
            *("division", "county", "body", "kind", "year", "scope", "state", "reason", "published_on", "date_basis"),
            *("days_vs_0131", "days_vs_0331", "deadline_basis", "late", "expected_from", "report_id", "url", "portal"),
            "as_of",
        ),
    ),
    "lookalikes": (("report_id", "other_report_id"), ("kind", "likeness", "left_in")),
    "sketches": (("report_id",), ("record_id", "bands")),
    "sightings": (("report_id", "url"), ("snapshot_id", "first_seen", "last_seen", "gone_at")),
    "readings": (
        ("snapshot_id", "part"),
        ("verdict", "reason", "record_id", "report_key", "content_sha256", "reader", "text_length"),
    ),
}

_ENCODER = json.JSONEncoder(separators=(",", ":"), default=repr, check_circular=False)  # made once: rows are many


def seal(values: Sequence[SqlValue]) -> int:
    """The checksum of a row's other values, in the order of SEALED."""
    return zlib.crc32(_ENCODER.encode(list(values)).encode())


def put(connection: sqlite3.Connection, table: str, row: Mapping[str, SqlValue]) -> None:
    """Inserts or replaces one sealed row."""
    put_all(connection, table, [[row[column] for columns in SEALED[table] for column in columns]])


def put_all(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[SqlValue]]) -> None:
    """Inserts or replaces sealed rows, their values in the order of SEALED."""
    connection.executemany(_statement(table), ((*values, seal(values)) for values in rows))


@cache
def _statement(table: str) -> str:
    keys, others = SEALED[table]
    columns = (*keys, *others, "seal")
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[len(keys) :])
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"
    )
