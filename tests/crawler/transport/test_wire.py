"""Odd answers of a real server on loopback to exchanges: byte for byte what went over the wire."""

from base64 import b64decode

import pytest

from tests.crawler.odd_server import ANSWERS, GZIPPED, HTML, KEPT_ALIVE, MIXED_LINES, SERVED


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
        for server in (crawled.server, crawled.alone, crawled.impatient)
        for received in server.received.values()
        for _, request in received
    ]
    assert len(requests) >= len(SERVED)
    assert not [request for request in requests if b"nianbao-exchange" in request.lower()]


SEEN = {
    "/gzip-chunked": (200, GZIPPED),  # unpacking it is the archive's, within its bounds
    "/gzip": (200, GZIPPED),
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


@pytest.mark.parametrize("path", [*ANSWERS, *KEPT_ALIVE])
def test_the_body_is_in_memory_once(crawled, path):
    assert crawled.results[path]["is_one"]


def test_what_was_posted_is_part_of_the_request(crawled):
    ((_, received),) = crawled.server.received["/asked"]
    assert b64decode(crawled.results["/asked"]["request"]) == received
    assert received.startswith(b"POST /asked HTTP/1.1\r\nContent-Length: 21\r\n")
    assert received.endswith("\r\n\r\npage=2&dept=青桐县".encode())


def test_a_request_that_is_asked_again_on_a_new_connection_is_kept_like_any_other(crawled):
    # old servers close a kept connection after a few seconds, just when the next request is on its way
    assert crawled.impatient.connections == 2
    for path in KEPT_ALIVE:
        head, payload = crawled.exchange(f"again{path}")
        assert (head, payload) == SERVED[path].exchange
        assert b64decode(crawled.results[f"again{path}"]["request"]) == crawled.impatient.received[path][-1][1]


def test_the_headers_of_the_settings_go_out_with_every_request(crawled):
    ((_, received),) = crawled.server.received["/plain"]
    lines = received.split(b"\r\n")
    assert b"Accept-Encoding: gzip, deflate, br, zstd" in lines
    assert b"Accept-Language: zh-CN,zh;q=0.9" in lines
    assert [line for line in lines if line.startswith(b"User-Agent: nianbao/")]


def test_no_note_on_plain_http(crawled):
    assert crawled.results["/plain"]["transport"] is None
