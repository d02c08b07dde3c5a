"""An exchange to what it says: status, headers, and the document inside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.message import ResponseHead, document, parse_head
from archive.record import Exchange

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """What came back for an address."""

    exchange: Exchange

    @property
    def url(self) -> str:
        return self.exchange.url

    @cached_property
    def head(self) -> ResponseHead:
        return parse_head(self.exchange.response_head)

    @property
    def status(self) -> int:
        return self.head.status

    @cached_property
    def headers(self) -> Sequence[tuple[str, str]]:
        """Names and values as sent; bytes that are no ASCII are decoded as Latin-1."""
        lines = self.exchange.response_head.decode("latin-1").splitlines()[1:]
        return [
            (name.strip(), value.strip()) for name, colon, value in (line.partition(":") for line in lines) if colon
        ]

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        wanted = name.lower()
        return next((value for one, value in self.headers if one.lower() == wanted), None)

    @cached_property
    def body(self) -> bytes:
        """The document, unpacked."""
        return document(self.head, self.exchange.payload)

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as it is written there."""
        if self.status not in _REDIRECTS:
            return None
        told = self.header("location")
        if told is None or told.isascii():
            return told
        raw = told.encode("latin-1")  # servers write Chinese into it, in whatever they are used to
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("gb18030", "replace")
