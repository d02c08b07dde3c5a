"""The half of a hunt that deals with pages for a browser: has them rendered, and fetches what they ask for."""

import asyncio
import logging
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from archive.errors import StorageError, WarcError
from archive.record import Exchange, Snapshot
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.pages.answer import Answer
from crawler.pages.asking import Ask
from crawler.pages.page import join
from crawler.pages.scent import FOLLOW
from crawler.rendering.browser import Shown
from crawler.transport.gate import refusal

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt

_log = logging.getLogger(__name__)

_PART_SCORE = 150  # a page in the browser waits for it
_MOST_TURNS = 40
_MOST_HOPS = 5
_OK = 200
_SERVER_ERROR, _ASKED_TOO_OFTEN = 500, (429, 503)


class Renderings:
    """`waiting` counts the pages that the browser still has."""

    def __init__(self, hunt: "Hunt", desk: Desk) -> None:
        self._hunt = hunt
        self._desk = desk
        self._parts: dict[str, asyncio.Future[Answer | None]] = {}
        self._is_lacking = False
        self.waiting = 0

    def begin(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> bool:
        """Whether a page is being rendered; what becomes of it comes later."""
        if self._desk.render is None or not (errand.score >= FOLLOW or self._hunt.matters(errand)):
            return False
        self.waiting += 1
        most_turns = _MOST_TURNS if errand.kind == "column" or errand.in_column else 0
        self._desk.render(answer, self._fetch, most_turns, lambda shown: self._came(errand, snapshot, shown))
        return True

    def recall(self, errand: Errand, page: Snapshot) -> bool:
        """Whether what a browser made of a page in an earlier night is there; it is taken at once."""
        found = self._desk.ledger.renderings(page)
        try:
            exchanges = [self._desk.ledger.exchange(snapshot.id) for snapshot in found]
        except WarcError:
            return False
        for snapshot, exchange in zip(found, exchanges, strict=True):
            self._hunt.rendered(errand, Answer(exchange), snapshot)
        return bool(found)

    def wants(self, errand: Errand) -> bool:
        """Whether the page that asked for a part is still there."""
        return errand.text in self._parts

    def arrived(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> None:
        """Takes a part of a page."""
        server = self._desk.servers.of(errand.url)
        if answer.status >= _SERVER_ERROR:
            server.failed()
        else:
            server.answered()
        if answer.status in _ASKED_TOO_OFTEN:
            self._desk.pace.slow_down(server.name)
        if answer.location is not None:
            self._hunt.settle(errand, "redirect", answer, snapshot)
            self._redirected(errand, join(errand.url, answer.location))
            return
        self._hunt.settle(errand, "fetched", answer, snapshot)
        self._give(errand.text, answer)

    def lost(self, errand: Errand) -> None:
        """Takes the news that a part will not come: without its data a page looks as if there were none."""
        self._is_lacking = self._is_lacking or (errand.ask.script and self.wants(errand))
        self._give(errand.text, None)

    def stop(self) -> None:
        """Lets no page wait any longer for its parts: the portal's night is over."""
        for key in list(self._parts):
            self._give(key, None)

    async def _fetch(self, ask: Ask) -> Answer | None:
        """A part of a page, by the same way as every page; None where it may not be asked for, or does not come."""
        if self._hunt.tally.over or not self._may_ask(ask.url):
            return None
        if stored := self._stored(ask):
            return stored
        key = ask.url if ask.body is None else f"{ask.url} {ask.body}"
        if key not in self._parts:
            self._parts[key] = asyncio.get_running_loop().create_future()
            self._hunt.add(Errand(ask, "part", _PART_SCORE, text=key))
            assert self._desk.render
            self._desk.render.then()
        return await asyncio.shield(self._parts[key])

    def _may_ask(self, url: str) -> bool:
        if refusal(url, allow_private=self._desk.rules.allow_private):
            return False
        return self._hunt.hosts.standing(url) == "ours"

    def _stored(self, ask: Ask) -> Answer | None:
        """What was fetched before in this run: the scripts of an application are the same on all its pages."""
        posted = None if ask.body is None else sha256(ask.body.encode()).hexdigest()
        snapshot = self._desk.ledger.captured(self._desk.run_id, ask.url, posted)
        if snapshot is None or snapshot.http_status != _OK:
            return None
        try:
            return Answer(self._desk.ledger.exchange(snapshot.id))
        except WarcError:
            return None

    def _redirected(self, errand: Errand, target: str | None) -> None:
        is_lost = target is None or errand.hops >= _MOST_HOPS or errand.ask.body is not None
        if target is None or is_lost or not self._may_ask(target):
            self.lost(errand)
        else:
            self._hunt.add(replace(errand, ask=replace(errand.ask, url=target), hops=errand.hops + 1))

    def _give(self, key: str, answer: Answer | None) -> None:
        future = self._parts.pop(key, None)
        if future and not future.done():
            future.set_result(answer)

    def _came(self, errand: Errand, page: Snapshot, shown: Shown) -> None:
        self.waiting -= 1
        self.stop()
        try:
            self._took(errand, page, shown)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001  # a page that our own code fails on costs that page
            _log.exception("failed on %r, rendered", errand.url)
            self._hunt.crashed(errand)

    def _took(self, errand: Errand, page: Snapshot, shown: Shown) -> None:
        if shown.has_more or self._is_lacking or not shown.renderings:
            self._hunt.tally.states["needs_rendering"] += 1
        self._is_lacking = False
        for rendering in shown.renderings:
            snapshot = self._desk.store.capture_rendering(rendering, page)
            exchange = Exchange(page.url, rendering.rendered_at, None, b"", b"", rendering.document, snapshot.transport)
            self._hunt.rendered(errand, Answer(exchange), snapshot)
