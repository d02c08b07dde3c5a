"""Answers of hundreds of megabytes, many at once: named, dropped, and the memory of the process stays what it was."""

import gzip

import pytest

from tests.crawler.odd_server import CHUNKED_HEAD, Answer, Server
from tests.crawler.other_process import crawl

MIB = 1 << 20
BLOCK = bytes(64 << 10)
BLOCKS_OF_200_MB = 200 * 16
GZIPPED = gzip.compress(bytes(200 * MIB), 1)
LINES = b"".join(b"X-%06d: %s\r\n" % (number, b"v" * 50) for number in range(1_000))
BOMBS = {
    "/endless": Answer(b"HTTP/1.1 200 OK\r\n\r\n", stream=(BLOCK,) * BLOCKS_OF_200_MB, closes=True),
    "/chunked": Answer(CHUNKED_HEAD, stream=(b"10000\r\n%s\r\n" % BLOCK,) * BLOCKS_OF_200_MB, closes=True),
    "/announced": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n", BLOCK, hangs=True),
    "/headers": Answer(b"HTTP/1.1 200 OK\r\n", stream=(LINES,) * 400, closes=True),  # 400,000 lines, 24 MB
}
PACKED = Answer(
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    % len(GZIPPED),
    GZIPPED,
)
LARGE = Answer(b"HTTP/1.1 200 OK\r\n\r\n", stream=(BLOCK,) * (60 * 16), closes=True)
AT_ONCE = 5


@pytest.fixture(scope="module")
def bombed():
    with Server({**BOMBS, "/packed": PACKED}) as server:
        paths = [*BOMBS, "/packed"]
        names = [(path, f"{path} {number}") for path in paths for number in range(AT_ONCE)]
        return crawl({name: {"url": server.home + path, "slot": name} for path, name in names})


@pytest.mark.parametrize("path", BOMBS)
def test_a_bomb_is_an_error_with_its_name(bombed, path):
    told = [bombed["results"][f"{path} {number}"] for number in range(AT_ONCE)]
    assert [(result["kind"], result["kept"]) for result in told] == [("too_large", False)] * AT_ONCE


def test_what_unpacks_to_200_mb_is_kept_as_it_was_sent(bombed):
    assert {bombed["results"][f"/packed {number}"]["length"] for number in range(AT_ONCE)} == {len(GZIPPED)}


def test_the_memory_holds_two_whole_answers_and_not_all_that_come(bombed):
    # ten of 64 MiB came at once
    assert bombed["grown"] < 280 * MIB


def test_four_hundred_thousand_header_lines_cost_next_to_nothing(bombed):
    # a reader that takes them for headers needs ten seconds a bomb
    assert bombed["cpu"] < 15


def test_a_large_document_is_in_memory_once():
    with Server({"/": LARGE}) as server:
        told = crawl({"/": {"url": server.home + "/"}})
    assert (told["results"]["/"]["length"], told["results"]["/"]["is_one"]) == (60 * MIB, True)
    assert told["grown"] < 100 * MIB
