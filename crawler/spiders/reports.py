"""The spider of all portals: carries out the errands of the frontier, and gives answers and failures to their hunts."""

import logging
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import StorageError
from archive.record import Exchange
from crawler.frontier import Frontier
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.hunt import Hunt
from crawler.pages.asking import Ask
from crawler.revisits.memory import Remembered
from crawler.transport.failures import kind_of
from crawler.transport.servers import Server
from crawler.transport.wire import EXCHANGE

_DOCUMENTS = ("report", "file", "picture")
_MOST_BYTES, _MOST_BYTES_OF_A_PAGE = 64 << 20, 8 << 20  # what is larger is no report, and no list
_log = logging.getLogger(__name__)


class ReportsSpider(scrapy.Spider):
    """Yields nothing to Scrapy: what it gets goes into the archive and back to the frontier.

    An answer that is remembered is taken from the archive. `failure` says why it stopped.
    """

    name = "reports"

    def __init__(self, frontier: Frontier, desk: Desk, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._frontier = frontier
        self._desk = desk
        self.failure: Exception | None = None

    async def start(self) -> AsyncIterator[scrapy.Request]:
        try:
            async for hunt, turn in self._frontier.turns():
                if self.failure:
                    return
                if turn.remembered is None:
                    yield self._request(hunt, turn.errand)
                else:
                    self._remember(hunt, turn.errand, turn.remembered)
        except Exception as error:  # noqa: BLE001  # Scrapy would end as if all were done
            self.failure = self.failure or error

    def parse(self, response: Response) -> None:
        hunt, errand = response.meta["hunt"], response.meta["errand"]
        try:
            self._took(hunt, errand, response.meta[EXCHANGE])
        finally:
            self._frontier.done(errand, response.meta.get("download_latency", 0.0), ok=response.status < 400)  # noqa: PLR2004

    def failed(self, failure: Failure) -> None:
        """Takes the news that a request got no answer."""
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy puts it there
        hunt, errand = meta["hunt"], meta["errand"]
        try:
            self._guarded(hunt, errand, lambda: hunt.failed(errand, kind_of(failure), failure))
        finally:
            self._frontier.done(errand, monotonic() - meta["began"], ok=False)

    def _took(self, hunt: Hunt, errand: Errand, exchange: Exchange) -> None:
        self._guarded(hunt, errand, lambda: hunt.arrived(errand, exchange))

    def _guarded(self, hunt: Hunt, errand: Errand, work: Any) -> None:
        """A page that our own code fails on costs that page; an archive that cannot be written ends the night."""
        try:
            work()
        except StorageError as error:
            self.failure = error
            self._frontier.wake()
            raise CloseSpider("storage") from None
        except Exception:  # noqa: BLE001  # whatever it is, it is told and noted
            _log.exception("failed on %r", errand.url)
            hunt.crashed(errand)

    def _remember(self, hunt: Hunt, errand: Errand, remembered: Remembered) -> None:
        self._guarded(hunt, errand, lambda: hunt.arrived(errand, remembered.exchange, remembered))

    def _request(self, hunt: Hunt, errand: Errand) -> scrapy.Request:
        ask, server = errand.ask, self._desk.servers.of(errand.url)
        return scrapy.Request(
            ask.url,
            method="GET" if ask.body is None else "POST",
            body=ask.body,
            headers=_headers(ask, server) | _conditions(hunt, errand),
            meta={
                "hunt": hunt,
                "errand": errand,
                "began": monotonic(),
                "tls": server.tls,
                "download_maxsize": _MOST_BYTES if errand.kind in _DOCUMENTS else _MOST_BYTES_OF_A_PAGE,
                "download_slot": server.name,  # Scrapy's own would leave out the port
            },
            dont_filter=True,
            callback=self.parse,
            errback=self.failed,
        )


def _conditions(hunt: Hunt, errand: Errand) -> dict[str, str]:
    """What lets a server that knows its answer to be the same leave it out."""
    etag, last_modified = hunt.validators(errand)
    told = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in told.items() if value and value.isascii() and value.isprintable()}


def _headers(ask: Ask, server: Server) -> dict[str, str]:
    headers = {}
    if ask.body is not None:
        headers["Content-Type"] = ask.media_type
    if ask.referer and ask.referer.isascii():
        headers["Referer"] = ask.referer
    if ask.script:
        headers["X-Requested-With"] = "XMLHttpRequest"
    cookie = server.cookies.header(ask.url)
    if cookie:
        headers["Cookie"] = cookie
    return headers
