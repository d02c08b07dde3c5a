"""Made-up exchanges and town reports, and a dump of all that the outside may read of an archive."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from archive.clock import now
from archive.database import open_for_reading
from archive.proof.finding import Tally
from archive.readings import Kept
from archive.record import Division, Exchange, Record
from archive.store import Store
from archive.verify import verify
from crawler.sample.county import BODIES, report

PUBLISHED = (
    *("portals", "runs", "portal_runs", "snapshots", "reports", "report_text", "figures", "versions", "sightings"),
    *("cells", "checks", "candidates", "same_text", "readings", "records", "addresses", "warc_files"),
)


def exchange(
    url: str,
    payload: bytes = b"<p>page</p>",
    headers: Iterable[str] = (),
    status: str = "200 OK",
    *,
    posted: bytes = b"",
    transport: str | None = None,
) -> Exchange:
    lines = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(payload)}",
        *headers,
    ]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    request = b"%s / HTTP/1.1\r\nHost: example.cn\r\n\r\n%s" % (b"POST" if posted else b"GET", posted)
    return Exchange(url, now(), "127.0.0.1", request, head, payload, transport)


def town_report(town: int = 1, year: int = 2024, text: str | None = None) -> Record:
    """A full report of one of many made-up towns."""
    record = report(BODIES[2], year)
    assert record.issuer
    assert record.issuer.division
    name = f"青禾县第{town}镇人民政府"
    division = Division(f"990101{town:03d}", "青禾省", "南浦市", "青禾县", f"第{town}镇")
    issuer = replace(record.issuer, name=name, division=division)
    title = f"{name}{year}年政府信息公开工作年度报告"
    return replace(record, issuer=issuer, title=title, text=text or f"{title}\n{record.text}")


def dump(folder: Path) -> dict[str, list[str]]:
    """Every row that may be read, as text, in an order that does not depend on ids."""
    connection = open_for_reading(folder).conn
    try:
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in PUBLISHED}
    finally:
        connection.close()


def rows(folder: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    connection = open_for_reading(folder).conn
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def damaged_database(folder: Path) -> sqlite3.Connection:
    """A connection past all our guards, to break things with."""
    return sqlite3.connect(folder / "archive.db", isolation_level=None)


def keep(store: Store, record: Record, url: str = "http://example.cn/1", payload: bytes | None = None) -> Kept:
    """Captures a page and keeps what it says."""
    snapshot = store.capture(exchange(url, record.text.encode() if payload is None else payload))
    return store.keep(record, snapshot.id)


def findings(folder: Path) -> list[str]:
    """What the proof finds, as a person reads it."""
    return [str(finding) for finding in verify(folder, Tally(), lambda text: None)]
