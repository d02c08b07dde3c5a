"""Small payloads that would unpack to hundreds of MiB: they are kept as they were sent and fill no memory."""

import functools
import hashlib
import tracemalloc

import pytest

from archive.message import DOCUMENT_LIMIT
from tests.archive.packing import MEBIBYTE, bomb, fed, packed, unpacked

A_LITTLE = 80 * MEBIBYTE  # a piece of 16 KiB unpacks to 16 MiB at most, and zlib copies while it grows


def most_memory(work):
    """The result of some work, and the bytes that it held at its worst."""
    tracemalloc.start()
    try:
        result = work()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_bomb_is_kept_packed_and_fills_no_memory(encoding):
    payload = bomb(encoding)
    assert len(payload) < 2 * MEBIBYTE
    for size in (len(payload), 1000):
        digest, memory = most_memory(functools.partial(fed, payload, (encoding,), size))
        assert digest.document_sha256 == hashlib.sha256(payload).hexdigest()
        assert digest.document_bytes == len(payload)
        assert memory < A_LITTLE
    content, memory = most_memory(functools.partial(unpacked, payload, encoding))
    assert content == payload
    assert memory < DOCUMENT_LIMIT + A_LITTLE


@pytest.mark.parametrize("inner", ["br", "zstd"])
@pytest.mark.parametrize("outer", ["gzip", "br", "zstd"])
def test_a_bomb_inside_a_packing_fills_no_memory(inner, outer):
    assert_bomb_inside_is_harmless(inner, outer)


@pytest.mark.parametrize("outer", ["gzip", "deflate", "br", "zstd"])
def test_a_gzip_bomb_inside_a_packing_fills_no_memory(outer):
    assert_bomb_inside_is_harmless("gzip", outer)


def assert_bomb_inside_is_harmless(inner, outer):
    payload = packed(bomb(inner, 100), outer)
    digest, memory = most_memory(functools.partial(fed, payload, (inner, outer), len(payload)))
    assert digest.document_bytes == len(payload)
    assert memory < A_LITTLE
