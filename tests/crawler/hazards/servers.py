"""Made-up portals as raw servers on loopback: each path has what is written to the connection, piece by piece."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

from tests.crawler.listeners import Listeners

_PATIENCE = 60  # seconds that a connection is kept without a request
_MOST_HEAD = 64 << 10


class ResetError(Exception):
    """Raised by what writes an answer, to end the connection as a machine does that crashes."""


class SilenceError(Exception):
    """Raised by what writes an answer, to leave the connection open and say no more."""


Pieces = Callable[[], Iterable[bytes]]
Page = bytes | Pieces  # a whole answer, after which the connection is kept, or its pieces, after which it is closed


def answer(
    body: bytes | str, status: str = "200 OK", kind: str = "text/html; charset=utf-8", headers: Iterable[str] = ()
) -> bytes:
    """A well-formed answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + content


GONE = answer("<h3>您访问的页面不存在</h3>", "404 Not Found")


@dataclass
class Server:
    """One host: `before` may answer in place of its pages; every path that was asked for is noted, and when."""

    listener: socket.socket
    stopped: threading.Event
    pages: dict[str, Page] = field(default_factory=dict)
    before: Callable[[str], Page | None] = lambda _: None
    asked: list[tuple[float, str]] = field(default_factory=list)
    connections: int = 0

    @property
    def home(self) -> str:
        address, port = self.listener.getsockname()
        return f"http://{address}:{port}"

    def page(self, target: str) -> Page:
        self.asked.append((time.monotonic(), target))
        early = self.before(target)
        if early is not None:
            return early
        found = self.pages.get(target)
        return GONE if found is None else found


class Servers(Listeners):
    """Opens servers and answers for them until closed."""

    def __init__(self) -> None:
        super().__init__(_serve)
        self.opened: list[Server] = []
        self._stopped = threading.Event()

    def open(self, address: str = "127.0.0.1") -> Server:
        server = Server(self.listen(address), self._stopped)
        self.opened.append(server)
        self.begin(server.listener, server)
        return server

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        super().__exit__(kind, error, trace)


def _serve(server: Server, connection: socket.socket, _: tuple[str, int]) -> None:
    server.connections += 1
    with connection, suppress(OSError):
        connection.settimeout(_PATIENCE)
        try:
            for target in _targets(connection):
                page = server.page(target)
                if isinstance(page, bytes):
                    connection.sendall(page)
                    continue
                for piece in page():
                    connection.sendall(piece)
                return
        except ResetError:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except SilenceError:
            server.stopped.wait()


def _targets(connection: socket.socket) -> Iterator[str]:
    """The paths that are asked for on one connection."""
    received = b""
    while True:
        while b"\r\n\r\n" not in received and len(received) < _MOST_HEAD:
            piece = connection.recv(1 << 16)
            if not piece:
                return
            received += piece
        head, _, received = received.partition(b"\r\n\r\n")
        words = head.split(b" ", 2)
        yield words[1].decode("latin-1") if len(words) > 1 else ""
