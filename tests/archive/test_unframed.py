"""Heads of chunked answers once their framing is undone: a length in its place, and no header lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.message import end_of_head, unframed

CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
UNDONE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n"
)


def long_head(length: int) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + b"X-Filler: %s\r\n" % (b"v" * 80) * (length // 92) + b"\r\n"


def test_a_chunked_answer_gains_its_length_and_loses_no_header():
    assert unframed(CHUNKED, 12) == UNDONE % 12
    assert unframed(CHUNKED, 0) == UNDONE % 0


def test_an_answer_that_is_not_chunked_is_left_as_it_was_sent():
    head = b"HTTP/1.1 200 OK\r\nCONTENT-length: 13\r\nX: chunked\r\nX-Transfer-Encoding: chunked\r\n\r\n"
    assert unframed(head, 13) == head


@pytest.mark.parametrize(
    "name", [b"transfer-encoding: chunked", b"TRANSFER-ENCODING:Chunked", b"Transfer-encoding:\t CHUNKED "]
)
def test_the_header_in_any_case_and_spacing(name):
    head = unframed(b"HTTP/1.1 200 OK\r\n" + name + b"\r\n\r\n", 3)
    assert head.endswith(b"\r\nContent-Length: 3\r\n\r\n")
    assert not any(line.lower().startswith(b"transfer-encoding") for line in head.splitlines())


def test_a_folded_header_is_chunked_too():
    head = unframed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n", 3)
    assert head == b"HTTP/1.1 200 OK\r\nX-Crawler-Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n"


def test_lines_that_end_with_lf_only():
    head = unframed(b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n", 3)
    assert head.splitlines() == [b"HTTP/1.1 200 OK", b"X-Crawler-Transfer-Encoding: chunked", b"Content-Length: 3", b""]


def test_a_huge_head_is_taken_apart_in_no_time():
    started = time.process_time()
    assert unframed(long_head(1 << 20), 3) == long_head(1 << 20)
    chunked = long_head(1 << 20)[:-2] + b"Transfer-Encoding: chunked\r\n\r\n"
    assert unframed(chunked, 3).endswith(b"Content-Length: 3\r\n\r\n")
    assert time.process_time() - started < 2


@settings(database=None, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([b"Transfer-Encoding: chunked", b" chunked", b"Server: x", b"abc", b":"]), max_size=8))
def test_whatever_it_says_it_stays_one_head(lines):
    head = unframed(b"\r\n".join([b"HTTP/1.1 200 OK", *lines]) + b"\r\n\r\n", 5)
    assert end_of_head(head) == len(head)
