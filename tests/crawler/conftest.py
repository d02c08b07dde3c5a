"""Odd answers of a server on loopback, crawled once in another process for all tests of the wire; and hunts."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.crawler.odd_server import KEPT_ALIVE, NO_WEB_PAGES, SERVED, Server
from tests.crawler.other_process import crawl
from tests.crawler.scene import Scene

SHORT = {"download_timeout": 0.5}


@dataclass(frozen=True)
class Crawled:
    """What the crawl in the other process told, by path."""

    server: Server
    alone: Server
    impatient: Server
    results: dict[str, dict]
    log: str

    def exchange(self, path: str) -> tuple[bytes, bytes]:
        result = self.results[path]
        assert "error" not in result, result
        return b64decode(result["head"]), b64decode(result["payload"])


@pytest.fixture(scope="session")
def crawled() -> Iterator[Crawled]:
    with Server() as server, Server() as alone, Server(hangs_up_once=True) as impatient:
        visits = {path: {"url": server.home + path, "slot": path} for path in SERVED if path not in KEPT_ALIVE}
        visits |= {path: {"url": alone.home + path, "slot": "alone"} for path in KEPT_ALIVE}
        visits |= {f"again{path}": {"url": impatient.home + path, "slot": "again"} for path in KEPT_ALIVE}
        visits |= {url: {"url": url} for url in NO_WEB_PAGES}
        for path in ("/slow-head", "/slow-body"):
            visits[path]["meta"] = SHORT
        visits["/asked"]["body"] = "page=2&dept=青桐县"
        # with no delay at all Scrapy asks again before the connection is back in its pool
        slots = {name: {"concurrency": 1, "delay": 0.02, "jitter": 0} for name in ("alone", "again")}
        told = crawl(visits, settings={"DOWNLOAD_SLOTS": slots})
        yield Crawled(server, alone, impatient, told["results"], told["log"])


@pytest.fixture
def scene(tmp_path) -> Iterator[Scene]:
    """A portal and a hunt over it, with nothing on it yet."""
    with Scene(tmp_path) as opened:
        yield opened
