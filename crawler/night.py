"""One night: hunts over some portals, on an open archive, until each has its outcome."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

from scrapy.crawler import AsyncCrawlerRunner

from archive.clock import time_now
from archive.ledger import Ledger, PortalOutcome, PortalRow
from archive.runs import RunCounts
from archive.standing import Standing
from archive.store import Store
from archive.talk import counted
from archive.verbs import DONE, INCOMPLETE
from crawler.frontier import Frontier
from crawler.hunting.desk import Desk, Rules
from crawler.hunting.hunt import Hunt
from crawler.live_table import AT_WORK, WAITING, PortalLine
from crawler.portals.register import Portal
from crawler.readers import Readers
from crawler.rendering.browser import Browser
from crawler.rendering.needed import chromium
from crawler.rendering.renderer import Renderer
from crawler.revisits.memory import Memory
from crawler.revisits.schedule import Revisit, Schedule
from crawler.scrapy_settings import scrapy_settings
from crawler.settings import Settings
from crawler.spiders.reports import ReportsSpider
from crawler.transport.pace import Pace
from crawler.transport.servers import Servers
from pipelines.workers.pool import Workers

Say = Callable[[str], None]

_RESUMED_WITHIN = timedelta(hours=20)  # an interrupted night is gone on with, until the next one is due
_RARELY = (50_000, 20, 20)  # each page makes thousands of objects that need no collector
_FLUSH_EVERY = 1.0  # seconds
_SECONDS_A_MINUTE = 60


class Night:
    """One run over some portals."""

    def __init__(self, store: Store, settings: Settings, portals: Sequence[Portal], revisit: Revisit = "due") -> None:
        self._store = store
        self._settings = settings
        self._portals = portals
        self._say: Say = lambda _: None
        self._revisit: Revisit = revisit
        self._ledger = Ledger(store)
        self._hunts: dict[str, Hunt] = {}
        self._ended: dict[str, PortalLine] = {}
        self._finished = self._pages = self._reports = 0
        self.resting = 0  # portals of which nothing is due
        self.run_id = 0
        self.outcomes: list[PortalOutcome] = []
        self.counts = RunCounts()

    async def run(self, workers: Workers, say: Say) -> int:
        """Crawls, and ends the run; gives its exit status."""
        await self.crawl(workers, say)
        return self.finish()

    async def crawl(self, workers: Workers, say: Say) -> None:
        """Goes on with a night that was broken off a short time ago, else begins one; `say` is told of each portal."""
        self._say = say
        wanted = {portal.url for portal in self._portals}
        is_of_others = not self._ledger.portals_begun() <= wanted  # a whole night is not ended by one portal's
        resumed = None if is_of_others else self._store.resume_run(_RESUMED_WITHIN)
        self.run_id = run_id = self._store.begin_run() if resumed is None else resumed
        self._ledger.register(PortalRow(portal.url, portal.name, portal.division) for portal in self._portals)
        done = {outcome.portal_url for outcome in self._ledger.outcomes(run_id)} & wanted
        if resumed is not None:
            self._say(f"going on with run {run_id}, which was broken off: {counted(len(done), 'portal')} done already")
        self._finished = len(done)
        coming = [portal for portal in self._portals if portal.url not in done]
        await self._crawl(run_id, coming, workers, is_resumed=resumed is not None)
        self.outcomes = [outcome for outcome in self._ledger.outcomes(run_id) if outcome.portal_url in wanted]
        self.counts = self._ledger.run_counts(run_id)

    def finish(self, *, needs_person: bool = False) -> int:
        """Ends the run, all portals of which are done; gives its exit status."""
        is_complete = all(outcome.outcome == "complete" for outcome in self.outcomes)
        status = DONE if is_complete and not needs_person else INCOMPLETE
        self._store.finish_run(status, self.counts)
        return status

    def lines(self) -> list[PortalLine]:
        """Each portal as it stands: those that are done in the order in which they ended."""
        hunts = dict(self._hunts)
        ended = list(self._ended.values())
        begun = {*hunts, *self._ended}
        waiting = [PortalLine(one.name, WAITING, 0, 0, 0, None) for one in self._portals if one.url not in begun]
        return [*ended, *(hunt.line(AT_WORK) for hunt in hunts.values()), *waiting]

    def line(self) -> str:
        """How far the night has come, in one line."""
        pages = self._pages + sum(hunt.budget.pages for hunt in self._hunts.values())
        reports = self._reports + sum(len(hunt.tally.reports) for hunt in self._hunts.values())
        portals = f"{self._finished} of {counted(len(self._portals), 'portal')} done"
        return f"{portals}, {counted(pages, 'page')}, {counted(reports, 'report')}"

    async def _crawl(self, run_id: int, portals: Sequence[Portal], workers: Workers, *, is_resumed: bool) -> None:
        servers, pace = Servers(), Pace(self._settings.crawl.delay)
        readers = Readers(workers)
        renderer = self._renderer()
        desk = Desk(
            *(self._store, self._ledger, Standing(self._store), run_id, servers, pace, readers, self._rules()),
            clock=time.monotonic,
            render=renderer,
        )
        frontier = Frontier(
            self._hunts_of(portals, desk, is_resumed=is_resumed),
            servers,
            pace,
            obey_robots=self._settings.crawl.robots,
            must_wait=lambda: readers.is_full,
        )
        readers.then = frontier.wake
        if renderer:
            renderer.then = frontier.wake
        gc.set_threshold(*_RARELY)
        runner = AsyncCrawlerRunner(scrapy_settings(self._settings))
        crawler = runner.create_crawler(ReportsSpider)
        flushing = asyncio.ensure_future(self._flush_now_and_then())
        try:
            await runner.crawl(crawler, frontier=frontier, desk=desk)
        finally:
            flushing.cancel()
            with suppress(asyncio.CancelledError):
                await flushing
            if renderer:
                await renderer.close()
        spider = crawler.spider
        assert isinstance(spider, ReportsSpider)
        failure = spider.failure or readers.failure or (renderer.failure if renderer else None)
        if failure:
            raise failure

    def _renderer(self) -> Renderer | None:
        crawl = self._settings.crawl
        return Renderer(Browser(chromium(), crawl.user_agent)) if crawl.render else None

    def _rules(self) -> Rules:
        crawl = self._settings.crawl
        return Rules(
            max_pages=crawl.max_pages_per_portal,
            max_seconds=crawl.max_minutes_per_portal * _SECONDS_A_MINUTE,
            allow_private=crawl.allow_private_hosts,
            agent=crawl.user_agent,
        )

    def _hunts_of(self, portals: Sequence[Portal], desk: Desk, *, is_resumed: bool) -> Iterator[Hunt]:
        """A hunt for each portal on which something is due, made when its turn has come."""
        schedule = Schedule(self._revisit, time_now())
        for portal in portals:
            memory = Memory(desk.ledger, desk.standing, portal.url, desk.run_id, schedule, is_resumed=is_resumed)
            if not memory.is_anything_due:
                self._rests(portal)
                continue
            hunt = Hunt(portal, desk, memory, self._told)
            self._hunts[portal.url] = hunt
            yield hunt

    def _told(self, portal: Portal, outcome: PortalOutcome | None) -> None:
        """Takes how a portal fared; None where nothing was asked of it after all."""
        hunt = self._hunts.pop(portal.url)  # with all that it remembers of its site
        if outcome is None:
            self._rests(portal)
            return
        self._finished += 1
        state = f"{outcome.outcome}, {outcome.reason}" if outcome.reason else outcome.outcome
        self._ended[portal.url] = hunt.line(state)
        self._pages += outcome.pages
        self._reports += outcome.reports
        why = f" ({outcome.reason})" if outcome.reason else ""
        counts = f"{counted(outcome.reports, 'report')}, {counted(outcome.pages, 'page')}"
        self._say(f"{portal.name}: {outcome.outcome}{why}, {counts}")

    def _rests(self, portal: Portal) -> None:
        self._finished += 1
        self.resting += 1
        self._ended[portal.url] = PortalLine(portal.name, "nothing due", 0, 0, 0, None)

    async def _flush_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(_FLUSH_EVERY)
            self._store.flush_when_due()
