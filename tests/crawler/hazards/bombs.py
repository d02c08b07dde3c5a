"""Answers of 200 MB, in all the ways in which one can be sent."""

import zlib
from collections.abc import Iterator, Mapping
from functools import cache

from tests.crawler.hazards.servers import Page, answer

_MB = 1 << 20
_SIZE = 200
_BLOCK = b"<p>0</p>" * (_MB // 8)


def _identity() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (_SIZE * _MB)
    for _ in range(_SIZE):
        yield _BLOCK


def _without_length() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.5\n"
    for _ in range(_SIZE):
        yield _BLOCK


def _chunked() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    for _ in range(_SIZE):
        yield b"%x\r\n%s\r\n" % (_MB, _BLOCK)
    yield b"0\r\n\r\n"


@cache
def _gzipped() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(_BLOCK) for _ in range(_SIZE)) + packer.flush()


@cache
def _gzip() -> bytes:
    return answer(_gzipped(), headers=("Content-Encoding: gzip",))


@cache
def _gzip_in_gzip() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return answer(packer.compress(_gzipped()) + packer.flush(), headers=("Content-Encoding: gzip, gzip",))


@cache
def _brotli() -> bytes:
    import brotli

    packer = brotli.Compressor(quality=1)
    packed = b"".join(packer.process(_BLOCK) for _ in range(_SIZE)) + packer.finish()
    return answer(packed, headers=("Content-Encoding: br",))


def bombs() -> Mapping[str, Page]:
    """All of them by name."""
    streamed: dict[str, Page] = {"identity": _identity, "without_length": _without_length, "chunked": _chunked}
    return streamed | {"gzip": _gzip(), "gzip_in_gzip": _gzip_in_gzip(), "brotli": _brotli()}
