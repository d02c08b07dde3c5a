"""The night's crawl against stock Scrapy over the same pages, and the whole job with the reading in worker processes."""

import statistics
from collections.abc import Iterator

from tests.bench.crawl_site import HOSTS, LINKS, PAGES, served
from tests.bench.measure import Rate, Result, in_child, ratio

_CRAWLS = 3  # of the whole site, each some tens of seconds
_CONTESTANTS = ("ours", "stock")
_MODULE = "tests.bench.crawl_runs"


def cases() -> Iterator[Result]:
    """All figures of the crawl."""
    yield _against_stock_scrapy()
    yield _whole_job()


def _against_stock_scrapy() -> Result:
    """Up to the stored snapshot: the other follows the same links and stores nothing."""
    with served() as port:
        runs = [{name: in_child(_MODULE, name, str(port)) for name in _CONTESTANTS} for _ in range(_CRAWLS)]
    rates = {name: Rate(tuple(run[name]["pages"] / run[name]["cpu"] for run in runs)) for name in _CONTESTANTS}
    memory = {name: statistics.median(run[name]["peak_mb"] for run in runs) for name in _CONTESTANTS}
    median, low, high = ratio(rates["ours"], rates["stock"])
    fetched = {int(run[name]["pages"]) for run in runs for name in _CONTESTANTS}
    assert fetched == {HOSTS * PAGES}, f"not the same pages: {fetched}"
    return Result(
        text=f"crawl, {HOSTS * PAGES:,} pages of {HOSTS} hosts with {LINKS} links each, {_CRAWLS} rounds, pages a CPU "
        f"second: {rates['ours']} with links, frontier, snapshots and index; stock Scrapy that follows the same links "
        f"and stores nothing {rates['stock']}; ratio {median:.2f} ({low:.2f} to {high:.2f}; goal: 2.5 or more); "
        f"peak memory {memory['ours']:.0f} MB and {memory['stock']:.0f} MB",
        figures={
            "crawl_to_stock_scrapy": median,
            "crawl_pages_a_cpu_second": rates["ours"].median,
            "crawl_peak_mb": memory["ours"],
            "stock_scrapy_peak_mb": memory["stock"],
        },
    )


def _whole_job() -> Result:
    with served("reports") as port:
        run = in_child(_MODULE, "whole", str(port))
    pages, reports = run["pages"], run["reports"]
    return Result(
        text=f"crawl and reading of {pages:,.0f} pages, {reports:,.0f} of them reports, by all processes together: "
        f"{pages / run['wall']:,.0f} a second by the clock, {pages / run['cpu']:,.0f} a CPU second",
        figures={"crawl_and_read_a_second": pages / run["wall"], "crawl_and_read_a_cpu_second": pages / run["cpu"]},
    )
