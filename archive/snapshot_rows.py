"""A WARC record that was just written, and what it holds, to its row in `snapshots`."""

import sqlite3
from dataclasses import astuple, dataclass, replace

from archive.message import origin_note, transport_note
from archive.record import Exchange, Snapshot
from archive.warc import Position


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from where and when; the digest of the payload only where it is not that of the document."""

    url: str
    fetched_at: str
    http_status: int
    media_type: str | None
    sha256: str
    payload_sha256: str | None
    bytes: int


@dataclass(frozen=True, slots=True)
class Notes:
    """The digest of what was sent, how the connection fell short, and what another program's capture was taken from."""

    posted: str | None = None
    transport: str | None = None
    origin: str | None = None


def with_plain_notes(exchange: Exchange) -> Exchange:
    """The exchange with its notes as they can stand in a header."""
    transport = transport_note(exchange.transport)
    origin = origin_note(exchange.origin) if exchange.origin else None
    if (transport, origin) == (exchange.transport, exchange.origin):
        return exchange
    return replace(exchange, transport=transport, origin=origin)


def insert_snapshot(
    connection: sqlite3.Connection,
    answer: Answer,
    position: Position,
    notes: Notes,
    *,
    revisit_of: int | None,
    run_id: int | None,
) -> Snapshot:
    """Gives a record its row, and its file one if it is the first of it."""
    if position.is_first:
        connection.execute("INSERT INTO warc_files(name, bytes, run_id) VALUES (?, 0, ?)", (position.file, run_id))
    place = (position.file, position.offset, position.length)
    values = (*astuple(answer), *place, revisit_of, run_id, position.record_id, *astuple(notes))
    cursor = connection.execute(_INSERT, values)
    return Snapshot(int(cursor.lastrowid or 0), *values)


_INSERT = """
    INSERT INTO snapshots(url, fetched_at, http_status, media_type, sha256, payload_sha256, bytes, warc_file,
                          warc_offset, warc_length, revisit_of, run_id, warc_record_id, posted, transport, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
