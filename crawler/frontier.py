"""What to fetch next, over all portals: fair among them, one request at a time a host, none before its time."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress

from crawler.hunting.errand import Errand
from crawler.hunting.hunt import Hunt, Turn
from crawler.pages.addresses import netloc
from crawler.pages.asking import Ask
from crawler.transport.pace import Pace
from crawler.transport.servers import Servers, robots_address

MOST_AT_WORK = 64  # requests on their way at once, and portals that are worked on at once
_TOP_SCORE = 1000
_LONGEST_WAIT = 5.0  # seconds, after which the portals are looked at again in any case


class Frontier:
    """Takes hunts, gives their errands out one by one, and learns when each is done; `must_wait` holds all of them."""

    def __init__(
        self,
        hunts: Iterable[Hunt],
        servers: Servers,
        pace: Pace,
        *,
        obey_robots: bool,
        must_wait: Callable[[], bool] = lambda: False,
    ) -> None:
        self._coming = iter(hunts)
        self._hunts: deque[Hunt] = deque()
        self._servers = servers
        self._pace = pace
        self._obey_robots = obey_robots
        self._must_wait = must_wait
        self._at_work = 0
        self._woken = asyncio.Event()

    async def turns(self) -> AsyncIterator[tuple[Hunt, Turn]]:
        """Every errand of the night; ends when no portal has anything left to do."""
        while True:
            self._take_up_portals()
            found = self._next() if self._at_work < MOST_AT_WORK and not self._must_wait() else None
            if found:
                if found[1].remembered is None:
                    self._began(found[1].errand)
                yield found
                if found[1].remembered:
                    await asyncio.sleep(0)  # others must have their turn
            elif self._hunts or self._at_work:
                await self._rest()
            else:
                return

    def wake(self) -> None:
        """Something changed: a reading is done, or a portal has more to do."""
        self._woken.set()

    def done(self, errand: Errand, latency: float, *, ok: bool) -> None:
        """Gives back the host of an errand."""
        host = netloc(errand.url)
        self._servers.named(host).is_busy = False
        self._pace.finished(host, time.monotonic(), latency, ok)
        self._at_work -= 1
        self.wake()

    def _began(self, errand: Errand) -> None:
        host = netloc(errand.url)
        self._servers.named(host).is_busy = True
        self._pace.started(host, time.monotonic())
        self._at_work += 1

    def _take_up_portals(self) -> None:
        while len(self._hunts) < MOST_AT_WORK:
            hunt = next(self._coming, None)
            if hunt is None:
                return
            hunt.begin()
            self._hunts.append(hunt)

    def _next(self) -> tuple[Hunt, Turn] | None:
        for _ in range(len(self._hunts)):
            hunt = self._hunts[0]
            turn = hunt.next(self._is_free)
            if turn:
                turn = self._rules_first(hunt, turn)
            if turn:
                self._hunts.rotate(-1)
                return hunt, turn
            if hunt.is_over:
                self._hunts.popleft()
                hunt.finish()
                self._take_up_portals()
            else:
                self._hunts.rotate(-1)
        return None

    def _rules_first(self, hunt: Hunt, turn: Turn) -> Turn | None:
        """The errand, or that for the robots rules of its host where they are not known yet."""
        errand = turn.errand
        if turn.remembered or not self._obey_robots or errand.kind == "robots":
            return turn
        if self._servers.of(errand.url).robots is not None:
            return turn
        hunt.put_back(errand)
        return hunt.turn(Errand(Ask(robots_address(errand.url)), "robots", _TOP_SCORE))

    def _is_free(self, host: str) -> bool:
        server = self._servers.named(host)
        return not server.is_busy and self._pace.ready_at(host) <= time.monotonic()

    async def _rest(self) -> None:
        """Until something changes, or the first host may be asked again."""
        now = time.monotonic()
        times = [
            self._pace.ready_at(host)
            for hunt in self._hunts
            for host in hunt.hosts_waited_for
            if not self._servers.named(host).is_busy
        ]
        wait = min([_LONGEST_WAIT, *(max(moment - now, 0.001) for moment in times)])
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), wait)
        self._woken.clear()
