"""The archive against the bare libraries: snapshots against warcio, records against executemany, size, start, memory."""

import io
import itertools
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.forms import figure_units
from archive.projection import project
from archive.record import Exchange
from archive.store import Store
from tests.bench.made_up import exchange, town_report
from tests.bench.measure import ROUNDS, Result, in_child, ratio, side_by_side

_SNAPSHOTS, _RECORDS = 1000, 400
_SMALL, _LARGE = 10_000, 200_000


def snapshots_against_warcio(folder: Path) -> Iterator[Result]:
    exchanges = [exchange(number) for number in range(_SNAPSHOTS)]
    rates = side_by_side({"ours": _store_snapshots(folder, exchanges), "warcio": _write_with_warcio(folder, exchanges)})
    median, low, high = ratio(rates["ours"], rates["warcio"])
    yield Result(
        text=f"snapshots a CPU second, {_SNAPSHOTS:,} pages of {len(exchanges[0].payload):,} bytes, {ROUNDS} rounds: "
        f"{rates['ours']} with digests, index and sync; warcio alone {rates['warcio']}; "
        f"ratio {median:.2f} ({low:.2f} to {high:.2f})",
        figures={"snapshots_to_warcio": median},
    )


def _store_snapshots(folder: Path, exchanges: list[Exchange]) -> Callable[[], int]:
    rounds = itertools.count()

    def run() -> int:
        with Store(folder / f"snapshots-{next(rounds)}") as store:
            for one in exchanges:
                store.capture(one)
        return len(exchanges)

    return run


def _write_with_warcio(folder: Path, exchanges: list[Exchange]) -> Callable[[], int]:
    def run() -> int:
        with (folder / "warcio.warc.gz").open("wb") as file:
            writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
            for one in exchanges:
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                response = writer.create_warc_record(
                    one.url, "response", payload=io.BytesIO(one.payload), http_headers=head
                )
                asked = StatusAndHeaders("GET /page HTTP/1.1", [("Host", "www.example.cn")], is_http_request=True)
                request = writer.create_warc_record(one.url, "request", http_headers=asked)
                writer.write_request_response_pair(request, response)
        return len(exchanges)

    return run


def records_against_executemany(folder: Path) -> Iterator[Result]:
    records = [town_report(number) for number in range(_RECORDS)]
    ours_round, bare_round = itertools.count(), itertools.count()

    def ours() -> int:
        with Store(folder / f"records-{next(ours_round)}") as store:
            snapshots = [store.capture(exchange(number, 30)) for number in range(_RECORDS)]
            for record, snapshot in zip(records, snapshots, strict=True):
                store.keep(record, snapshot.id)
        return _RECORDS

    projections = [project(record) for record in records]
    figure_names = list(figure_units())
    reports = [tuple(one.report.values()) for one in projections]
    texts = [(number, one.narrative, one.full_text) for number, one in enumerate(projections)]
    figures = [tuple(one.figures.get(name) for name in figure_names) for one in projections]

    def bare() -> int:
        connection = sqlite3.connect(folder / f"bare-{next(bare_round)}.db")
        for table, rows in (("reports", reports), ("report_text", texts), ("figures", figures)):
            width = len(rows[0])
            connection.execute(f"CREATE TABLE {table} ({', '.join(f'c{n}' for n in range(width))})")
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
        connection.commit()
        connection.close()
        return _RECORDS

    rates = side_by_side({"ours": ours, "bare": bare})
    median, low, high = ratio(rates["ours"], rates["bare"])
    yield Result(
        text=f"records a CPU second, {_RECORDS} reports, {ROUNDS} rounds: {rates['ours']} with identity, versions, checks and "
        f"full-text index; ready rows through executemany {rates['bare']}; ratio {median:.4f} ({low:.4f} to {high:.4f})",
        figures={"records_to_executemany": median},
    )
    size = (folder / "records-1" / "archive.db").stat().st_size
    warc = sum(file.stat().st_size for file in (folder / "snapshots-1" / "warc").iterdir())
    characters = statistics.mean(len(record.text) for record in records)
    yield Result(
        text=f"bytes on disk a report of {characters:,.0f} characters and 200 cells: {size / _RECORDS:,.0f} in archive.db; "
        f"a page of 15,000 bytes as a snapshot: {warc / _SNAPSHOTS:,.0f} in WARC",
        figures={"database_bytes_a_report": size / _RECORDS, "warc_bytes_a_page": warc / _SNAPSHOTS},
    )


def start_and_memory(folder: Path) -> Iterator[Result]:
    module = "tests.bench.many_snapshots"
    small = in_child(module, "write", str(folder / "small"), str(_SMALL))
    large = in_child(module, "write", str(folder / "large"), str(_LARGE))
    growth = large["peak_mb"] / small["peak_mb"]
    yield Result(
        text=f"peak memory while writing {_SMALL:,} snapshots: {small['peak_mb']:.0f} MB; {_LARGE:,}: "
        f"{large['peak_mb']:.0f} MB; ratio {growth:.2f} (goal: under 1.20)",
        figures={"memory_growth": growth, "peak_mb": large["peak_mb"]},
    )
    opened = [in_child(module, "open", str(folder / "large"))["seconds"] for _ in range(ROUNDS)]
    yield Result(
        text=f"opening an archive of {_LARGE:,} snapshots, {ROUNDS} times: median {statistics.median(opened) * 1000:.0f} ms "
        f"({min(opened) * 1000:.0f} to {max(opened) * 1000:.0f}; goal: under 1,000)",
        figures={"open_seconds": statistics.median(opened)},
    )


def cases() -> Iterator[Result]:
    """All figures of the archive, one after the other."""
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as name:
        folder = Path(name)
        yield from snapshots_against_warcio(folder)
        yield from records_against_executemany(folder)
        yield from start_and_memory(folder)
