"""Selected reports to JSONL: the record of each one's current version a line, with `archive`, where it comes from."""

import json
import zlib
from collections.abc import Iterator
from typing import Any

from archive.export.folder import Files
from archive.export.sheets import CURRENT, provenance
from archive.export.source import Source

NAME = "reports.jsonl"

_FACTS = ("report_id", "key", "identified", "first_seen", "last_seen", "version_count")
_SIGHTINGS = """(
    SELECT json_group_array(json_object('url', url, 'first_seen', first_seen, 'last_seen', last_seen,
                                        'gone_at', gone_at))
    FROM (SELECT * FROM sightings WHERE report_id = reports.id ORDER BY first_seen, url))"""


def write_jsonl(source: Source, files: Files) -> None:
    """One file, a record a line."""
    number = 0
    with files.path(NAME).open("wb") as file:
        for line in _lines(source):
            file.write(line)
            number += 1
    files.count(NAME, number)


def _lines(source: Source) -> Iterator[bytes]:
    chosen = provenance()
    expressions = ["reports.id", *(f"reports.{name}" for name in _FACTS[1:]), *(place for place, _ in chosen)]
    names = [*_FACTS, *(column.name for _, column in chosen)]
    joined = "CROSS JOIN records ON records.id = reports.record_id"
    query = (
        f"SELECT {', '.join(expressions)}, {_SIGHTINGS}, records.body {CURRENT} {joined}"
        f" WHERE {source.condition} ORDER BY reports.id"
    )
    for *values, sightings, body in source.query(NAME, query, source.values):
        told: dict[str, Any] = dict(zip(names, values, strict=True))
        told["sightings"] = json.loads(sightings)
        yield _with_archive(zlib.decompress(body), told)


def _with_archive(record: bytes, told: dict[str, Any]) -> bytes:
    """The stored line of a record, untouched, with one more key at its end."""
    beside = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return b'%s,"archive":%s}\n' % (record.removesuffix(b"}"), beside)
