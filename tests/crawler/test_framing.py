"""Raw answers as old and new servers send them to head and payload, and back where nothing was framed."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.message import end_of_head, parse_head
from crawler.framing import undo_framing

CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
UNDONE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n"
)


def chunk(data: bytes, extension: bytes = b"", end: bytes = b"\r\n") -> bytes:
    return b"%x%s%s%s%s" % (len(data), extension, end, data, end)


def lengths(head: bytes) -> list[bytes]:
    return [line for line in head.splitlines() if line.lower().startswith(b"content-length:")]


def test_chunks_are_joined_and_the_head_tells_their_length():
    head, payload = undo_framing(CHUNKED + chunk(b"<html>") + chunk("年报".encode()) + b"0\r\n\r\n")
    assert payload == "<html>年报".encode()
    assert head == UNDONE % len(payload)


def test_an_answer_that_is_not_chunked_is_left_as_it_was_sent():
    raw = b"HTTP/1.1 200 OK\r\nCONTENT-length: 13\r\nX: chunked\r\nX-Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    head, payload = undo_framing(raw)
    assert head + payload == raw
    assert payload == b"3\r\nabc\r\n0\r\n\r\n"


@pytest.mark.parametrize("extension", [b";name=value", b';name="a;b"', b" ; x", b" ", b"\t;q"])
def test_chunk_extensions_are_dropped(extension):
    assert undo_framing(CHUNKED + chunk(b"abc", extension) + b"0\r\n\r\n") == (UNDONE % 3, b"abc")


@pytest.mark.parametrize("trailers", [b"X-Checksum: 5\r\nX-More: 6\r\n", b"Date: today\r\n", b"5\r\nabcde\r\n"])
def test_what_follows_the_last_chunk_is_dropped(trailers):
    raw = CHUNKED + chunk(b"abc") + b"0\r\n" + trailers + b"\r\n" + b"z" * 300
    assert undo_framing(raw) == (UNDONE % 3, b"abc")


def test_chunk_sizes_in_capitals_and_with_leading_noughts():
    raw = CHUNKED + b"0000001A\r\n" + b"z" * 26 + b"\r\n00000000\r\n\r\n"
    assert undo_framing(raw) == (UNDONE % 26, b"z" * 26)


@pytest.mark.parametrize("size", [b"000000000003", b"0" * 30 + b"3"])
def test_chunk_sizes_of_more_than_eight_digits_lose_nothing(size):
    # Twisted, and so Scrapy, reads these; an archive without the payload would be worse than none
    assert undo_framing(CHUNKED + size + b"\r\nabc\r\n0\r\n\r\n")[1] == b"abc"


def test_data_that_looks_like_framing_is_data():
    parts = [b"\r\n", b"0\r\n\r\n", b"5\r\nabcde\r\n", b"\n\n\n", b"  ", b"HTTP/1.1 200 OK\r\n\r\n"]
    raw = CHUNKED + b"".join(map(chunk, parts)) + b"0\r\n\r\n"
    assert undo_framing(raw)[1] == b"".join(parts)


def test_lines_that_end_with_lf_only():
    raw = b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n" + chunk(b"abc", end=b"\n") + b"0\n\n"
    head, payload = undo_framing(raw)
    assert payload == b"abc"
    assert head.splitlines() == [b"HTTP/1.1 200 OK", b"X-Crawler-Transfer-Encoding: chunked", b"Content-Length: 3", b""]
    assert end_of_head(head) == len(head)


def test_lf_only_without_chunks_stays_as_sent():
    raw = b"HTTP/1.0 200 OK\nServer: old\n\n<html>\n\n</html>"
    assert undo_framing(raw) == (b"HTTP/1.0 200 OK\nServer: old\n\n", b"<html>\n\n</html>")


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        (b"5\r\nabc", b"abc"),
        (b"5\r\n", b""),
        (b"5", b""),
        (b"", b""),
        (b"2\r\nab\r\n9\r\ncd", b"abcd"),
        (b"zz\r\nab", b""),
    ],
)
def test_a_truncated_chunk_gives_what_came_and_says_so_in_its_length(rest, kept):
    assert undo_framing(CHUNKED + rest) == (UNDONE % len(kept), kept)


@pytest.mark.parametrize(
    "name", [b"transfer-encoding: chunked", b"TRANSFER-ENCODING:Chunked", b"Transfer-encoding:\t CHUNKED "]
)
def test_the_header_in_any_case_and_spacing(name):
    head, payload = undo_framing(b"HTTP/1.1 200 OK\r\n" + name + b"\r\n\r\n" + chunk(b"abc") + b"0\r\n\r\n")
    assert payload == b"abc"
    assert not any(line.lower().startswith(b"transfer-encoding") for line in head.splitlines())


def test_a_folded_header_is_chunked_too():
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n" + chunk(b"abc") + b"0\r\n\r\n"
    assert undo_framing(raw)[1] == b"abc"


def test_a_chunked_answer_that_also_states_a_length_is_left_with_the_true_one_only():
    # seen from servers behind a rewriting proxy; a reader that takes the first length cuts the page or waits for more
    raw = CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 9999\r\n\r\n") + chunk(b"abc") + b"0\r\n\r\n"
    assert lengths(undo_framing(raw)[0]) == [b"Content-Length: 3"]


@pytest.mark.parametrize(
    "interim", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"]
)
def test_interim_answers_before_the_answer_are_skipped(interim):
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    assert undo_framing(interim * 2 + answer) == (answer[:-2], b"hi")


def test_interim_answers_are_skipped_before_chunks_too():
    assert undo_framing(b"HTTP/1.1 100 Continue\n\n" + CHUNKED + chunk(b"abc") + b"0\r\n\r\n") == (UNDONE % 3, b"abc")


def test_http_1_0_that_ends_with_the_connection():
    raw = b"HTTP/1.0 200 OK\r\nServer: IIS/5.0\r\n\r\n<html>HTTP/1.1 100 Continue\r\n\r\n"
    assert undo_framing(raw) == (raw[:36], raw[36:])


@pytest.mark.parametrize(
    "raw", [b"HTTP/1.1 200 OK\r\nServer: x", b"HTTP/1.1 200 OK\r\nServer: x\r\n", b"HTTP/1.1 200 OK\nServer: x\n", b""]
)
def test_without_a_blank_line_all_is_head_and_the_head_is_closed(raw):
    head, payload = undo_framing(raw)
    assert payload == b""
    assert head == raw.rstrip(b"\r\n") + b"\r\n\r\n"


def test_repeated_headers_and_bytes_that_are_no_ascii_stay_as_they_are():
    lines = b"Set-Cookie: a=1\r\nset-cookie: a=2\r\nX: " + "附件".encode("gbk") + b"\r\nno colon here\r\n"
    raw = b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n"
    assert undo_framing(raw) == (raw, b"")
    head, _ = undo_framing(raw[:-2] + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    assert lines in head


def test_a_huge_head_is_taken_apart_in_no_time():
    head = b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"v" * 80) for n in range(10_000)) + b"\r\n"
    started = time.process_time()
    assert undo_framing(head + b"body") == (head, b"body")
    chunked = head[:-2] + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"body") + b"0\r\n\r\n"
    assert undo_framing(chunked)[1] == b"body"
    assert time.process_time() - started < 2


@settings(database=None, deadline=None)
@given(
    st.lists(st.binary(min_size=1, max_size=400), max_size=30),
    st.sampled_from([b"\r\n", b"\n"]),
    st.sampled_from([b"%x", b"%X", b"%08x"]),
    st.sampled_from([b"", b";a=b", b" "]),
    st.sampled_from([b"", b"X-Sum: 1\r\n"]),
)
def test_chunking_any_payload_at_any_sizes_is_undone(parts, end, size, extension, trailer):
    body = b"".join(size % len(part) + extension + end + part + end for part in parts)
    head, payload = undo_framing(CHUNKED + body + b"0" + end + trailer + end)
    assert payload == b"".join(parts)
    assert head == UNDONE % len(payload)
    assert parse_head(head).status == 200


_TOKENS = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 100 Continue",
        b"\r\n",
        b"\n",
        b"\r",
        b"Transfer-Encoding: chunked",
        b"3",
        b"abc",
        b"0",
        b" ",
    ]
)


@settings(database=None, deadline=None, max_examples=500)
@given(st.one_of(st.lists(_TOKENS, max_size=25).map(b"".join), st.binary(max_size=200)))
def test_whatever_comes_the_head_ends_with_its_first_blank_line_as_the_warc_writer_demands(raw):
    head, _ = undo_framing(raw)
    assert end_of_head(head) == len(head)


@settings(database=None, deadline=None)
@given(st.binary(max_size=300))
def test_what_was_not_chunked_comes_back_byte_for_byte(payload):
    head = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
    assert undo_framing(head + payload) == (head, payload)


def test_what_comes_after_the_stated_length_is_not_of_the_answer():
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 500 next"
    assert undo_framing(raw) == (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", b"abc")
