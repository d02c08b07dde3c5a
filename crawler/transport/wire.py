"""Download handler that keeps, beside Scrapy's response, the exact bytes of the exchange as they went over the wire."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.error import ConnectionDone

from archive.clock import now
from archive.message import unframed
from archive.record import Exchange
from crawler.transport import gate
from crawler.transport.failures import CertificateError, FetchError, Kind, kind_of, words_of_tls
from crawler.transport.framing import HeadReader
from crawler.transport.resolver import ALLOW_PRIVATE, install, was_refused
from crawler.transport.tls import STRICT, Level, TlsPolicy

EXCHANGE = "exchange"  # the key in request.meta under which the handler leaves the Exchange
TLS = "tls"  # the key in request.meta that tells the handler the level of TLS

_TOKEN = b"X-Nianbao-Exchange"  # marks a request inside the process; taken off before it is written
_ANSWER_LIMIT = 128 << 20  # framing included, which Scrapy's own limit does not count
_ALL_ANSWERS_LIMIT = 128 << 20  # of the answers on their way at once
_IDLE_SECONDS = 30.0  # old servers have few workers, and a kept connection holds one of them
_HTTPS_PORT = 443


class _Intake:
    """All answers on their way. When they are too much together, only the largest goes on until one is done."""

    def __init__(self) -> None:
        self._wires: list[_Wire] = []
        self._total = 0
        self._paused: list[Any] = []

    def add(self, wire: "_Wire") -> None:
        self._wires.append(wire)

    def remove(self, wire: "_Wire") -> None:
        self._wires.remove(wire)
        self._total -= wire.received
        paused, self._paused = self._paused, []
        for transport in paused:
            transport.resumeProducing()

    def grow(self, wire: "_Wire", size: int, transport: Any) -> None:
        wire.received += size
        self._total += size
        if self._total > _ALL_ANSWERS_LIMIT and any(other.received > wire.received for other in self._wires):
            transport.pauseProducing()
            self._paused.append(transport)


class _Wire:
    """What one request wrote, and what of its answer is kept here: the body is kept once, by Scrapy."""

    def __init__(self) -> None:
        self.received = 0
        self.is_over = False
        self.is_too_large = False
        self.begin(b"", None)

    def begin(self, request: bytes, ip: str | None) -> None:
        """Once a request, and again where the server closed a kept connection before it answered a byte."""
        self.request = request
        self.ip = ip
        self.reader = HeadReader()
        self.is_broken = False


class WireHandler(BaseDownloadHandler):
    """HTTP and HTTPS as Scrapy does them, with a tee on each connection, and a pool of connections a level of TLS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        install(crawler)
        settings = crawler.settings
        headers = {"User-Agent": settings["USER_AGENT"], **settings.getdict("DEFAULT_REQUEST_HEADERS")}
        self._headers = [(name, value) for name, value in headers.items() if value is not None]
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._allow_private = settings.getbool(ALLOW_PRIVATE)
        self._tokens = count()
        self._wires: dict[bytes, _Wire] = {}
        self._intake = _Intake()
        self._levels: dict[Level, tuple[HTTP11DownloadHandler, TlsPolicy]] = {}

    async def download_request(self, request: Request) -> Response:
        for name, value in self._headers:
            request.headers.setdefault(name, value)
        request.meta.setdefault("download_timeout", self._timeout)
        handler, policy = self._at_level(request.meta.get(TLS) or STRICT)
        parts = urlsplit(request.url)
        host, port = parts.hostname or "", parts.port or _HTTPS_PORT
        is_tls = parts.scheme == "https"
        fetched_at = now()
        with self._marked(request) as wire:
            try:
                response = await handler.download_request(request)
            except Exception as error:
                known = _known(error, wire, host, policy.against(host, port) if is_tls else ())
                if known is None:
                    raise
                raise known from error
        head = wire.reader.head
        if head is None or (wire.is_broken and "partial" in response.flags):
            raise FetchError("cut_off", f"the connection to {host} broke within an answer of no stated length")
        request.meta[EXCHANGE] = Exchange(
            request.url,
            fetched_at,
            wire.ip,
            wire.request,
            unframed(head, len(response.body)),
            response.body,
            policy.note(host, port) if is_tls else None,
        )
        return response

    async def close(self) -> None:
        for handler, _ in self._levels.values():
            await handler.close()

    @contextmanager
    def _marked(self, request: Request) -> Iterator[_Wire]:
        token = b"%d" % next(self._tokens)
        request.headers[_TOKEN] = token
        self._wires[token] = wire = _Wire()
        self._intake.add(wire)
        try:
            yield wire
        finally:
            wire.is_over = True
            del request.headers[_TOKEN]
            del self._wires[token]
            self._intake.remove(wire)

    def _at_level(self, level: Level) -> tuple[HTTP11DownloadHandler, TlsPolicy]:
        if level not in self._levels:
            handler: Any = HTTP11DownloadHandler(self.crawler)
            policy = TlsPolicy(level)
            # the private names that we touch: who makes the connections, and who makes them safe
            pool = handler._pool  # noqa: SLF001
            make_factory = pool._factory  # noqa: SLF001
            pool._factory = lambda *arguments: _TeeFactory(  # noqa: SLF001
                make_factory(*arguments), self._wires, self._intake, allow_private=self._allow_private
            )
            pool.cachedConnectionTimeout = _IDLE_SECONDS
            handler._contextFactory = policy  # noqa: SLF001
            self._levels[level] = handler, policy
        return self._levels[level]


