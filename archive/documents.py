"""Reads back what a snapshot holds: the exchange, or the document that the portal served, proved by their digests."""

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import UsageError, WarcError
from archive.message import document, end_of_head, parse_head
from archive.record import Exchange
from archive.warc_scan import read_block

_PLACES = """
    SELECT own.url, own.fetched_at, own.sha256, own.payload_sha256, own.transport, own.warc_record_id, own.warc_file,
           own.warc_offset, own.warc_length, stored.warc_record_id, stored.warc_file, stored.warc_offset,
           stored.warc_length
    FROM snapshots AS own JOIN snapshots AS stored ON stored.id = coalesce(own.revisit_of, own.id)
    WHERE own.id = ?"""


@dataclass(frozen=True, slots=True)
class _Place:
    record_id: str
    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class _Stored:
    """A row of snapshots: its own record, and the one that holds the payload."""

    name: str
    url: str
    fetched_at: str
    sha256: str
    payload_sha256: str | None
    transport: str | None
    own: _Place
    whole: _Place


def read_document(connection: sqlite3.Connection, warc_folder: Path, snapshot_id: int) -> bytes:
    """The document of a snapshot; that of an unchanged one is read from the capture it repeats."""
    stored = _stored(connection, snapshot_id)
    _, head, payload = _read(warc_folder, stored.name, stored.whole)
    content = document(parse_head(head), payload)
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise WarcError(f"{stored.name}: {stored.whole.file} at {stored.whole.offset} does not hold its document")
    return content


def read_exchange(connection: sqlite3.Connection, warc_folder: Path, snapshot_id: int) -> Exchange:
    """The exchange of a snapshot, without its request; an unchanged one has its payload from the capture it repeats.

    That of a rendering has no head.
    """
    stored = _stored(connection, snapshot_id)
    headers, head, payload = _read(warc_folder, stored.name, stored.own)
    if stored.whole != stored.own:
        _, _, payload = _read(warc_folder, stored.name, stored.whole)
    if hashlib.sha256(payload).hexdigest() != (stored.payload_sha256 or stored.sha256):
        raise WarcError(f"{stored.name}: {stored.whole.file} at {stored.whole.offset} does not hold its payload")
    ip = headers.get("warc-ip-address")
    return Exchange(stored.url, stored.fetched_at, ip, b"", head, payload, stored.transport)


def _stored(connection: sqlite3.Connection, snapshot_id: int) -> _Stored:
    row = connection.execute(_PLACES, (snapshot_id,)).fetchone()
    if row is None:
        raise UsageError(f"no snapshot {snapshot_id} in the archive")
    url, fetched_at, sha256, payload_sha256, transport, *places = row
    own, whole = _Place(*places[:4]), _Place(*places[4:])
    return _Stored(f"snapshot {snapshot_id} of {url}", url, fetched_at, sha256, payload_sha256, transport, own, whole)


def _read(warc_folder: Path, name: str, place: _Place) -> tuple[Mapping[str, str], bytes, bytes]:
    path = (warc_folder / place.file).resolve()
    if path.parent != warc_folder.resolve():
        raise WarcError(f"{name}: {place.file} lies outside the archive")
    if not path.is_file():
        raise WarcError(f"{name}: {place.file} is missing")
    headers, block = read_block(path, place.offset, place.length)
    if headers.get("warc-record-id") != place.record_id:
        raise WarcError(f"{name}: {place.file} at {place.offset} holds another record")
    end = 0 if headers.get("warc-type") == "resource" else end_of_head(block) or 0
    return headers, block[:end], block[end:]
