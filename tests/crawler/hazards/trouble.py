"""A trouble that is put on a portal which was well, and the usual ways to put it there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.crawler.hazards.portals import EACH, County, report_path
from tests.crawler.hazards.servers import Page, ResetError, Server, SilenceError, answer

SPOILED = report_path(1, 2023)  # the report that a trouble is put in the place of
ERROR = answer("<h1>500 Internal Server Error</h1>", "500 Internal Server Error")
LACKING = ("incomplete",)
NO_HOME = ("failed", "incomplete")
ANY = ("complete", "incomplete")

Put = Callable[[Server, County], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """`outcomes` are those that would be no lie; `reports` are what can be found all the same."""

    name: str
    put: Put
    outcomes: tuple[str, ...]
    reports: int = EACH


def instead(path: str, given: Page) -> Put:
    def put(server: Server, _: County) -> None:
        server.pages[path] = given

    return put


def spoiled(name: str, given: Page, outcomes: tuple[str, ...] = LACKING) -> Trouble:
    return Trouble(name, instead(SPOILED, given), outcomes, EACH - 1)


def first(before: Callable[[Server], Callable[[str], Page | None]]) -> Put:
    def put(server: Server, _: County) -> None:
        server.before = before(server)

    return put


def moved(path: str) -> bytes:
    return answer("", "302 Found", headers=(f"Location: {path}",))


def chain(start: str) -> Put:
    def put(server: Server, _: County) -> None:
        def before(target: str) -> Page | None:
            step = int(target[3:]) if target.startswith("/r/") else 0
            return moved(f"/r/{step + 1}") if step or target == start else None

        server.before = before

    return put


def reset() -> Iterator[bytes]:
    yield b""
    raise ResetError


def silent() -> Iterator[bytes]:
    yield b""
    raise SilenceError
