"""Answers cut short, heads without end and addresses of no web page: an error, no exchange, and the crawl goes on."""

import pytest

from crawler.wire import _listen
from tests.crawler.odd_server import BIG_BUT_ALLOWED, BOMB, HTML, LARGE, MANY_HEADERS, NO_WEB_PAGES, SERVED


def test_an_answer_cut_short_is_an_error_and_no_exchange(crawled):
    assert "DataLoss" in crawled.results["/cut-short"]["error"]
    assert not crawled.results["/cut-short"]["kept"]


def test_too_many_headers_end_the_request(crawled):
    assert len(BOMB.head) > 600_000
    assert "error" in crawled.results["/bomb"]
    assert not crawled.results["/bomb"]["kept"]
    assert crawled.server.received["/bomb"]


def test_too_many_headers_do_not_end_the_process(crawled):
    assert crawled.exchange("/after-all-that") == SERVED["/after-all-that"].exchange


class Connection:
    """What the tee sees of a connection: it passes on what it is given, and can be cut off."""

    def __init__(self) -> None:
        self.transport = self
        self.passed_on = b""
        self.cut_off = False

    def request(self, outgoing: object) -> None: ...

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        self.passed_on += data

    def abortConnection(self) -> None:  # noqa: N802  # Twisted's name
        self.cut_off = True


def fed(*pieces: bytes) -> Connection:
    connection = Connection()
    _listen(connection, {})
    for piece in pieces:
        connection.dataReceived(piece)
    return connection


def in_pieces(data: bytes, size: int = 1 << 16) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


HEAD_300_KB = b"HTTP/1.1 200 OK\r\n" + MANY_HEADERS[: 3_000 * 102]


def test_300_kb_of_headers_without_end_cut_the_connection_off():
    connection = fed(*in_pieces(HEAD_300_KB))
    assert connection.cut_off
    assert len(connection.passed_on) <= 256 << 10


def test_300_kb_of_headers_cut_the_connection_off_although_their_end_comes_with_the_last_piece():
    connection = fed(*in_pieces(HEAD_300_KB + b"\r\n" + HTML))
    assert len(HEAD_300_KB) > 300_000
    assert connection.cut_off


def test_200_kb_of_headers_and_any_body_pass():
    answer = BIG_BUT_ALLOWED.head + LARGE
    connection = fed(*in_pieces(answer))
    assert not connection.cut_off
    assert connection.passed_on == answer


def test_too_many_headers_after_an_interim_answer_end_the_request_too(crawled):
    assert "error" in crawled.results["/bomb-after-interim"]


@pytest.mark.parametrize("url", NO_WEB_PAGES)
def test_what_is_no_web_page_is_refused(crawled, url):
    assert (
        "NotSupported" in crawled.results[url]["error"] or "UnsupportedURLSchemeError" in crawled.results[url]["error"]
    )
    assert not crawled.results[url]["kept"]
