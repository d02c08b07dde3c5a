"""Reads back the document of a snapshot: the bytes that the portal served, unpacked, proved by their digest."""

import hashlib
import sqlite3
from pathlib import Path

from archive.errors import UsageError, WarcError
from archive.message import document, end_of_head, parse_head
from archive.warc_scan import read_block


def read_document(connection: sqlite3.Connection, warc_folder: Path, snapshot_id: int) -> bytes:
    """The document of a snapshot; that of an unchanged one is read from the capture it repeats."""
    row = connection.execute(
        """
        SELECT own.url, stored.warc_file, stored.warc_offset, stored.warc_length, stored.sha256
        FROM snapshots AS own JOIN snapshots AS stored ON stored.id = coalesce(own.revisit_of, own.id)
        WHERE own.id = ?""",
        (snapshot_id,),
    ).fetchone()
    if row is None:
        raise UsageError(f"no snapshot {snapshot_id} in the archive")
    url, file, offset, length, sha256 = row
    path = (warc_folder / file).resolve()
    if path.parent != warc_folder.resolve():
        raise WarcError(f"snapshot {snapshot_id}: {file} lies outside the archive")
    if not path.is_file():
        raise WarcError(f"snapshot {snapshot_id} of {url}: {file} is missing")
    _, block = read_block(path, offset, length)
    end = end_of_head(block) or 0
    content = document(parse_head(block[:end]), block[end:])
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WarcError(f"snapshot {snapshot_id} of {url}: {file} at {offset} does not hold its document")
    return content
