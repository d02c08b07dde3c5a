"""Run with what to ask for as JSON, prints what the handler kept of each: a reactor starts once in a process."""

import json
import os
import resource
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

_LONGEST_TOLD = 1 << 20


def crawl(
    visits: Mapping[str, Mapping], *, timeout: float = 50, variables: Mapping[str, str] | None = None, **more
) -> dict:
    """What the other process tells of the visits, by their names; one visit tells at least its url."""
    orders = json.dumps({"visits": visits, **more})
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", Path(__file__)],
        input=orders,
        env={**environment, **(variables or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "log": done.stderr}


def _crawl(orders: dict) -> dict:
    """The other process: every visit made once, in one crawl; those of one slot one after the other, in their order."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerRunner

    from archive.clock import now
    from crawler.reactor import run_to_end
    from crawler.scrapy_settings import scrapy_settings
    from crawler.settings import load
    from crawler.transport.failures import kind_of
    from crawler.transport.tls import next_level
    from crawler.transport.wire import EXCHANGE

    results: dict[str, dict] = {}

    class Collector(scrapy.Spider):
        name = "collector"

        async def start(self):
            for place, (name, visit) in enumerate(orders["visits"].items()):
                meta = {
                    "name": name,
                    "started": now(),
                    "download_slot": visit.get("slot", "any"),
                    **visit.get("meta", {}),
                }
                yield scrapy.Request(
                    visit["url"],
                    self.parse,
                    method="POST" if "body" in visit else "GET",
                    body=visit.get("body"),
                    errback=self.failed,
                    meta=meta,
                    priority=-place,
                )

        def parse(self, response):
            exchange = response.meta[EXCHANGE]
            result = {"url": exchange.url, "ip": exchange.ip, "fetched_at": exchange.fetched_at}
            result |= {"transport": exchange.transport, "is_one": exchange.payload is response.body}
            result |= {"started": response.meta["started"], "ended": now(), "status": response.status}
            parts = {"head": exchange.response_head, "payload": exchange.payload, "request": exchange.request}
            parts["body"] = response.body
            result |= {name: b64encode(part[:_LONGEST_TOLD]).decode() for name, part in parts.items()}
            name = response.meta["name"]
            results[name] = result | {"length": len(exchange.payload)}
            if "Location" in response.headers and orders.get("follow"):
                meta = {"name": f"{name} and on"}
                yield response.follow(response.headers["Location"].decode(), self.parse, errback=self.failed, meta=meta)

        def failed(self, failure):
            meta = failure.request.meta
            level = next_level(meta.get("tls", "strict"), failure)
            result = {"error": repr(failure.value), "kind": kind_of(failure), "kept": EXCHANGE in meta, "next": level}
            results[meta["name"]] = result

    settings = scrapy_settings(load(None, {"NIANBAO_CRAWL__ALLOW_PRIVATE_HOSTS": "true"}))
    settings |= {"LOG_LEVEL": "CRITICAL", "SPIDER_MODULES": [], **orders.get("settings", {})}

    async def work():
        await AsyncCrawlerRunner(settings).crawl(Collector)  # asks for the reactor, so it must be running

    _pretend(orders)
    before = resource.getrusage(resource.RUSAGE_SELF)
    run_to_end(work())
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"results": results, "grown": (after.ru_maxrss - before.ru_maxrss) << 10, "cpu": cpu}


def _pretend(orders: dict) -> None:
    """Names that lead where the orders say, at each asking to the next address; and what is the open internet."""
    import socket

    from crawler.transport import gate

    if "names" in orders:
        names = {name: list(addresses) for name, addresses in orders["names"].items()}

        def look_up(name):
            addresses = names.get(name, [name])
            return addresses.pop(0) if len(addresses) > 1 else addresses[0]

        socket.gethostbyname = look_up
    if "public" in orders:
        gate.is_public = lambda address: address in orders["public"]


if __name__ == "__main__":
    print(json.dumps(_crawl(json.load(sys.stdin))))
