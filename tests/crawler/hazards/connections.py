"""Servers that are slow, break off, or do not keep to HTTP."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count

from tests.crawler.hazards.pages import PAGES
from tests.crawler.hazards.portals import EACH, County
from tests.crawler.hazards.servers import Page, ResetError, Server, answer
from tests.crawler.hazards.trouble import (
    ANY,
    ERROR,
    LACKING,
    SPOILED,
    Put,
    Trouble,
    first,
    moved,
    reset,
    silent,
    spoiled,
)


def slow(seconds: float) -> Iterator[Trouble]:
    def slow(server: Server) -> Callable[[str], None]:
        def wait(_: str) -> None:
            server.stopped.wait(seconds)

        return wait

    def dripping(head: bytes, piece: bytes) -> Put:
        def put(server: Server, _: County) -> None:
            def drip() -> Iterator[bytes]:
                yield head
                while not server.stopped.wait(seconds / 3):
                    yield piece

            server.pages[SPOILED] = drip

        return put

    yield Trouble("slow", first(slow), ("complete",))
    yield Trouble("drip", dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"a"), LACKING, EACH - 1)
    yield Trouble("slow_headers", dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), LACKING, EACH - 1)
    yield spoiled("silent", silent)
    yield spoiled("headers_without_end", _headers)


def _headers() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for _ in range(400):
        yield b"X-A: b\r\n" * 10_000


def broken() -> Iterator[Trouble]:
    def sometimes(given: Page, each: int) -> Put:
        def before(_: Server) -> Callable[[str], Page | None]:
            turn = count(1)
            return lambda _: given if next(turn) % each == 0 else None

        return first(before)

    def once(given: Page) -> Put:
        def before(server: Server) -> Callable[[str], Page | None]:
            return lambda _: given if len(server.asked) == 1 else None

        return first(before)

    yield Trouble("reset_at_first", once(reset), ("complete",))
    yield Trouble("silent_at_first", once(silent), ("complete",))
    yield Trouble("noise_at_first", once(lambda: (PAGES["noise"]()[:4_000],)), ("complete",))
    yield Trouble("reset_always", sometimes(reset, 1), ("failed",), 0)
    yield Trouble("reset_often", sometimes(reset, 3), ("complete",))
    yield Trouble("errors_often", sometimes(ERROR, 5), ("complete",))
    yield Trouble("errors_always", sometimes(ERROR, 1), ("failed", "blocked"), 0)
    yield spoiled("reset_within", _reset_within)
    yield Trouble("closes_what_it_keeps", _closing, ("complete",))


def _reset_within() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<html>"
    raise ResetError


def _closing(server: Server, _: County) -> None:
    """Each answer promises that the connection is kept, and ends it."""

    def closed(whole: bytes) -> Page:
        return lambda: (whole,)

    server.pages = {path: closed(whole) for path, whole in server.pages.items() if isinstance(whole, bytes)}


def misframed() -> Iterator[Trouble]:
    body = b"<html><body><p>" + b"0" * 3_000 + b"</p></body></html>"

    def stated(length: int) -> Page:
        return lambda: (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % length, body)

    yield spoiled("length_too_long", stated(90_000))
    yield spoiled("length_too_short", stated(500), ANY)
    yield spoiled("length_of_words", lambda: (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", body))
    yield spoiled("without_a_head", lambda: (body,))
    yield spoiled("head_of_noise", lambda: (PAGES["noise"]()[:4_000],))
    yield spoiled(
        "chunk_without_end", lambda: (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n", body)
    )
    yield spoiled("packed_wrongly", answer(body, headers=("Content-Encoding: gzip",)), ANY)
    yield Trouble("answers_unasked", _unasked, ("complete",))


def _unasked(server: Server, _: County) -> None:
    """After each answer comes another one, which nobody asked for."""
    server.pages = {path: whole + ERROR for path, whole in server.pages.items() if isinstance(whole, bytes)}


def of_headers() -> Iterator[Trouble]:
    one, many = "a" * (1 << 20), [f"Set-Cookie: k{number}={'v' * 190}; path=/" for number in range(1_000)]
    yield spoiled("cookie_of_1_mb", answer("<p>0</p>", headers=(f"Set-Cookie: k={one}",)))
    yield Trouble("cookies_by_the_thousand", partial(_with_headers, many), ("complete",))
    yield spoiled("location_of_100_kb", moved("/" + "a" * 100_000), ANY)
    yield spoiled("location_of_15_kb", moved("/" + "a" * 15_000), ANY)


def _with_headers(lines: Sequence[str], server: Server, _: County) -> None:
    added = "".join(f"{line}\r\n" for line in lines).encode()
    for path, whole in server.pages.items():
        if isinstance(whole, bytes):
            head, _, body = whole.partition(b"\r\n\r\n")
            server.pages[path] = head + b"\r\n" + added + b"\r\n" + body
