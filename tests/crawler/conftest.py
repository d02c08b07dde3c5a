"""Odd answers of a server on loopback, crawled once in another process: one crawl serves all tests of the wire."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawler.odd_server import KEPT_ALIVE, NO_WEB_PAGES, SERVED, Server

PROGRAM = Path(__file__).with_name("other_process.py")


@dataclass(frozen=True)
class Crawled:
    """What the crawl in the other process told, by path."""

    server: Server
    alone: Server
    results: dict[str, dict]
    log: str

    def exchange(self, path: str) -> tuple[bytes, bytes]:
        result = self.results[path]
        assert "error" not in result, result
        return b64decode(result["head"]), b64decode(result["payload"])


@pytest.fixture(scope="session")
def crawled() -> Iterator[Crawled]:
    server, alone = Server(), Server()
    urls = {path: server.home + path for path in SERVED if path not in KEPT_ALIVE}
    urls |= {path: alone.home + path for path in KEPT_ALIVE} | {url: url for url in NO_WEB_PAGES}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    try:
        done = subprocess.run(
            [sys.executable, "-W", "error", PROGRAM, json.dumps(urls)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield Crawled(server, alone, json.loads(done.stdout), done.stderr)
    finally:
        server.close()
        alone.close()
