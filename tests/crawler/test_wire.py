"""Odd answers of a real server on loopback to exchanges: byte for byte what went over the wire.

Run as a program with addresses as JSON, this file crawls them and prints what the handler kept: a reactor starts once
in a process, so one crawl serves all tests.
"""

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from crawler.wire import _listen

HTML = "<html><title>青禾县</title><p>年报</p></html>".encode()
GZIPPED = gzip.compress(HTML, mtime=0)
LARGE = b"<p>" + b"x" * 300_000 + b"</p>"  # without a blank line
MANY_HEADERS = b"".join(b"X-Filler-%04d: %s\r\n" % (n, b"v" * 85) for n in range(6_000))
FEWER_HEADERS = MANY_HEADERS[: 2_000 * 102]


def chunks(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """What the server sends; `head` and `payload` are what must be kept of it."""

    head: bytes
    body: bytes = b""
    before: bytes = b""
    closes: bool = False
    kept_head: bytes | None = None
    kept_payload: bytes | None = None

    @property
    def exchange(self) -> tuple[bytes, bytes]:
        head = self.head if self.kept_head is None else self.kept_head
        return head, self.body if self.kept_payload is None else self.kept_payload


def sized(body: bytes, *lines: bytes, status: bytes = b"HTTP/1.1 200 OK") -> Answer:
    return Answer(b"\r\n".join([status, *lines, b"Content-Length: %d" % len(body), b"", b""]), body)


BIG_BUT_ALLOWED = sized(HTML, FEWER_HEADERS.removesuffix(b"\r\n"))
ANSWERS = {
    "/plain": sized(HTML, b"Content-Type: text/html; charset=utf-8"),
    "/gzip-chunked": Answer(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n",
        chunks(GZIPPED[:10], GZIPPED[10:11], GZIPPED[11:]),
        kept_head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked\r\n"
        b"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(GZIPPED),
        kept_payload=GZIPPED,
    ),
    "/gzip": sized(GZIPPED, b"Content-Type: text/html", b"Content-Encoding: gzip"),
    "/odd-case": sized(HTML, b"cOnTeNt-TyPe:text/html", b"x-POWERED-by:   ASP.NET  ", b'ETag:W/"1"'),
    "/odd-reason": sized(HTML, status="HTTP/1.1 200 成功".encode("gbk")),
    "/no-reason": sized(HTML, status=b"HTTP/1.1 200"),
    "/cookies": sized(HTML, b"Set-Cookie: a=1; Path=/", b"Set-Cookie: b=2", b"set-cookie: a=3; Domain=example.org"),
    "/gbk-header": sized(
        b"\xd0\xcf\x11\xe0",
        b"Content-Type: application/msword",
        b'Content-Disposition: attachment; filename="' + "2024年年报.doc".encode("gbk") + b'"',
    ),
    "/no-colon": sized(HTML, b"Content-Type: text/html", b"this line has no colon", b"X-After: 1"),
    "/folded": sized(HTML, b"X-Folded: one", b"  two", b"Content-Type: text/html"),
    "/lf-only": Answer(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(HTML), HTML),
    "/moved": sized(b"moved", b"Location: /plain", status=b"HTTP/1.1 301 Moved Permanently"),
    "/not-found": sized("没有这个页面".encode(), b"Content-Type: text/html", status=b"HTTP/1.1 404 Not Found"),
    "/not-modified": Answer(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'),
    "/empty": sized(b"", b"Content-Type: text/html"),
    "/empty-chunked": Answer(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"0\r\n\r\n",
        kept_head=b"HTTP/1.1 200 OK\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
        kept_payload=b"",
    ),
    "/http-1.0": Answer(b"HTTP/1.0 200 OK\r\nServer: old\r\n\r\n", HTML, closes=True),
    "/until-close": Answer(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", HTML, closes=True),
    "/interim": Answer(
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(HTML),
        HTML,
        before=b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
    ),
    "/every-byte": sized(bytes(range(256)) * 20, b"Content-Type: application/octet-stream"),
    "/large": sized(LARGE, b"Content-Type: text/html"),
    "/long-head": BIG_BUT_ALLOWED,
    "/query?a=%E5%B9%B4&b=1": sized(HTML),
}
CUT_SHORT = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", HTML, closes=True)
BOMB = sized(HTML, MANY_HEADERS.removesuffix(b"\r\n"))
BOMB_AFTER_INTERIM = Answer(BOMB.head, BOMB.body, before=b"HTTP/1.1 100 Continue\r\n\r\n")
MIXED_LINES = Answer(b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: %d\n\r\n" % len(LARGE), LARGE)
SERVED = {
    **ANSWERS,
    "/cut-short": CUT_SHORT,
    "/bomb": BOMB,
    "/bomb-after-interim": BOMB_AFTER_INTERIM,
    "/mixed-lines": MIXED_LINES,
    "/after-all-that": sized(b"still here"),
    **{f"/kept-alive/{n}": sized(b"page %d" % n) for n in range(5)},
}
KEPT_ALIVE = [path for path in SERVED if path.startswith("/kept-alive/")]
NO_WEB_PAGES = ["file:///etc/hostname", "data:text/html,hello", "ftp://127.0.0.1/a", "s3://bucket/a"]


@dataclass
class Server:
    """Sends the bytes it is told, and keeps the bytes it got with the number of their connection."""

    received: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    connections: int = 0

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._start(self._accept)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._threads[0].join()
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was first
        for thread in self._threads:
            thread.join()

    def _start(self, work, *arguments) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            self._start(self._serve, connection, self.connections)

    def _serve(self, connection: socket.socket, number: int) -> None:
        with connection:
            waiting = b""
            try:
                while data := connection.recv(1 << 16):
                    waiting += data
                    while b"\r\n\r\n" in waiting:
                        end = waiting.index(b"\r\n\r\n") + 4
                        request, waiting = waiting[:end], waiting[end:]
                        path = request.split(b" ")[1].decode()
                        self.received.setdefault(path, []).append((number, request))
                        answer = SERVED[path]
                        connection.sendall(answer.before + answer.head + answer.body)
                        if answer.closes:
                            return
            except OSError:
                return  # the crawler ended it


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
            [sys.executable, "-W", "error", __file__, json.dumps(urls)],
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


@pytest.mark.parametrize("path", ANSWERS)
def test_the_exchange_is_byte_for_byte_what_the_server_sent(crawled, path):
    assert crawled.exchange(path) == ANSWERS[path].exchange


@pytest.mark.parametrize("path", ANSWERS)
def test_the_request_is_byte_for_byte_what_the_server_received(crawled, path):
    ((_, received),) = crawled.server.received[path]
    assert b64decode(crawled.results[path]["request"]) == received
    assert received.startswith(b"GET %s HTTP/1.1\r\n" % path.encode())


def test_the_mark_of_the_process_never_reaches_the_wire(crawled):
    requests = [
        request
        for server in (crawled.server, crawled.alone)
        for received in server.received.values()
        for _, request in received
    ]
    assert len(requests) >= len(SERVED)
    assert not [request for request in requests if b"nianbao-exchange" in request.lower()]


SEEN = {
    "/gzip-chunked": (200, HTML),
    "/gzip": (200, HTML),
    "/odd-case": (200, HTML),
    "/no-colon": (200, HTML),
    "/moved": (301, b"moved"),
    "/not-found": (404, "没有这个页面".encode()),
    "/empty": (200, b""),
    "/http-1.0": (200, HTML),
    "/every-byte": (200, bytes(range(256)) * 20),
}


@pytest.mark.parametrize("path", SEEN)
def test_scrapy_itself_sees_the_answer_as_ever(crawled, path):
    assert (crawled.results[path]["status"], b64decode(crawled.results[path]["body"])) == SEEN[path]


def test_the_exchange_tells_address_server_and_time(crawled):
    result = crawled.results["/plain"]
    assert result["url"] == crawled.server.home + "/plain"
    assert result["ip"] == "127.0.0.1"
    assert result["started"] <= result["fetched_at"] <= result["ended"]


def test_one_connection_serves_several_requests_and_their_bytes_are_not_mixed(crawled):
    assert crawled.alone.connections == 1
    assert {number for path in KEPT_ALIVE for number, _ in crawled.alone.received[path]} == {1}
    for path in KEPT_ALIVE:
        assert crawled.exchange(path) == SERVED[path].exchange
        assert b64decode(crawled.results[path]["request"]) == crawled.alone.received[path][0][1]


def test_an_answer_cut_short_is_an_error_and_no_exchange(crawled):
    assert "DataLoss" in crawled.results["/cut-short"]["error"]
    assert not crawled.results["/cut-short"]["kept"]


def test_too_many_headers_end_the_request(crawled):
    assert len(BOMB.head) > 600_000
    assert "error" in crawled.results["/bomb"]
    assert not crawled.results["/bomb"]["kept"]
    assert crawled.server.received["/bomb"]


def test_too_many_headers_do_not_end_the_process(crawled):
    assert crawled.exchange("/after-all-that") == SERVED["/after-all-that"].exchange


class Connection:
    """What the tee sees of a connection: it passes on what it is given, and can be cut off."""

    def __init__(self) -> None:
        self.transport = self
        self.passed_on = b""
        self.cut_off = False

    def request(self, outgoing: object) -> None: ...

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        self.passed_on += data

    def abortConnection(self) -> None:  # noqa: N802  # Twisted's name
        self.cut_off = True


def fed(*pieces: bytes) -> Connection:
    connection = Connection()
    _listen(connection, {})
    for piece in pieces:
        connection.dataReceived(piece)
    return connection


def in_pieces(data: bytes, size: int = 1 << 16) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


HEAD_300_KB = b"HTTP/1.1 200 OK\r\n" + MANY_HEADERS[: 3_000 * 102]


def test_300_kb_of_headers_without_end_cut_the_connection_off():
    connection = fed(*in_pieces(HEAD_300_KB))
    assert connection.cut_off
    assert len(connection.passed_on) <= 256 << 10


def test_300_kb_of_headers_cut_the_connection_off_although_their_end_comes_with_the_last_piece():
    connection = fed(*in_pieces(HEAD_300_KB + b"\r\n" + HTML))
    assert len(HEAD_300_KB) > 300_000
    assert connection.cut_off


def test_200_kb_of_headers_and_any_body_pass():
    answer = BIG_BUT_ALLOWED.head + LARGE
    connection = fed(*in_pieces(answer))
    assert not connection.cut_off
    assert connection.passed_on == answer


def test_too_many_headers_after_an_interim_answer_end_the_request_too(crawled):
    assert "error" in crawled.results["/bomb-after-interim"]


def test_a_head_with_mixed_line_ends_does_not_count_the_body_as_headers(crawled):
    # old CGI programs print their lines with LF, and the server adds the rest with CR LF
    assert crawled.exchange("/mixed-lines") == MIXED_LINES.exchange


@pytest.mark.parametrize("url", NO_WEB_PAGES)
def test_what_is_no_web_page_is_refused(crawled, url):
    assert (
        "NotSupported" in crawled.results[url]["error"] or "UnsupportedURLSchemeError" in crawled.results[url]["error"]
    )
    assert not crawled.results[url]["kept"]


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
