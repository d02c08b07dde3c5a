"""Documents to payloads packed in any encodings, and payloads in pieces to the digest that must come out."""

import functools
import gzip
import hashlib
import zlib

import brotli

from archive.message import DocumentDigest, ResponseHead, document

try:
    from compression import zstd  # Python 3.14 and newer
except ImportError:
    from backports import zstd

MEBIBYTE = 1 << 20
DOCUMENT = "全年公开信息12条。\n".encode() * 40


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": functools.partial(gzip.compress, mtime=0),
    "x-gzip": functools.partial(gzip.compress, mtime=0),
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def packed(data, *encodings):
    for encoding in encodings:
        data = PACKERS[encoding](data)
    return data


def unpacked(payload, *encodings):
    return document(ResponseHead(200, "text/html", encodings), payload)


def fed(payload, encodings, size):
    digest = DocumentDigest(encodings)
    for start in range(0, len(payload), size):
        digest.feed(payload[start : start + size])
    return digest


def assert_digest_is_of(content, payload, encodings, sizes):
    for size in sizes:
        digest = fed(payload, encodings, size)
        assert digest.document_sha256 == hashlib.sha256(content).hexdigest(), size
        assert digest.document_bytes == len(content)
        assert digest.payload_sha256 == hashlib.sha256(payload).hexdigest()


def bomb(encoding, mebibytes=300):
    """So many MiB of nought, packed piece by piece: the test itself must not take the memory that it measures."""
    if encoding == "gzip":
        packer = zlib.compressobj(9, wbits=31)
        pack, end = packer.compress, packer.flush
    elif encoding == "br":
        packer = brotli.Compressor(quality=1)
        pack, end = packer.process, packer.finish
    else:
        packer = zstd.ZstdCompressor(level=1)
        pack, end = packer.compress, packer.flush
    piece = bytes(MEBIBYTE)
    return b"".join([pack(piece) for _ in range(mebibytes)] + [end()])
