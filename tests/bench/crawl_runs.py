"""A process that crawls a made-up web, by stock Scrapy or by our night, and tells pages, CPU seconds and memory."""

import json
import logging
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor

from archive.store import Store
from crawler.night import Night
from crawler.portals.register import Portal
from crawler.reactor import run_to_end
from crawler.settings import load
from pipelines.workers.pool import Workers
from tests.bench.crawl_site import HOSTS, REPORT_HOSTS, address
from tests.bench.measure import peak_megabytes

_CONCURRENCY = {"CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0}  # as ours


class FollowAll(scrapy.Spider):
    """What anyone would write first: every link of every page, nothing kept."""

    name = "follow-all"
    links = LinkExtractor()
    pages = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.homes:  # type: ignore[attr-defined]
            yield scrapy.Request(url)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        type(self).pages += 1
        for link in self.links.extract_links(response):
            yield response.follow(link)


def stock(homes: list[str], _: Path) -> int:
    logging.disable(logging.INFO)  # a line a page would cost Scrapy more than us
    process = AsyncCrawlerProcess({**_CONCURRENCY, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
    process.crawl(FollowAll, homes=homes)
    process.start()
    return FollowAll.pages


def ours(homes: list[str], folder: Path) -> int:
    """A whole night; where no page is a report, the workers that would read it never start."""
    settings = load(None, {})
    settings = replace(settings, crawl=replace(settings.crawl, delay=0.0, robots=False, allow_private_hosts=True))
    portals = [Portal(url, f"第{number + 1}县人民政府") for number, url in enumerate(homes)]
    with Store(folder) as store, Workers() as workers:
        night = Night(store, settings, portals, "all")
        run_to_end(night.run(workers, lambda _: None))
    return night.counts.pages


_CONTESTANTS: dict[str, Callable[[list[str], Path], int]] = {"stock": stock, "ours": ours, "whole": ours}


def main(contestant: str, port: str) -> dict[str, float]:
    is_read = contestant == "whole"
    homes = [f"http://{address(host)}:{port}/" for host in range(REPORT_HOSTS if is_read else HOSTS)]
    with tempfile.TemporaryDirectory(prefix="nianbao-crawl-") as name:
        folder = Path(name) / "archive"
        began, wall = _cpu_seconds(), time.monotonic()
        pages = _CONTESTANTS[contestant](homes, folder)
        figures = {"pages": pages, "cpu": _cpu_seconds() - began, "wall": time.monotonic() - wall}
        if is_read:
            with closing(sqlite3.connect(folder / "archive.db")) as connection:
                figures["reports"] = connection.execute("SELECT count(*) FROM reports").fetchone()[0]
    return {**figures, "peak_mb": peak_megabytes()}


def _cpu_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
