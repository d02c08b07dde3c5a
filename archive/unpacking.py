"""Payloads with their content encodings undone, piece by piece, so that no bomb fills the memory."""

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Protocol

_PIECE, _STEP = 1 << 14, 1 << 18  # fed at once, taken out at once
_MOST_ENCODINGS = 3
_GZIP_WINDOW, _ZLIB_HEADER = 31, 2


class Unpacking:
    """A payload fed in pieces to the pieces of its document; stops for good at the first thing that does not fit."""

    def __init__(self, encodings: tuple[str, ...]) -> None:
        self.whole = len(encodings) <= _MOST_ENCODINGS
        try:
            self._unpackers = [_unpacker(encoding) for encoding in reversed(encodings)] if self.whole else []
        except (KeyError, ImportError):
            self.whole = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The pieces of the document that these bytes bring; `whole` turns false where they do not unpack."""
        try:
            yield from self._through(data, 0)
        except Exception:  # noqa: BLE001  # each codec has its own error class, none of them a bug of ours
            self.whole = False

    def ended(self) -> bool:
        """Whether all that came unpacked, and nothing was still to come."""
        return self.whole and all(unpacker.ended() for unpacker in self._unpackers)

    def _through(self, data: bytes, stage: int) -> Iterator[bytes]:
        if stage == len(self._unpackers):
            yield data
            return
        for start in range(0, len(data), _PIECE):
            for part in self._unpackers[stage].unpack(data[start : start + _PIECE]):
                yield from self._through(part, stage + 1)


class _Unpacker(Protocol):
    def unpack(self, data: bytes) -> Iterator[bytes]: ...

    def ended(self) -> bool: ...


class _Members(ABC):
    """Several packed members in a row are one document; what follows the last is ignored."""

    magic: bytes

    def __init__(self) -> None:
        self._decoder = self._start()
        self._between, self._ended = b"", False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data and not self._ended:
            if self._decoder.eof:
                self._between += data
                if len(self._between) < len(self.magic):
                    return
                data, self._between = self._between, b""
                self._ended = not data.startswith(self.magic)
                self._decoder = self._start()
            else:
                yield from self._decode(data)
                data = self._decoder.unused_data

    def ended(self) -> bool:
        return self._ended or bool(self._decoder.eof)

    @abstractmethod
    def _start(self) -> Any:
        """A decoder for one member."""

    @abstractmethod
    def _decode(self, data: bytes) -> Iterator[bytes]:
        """All that the decoder makes of the data."""


class _Gzip(_Members):
    magic = b"\x1f\x8b"

    def _start(self) -> Any:
        return zlib.decompressobj(_GZIP_WINDOW)

    def _decode(self, data: bytes) -> Iterator[bytes]:
        return _inflated(self._decoder, data)


class _Zstandard(_Members):
    magic = b"\x28\xb5\x2f\xfd"

    def _start(self) -> Any:
        try:
            from compression.zstd import ZstdDecompressor  # Python 3.14 and newer
        except ImportError:
            from backports.zstd import ZstdDecompressor  # comes with Scrapy before that
        return ZstdDecompressor()

    def _decode(self, data: bytes) -> Iterator[bytes]:
        yield self._decoder.decompress(data, _STEP)
        while not (self._decoder.eof or self._decoder.needs_input):
            yield self._decoder.decompress(b"", _STEP)


class _Deflate:
    """With the zlib header, or bare as some old servers send it: its first two bytes tell."""

    def __init__(self) -> None:
        self._start = b""
        self._decoder: Any = None

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if self._decoder is None:
            data = self._start = self._start + data
            if len(data) < _ZLIB_HEADER:
                return
            has_header = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:_ZLIB_HEADER]) % 31 == 0
            self._decoder = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        if not self._decoder.eof:
            yield from _inflated(self._decoder, data)

    def ended(self) -> bool:
        return self._decoder is not None and bool(self._decoder.eof)


def _inflated(decoder: Any, data: bytes) -> Iterator[bytes]:
    """All that zlib makes of the data, in steps of a bounded size."""
    while True:
        part = decoder.decompress(data, _STEP)
        yield part
        data = decoder.unconsumed_tail
        if decoder.eof or (not data and len(part) < _STEP):
            return


class _Brotli:
    def __init__(self) -> None:
        import brotli  # comes with Scrapy; most answers never need it

        self._decoder = brotli.Decompressor()

    def unpack(self, data: bytes) -> Iterator[bytes]:
        yield self._decoder.process(data, output_buffer_limit=_STEP)
        while not self._decoder.can_accept_more_data():
            yield self._decoder.process(b"", output_buffer_limit=_STEP)

    def ended(self) -> bool:
        return bool(self._decoder.is_finished())


def _unpacker(encoding: str) -> _Unpacker:
    kinds: dict[str, type[_Unpacker]] = {
        "gzip": _Gzip,
        "x-gzip": _Gzip,
        "deflate": _Deflate,
        "br": _Brotli,
        "zstd": _Zstandard,
    }
    return kinds[encoding]()
