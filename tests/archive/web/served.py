"""An archive served on loopback by the real thing, for as long as a test asks."""

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import uvicorn

from archive.web.serving import application

_SAFE = "/?&=%:;+,~_-.#@!*()"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Served:
    """Asks a server; an address may hold Chinese characters, which a browser would quote."""

    def __init__(self, base: str) -> None:
        self.base = base

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        parts = urlsplit(self.base)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        try:
            connection.request("GET", quote(path, safe=_SAFE), headers=dict(headers or {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read())
        finally:
            connection.close()


@contextmanager
def served(folder: Path, base_url: str = "/") -> Iterator[Served]:
    server = uvicorn.Server(
        uvicorn.Config(application(folder, base_url).app(), port=0, log_level="error", lifespan="on")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.01)  # the server has no event to wait for
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join()
