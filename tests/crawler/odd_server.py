"""Paths to the odd answers that a real server on loopback gives, and to what must be kept of each."""

import gzip
import socket
import threading
from dataclasses import dataclass, field

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
