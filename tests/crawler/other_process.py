"""Run with addresses as JSON, prints what the handler kept of each: a reactor starts once in a process."""

import json
import sys
from base64 import b64encode


def _crawl(urls: dict[str, str]) -> dict[str, dict]:
    """The other process: every address fetched once, in one crawl, with what the handler kept of it."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerRunner

    from archive.clock import now
    from crawler.reactor import run_to_end
    from crawler.scrapy_settings import scrapy_settings
    from crawler.settings import load
    from crawler.wire import EXCHANGE

    results: dict[str, dict] = {}

    class Collector(scrapy.Spider):
        name = "collector"

        async def start(self):
            for path, url in urls.items():
                meta = {"path": path, "started": now(), "download_slot": path.split("/")[1]}
                yield scrapy.Request(url, self.parse, errback=self.failed, meta=meta, dont_filter=True)

        def parse(self, response):
            exchange = response.meta[EXCHANGE]
            result = {"url": exchange.url, "ip": exchange.ip, "fetched_at": exchange.fetched_at}
            result |= {"started": response.meta["started"], "ended": now(), "status": response.status}
            parts = {"head": exchange.response_head, "payload": exchange.payload, "request": exchange.request}
            parts["body"] = response.body
            results[response.meta["path"]] = result | {name: b64encode(part).decode() for name, part in parts.items()}

        def failed(self, failure):
            kept = EXCHANGE in failure.request.meta
            results[failure.request.meta["path"]] = {"error": repr(failure.value), "kept": kept}

    settings = scrapy_settings(load(None, {}))
    settings |= {"DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": False, "LOG_LEVEL": "CRITICAL"}
    settings |= {"REDIRECT_ENABLED": False, "HTTPERROR_ALLOW_ALL": True}
    # with no delay at all Scrapy asks again before the connection is back in its pool
    settings |= {"DOWNLOAD_SLOTS": {"kept-alive": {"concurrency": 1, "delay": 0.02, "jitter": 0}}}

    async def work():
        await AsyncCrawlerRunner(settings).crawl(Collector)  # asks for the reactor, so it must be running

    run_to_end(work())
    return results


if __name__ == "__main__":
    print(json.dumps(_crawl(json.loads(sys.argv[1]))))
