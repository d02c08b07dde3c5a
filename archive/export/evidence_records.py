"""Selected reports to the WARC records that prove them: each capture with its request, and what a repeat repeats."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.errors import WarcError
from archive.selection import Selection
from archive.warc_scan import BrokenPart, ScannedRecord, scan


@dataclass(frozen=True, slots=True)
class Evidence:
    """A capture to be copied: its record ends at `end` of its file, and what belongs to it begins at `start`.

    `repeats` is the address of the earlier capture with the same payload; None where the record holds its own.
    """

    snapshot_id: int
    url: str
    fetched_at: str
    http_status: int
    media_type: str | None
    repeats: str | None
    title: str | None
    warc_file: str
    start: int
    offset: int
    end: int


def evidence(connection: sqlite3.Connection, selection: Selection) -> Iterator[Evidence]:
    """The captures that versions and sightings of the selected reports point to, file by file."""
    condition, values = selection.condition()
    wanted = _WANTED.format(condition=condition)
    for row in connection.execute(_EVIDENCE.format(wanted=wanted), values * wanted.count(condition)):
        yield Evidence(*row)


def records(warc_folder: Path, one: Evidence) -> Iterator[tuple[ScannedRecord, bytes]]:
    """The record of a capture, after that of its request, with their bytes; each proved by its digests."""
    path = warc_folder / one.warc_file
    if not path.is_file():
        raise WarcError(f"{one.warc_file} is missing; `nianbao verify` tells what else is")
    with path.open("rb") as file:
        for part in scan(path, one.start, one.end):
            if isinstance(part, BrokenPart) or next(part.broken_digests(), None):
                raise WarcError(f"{one.warc_file} at {part.offset} is damaged; `nianbao verify` tells more")
            if part.kind != "warcinfo":
                file.seek(part.offset)
                yield part, file.read(part.length)


_WANTED = """
    SELECT snapshot_id FROM versions JOIN reports ON reports.id = versions.report_id WHERE {condition}
    UNION SELECT snapshot_id FROM sightings JOIN reports ON reports.id = sightings.report_id WHERE {condition}"""
# a request lies between the record before and its answer; of several reports on a page one gives it its title
_EVIDENCE = """
    WITH wanted(id) AS ({wanted}),
         stored(id) AS (SELECT id FROM wanted UNION SELECT revisit_of FROM snapshots JOIN wanted USING (id)
                        WHERE revisit_of IS NOT NULL)
    SELECT here.id, here.url, here.fetched_at, here.http_status, here.media_type,
           (SELECT original.url FROM snapshots AS original WHERE original.id = here.revisit_of),
           (SELECT max(title) FROM readings JOIN reports ON reports.key = report_key WHERE snapshot_id = here.id),
           here.warc_file,
           coalesce((SELECT before.warc_offset + before.warc_length FROM snapshots AS before
                     WHERE before.warc_file = here.warc_file AND before.warc_offset < here.warc_offset
                     ORDER BY before.warc_offset DESC LIMIT 1), 0),
           here.warc_offset, here.warc_offset + here.warc_length
    FROM snapshots AS here JOIN stored USING (id)
    ORDER BY here.warc_file, here.warc_offset"""
