"""The sample portal on loopback: a real HTTP server whose pages are those of the night it is told."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crawler.sample.pages import Page, pages

USUAL_PORT = 8610  # the same address on each run, so that a second demo finds the same reports again


class SamplePortal(ThreadingHTTPServer):
    """Serves one night of the sample county after another."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.show_night(1)

    def show_night(self, night: int) -> None:
        self.pages: dict[str, Page] = pages(night)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a crawler that leaves in the middle is no news
            super().handle_error(request, client_address)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def page_at(self, url: str) -> Page | None:
        """The page behind an address of this portal."""
        return self.pages.get("/" + url.removeprefix(self.home))


class _Handler(BaseHTTPRequestHandler):
    server: SamplePortal
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the name that http.server calls
        page = self.server.pages.get(self.path)
        body = page.html.encode() if page else "没有这个页面".encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")  # or the crawler waits a second for it at its end
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Says nothing: the crawler tells what it fetched."""


@contextmanager
def sample_portal(port: int | None = None) -> Iterator[SamplePortal]:
    """The portal, up for as long as the block runs."""
    try:
        server = SamplePortal(USUAL_PORT if port is None else port)
    except OSError:
        server = SamplePortal(0)  # the usual port is taken
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
