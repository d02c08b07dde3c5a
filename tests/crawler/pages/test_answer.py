"""Exchanges with odd heads and packed bodies, to status, headers, place of a redirect and document."""

import gzip

import pytest

from archive.record import Exchange
from crawler.pages.answer import Answer


def answer(head: bytes, payload: bytes = b"") -> Answer:
    return Answer(Exchange("http://a.example/", "2025-01-01T00:00:00Z", "127.0.0.1", b"", head, payload, None))


def redirect(place: bytes, status: int = 302) -> str | None:
    return answer(b"HTTP/1.1 %d X\r\nLocation: %s\r\n\r\n" % (status, place)).location


def test_headers_are_found_whatever_their_case_and_kept_in_order():
    found = answer(b"HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nSET-COOKIE:  b=2 \r\nno colon\r\n\r\n")
    assert found.status == 200
    assert found.headers == [("set-cookie", "a=1"), ("SET-COOKIE", "b=2")]
    assert found.header("Set-Cookie") == "a=1"
    assert found.header("Etag") is None


def test_a_packed_document_is_unpacked():
    packed = gzip.compress("年报".encode())
    assert answer(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", packed).body == "年报".encode()


def test_a_document_that_only_says_it_is_packed_is_something_all_the_same():
    assert isinstance(answer(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", b"plain").body, bytes)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_has_a_place(status):
    assert redirect(b"/new/", status) == "/new/"


@pytest.mark.parametrize("status", [200, 304, 404, 500])
def test_nothing_else_has(status):
    assert redirect(b"/new/", status) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_in_a_place_is_read_as_it_was_written(encoding):
    assert redirect("/年报/".encode(encoding)) == "/年报/"


def test_a_redirect_to_nowhere_has_none():
    assert answer(b"HTTP/1.1 302 Found\r\n\r\n").location is None


@pytest.mark.parametrize("head", [b"", b"\r\n", b"garbage", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\xff" * 50])
def test_any_head_is_an_answer(head):
    found = answer(head, b"x")
    assert isinstance(found.status, int)
    assert found.body == b"x"
    assert found.location is None
