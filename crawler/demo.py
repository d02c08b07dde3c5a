"""The demo: two nights of the sample counties crawled on loopback, archived, proved and told in tables."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

from archive.database import open_for_reading
from archive.identities import condition
from archive.insights.renew import renew
from archive.proof.finding import Tally
from archive.store import Store
from archive.talk import Progress, counted
from archive.verbs import DONE, FAILED
from archive.verify import verify
from crawler.night import Night
from crawler.portals.register import load_portals
from crawler.reactor import run_to_end
from crawler.sample.server import SampleCounties, sample_portals
from crawler.settings import Settings
from pipelines.helpers import missing_helpers
from pipelines.workers.pool import Workers

_FOLDER = Path("demo-data")
_NIGHTS = (1, 2)
_PAGES = 160  # of each portal: a simple portal of a county asks for far fewer
_FAREWELL = "Look inside: {} {}/archive.db 'SELECT year, issuer, title FROM reports' --table"
_PORTALS = """
    SELECT portals.name, coalesce(family, ''), outcome, coalesce(reason, ''), pages, reports
    FROM portal_runs JOIN portals ON portals.url = portal_url
    WHERE run_id = (SELECT max(id) FROM runs) ORDER BY portal_url"""
_CHANGED = """
    SELECT reports.year, issuer, url FROM readings
    JOIN snapshots ON snapshots.id = snapshot_id JOIN reports ON reports.key = report_key
    GROUP BY report_key, url HAVING count(DISTINCT content_sha256) > 1 ORDER BY issuer, year"""
_GONE = """
    SELECT reports.year, issuer, url FROM vanishings JOIN sightings USING (url) JOIN reports ON reports.id = report_id
    WHERE back_at IS NULL ORDER BY issuer, year"""
_WRONG_SUMS = f"""
    SELECT year, issuer, group_concat(rule || ' ' || place || ': ' || left_value || ' is not ' || right_value, ', ')
    FROM checks JOIN reports ON reports.id = report_id
    WHERE {condition("contradiction")} GROUP BY report_id ORDER BY issuer, year"""


def demo(options: argparse.Namespace, settings: Settings) -> int:
    """Runs the demo in `options.data`, or in demo-data/."""
    folder: Path = options.data or _FOLDER
    _say(f"Made-up counties on this machine, crawled over loopback and archived in {folder}/")
    with sample_portals() as counties, tempfile.TemporaryDirectory(prefix="nianbao-demo-") as scratch:
        register = Path(scratch) / "portals.csv"
        counties.register_csv(register)
        _crawl(folder, _local(settings, register), counties)
    _print_table("The second night", ("portal", "platform", "outcome", "reason", "pages", "reports"), folder, _PORTALS)
    _print_table("Reports that were changed after they were published", ("year", "body", "address"), folder, _CHANGED)
    _print_table("Addresses where a report is gone", ("year", "body", "address"), folder, _GONE)
    _print_table("Reports whose figures do not add up", ("year", "body", "where"), folder, _WRONG_SUMS)
    whole = _prove(folder)
    _say(_FAREWELL.format(_sqlite_utils(), folder))
    for helper in missing_helpers():
        _say(f"Optional: {helper.program} is not installed (Debian package {helper.package}); for {helper.serves}.")
    if not options.no_serve:
        _serve(folder)
    return DONE if whole else FAILED


def _serve(folder: Path) -> None:
    from archive.web.serving import free_port, serve
    from archive.web.verb import HOST, PORT

    serve(folder, HOST, free_port(HOST, PORT), _say)


def _local(settings: Settings, register: Path) -> Settings:
    crawl = replace(settings.crawl, delay=0.0, robots=True, allow_private_hosts=True, max_pages_per_portal=_PAGES)
    return replace(settings, portals=register, crawl=crawl)


def _crawl(folder: Path, settings: Settings, counties: SampleCounties) -> None:
    with Store(folder, purpose="demo", roll_bytes=settings.archive.roll_bytes) as store, Workers() as workers:
        for line in store.recovered.lines():
            _say(f"  put right: {line}")
        nights = [Night(store, settings, load_portals(settings.portals), "all") for _ in _NIGHTS]
        with Progress(lambda: next((night for night in nights if not night.outcomes), nights[-1]).line()) as progress:
            run_to_end(_nights(nights, counties, workers, progress))
        for night in nights:
            renew(store, night.run_id, lambda _: None)


async def _nights(nights: Sequence[Night], counties: SampleCounties, workers: Workers, progress: Progress) -> None:
    for number, night in zip(_NIGHTS, nights, strict=True):
        counties.show_night(number)
        await night.run(workers, lambda _: None)
        counts = night.counts
        progress.print(
            f"  night {number}: {counted(len(night.outcomes), 'portal')}, {counted(counts.pages, 'page')} fetched; "
            f"{counted(counts.new_reports, 'new report')}, {counts.changed_reports} changed",
            sys.stderr,
        )


def _print_table(title: str, columns: Sequence[str], folder: Path, sql: str) -> None:
    connection = open_for_reading(folder).conn
    try:
        rows = [list(map(str, row)) for row in connection.execute(sql)]
    finally:
        connection.close()
    if not rows:
        return
    widths = [max(map(_width, cells)) for cells in zip(columns, *rows, strict=True)]
    print(f"\n{title}\n")
    for cells in (columns, *rows):
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
        print(f"  {'  '.join(padded).rstrip()}")
    print(flush=True)


def _width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text)


def _prove(folder: Path) -> bool:
    tally = Tally()
    findings = list(verify(folder, tally, _say))
    for finding in findings:
        _say(f"  {finding}")
    seen = ", ".join(counted(tally[kind], kind) for kind in ("WARC record", "snapshot", "report"))
    _say(f"Not whole: {counted(len(findings), 'finding')} above." if findings else f"Proved whole: {seen}.")
    return not findings


def _sqlite_utils() -> str:
    """The command that is there wherever this program is."""
    return os.path.relpath(Path(sys.executable).parent / "sqlite-utils")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
