"""Routes to real HTTP servers on loopback, all in one process, which note every request that they get."""

import socket
import ssl
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.crawler.listeners import Listeners

_IDLE = 30  # seconds an unused connection stays open
_GONE = "<html><head><title>404</title></head><body><h3>您访问的页面不存在</h3><a href='/'>返回首页</a></body></html>"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    body: bytes
    headers: dict[str, str]

    @property
    def sorted_query(self) -> str:
        return urlencode(sorted(self.query.items()))


@dataclass(slots=True)
class Answer:
    body: str | bytes | Iterator[bytes] = ""
    status: int = 200
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()


Handler = str | Answer | Callable[[Request], "Answer | str"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as the server saw it; `at_once` counts the requests in hand with it."""

    at: float
    method: str
    target: str
    status: int
    at_once: int
    agent: str


@dataclass
class Host:
    """One server: exact routes first, then paths, then the patterns in order."""

    listener: socket.socket
    charset: str = "utf-8"
    says_charset: bool = True
    scheme: str = "http"
    tls: ssl.SSLContext | None = None
    pages: dict[str, Handler] = field(default_factory=dict)
    before: list[Callable[[Request], Answer | None]] = field(default_factory=list)
    disallowed: tuple[str, ...] = ()
    resets: Callable[[int], bool] = lambda _: False
    keeps: bool = True  # connections, for the next request
    hits: list[Hit] = field(default_factory=list)
    connections: int = 0
    in_hand: int = 0

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    @property
    def home(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def answer(self, request: Request) -> Answer:
        for first in self.before:
            if (early := first(request)) is not None:
                return early
        exact = f"{request.path}?{request.sorted_query}"
        page = self.pages.get(exact) if request.query else None
        if page is None:
            page = self.pages.get(request.path)
        if page is None and request.path == "/robots.txt" and self.disallowed:
            page = Answer(
                "User-agent: *\n" + "".join(f"Disallow: {one}\n" for one in self.disallowed), 200, "text/plain"
            )
        if page is None:
            page = next((self.pages[key] for key in self._prefixes(request.path) if key in self.pages), None)
        made = Answer(_GONE, 404) if page is None else page(request) if callable(page) else page
        return Answer(made) if isinstance(made, str) else made

    @staticmethod
    def _prefixes(path: str) -> Iterator[str]:
        """`/a/b/*`, `/a/*`, `/*` for `/a/b/c`."""
        while path:
            path = path.rpartition("/")[0]
            yield f"{path}/*"

    def is_disallowed(self, target: str) -> bool:
        return target != "/robots.txt" and target.startswith(self.disallowed or ("\0",))


class Ground(Listeners):
    """Opens hosts and serves them until closed."""

    def __init__(self) -> None:
        super().__init__(_serve)
        self.hosts: list[Host] = []

    def open(self, charset: str = "utf-8", *, says_charset: bool = True) -> Host:
        host = Host(self.listen(), charset, says_charset)
        self.hosts.append(host)
        self.begin(host.listener, host)
        return host


def _serve(host: Host, sock: socket.socket, address: tuple[str, int]) -> None:
    host.connections += 1
    with suppress(OSError, ssl.SSLError, ValueError):
        sock.settimeout(_IDLE)
        if host.resets(host.connections):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.recv(10)
        else:
            served = host.tls.wrap_socket(sock, server_side=True) if host.tls else sock
            _Exchange(served, address, host)  # type: ignore[arg-type]
            served.close()
    sock.close()


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx", ""
    server: Host  # type: ignore[assignment]

    def log_message(self, *_: object) -> None:
        """Hits are noted instead."""

    def _handle(self) -> None:
        host, parts = self.server, urlsplit(self.path)
        host.in_hand += 1
        try:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else b""
            form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)) if length else {}
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = host.answer(Request(self.command, parts.path, query, form, body, headers))
            agent = self.headers.get("User-Agent", "")
            host.hits.append(Hit(time.monotonic(), self.command, self.path, answer.status, host.in_hand, agent))
            self._send(answer)
        finally:
            host.in_hand -= 1

    do_GET = do_POST = do_HEAD = _handle  # noqa: N815

    def _send(self, answer: Answer) -> None:
        host = self.server
        self.send_response(answer.status, None if answer.status in self.responses else "Odd")
        kind = answer.kind
        if host.says_charset and kind.startswith("text/") and "charset" not in kind:
            kind += f"; charset={host.charset}"
        if not any(name == "Content-Type" for name, _ in answer.headers):
            self.send_header("Content-Type", kind)
        for name, value in answer.headers:
            self.send_header(name, value)
        if isinstance(answer.body, str | bytes):
            content = (
                answer.body.encode(host.charset, "xmlcharrefreplace") if isinstance(answer.body, str) else answer.body
            )
            self.send_header("Content-Length", str(len(content)))
            if not host.keeps:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            return
        self.close_connection = True
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in answer.body:
            self.wfile.write(piece)
