"""Paths to the odd answers that a real server on loopback gives, and to what must be kept of each."""

import gzip
import re
import socket
import ssl
import struct
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

HTML = "<html><title>青禾县</title><p>年报</p></html>".encode()
GZIPPED = gzip.compress(HTML, mtime=0)
LARGE = b"<p>" + b"x" * 300_000 + b"</p>"  # without a blank line
MANY_HEADERS = b"".join(b"X-Filler-%04d: %s\r\n" % (n, b"v" * 85) for n in range(6_000))
FEWER_HEADERS = MANY_HEADERS[: 2_000 * 102]


def chunks(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """What the server sends; `head` and `payload` are what must be kept of it.

    `stream` goes out after the body. A server that `hangs` says no more, one that `resets` ends the connection rudely.
    """

    head: bytes
    body: bytes = b""
    before: bytes = b""
    stream: Iterable[bytes] = ()
    closes: bool = False
    resets: bool = False
    hangs: bool = False
    kept_head: bytes | None = None
    kept_payload: bytes | None = None

    @property
    def exchange(self) -> tuple[bytes, bytes]:
        head = self.head if self.kept_head is None else self.kept_head
        return head, self.body if self.kept_payload is None else self.kept_payload


def sized(body: bytes, *lines: bytes, status: bytes = b"HTTP/1.1 200 OK") -> Answer:
    return Answer(b"\r\n".join([status, *lines, b"Content-Length: %d" % len(body), b"", b""]), body)


CHUNKED_HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
UNCHUNKED = b"HTTP/1.1 200 OK\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n"
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
    "/chunk-extensions": Answer(
        CHUNKED_HEAD,
        b"0003;name=value\r\nabc\r\n2;x\r\n\r\n\r\n00A\r\n0\r\n\r\n12345\r\n0\r\nX-Sum: 5\r\nX-More: 6\r\n\r\n",
        kept_head=UNCHUNKED % 15,
        kept_payload=b"abc\r\n0\r\n\r\n12345",
    ),
    "/chunked-and-length": Answer(  # seen from servers behind a rewriting proxy
        CHUNKED_HEAD.replace(b"\r\n\r\n", b"\r\nContent-Length: 9999\r\n\r\n"),
        chunks(b"abc"),
        kept_head=UNCHUNKED.replace(b"\r\nC", b"\r\nX-Crawler-Content-Length: 9999\r\nC") % 3,
        kept_payload=b"abc",
    ),
    "/more-than-its-length": Answer(
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", b"abcHTTP/1.1 500 next", closes=True, kept_payload=b"abc"
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
BROKEN = {
    "/cut-short": (CUT_SHORT, "cut_off"),
    "/cut-short-chunk": (Answer(CHUNKED_HEAD, b"5000\r\nabc", closes=True), "cut_off"),
    "/no-last-chunk": (Answer(CHUNKED_HEAD, chunks(HTML).removesuffix(b"0\r\n\r\n"), closes=True), "cut_off"),
    "/reset-within": (Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", HTML, resets=True), "cut_off"),
    "/reset-without-length": (Answer(b"HTTP/1.1 200 OK\r\n\r\n", HTML, resets=True), "cut_off"),
    "/reset-within-head": (Answer(b"HTTP/1.1 200 OK\r\nServer: x\r\n", resets=True), "cut_off"),
    "/hung-up": (Answer(b"", closes=True), "reset"),
    "/reset": (Answer(b"", resets=True), "reset"),
    "/no-http": (Answer(b"SSH-2.0-OpenSSH_9.2\r\n\r\n", closes=True), "bad_answer"),
    "/two-lengths": (
        Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", b"abcd"),
        "bad_answer",
    ),
    "/no-number": (Answer(b"HTTP/1.1 zweihundert OK\r\nContent-Length: 0\r\n\r\n"), "bad_answer"),
    "/bomb": (BOMB, "too_large"),
    "/bomb-after-interim": (BOMB_AFTER_INTERIM, "too_large"),
    "/slow-head": (Answer(b"HTTP/1.1 200 OK\r\n", hangs=True), "timeout"),
    "/slow-body": (Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", HTML, hangs=True), "timeout"),
}
KEPT_ALIVE = [f"/kept-alive/{n}" for n in range(5)]
SERVED: Mapping[str, Answer] = {
    **ANSWERS,
    **{path: answer for path, (answer, _) in BROKEN.items()},
    "/mixed-lines": MIXED_LINES,
    "/after-all-that": sized(b"still here"),
    "/asked": sized(HTML),
    **{path: sized(path.encode()) for path in KEPT_ALIVE},
}
NO_WEB_PAGES = ["file:///etc/hostname", "data:text/html,hello", "ftp://127.0.0.1/a", "s3://bucket/a"]

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_AT_ONCE = struct.pack("ii", 1, 0)  # of SO_LINGER: closing sends a reset


@dataclass
class Server:
    """Sends the bytes it is told, and keeps the bytes it got with the number of their connection."""

    served: Mapping[str, Answer] = field(default_factory=lambda: SERVED)
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    wanted_port: int = 0
    hangs_up_at_once: bool = False
    hangs_up_once: bool = False  # at the second request of its first connection
    heard: bytes = b""
    received: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    connections: int = 0

    def __post_init__(self) -> None:
        self._listening = socket.create_server((self.address, self.wanted_port))
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._is_closing = threading.Event()
        self._start(self._accept)

    @property
    def port(self) -> int:
        return self._listening.getsockname()[1]

    @property
    def home(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.address}:{self.port}"

    def close(self) -> None:
        self._is_closing.set()
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    def _serve(self, plain: socket.socket, number: int) -> None:
        with plain:
            try:
                if self.tls:
                    with self.tls.wrap_socket(plain, server_side=True) as connection:
                        self._answer_all(connection, number)
                else:
                    self._answer_all(plain, number)
            except OSError:
                return  # the crawler ended it, or there was no handshake

    def _answer_all(self, connection: socket.socket, number: int) -> None:
        waiting = b""
        while data := connection.recv(1 << 16):
            waiting += data
            self.heard += data
            if self.hangs_up_at_once:
                return
            while request := _first_request(waiting):
                waiting = waiting[len(request) :]
                path = request.split(b" ")[1].decode()
                if (
                    self.hangs_up_once
                    and number == 1
                    and any(n == 1 for seen in self.received.values() for n, _ in seen)
                ):
                    return
                self.received.setdefault(path, []).append((number, request))
                answer = self.served[path]
                connection.sendall(answer.before + answer.head + answer.body)
                for part in answer.stream:
                    connection.sendall(part)
                if answer.hangs:
                    self._is_closing.wait(20)
                if answer.resets:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                if answer.closes or answer.resets:
                    return


def _first_request(waiting: bytes) -> bytes:
    """The first whole request, its body included."""
    end = waiting.find(b"\r\n\r\n") + 4
    if end < 4:
        return b""
    length = _LENGTH.search(waiting, 0, end)
    end += int(length[1]) if length else 0
    return waiting[:end] if len(waiting) >= end else b""
