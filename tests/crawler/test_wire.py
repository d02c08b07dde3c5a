"""Odd answers of a real server on loopback to exchanges: byte for byte what went over the wire."""

from base64 import b64decode

import pytest

from tests.crawler.odd_server import ANSWERS, HTML, KEPT_ALIVE, MIXED_LINES, SERVED


@pytest.mark.parametrize("path", ANSWERS)
def test_the_exchange_is_byte_for_byte_what_the_server_sent(crawled, path):
    assert crawled.exchange(path) == ANSWERS[path].exchange


@pytest.mark.parametrize("path", ANSWERS)
def test_the_request_is_byte_for_byte_what_the_server_received(crawled, path):
    ((_, received),) = crawled.server.received[path]
    assert b64decode(crawled.results[path]["request"]) == received
    assert received.startswith(b"GET %s HTTP/1.1\r\n" % path.encode())


def test_the_mark_of_the_process_never_reaches_the_wire(crawled):
    requests = [
        request
        for server in (crawled.server, crawled.alone)
        for received in server.received.values()
        for _, request in received
    ]
    assert len(requests) >= len(SERVED)
    assert not [request for request in requests if b"nianbao-exchange" in request.lower()]


SEEN = {
    "/gzip-chunked": (200, HTML),
    "/gzip": (200, HTML),
    "/odd-case": (200, HTML),
    "/no-colon": (200, HTML),
    "/moved": (301, b"moved"),
    "/not-found": (404, "没有这个页面".encode()),
    "/empty": (200, b""),
    "/http-1.0": (200, HTML),
    "/every-byte": (200, bytes(range(256)) * 20),
}


@pytest.mark.parametrize("path", SEEN)
def test_scrapy_itself_sees_the_answer_as_ever(crawled, path):
    assert (crawled.results[path]["status"], b64decode(crawled.results[path]["body"])) == SEEN[path]


def test_the_exchange_tells_address_server_and_time(crawled):
    result = crawled.results["/plain"]
    assert result["url"] == crawled.server.home + "/plain"
    assert result["ip"] == "127.0.0.1"
    assert result["started"] <= result["fetched_at"] <= result["ended"]


def test_one_connection_serves_several_requests_and_their_bytes_are_not_mixed(crawled):
    assert crawled.alone.connections == 1
    assert {number for path in KEPT_ALIVE for number, _ in crawled.alone.received[path]} == {1}
    for path in KEPT_ALIVE:
        assert crawled.exchange(path) == SERVED[path].exchange
        assert b64decode(crawled.results[path]["request"]) == crawled.alone.received[path][0][1]


def test_a_head_with_mixed_line_ends_does_not_count_the_body_as_headers(crawled):
    # old CGI programs print their lines with LF, and the server adds the rest with CR LF
    assert crawled.exchange("/mixed-lines") == MIXED_LINES.exchange
