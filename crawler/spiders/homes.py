"""The spider that only looks at home pages: each portal of a register to the answer it gives, or why it gives none."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.obstacles.blocked import is_cookie_bounce
from crawler.pages.answer import Answer
from crawler.pages.page import Page
from crawler.portals.check_portals import HomeAnswer
from crawler.portals.register import Portal
from crawler.settings import CrawlSettings
from crawler.transport.failures import kind_of
from crawler.transport.gate import refusal
from crawler.transport.robots import Robots
from crawler.transport.servers import robots_address
from crawler.transport.tls import STRICT, Level, next_level
from crawler.transport.wire import EXCHANGE

_MOST_HOPS = 5


@dataclass(frozen=True, slots=True)
class _Call:
    """One portal that is looked at: where to, and how strictly."""

    portal: Portal
    url: str
    hops: int = 0
    tls: Level = STRICT
    is_second_scheme: bool = False
    cookie: str = ""


class HomesSpider(scrapy.Spider):
    """Asks each host for its robots rules and then for the home page; `found` is told what came."""

    name = "homes"

    def __init__(
        self,
        portals: Sequence[Portal],
        settings: CrawlSettings,
        found: Callable[[Portal, HomeAnswer | str], None],
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self._portals = portals
        self._settings = settings
        self._found = found

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for portal in self._portals:
            yield self._request(_Call(portal, portal.url), self.rules if self._settings.robots else self.home)

    def rules(self, response: Response) -> Iterator[scrapy.Request]:
        """Takes the robots rules of a host; a redirected or broken answer forbids nothing here."""
        call, answer = response.meta["call"], Answer(response.meta[EXCHANGE])
        robots = Robots.from_answer(answer.status, answer.body) if answer.location is None else Robots.open()
        if robots.is_unknown or robots.allows(call.url, self._settings.user_agent):
            yield self._request(call, self.home)
        else:
            self._found(call.portal, "robots.txt forbids it")

    def home(self, response: Response) -> Iterator[scrapy.Request]:
        """Takes the home page, or goes where it sends us."""
        call, answer = response.meta["call"], Answer(response.meta[EXCHANGE])
        page = Page(call.url, answer.body, answer.header("content-type"))
        target = page.absolute(answer.location)
        cookies = [value for name, value in answer.headers if name.lower() == "set-cookie"]
        if not call.cookie and is_cookie_bounce(answer.status, call.url, answer.location, cookies):
            shown = "; ".join(value.partition(";")[0] for value in cookies)
            yield self._request(replace(call, cookie=shown), self.home)
        elif target is None or call.hops >= _MOST_HOPS:
            self._found(call.portal, HomeAnswer(page, answer.status, answer.headers))
        elif against := refusal(target, allow_private=self._settings.allow_private_hosts):
            self._found(call.portal, f"redirects to where we may not go ({against})")
        else:
            yield self._request(replace(call, url=target, hops=call.hops + 1), self.home)

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """Tries again less strictly, then by the other scheme; then tells why no answer came."""
        request: Any = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        call: _Call = request.meta["call"]
        if call.url.startswith("https:") and (level := next_level(call.tls, failure)):
            yield self._request(replace(call, tls=level), request.callback)
        elif call.hops or call.is_second_scheme:
            self._found(call.portal, kind_of(failure))
        else:
            scheme, _, rest = call.url.partition(":")
            other = f"{'http' if scheme == 'https' else 'https'}:{rest}"
            yield self._request(replace(call, url=other, tls=STRICT, is_second_scheme=True), request.callback)

    def _request(self, call: _Call, callback: Callable[[Response], Iterator[scrapy.Request]]) -> scrapy.Request:
        url = robots_address(call.url) if callback == self.rules else call.url
        meta = {"call": call, "tls": call.tls}
        headers = {"Cookie": call.cookie} if call.cookie else None
        return scrapy.Request(url, headers=headers, meta=meta, dont_filter=True, callback=callback, errback=self.failed)
