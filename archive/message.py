"""HTTP answers as stored bytes: where the head ends, what it says, and the document inside the payload."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

DOCUMENT_LIMIT = 64 << 20  # a document that unpacks to more is kept and digested packed, as it was sent
_PIECE, _STEP = 1 << 14, 1 << 18  # fed at once, taken out at once: no bomb fills the memory
_MOST_ENCODINGS = 3
_GZIP_WINDOW, _GZIP_MAGIC, _ZLIB_HEADER = 31, b"\x1f\x8b", 2

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"^HTTP/\S+\s+(\d{3})\b")  # HTTP/1.1 200 OK
_MEDIA_TYPE = re.compile(r"^\s*([\w.+-]+/[\w.+-]+)")  # text/html; charset=gb2312


@dataclass(frozen=True, slots=True)
class ResponseHead:
    status: int
    media_type: str | None
    encodings: tuple[str, ...]


def end_of_head(block: bytes | bytearray) -> int | None:
    r"""The length of the head, its blank line included; None while that line has not come.

    >>> end_of_head(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html>")
    30
    """
    match = _END_OF_HEAD.search(block)
    return match.end() if match else None


def parse_head(head: bytes) -> ResponseHead:
    """Status, media type and content encodings; a head without a status line has status 0."""
    match = _STATUS_LINE.match(head)
    media_type, encodings = None, []
    for line in head.splitlines()[1:]:
        name, _, value = line.partition(b":")
        text = value.decode("latin-1").strip()
        if name.strip().lower() == b"content-type" and (found := _MEDIA_TYPE.match(text)):
            media_type = found.group(1).lower()
        elif name.strip().lower() == b"content-encoding":
            encodings += [item.strip().lower() for item in text.split(",")]
    return ResponseHead(
        int(match.group(1)) if match else 0,
        media_type,
        tuple(item for item in encodings if item not in ("", "identity")),
    )


class _Unpacker(Protocol):
    def unpack(self, data: bytes) -> Iterator[bytes]: ...


class _Gzip:
    """Several members in a row are one document; what follows the last is ignored."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._between, self._ended = b"", False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data and not self._ended:
            if self._inflate.eof:
                self._between += data
                if len(self._between) < len(_GZIP_MAGIC):
                    return
                data, self._between = self._between, b""
                self._ended = not data.startswith(_GZIP_MAGIC)
                self._inflate = zlib.decompressobj(_GZIP_WINDOW)
            else:
                yield self._inflate.decompress(data)
                data = self._inflate.unused_data


class _Deflate:
    """With the zlib header, or bare as some old servers send it: its first two bytes tell."""

    def __init__(self) -> None:
        self._start = b""
        self._inflate: zlib._Decompress | None = None

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if self._inflate is None:
            data = self._start = self._start + data
            if len(data) < _ZLIB_HEADER:
                return
            has_header = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:_ZLIB_HEADER]) % 31 == 0
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        if not self._inflate.eof:
            yield self._inflate.decompress(data)


class _Brotli:
    def __init__(self) -> None:
        import brotli  # comes with Scrapy; most answers never need it

        self._inflate = brotli.Decompressor()

    def unpack(self, data: bytes) -> Iterator[bytes]:
        yield self._inflate.process(data, output_buffer_limit=_STEP)
        while not self._inflate.can_accept_more_data():
            yield self._inflate.process(b"", output_buffer_limit=_STEP)


class _Zstandard:
    def __init__(self) -> None:
        try:
            from compression.zstd import ZstdDecompressor  # Python 3.14 and newer
        except ImportError:
            from backports.zstd import ZstdDecompressor  # comes with Scrapy before that

        self._inflate = ZstdDecompressor()

    def unpack(self, data: bytes) -> Iterator[bytes]:
        yield self._inflate.decompress(data, _STEP)
        while not (self._inflate.eof or self._inflate.needs_input):
            yield self._inflate.decompress(b"", _STEP)


def _unpacker(encoding: str) -> _Unpacker:
    if encoding in ("gzip", "x-gzip"):
        return _Gzip()
    if encoding == "deflate":
        return _Deflate()
    if encoding == "br":
        return _Brotli()
    if encoding == "zstd":
        return _Zstandard()
    raise KeyError(encoding)


class _Chain:
    """A payload fed in pieces to the pieces of its document; stops for good at the first thing that does not fit."""

    def __init__(self, encodings: tuple[str, ...]) -> None:
        self.whole = len(encodings) <= _MOST_ENCODINGS
        try:
            self._unpackers = [_unpacker(encoding) for encoding in reversed(encodings)] if self.whole else []
        except (KeyError, ImportError):
            self.whole = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            for start in range(0, len(data), _PIECE):
                yield from self._through(data[start : start + _PIECE], 0)
        except Exception:  # noqa: BLE001  # each codec has its own error class, none of them a bug of ours
            self.whole = False

    def _through(self, data: bytes, stage: int) -> Iterator[bytes]:
        if stage == len(self._unpackers):
            yield data
            return
        for part in self._unpackers[stage].unpack(data):
            if part:
                yield from self._through(part, stage + 1)


class DocumentDigest:
    """Digests of a payload fed in pieces: of its bytes as sent, and of the document that they unpack to.

    Where the encoding is unknown, broken or unpacks beyond the limit, the document is the payload as sent.
    """

    def __init__(self, encodings: tuple[str, ...]) -> None:
        self._payload = hashlib.sha256()
        self._payload_bytes = 0
        self._chain = _Chain(encodings) if encodings else None
        self._document = hashlib.sha256()
        self._document_bytes = 0

    def feed(self, data: bytes) -> None:
        self._payload.update(data)
        self._payload_bytes += len(data)
        if self._chain is None:
            return
        for part in self._chain.feed(data):
            self._document.update(part)
            self._document_bytes += len(part)
            if self._document_bytes > DOCUMENT_LIMIT:
                self._chain = None
                return
        if not self._chain.whole:
            self._chain = None

    @property
    def payload_sha256(self) -> str:
        return self._payload.hexdigest()

    @property
    def document_sha256(self) -> str:
        return self._document.hexdigest() if self._chain else self._payload.hexdigest()

    @property
    def document_bytes(self) -> int:
        return self._document_bytes if self._chain else self._payload_bytes


def document(head: ResponseHead, payload: bytes) -> bytes:
    """The document inside a payload, by the same rule as DocumentDigest."""
    if not head.encodings:
        return payload
    chain, data = _Chain(head.encodings), bytearray()
    for part in chain.feed(payload):
        data += part
        if len(data) > DOCUMENT_LIMIT:
            return payload
    return bytes(data) if chain.whole else payload
