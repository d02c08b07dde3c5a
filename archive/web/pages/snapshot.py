"""A snapshot as it was: what was captured when and where it lies, what was read from it, and its page in a frame."""

import sqlite3
from dataclasses import dataclass

from archive.documents import read_document
from archive.errors import UsageError, WarcError
from archive.web.asking import Asked, NotThereError, Page
from archive.web.files.snapshot_content import MOST_BYTES, is_page


@dataclass(frozen=True, slots=True)
class Capture:
    """The row of the snapshot, and the file in which its bytes lie: another one's where it is unchanged."""

    id: int
    url: str
    fetched_at: str
    http_status: int
    media_type: str | None
    sha256: str
    bytes: int
    revisit_of: int | None
    run_id: int | None
    record_id: str
    transport: str | None
    origin: str | None
    warc_file: str
    warc_offset: int
    warc_length: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a snapshot, or a file in it, was read as."""

    part: str
    verdict: str
    reason: str
    report_id: int | None
    issuer: str | None
    year: int | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Other:
    """Another capture of the same address."""

    id: int
    fetched_at: str
    http_status: int
    is_same: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """`state` says what can be shown: `page`, `file`, `too_large` or `unreadable`."""

    capture: Capture
    state: str
    readings: tuple[Reading, ...]
    others: tuple[Other, ...]


_CAPTURE = """
    SELECT own.id, own.url, own.fetched_at, own.http_status, own.media_type, own.sha256, own.bytes, own.revisit_of,
           own.run_id, own.warc_record_id, own.transport, own.origin, stored.warc_file, stored.warc_offset,
           stored.warc_length
    FROM snapshots AS own JOIN snapshots AS stored ON stored.id = coalesce(own.revisit_of, own.id)
    WHERE own.id = ?"""
_READINGS = """
    SELECT part, verdict, reason, reports.id, issuer, year, title
    FROM readings LEFT JOIN reports ON reports.key = report_key
    WHERE snapshot_id = ? ORDER BY part"""
_MOST_OTHERS = 50
_OTHERS = f"""
    SELECT id, fetched_at, http_status, sha256 = ? FROM snapshots
    WHERE url = ? AND id <> ? ORDER BY fetched_at DESC LIMIT {_MOST_OTHERS}"""


def look(connection: sqlite3.Connection, asked: Asked) -> Shown:
    row = connection.execute(_CAPTURE, (asked.id(),)).fetchone()
    if row is None:
        raise NotThereError("snapshot.nothing_there")
    capture = Capture(*row)
    readings = tuple(Reading(*found) for found in connection.execute(_READINGS, (capture.id,)))
    others = connection.execute(_OTHERS, (capture.sha256, capture.url, capture.id))
    return Shown(
        capture,
        _state(connection, asked, capture),
        readings,
        tuple(Other(number, at, status, bool(same)) for number, at, status, same in others),
    )


def _state(connection: sqlite3.Connection, asked: Asked, capture: Capture) -> str:
    if capture.bytes > MOST_BYTES:
        return "too_large"
    try:
        content = read_document(connection, asked.warc_folder, capture.id)
    except (UsageError, WarcError, OSError):
        return "unreadable"
    return "page" if is_page(content, capture.media_type) else "file"


PAGES = (Page(r"snapshot/(?P<id>\d{1,15})", "snapshot", look),)
