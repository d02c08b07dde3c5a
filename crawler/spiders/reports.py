"""The spider: from the home pages of portals along links that speak of annual reports, each page captured."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Response

from archive.errors import StorageError
from archive.record import Exchange, Snapshot
from archive.store import Store
from crawler.scent import leads_to_reports
from crawler.wire import EXCHANGE


class ReportsSpider(scrapy.Spider):
    """Stays on the hosts of its home pages; leaves what it captured in `captured`, and in `failure` why it stopped."""

    name = "reports"

    def __init__(self, store: Store, homes: Sequence[str], captured: list[Snapshot], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._store = store
        self._homes = homes
        self._hosts = {urlsplit(home).netloc for home in homes}
        self._captured = captured
        self.failure: StorageError | None = None

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for home in self._homes:
            yield scrapy.Request(home)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        exchange: Exchange = response.meta[EXCHANGE]
        try:
            self._captured.append(self._store.capture(exchange))
        except StorageError as error:
            self.failure = error
            raise CloseSpider("storage") from None
        if not isinstance(response, HtmlResponse):
            return
        for link in response.css("a[href]"):
            url = response.urljoin(link.attrib["href"])
            if urlsplit(url).netloc in self._hosts and leads_to_reports(" ".join(link.css("::text").getall())):
                yield response.follow(url)
