"""Download handler that keeps, beside Scrapy's response, the exact bytes of the exchange as they went over the wire."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.clock import now
from archive.message import end_of_head
from archive.record import Exchange
from crawler.framing import start_of_answer, undo_framing

EXCHANGE = "exchange"  # the key in request.meta under which the handler leaves the Exchange

_TOKEN = b"X-Nianbao-Exchange"  # marks a request inside the process; taken off before it is written
_HEAD_LIMIT = 256 << 10  # neither Scrapy nor Twisted limits the number of header lines
_ANSWER_LIMIT = 128 << 20  # framing included, which Scrapy's own limit does not count


@dataclass(slots=True)
class _Wire:
    """What one request wrote and received."""

    request: bytes = b""
    received: bytearray = field(default_factory=bytearray)
    ip: str | None = None
    _head_is_fine: bool = False

    def is_beyond_measure(self) -> bool:
        """Whether no server that means well would send so much."""
        if not self._head_is_fine:
            start = start_of_answer(self.received)
            end = end_of_head(self.received, start)
            self._head_is_fine = end is not None and end <= start + _HEAD_LIMIT
            if not self._head_is_fine and len(self.received) > _HEAD_LIMIT:
                return True
        return len(self.received) > _ANSWER_LIMIT


class WireHandler(HTTP11DownloadHandler):
    """HTTP and HTTPS as Scrapy does them, with a tee on the connection."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._tokens = count()
        self._wires: dict[bytes, _Wire] = {}
        # the one private name we touch: the pool makes its connections with this factory
        pool: Any = self._pool
        make_factory = pool._factory  # noqa: SLF001
        pool._factory = lambda *arguments: _TeeFactory(make_factory(*arguments), self._wires)  # noqa: SLF001

    async def download_request(self, request: Request) -> Response:
        token = b"%d" % next(self._tokens)
        fetched_at = now()
        self._wires[token] = wire = _Wire()
        request.headers[_TOKEN] = token
        try:
            response = await super().download_request(request)
        finally:
            del request.headers[_TOKEN]
            del self._wires[token]
        head, payload = undo_framing(bytes(wire.received))
        request.meta[EXCHANGE] = Exchange(request.url, fetched_at, wire.ip, wire.request, head, payload)
        return response


class _TeeFactory:
    """Wraps Twisted's factory of connections, so that each connection is listened to."""

    def __init__(self, inner: Any, wires: dict[bytes, _Wire]) -> None:
        self._inner = inner
        self._wires = wires

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def buildProtocol(self, address: Any) -> Any:  # noqa: N802  # Twisted's name
        protocol = self._inner.buildProtocol(address)
        _listen(protocol, self._wires)
        return protocol


def _listen(protocol: Any, wires: dict[bytes, _Wire]) -> None:
    send: Callable[[Any], Any] = protocol.request
    receive: Callable[[bytes], None] = protocol.dataReceived
    current = _Wire()

    def request(outgoing: Any) -> Any:
        nonlocal current
        tokens = outgoing.headers.getRawHeaders(_TOKEN) or [b""]
        outgoing.headers.removeHeader(_TOKEN)
        current = wires.get(tokens[0], _Wire())
        current.ip = protocol.transport.getPeer().host
        lines = [
            b"%s: %s\r\n" % (name, value) for name, values in outgoing.headers.getAllRawHeaders() for value in values
        ]
        current.request = b"%s %s HTTP/1.1\r\n%s\r\n" % (outgoing.method, outgoing.uri, b"".join(lines))
        return send(outgoing)

    def data_received(data: bytes) -> None:
        current.received += data
        if current.is_beyond_measure():
            protocol.transport.abortConnection()
        else:
            receive(data)

    protocol.request, protocol.dataReceived = request, data_received
