"""The sample portals on loopback: real HTTP servers, each at a port of its own, all in one thread."""

import asyncio
import contextlib
import csv
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

from crawler.sample.answer import Answer, Request, number
from crawler.sample.doors import HOST, Door
from crawler.sample.happenings import Happenings, happenings
from crawler.sample.pages import PLANS, sites
from crawler.sample.truth import Truth, truth_of

USUAL_PORT = 8610  # the first one; the same addresses on each run, so that a second demo finds the same reports again

_MOST_HEAD = 64 * 1024
_MOST_BODY = 1024 * 1024
_PATIENCE = 60  # seconds for a request to come


@dataclass(frozen=True, slots=True)
class SamplePortal:
    """A line of the register."""

    url: str
    name: str
    division: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came: `portal` is the name of its plan, `at` the seconds of a clock that only goes on.

    `bytes` are those of the answer's body; `is_conditional` where only what is newer was asked for.
    """

    portal: str
    method: str
    path: str
    status: int
    at: float
    bytes: int = 0
    is_conditional: bool = False


class SampleCounties:
    """All portals, as they stand in the night that was told last."""

    def __init__(self, doors: Mapping[str, Door], loop: asyncio.AbstractEventLoop) -> None:
        self._doors = doors
        self._loop = loop
        self._bases = {name: f"http://{HOST}:{door.port}" for name, door in doors.items()}
        self.requests: list[Asked] = []
        self.show_night(1)

    def show_night(self, night: int) -> None:
        """Shows all portals as they stand in a night; those that are down let nobody in."""
        self._sites = sites(self._bases, night)
        asyncio.run_coroutine_threadsafe(self._open_doors(), self._loop).result()

    async def _open_doors(self) -> None:
        for plan in PLANS:
            if plan.build is None or self._sites[plan.name].shelf.mood == "down":
                await self._doors[plan.name].shut()
            else:
                await self._doors[plan.name].open(partial(self.serve, plan.name), _MOST_HEAD)

    @property
    def portals(self) -> tuple[SamplePortal, ...]:
        return tuple(
            SamplePortal(f"{self._bases[plan.name]}/", plan.county.name, plan.county.code)
            for plan in PLANS
            if plan.outcome
        )

    def truth(self, night: int = 1) -> Truth:
        return truth_of(sites(self._bases, night))

    def events(self, night: int) -> Happenings:
        """What happened between the night before and this one."""
        return happenings(night, self.truth(night - 1), self.truth(night)) if night > 1 else Happenings()

    def register_csv(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(("url", "name", "division"))
            rows.writerows((portal.url, portal.name, portal.division) for portal in self.portals)

    async def serve(self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: one request, one answer."""
        with contextlib.suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            try:
                request = await asyncio.wait_for(_request(reader), _PATIENCE)
                answer = self._sites[name].answer(request) if request else Answer(b"", status=400)
                if request:
                    self.requests.append(_asked(name, request, answer))
                writer.write(_written(answer, with_body=not request or request.method != "HEAD"))
                await writer.drain()
            finally:
                writer.close()
                with contextlib.suppress(ConnectionError):
                    await writer.wait_closed()


@contextmanager
def sample_portals(first_port: int = USUAL_PORT) -> Iterator[SampleCounties]:
    """The portals, up for as long as the block runs; a port that is taken is replaced by a free one."""
    with ExitStack() as undo:
        doors = {
            plan.name: Door(first_port and first_port + index, undo, opens=plan.build is not None)
            for index, plan in enumerate(PLANS)
        }
        loop = asyncio.new_event_loop()
        undo.callback(loop.close)
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        undo.callback(thread.join)
        undo.callback(loop.call_soon_threadsafe, loop.stop)
        undo.callback(lambda: asyncio.run_coroutine_threadsafe(_end(doors.values()), loop).result())
        yield SampleCounties(doors, loop)


def _asked(name: str, request: Request, answer: Answer) -> Asked:
    size = 0 if request.method == "HEAD" else len(answer.body)
    is_conditional = bool({"if-none-match", "if-modified-since"} & set(request.headers))
    return Asked(name, request.method, request.target, answer.status, time.monotonic(), size, is_conditional)


async def _end(doors: Iterable[Door]) -> None:
    """Lets no connection outlive the block."""
    for door in doors:
        await door.shut()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Request | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    parts = first.split(" ")
    if len(parts) != len(("method", "target", "version")) or not parts[1].startswith("/"):
        return None
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = number(headers.get("content-length", "0"), 0, _MOST_BODY)
    body = await reader.readexactly(length) if length else b""
    return Request(parts[0], parts[1], headers, body)


def _written(answer: Answer, *, with_body: bool) -> bytes:
    phrase = next((one.phrase for one in HTTPStatus if one == answer.status), "Unknown")
    has_body = answer.status != HTTPStatus.NOT_MODIFIED
    headers = (
        *([("Content-Type", answer.content_type)] if has_body else []),
        *answer.headers,
        *([("Content-Length", str(len(answer.body)))] if has_body else []),
        ("Connection", "close"),  # or a crawler waits a second for it at its end
    )
    lines = (f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {value}" for name, value in headers))
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (answer.body if with_body else b"")
