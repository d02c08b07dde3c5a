"""The verb `crawl`: the portals of the register that are asked for, one night, told in words and by the exit status."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from scrapy.crawler import AsyncCrawlerRunner

from archive.errors import UsageError
from archive.ledger import PortalOutcome
from archive.safekeeping.room import refuse_without_room
from archive.store import Store
from archive.talk import Progress, counted
from archive.verbs import DONE, INCOMPLETE
from crawler.closing import Closing
from crawler.health.examine import publish
from crawler.health.report import FOLDER
from crawler.live_table import live_table
from crawler.night import Night
from crawler.night_log import NightLog, night_log
from crawler.portals.check_portals import HomeAnswer, PortalCheck, check
from crawler.portals.register import Portal, load_portals, pick
from crawler.reactor import run_to_end
from crawler.rendering.needed import chromium
from crawler.scrapy_settings import scrapy_settings
from crawler.settings import Settings
from crawler.spiders.homes import HomesSpider
from pipelines.workers.pool import Workers

_WAIT_FOR_THE_ARCHIVE = 5.0  # seconds, for another verb that is about to end


def crawl(options: argparse.Namespace, settings: Settings) -> int:
    """Runs the night that the options ask for."""
    settings = _with_budget(settings, options.max_pages)
    register = load_portals(settings.portals)
    portals = pick(register, options.portal or ())
    if not portals:
        raise UsageError(f"{settings.portals}: no portals in it; add lines of url,name,division")
    if options.check_portals:
        return _check(portals, settings)
    if settings.crawl.render:
        chromium()  # what is missing is told before anything is fetched
    data, night, health = settings.archive.data, settings.night, settings.health
    refuse_without_room([data, *([night.backups] if night.backups else [])], night.least_free_mb)
    with night_log(data, _say, [health.webhook, health.smtp_password]) as log:
        return _night(options, settings, portals, register, log)


def _night(
    options: argparse.Namespace,
    settings: Settings,
    portals: Sequence[Portal],
    register: Sequence[Portal],
    log: NightLog,
) -> int:
    """One night, its report and its exit status."""
    archive = settings.archive
    wait = _WAIT_FOR_THE_ARCHIVE
    with (
        Store(archive.data, purpose="crawl", roll_bytes=archive.roll_bytes, wait_seconds=wait) as store,
        Workers() as workers,
    ):
        night = Night(store, settings, portals, options.revisit)
        with live_table(night.lines, night.line) as progress:

            def say(text: str) -> None:
                log.said(text)
                progress.print(text, sys.stderr)

            for line in store.recovered.lines():
                say(f"put right: {line}")
            run_to_end(night.crawl(workers, say))
            report = Closing(settings, register, say, nightly=options.nightly).close(store, night.run_id)
        status = night.finish(needs_person=report.needs_person)
    missing = _what_is_missing(night.outcomes, {portal.url: portal.name for portal in portals})
    report = publish(report, archive.data, settings.health)
    warned = [f"{counted(log.warnings, 'warning')} in {log.path}"] if log.warnings else []
    page = f"The night's report: {archive.data / FOLDER / report.name}.md"
    for line in (page, *report.lines(), *report.not_sent, *warned, _summary(night), *missing):
        log.said(line)
        _say(line)
    return status


def _check(portals: Sequence[Portal], settings: Settings) -> int:
    """Tells of each portal whether its line in the register is right."""
    checks: list[PortalCheck] = []

    def found(portal: Portal, answer: HomeAnswer | str) -> None:
        checks.append(check(portal, answer))
        print(checks[-1].text, flush=True)

    async def look() -> None:
        runner = AsyncCrawlerRunner(scrapy_settings(settings))
        await runner.crawl(HomesSpider, portals=portals, settings=settings.crawl, found=found)

    with Progress(lambda: f"{len(checks)} of {counted(len(portals), 'portal')} looked at"):
        run_to_end(look())
    wrong = sum(not one.is_fine for one in checks)
    _say(
        f"{counted(len(checks), 'portal')}: {wrong} need a look" if wrong else f"{counted(len(checks), 'portal')}: fine"
    )
    return INCOMPLETE if wrong else DONE


def _with_budget(settings: Settings, max_pages: int | None) -> Settings:
    if max_pages is None:
        return settings
    if max_pages < 1:
        raise UsageError(f"--max-pages {max_pages}: must be 1 or more")
    return replace(settings, crawl=replace(settings.crawl, max_pages_per_portal=max_pages))


def _summary(night: Night) -> str:
    counts = night.counts
    resting = f", nothing due on {counted(night.resting, 'other')}" if night.resting else ""
    return (
        f"{counted(len(night.outcomes), 'portal')}: {counted(counts.pages, 'page')}, "
        f"{counted(counts.new_reports, 'new report')}, {counts.changed_reports} changed, {counts.gone_reports} gone{resting}"
    )


def _what_is_missing(outcomes: list[PortalOutcome], names: dict[str, str]) -> list[str]:
    return [
        f"{names[outcome.portal_url]} ({outcome.portal_url}): {outcome.outcome}, {outcome.reason}"
        for outcome in outcomes
        if outcome.outcome != "complete"
    ]


def _say(text: str) -> None:
    print(text, file=sys.stderr)
