"""Answers cut short, heads without end and addresses of no web page: an error with its kind, and the crawl goes on."""

import pytest
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from crawler.transport import wire
from crawler.transport.wire import _Intake, _listen, _Wire
from tests.crawler.odd_server import BIG_BUT_ALLOWED, BOMB, BROKEN, HTML, LARGE, MANY_HEADERS, NO_WEB_PAGES, SERVED


@pytest.mark.parametrize("path", BROKEN)
def test_what_is_no_whole_answer_is_an_error_of_its_kind_and_no_exchange(crawled, path):
    assert crawled.results[path] == crawled.results[path] | {"kind": BROKEN[path][1], "kept": False}
    assert crawled.server.received[path]


def test_bombs_of_headers_do_not_end_the_process(crawled):
    assert len(BOMB.head) > 600_000
    assert crawled.exchange("/after-all-that") == SERVED["/after-all-that"].exchange


@pytest.mark.parametrize("url", NO_WEB_PAGES)
def test_what_is_no_web_page_is_refused(crawled, url):
    error = crawled.results[url]["error"]
    assert "NotSupported" in error or "UnsupportedURLSchemeError" in error
    assert not crawled.results[url]["kept"]


class Outgoing:
    """A request as Twisted hands it to a connection, with no mark of ours."""

    method, uri = b"GET", b"/"

    def __init__(self, token: bytes) -> None:
        self.headers, self.bodyProducer = self, None
        self._tokens = [token]

    def getRawHeaders(self, _: bytes) -> list[bytes]:  # noqa: N802  # Twisted's name
        return self._tokens

    def removeHeader(self, _: bytes) -> None: ...  # noqa: N802  # Twisted's name

    def getAllRawHeaders(self) -> list:  # noqa: N802  # Twisted's name
        return []


class Connection:
    """What the tee sees of a connection: it passes on what it is given, and can be paused and cut off."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.transport = self
        self.passed_on = b""
        self.cut_off = self.is_paused = self.is_lost = False

    def request(self, outgoing: object) -> None: ...

    def getPeer(self) -> "Connection":  # noqa: N802  # Twisted's name
        return self

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        self.passed_on += data

    def connectionLost(self, _: object) -> None:  # noqa: N802  # Twisted's name
        self.is_lost = True

    def abortConnection(self) -> None:  # noqa: N802  # Twisted's name
        self.cut_off = True

    def pauseProducing(self) -> None:  # noqa: N802  # Twisted's name
        self.is_paused = True

    def resumeProducing(self) -> None:  # noqa: N802  # Twisted's name
        self.is_paused = False


def listened_to(intake: _Intake) -> tuple[Connection, _Wire]:
    connection, heard = Connection(), _Wire()
    _listen(connection, {b"1": heard}, intake)
    intake.add(heard)
    connection.request(Outgoing(b"1"))
    return connection, heard


def fed(*pieces: bytes) -> Connection:
    connection, _ = listened_to(_Intake())
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


def test_framing_without_end_cuts_the_connection_off(monkeypatch):
    # one byte a chunk makes six on the wire, which the limit on the body does not count
    monkeypatch.setattr(wire, "_ANSWER_LIMIT", 1 << 20)
    connection = fed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n" * 10_000] * 20)
    assert connection.cut_off
    assert len(connection.passed_on) <= 1 << 20


@pytest.fixture
def two_answers(monkeypatch):
    """A large and a small answer on their way, the small one beyond what all together may hold."""
    monkeypatch.setattr(wire, "_ALL_ANSWERS_LIMIT", 1000)
    intake = _Intake()
    (large, large_wire), (small, small_wire) = listened_to(intake), listened_to(intake)
    large.dataReceived(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 900)
    small.dataReceived(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200)
    return intake, large, large_wire, small, small_wire


def test_of_too_many_large_answers_at_once_only_the_largest_goes_on(two_answers):
    _, large, _, small, _ = two_answers
    large.dataReceived(b"x" * 900)
    assert (large.is_paused, small.is_paused) == (False, True)
    assert (large.cut_off, small.cut_off) == (False, False)


def test_when_one_is_done_the_others_go_on_and_lose_nothing(two_answers):
    intake, large, large_wire, small, _ = two_answers
    intake.remove(large_wire)
    assert not small.is_paused
    small.dataReceived(b"y" * 200)
    assert not small.is_paused
    assert small.passed_on.endswith(b"x" * 200 + b"y" * 200)
    assert len(large.passed_on) > 900


def test_what_a_server_says_when_nobody_asked_is_twisteds_to_judge():
    connection, heard = listened_to(_Intake())
    heard.is_over = True
    connection.dataReceived(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
    assert connection.passed_on
    assert (heard.received, heard.reader.head) == (0, None)


@pytest.mark.parametrize(("reason", "is_broken"), [(ConnectionLost(), True), (ConnectionDone(), False)])
def test_how_a_connection_ended_is_known(reason, is_broken):
    connection, heard = listened_to(_Intake())
    connection.connectionLost(Failure(reason))
    assert (connection.is_lost, heard.is_broken) == (True, is_broken)