def _known(error: Exception, wire: _Wire, host: str, faults: tuple[str, ...]) -> FetchError | None:
    """An error that says what only the handler knows."""
    kind: Kind = kind_of(error)
    if wire.is_too_large or kind == "too_large":
        return FetchError("too_large", f"{host} sent more than any report is long")
    if kind == "tls":
        return CertificateError(host, faults) if faults else FetchError("tls", f"{host}: {words_of_tls(error)}")
    if kind == "unresolvable" and was_refused(host):
        return FetchError("private_address", f"{host} leads to no public address")
    return None


class _TeeFactory:
    """Wraps Twisted's factory of connections, so that each connection is judged and listened to."""

    def __init__(self, inner: Any, wires: dict[bytes, _Wire], intake: _Intake, *, allow_private: bool) -> None:
        self._inner = inner
        self._wires = wires
        self._intake = intake
        self._allow_private = allow_private

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def buildProtocol(self, address: Any) -> Any:  # noqa: N802  # Twisted's name
        if not self._allow_private and not gate.is_public(address.host):  # nothing is written yet, not even for TLS
            raise FetchError("private_address", f"connected to {address.host}, which is no public address")
        protocol = self._inner.buildProtocol(address)
        _listen(protocol, self._wires, self._intake)
        return protocol


def _listen(protocol: Any, wires: dict[bytes, _Wire], intake: _Intake) -> None:
    send: Callable[[Any], Any] = protocol.request
    receive: Callable[[bytes], None] = protocol.dataReceived
    lose: Callable[[Any], None] = protocol.connectionLost
    current = _Wire()
    current.is_over = True

    def request(outgoing: Any) -> Any:
        nonlocal current
        tokens = outgoing.headers.getRawHeaders(_TOKEN)
        outgoing.headers.removeHeader(_TOKEN)
        if tokens:
            _OUTGOING[outgoing] = wires.get(tokens[0], current)
        current = _OUTGOING.get(outgoing, current)
        current.begin(_written(outgoing), protocol.transport.getPeer().host)
        return send(outgoing)

    def data_received(data: bytes) -> None:
        wire = current
        if wire.is_over:
            receive(data)
            return
        wire.reader.feed(data)
        intake.grow(wire, len(data), protocol.transport)
        if wire.reader.is_too_long or wire.received > _ANSWER_LIMIT:
            wire.is_too_large = True
            protocol.transport.abortConnection()
        else:
            receive(data)

    def connection_lost(reason: Any) -> None:
        if not current.is_over and not reason.check(ConnectionDone):
            current.is_broken = True
        lose(reason)

    protocol.request, protocol.dataReceived, protocol.connectionLost = request, data_received, connection_lost


_OUTGOING: WeakKeyDictionary[Any, _Wire] = WeakKeyDictionary()  # a request that is asked again has lost its mark


def _written(outgoing: Any) -> bytes:
    """A request as Twisted writes it."""
    lines = [b"%s %s HTTP/1.1\r\n" % (outgoing.method, outgoing.uri)]
    producer = outgoing.bodyProducer
    if producer is not None or outgoing.method in (b"POST", b"PUT"):
        lines.append(b"Content-Length: %d\r\n" % (producer.length if producer else 0))
    for name, values in outgoing.headers.getAllRawHeaders():
        lines += [b"%s: %s\r\n" % (name, value) for value in values]
    return b"%s\r\n%s" % (b"".join(lines), producer.body if producer else b"")
