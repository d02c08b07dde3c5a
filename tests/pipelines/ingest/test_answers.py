"""Blocks of response records to answers: chunks put together, what came half told, digests of all kinds compared."""

import base64
import hashlib

import pytest

from pipelines.ingest.digests import agreement
from pipelines.ingest.http_answer import http_answer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def test_chunks_are_put_together_and_their_headers_renamed():
    found = http_answer(CHUNKED + b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    assert (found.payload, found.is_whole, found.status, found.media_type) == (b"abcde", True, 200, "text/html")
    assert b"X-Crawler-Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" in found.head
    assert found.content_type == "text/html; charset=gb2312"


def test_a_header_of_chunks_that_are_put_together_already_does_no_harm():
    found = http_answer(CHUNKED + b"<p>abc</p>")
    assert (found.payload, found.is_whole) == (b"<p>abc</p>", True)


@pytest.mark.parametrize(
    "block",
    [
        CHUNKED + b"3\r\nabc\r\n5\r\nde",
        CHUNKED + b"3\r\nabc\r\n",
        HEAD + b"Content-Length: 10\r\n\r\nabc",
        b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-9/10\r\n\r\nabcde",
        b"HTTP/1.1 206 Partial Content\r\n\r\nabcde",
    ],
)
def test_what_came_half_is_told(block):
    assert not http_answer(block).is_whole


def test_a_range_that_is_all_is_whole():
    """Browsers ask for a PDF in ranges; the first may be all of it."""
    assert http_answer(b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/5\r\n\r\nabcde").is_whole


@pytest.mark.parametrize("block", [b"", b"abc", b"HTTP/1.1 200 OK\r\nA: b\r\n", b"ICY 200\r\n\r\nabc"])
def test_what_is_no_answer_is_none(block):
    assert http_answer(block) is None


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
def test_digests_are_known_in_hexadecimal_and_in_base32(name):
    digest = hashlib.new(name, b"abc").digest()
    for value in (
        digest.hex(),
        digest.hex().upper(),
        base64.b32encode(digest).decode(),
        base64.b32encode(digest).decode().lower(),
    ):
        assert agreement(f"{name}:{value}", [b"x", b"abc"]) == "right"
        assert agreement(f"{name}:{value}", [b"abd"]) == "wrong"


@pytest.mark.parametrize("stated", ["sha1:", "sha1:short", "abc", "sha1:" + "!" * 32, "crc32:00000000000000000"])
def test_a_digest_that_cannot_be_checked_is_unknown(stated):
    assert agreement(stated, [b"abc"]) == "unknown"


@pytest.mark.parametrize(("stated", "is_whole"), [(b"", False), (b"Content-Length: 1048576\r\n", True)])
def test_what_ends_where_common_crawl_cut_long_answers_is_not_whole(stated, is_whole):
    """Its files of some years do not say that they are cut."""
    assert http_answer(HEAD + stated + b"\r\n" + b"x" * (1 << 20)).is_whole is is_whole
    assert http_answer(HEAD + b"\r\n" + b"x" * ((1 << 20) - 1)).is_whole
