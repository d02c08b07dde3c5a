"""Raw answers as old and new servers send them, in any pieces, to the head that is kept of them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.message import end_of_head
from crawler.transport.framing import HEAD_LIMIT, HeadReader

HEAD = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"


def read(raw: bytes, size: int = 1 << 16) -> HeadReader:
    reader = HeadReader()
    for start in range(0, len(raw), size):
        reader.feed(raw[start : start + size])
    return reader


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        b"HTTP/1.0 200 OK\nServer: old\n\n",
        b"HTTP/1.1 200 OK\nServer: cgi\nContent-Length: 9\n\r\n",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: a=2\r\nX: "
        + "附件".encode("gbk")
        + b"\r\nno colon\r\n\r\n",
    ],
)
def test_the_head_ends_with_its_first_blank_line_in_whatever_pieces_it_comes(head, size):
    assert read(head + b"<html>\r\n\r\n</html>", size).head == head


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize(
    "interim",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
        b"HTTP/1.1 100 Continue\n\n",
    ],
)
def test_interim_answers_before_the_answer_are_skipped(interim, size):
    assert read(interim * 20 + HEAD + b"HTTP/1.1 100 Continue\r\n\r\n", size).head == HEAD


def test_a_body_that_looks_like_an_interim_answer_is_body():
    assert read(HEAD + b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD).head == HEAD


@pytest.mark.parametrize("raw", [b"", HEAD[:-1], HEAD[:-2], b"HTTP/1.1 200 OK\r\nServer: x\n"])
def test_without_a_blank_line_there_is_no_head_yet(raw):
    reader = read(raw, 3)
    assert (reader.head, reader.is_too_long) == (None, False)


def long_head(length: int) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + b"X-Filler: %s\r\n" % (b"v" * 80) * (length // 92) + b"\r\n"


@pytest.mark.parametrize("size", [1000, 1 << 16, 1 << 20])
@pytest.mark.parametrize(
    "raw",
    [
        long_head(HEAD_LIMIT + 1000),
        long_head(HEAD_LIMIT + 1000)[:-2],
        b"HTTP/1.1 100 Continue\r\n\r\n" * 12_000 + HEAD,
        b"x" * (HEAD_LIMIT + 1000),
    ],
)
def test_a_head_beyond_all_measure_is_told_and_not_kept(raw, size):
    reader = read(raw, size)
    assert (reader.head, reader.is_too_long) == (None, True)


def test_a_long_head_within_measure_is_kept():
    head = long_head(HEAD_LIMIT - 1000)
    assert read(head + b"x" * (1 << 20)).head == head


def test_a_long_head_in_single_bytes_is_read_in_no_time():
    # a server that means ill can send each byte alone
    started = time.process_time()
    assert read(long_head(HEAD_LIMIT - 1000), 1).head
    assert time.process_time() - started < 5


_TOKENS = st.sampled_from([b"HTTP/1.1 200 OK", b"HTTP/1.1 100 Continue", b"\r\n", b"\n", b"\r", b"abc", b"0", b" "])


@settings(database=None, deadline=None, max_examples=500)
@given(st.one_of(st.lists(_TOKENS, max_size=25).map(b"".join), st.binary(max_size=200)), st.integers(1, 9))
def test_whatever_comes_the_pieces_do_not_matter_and_the_head_is_what_the_warc_writer_demands(raw, size):
    head = read(raw, size).head
    assert head == read(raw).head
    if head is not None:
        assert end_of_head(head) == len(head)
        assert head in raw
