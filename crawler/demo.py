"""The demo: two nights of the sample county crawled on loopback, archived, proved and told in a table."""

import argparse
import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

from scrapy.crawler import AsyncCrawlerRunner

from archive.database import open_for_reading
from archive.proof.finding import Tally
from archive.record import Snapshot
from archive.store import RunCounts, Store
from archive.talk import counted
from archive.verbs import DONE, FAILED, INTERRUPTED
from archive.verify import verify
from crawler.reactor import run_to_end
from crawler.sample.county import read_from
from crawler.sample.server import USUAL_PORT, SamplePortal, sample_portal
from crawler.scrapy_settings import scrapy_settings
from crawler.settings import Settings
from crawler.spiders.reports import ReportsSpider
from pipelines.helpers import missing_helpers

_FOLDER = Path("demo-data")
_NIGHTS = (1, 2)
_COLUMNS = (("year", 4), ("issuer", 26), ("versions", 8), ("seen at", 7), ("requests", 8), ("sums", 24))
_SUMMARY = """
    SELECT year, issuer, version_count, (SELECT count(*) FROM sightings WHERE report_id = reports.id),
           figures.requests__new_requests__total,
           coalesce((SELECT 'do not add up: ' || group_concat(place, ', ') FROM checks
                     WHERE checks.report_id = reports.id AND verdict = 'violated'), 'add up')
    FROM reports JOIN figures ON figures.report_id = reports.id ORDER BY issuer, year"""


def demo(options: argparse.Namespace, settings: Settings) -> int:
    """Runs the demo in `options.data`, or in demo-data/."""
    folder: Path = options.data or _FOLDER
    _say(f"A made-up county on this machine, archived in {folder}/")
    roll_bytes = settings.archive.roll_bytes
    with sample_portal() as portal, Store(folder, purpose="demo", roll_bytes=roll_bytes) as store:
        for line in store.recovered.lines():
            _say(f"  put right: {line}")
        if portal.server_port != USUAL_PORT:
            _say(f"Port {USUAL_PORT} is taken: the portal stands at another address this time, and so do its reports.")
        captured: list[Snapshot] = []
        try:
            run_to_end(_crawl_nights(portal, store, settings, captured))
        except KeyboardInterrupt:
            if store.run_is_open:
                store.finish_run(INTERRUPTED, RunCounts(len(captured)))
            raise
    print(_table(folder), flush=True)
    _say("These reports and their figures are made up, and come with the sample: a crawl does not read its pages yet.")
    whole = _prove(folder)
    _say(f"Look inside: {_sqlite_utils()} {folder}/archive.db 'SELECT year, title FROM reports' --table")
    for helper in missing_helpers():
        _say(f"Optional: {helper.program} is not installed (Debian package {helper.package}); for {helper.serves}.")
    if not options.no_serve:
        _say("Serving the archive in a browser is not built yet.")
    return DONE if whole else FAILED


async def _crawl_nights(portal: SamplePortal, store: Store, settings: Settings, captured: list[Snapshot]) -> None:
    local = replace(settings, crawl=replace(settings.crawl, delay=0, robots=False, allow_private_hosts=True))
    runner = AsyncCrawlerRunner({**scrapy_settings(local), "LOG_LEVEL": "ERROR"})
    for night in _NIGHTS:
        portal.show_night(night)
        captured.clear()
        store.begin_run()
        crawler = runner.create_crawler(ReportsSpider)
        await runner.crawl(crawler, store=store, homes=[portal.home], captured=captured)
        outcomes: Counter[str] = Counter()
        spider = crawler.spider
        assert isinstance(spider, ReportsSpider)
        if spider.failure:
            raise spider.failure
        for snapshot in captured:
            page = portal.page_at(snapshot.url)
            if page and page.record:
                outcomes[store.keep(read_from(page.record, snapshot.url, page.html.encode()), snapshot.id).outcome] += 1
        counts = RunCounts(len(captured), outcomes["new_report"], outcomes["new_version"])
        store.finish_run(DONE, counts)
        unchanged = sum(snapshot.revisit_of is not None for snapshot in captured)
        _say(
            f"  night {night}: {counts.pages} pages fetched, {unchanged} of them known byte for byte; "
            f"{counted(counts.new_reports, 'new report')}, {counts.changed_reports} changed, "
            f"{outcomes['new_sighting']} found at a second address"
        )


def _table(folder: Path) -> str:
    connection = open_for_reading(folder).conn
    try:
        rows = [
            _line([name for name, _ in _COLUMNS]),
            *(_line(list(map(str, row))) for row in connection.execute(_SUMMARY)),
        ]
    finally:
        connection.close()
    return "\n".join(["", *rows, ""])


def _line(cells: list[str]) -> str:
    return "  ".join(
        cell + " " * (width - sum(1 + (east_asian_width(letter) in "WF") for letter in cell))
        for cell, (_, width) in zip(cells, _COLUMNS, strict=True)
    ).rstrip()


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
