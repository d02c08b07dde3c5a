"""An archive of N made-up reports, as large and as varied as real ones, written in bulk through the real projection."""

import hashlib
import multiprocessing
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from archive.database import DATABASE_NAME, open_for_writing
from archive.forms import figure_units
from archive.identity import body_key
from archive.projection import SqlValue
from archive.record import Issuer
from archive.safekeeping.upkeep import upkeep
from archive.seals import put_all
from archive.words import segment
from crawler.sample.county import Body
from tests.bench.many_bodies import many_bodies
from tests.bench.many_templates import Filled, filled, template
from tests.bench.many_words import sections

YEARS = range(2015, 2025)
_TEMPLATES = 24  # a year
_EDITED = 30  # each so many reports have a second text
_ALIKE = 10  # each so many reports look like another
_WARC, _FIRST_SEEN, _LAST_SEEN = "bench.warc.gz", "2025-02-01T02:00:00.000000Z", "2025-11-20T02:00:00.000000Z"
_CHANGED_SEEN = "2025-06-01T02:00:00.000000Z"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a report, with the record as it is stored and the tokens of title and narrative."""

    filled: Filled
    packed: bytes
    digest: str
    tokens: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """One report with all that its rows need."""

    id: int
    body: Body
    year: int
    key: str
    texts: tuple[Text, ...]


def make(folder: Path, number: int) -> Path:
    """The archive with so many reports in a folder of its own, made where it is not there yet."""
    home = folder / f"reports-{number}"
    if (home / "whole").exists():
        open_for_writing(home).conn.close()  # one that an older version made is brought up to date
        return home
    (home / "warc").mkdir(parents=True, exist_ok=True)
    for left in home.glob(f"{DATABASE_NAME}*"):
        left.unlink()
    connection = open_for_writing(home).conn
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    connection.execute("BEGIN")
    _write_ground(connection)
    parts = [range(at, min(at + _AT_ONCE, number + 1)) for at in range(1, number + 1, _AT_ONCE)]
    work = partial(written, many_bodies(-(-number // len(YEARS))))
    for reports in _worked(work, parts):
        _write(connection, reports)
        print(f"\r{reports[-1].id:,} of {number:,} reports made", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    connection.execute("COMMIT")
    upkeep(connection, seconds=3600)
    connection.close()
    (home / "whole").touch()
    return home


def _worked(work: Callable[[range], list[Written]], parts: Sequence[range]) -> Iterator[list[Written]]:
    """In order, by two processes where there is enough for them: tokens and packing take longer than writing."""
    if len(parts) == 1:
        yield from map(work, parts)
        return
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        yield from pool.imap(work, parts)


def written(bodies: Sequence[Body], numbers: Sequence[int]) -> list[Written]:
    """Reports by their numbers: a body's years one after the other, as a portal shows them."""
    return [
        _written(bodies[(number - 1) // len(YEARS)], YEARS[(number - 1) % len(YEARS)], number) for number in numbers
    ]


def _written(body: Body, year: int, number: int) -> Written:
    key = body_key(Issuer(body.name, body.kind, body.division, "stated"))
    layout = template(year, body.kind, body.scope, number % _TEMPLATES)
    words = sections(number, body.name, year)
    texts = [_text(filled(layout, body, words))]
    if number % _EDITED == 0:
        texts.append(_text(filled(layout, body, {**words, "problems": f"{words['problems']}已整改。"})))
    return Written(number, body, year, f"{key}/{year}/{body.scope}", tuple(texts))


def _text(made: Filled) -> Text:
    line = made.line.encode()
    tokens = (segment(str(made.report["title"])), segment(made.narrative))
    return Text(replace(made, line=""), zlib.compress(line, 1), hashlib.sha256(line).hexdigest(), tokens)


def _write_ground(connection: sqlite3.Connection) -> None:
    put_all(connection, "runs", [(1, _FIRST_SEEN, _LAST_SEEN, 0, 1, 1, 0, 0)])
    connection.execute("INSERT INTO warc_files VALUES (?, 1, NULL, 1)", (_WARC,))


def _write(connection: sqlite3.Connection, reports: list[Written]) -> None:
    """In the order of the foreign keys."""
    _write_portals(connection, reports)
    for report in reports:
        ids = [_write_text(connection, report, number, text) for number, text in enumerate(report.texts)]
        _write_report(connection, report, report.texts[-1], ids[-1])
    put_all(connection, "sightings", [_sighting(report) for report in reports])
    put_all(connection, "readings", [row for report in reports for row in _readings(report)])
    put_all(connection, "coverage", [_covered(report) for report in reports])
    alike = [one.id for one in reports if one.id % _ALIKE == 0]
    put_all(connection, "lookalikes", [(one, one - 1, "year_before", 0.97, None) for one in alike])


def _write_portals(connection: sqlite3.Connection, reports: list[Written]) -> None:
    counties = {one.body.division.code[:6]: one.body.division.county for one in reports}
    known = {url for (url,) in connection.execute("SELECT url FROM portals")}
    rows = [(_portal(code), f"{name}人民政府", code, None, None) for code, name in counties.items()]
    rows = [row for row in rows if row[0] not in known]
    put_all(connection, "portals", rows)
    put_all(connection, "portal_runs", [(1, row[0], "complete", 40, 20, None, None, None) for row in rows])


def _write_text(connection: sqlite3.Connection, report: Written, number: int, text: Text) -> int:
    """A capture and what was read from it; returns the number of the record."""
    snapshot_id = _snapshot_id(report, number)
    seen = _FIRST_SEEN if number == 0 else _CHANGED_SEEN
    connection.execute("INSERT INTO records VALUES (?, ?, ?)", (snapshot_id, text.digest, text.packed))
    connection.execute(
        "INSERT INTO snapshots(id, url, fetched_at, http_status, media_type, sha256, bytes, warc_file, warc_offset,"
        " warc_length, run_id, warc_record_id) VALUES (?, ?, ?, 200, 'text/html', ?, 40000, ?, ?, 9000, 1, ?)",
        (snapshot_id, _url(report), seen, text.digest, _WARC, snapshot_id * 10_000, f"<urn:bench:{snapshot_id}>"),
    )
    return snapshot_id


def _write_report(connection: sqlite3.Connection, report: Written, text: Text, record_id: int) -> None:
    made = text.filled
    columns: dict[str, SqlValue] = {
        "id": report.id,
        "key": report.key,
        "identified": 1,
        **made.report,
        "first_seen": _FIRST_SEEN,
        "last_seen": _LAST_SEEN,
        "version_count": len(report.texts),
        "record_id": record_id,
    }
    _insert(connection, "reports", columns)
    _insert(connection, "report_text", {"report_id": report.id, "narrative": made.narrative, "full_text": made.full})
    figures = {name: made.projection.figures.get(name) for name in figure_units()}
    _insert(connection, "figures", {"report_id": report.id, **figures})
    connection.executemany(
        "INSERT INTO cell_states(report_id, table_name, form, statuses, raw) VALUES (?, ?, ?, ?, ?)",
        [(report.id, *astuple(state)) for state in made.projection.cell_states],
    )
    connection.executemany(
        "INSERT INTO checks(report_id, rule, place, verdict, left_value, right_value, fault)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(report.id, *row) for row in made.checks],
    )
    words = (report.id, *text.tokens)
    connection.execute("INSERT INTO reports_fts(rowid, title, narrative) VALUES (?, ?, ?)", words)
    for number, version in enumerate(report.texts):
        snapshot_id = _snapshot_id(report, number)
        seen = _FIRST_SEEN if number == 0 else _CHANGED_SEEN
        connection.execute(
            "INSERT INTO versions(report_id, snapshot_id, content_sha256, first_seen, last_seen, record_id)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (report.id, snapshot_id, version.digest, seen, _LAST_SEEN, snapshot_id),
        )


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, SqlValue]) -> None:
    connection.execute(f"INSERT INTO {table}({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()])


def _sighting(report: Written) -> tuple[SqlValue, ...]:
    return (report.id, _url(report), _snapshot_id(report, len(report.texts) - 1), _FIRST_SEEN, _LAST_SEEN, None)


def _readings(report: Written) -> Iterator[tuple[SqlValue, ...]]:
    for number, text in enumerate(report.texts):
        record_id = _snapshot_id(report, number)
        said = (report.key, text.digest, "html", len(text.filled.full))
        yield (record_id, "", "report", "heading+form", record_id, *said)


def _covered(report: Written) -> tuple[SqlValue, ...]:
    """A row of the coverage that the report itself settles, published in time."""
    division = report.body.division
    body = (division.code, division.county or "", report.body.name, report.body.kind, report.year, report.body.scope)
    day = date(report.year + 1, 1, 20).isoformat()
    found = (
        "published",
        None,
        day,
        "written",
        -11,
        -70,
        "art49_1",
        0,
        None,
        report.id,
        _url(report),
        _portal(division.code[:6]),
    )
    return (division.code[:6], report.id, *body, *found, _LAST_SEEN[:10])


def _snapshot_id(report: Written, number: int) -> int:
    return 2 * report.id + number


def _portal(code: str) -> str:
    return f"http://www.county{code}.example/"


def _url(report: Written) -> str:
    return f"{_portal(report.body.division.code[:6])}zwgk/nb/{report.year}/t{report.id}.html"
