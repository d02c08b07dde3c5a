"""`nianbao` as its users start it, with a watch on its reactor and its memory: what it measured goes into a JSON file."""

import asyncio
import json
import re
import sys
import threading
import time
import traceback
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_BEAT = 0.05  # seconds between two looks
_HEAVY = 0.2
_MOST_FRAMES = 8
_LONG = 1.0  # seconds of standing still, after which the place is noted


def main() -> int:
    """The first argument is a JSON object of orders, the others are those of `nianbao`."""
    orders = json.loads(sys.argv.pop(1))
    _pretend(orders)
    told: dict[str, Any] = {"still": [], "heavy": [], "stacks": []}
    _watch(told)
    import nianbao

    status = nianbao.main()
    told["peak"] = _peak()
    Path(orders["told"]).write_text(json.dumps(told), "utf-8")
    return status


def _pretend(orders: dict[str, Any]) -> None:
    """A shorter patience, and addresses that count as public: there is no open internet in a test."""
    from crawler import night
    from crawler.transport import gate

    if "public" in orders:
        gate.is_public = lambda address: str(address).startswith(orders["public"])
    if "timeout" in orders:
        usual = night.scrapy_settings
        night.scrapy_settings = lambda settings: usual(settings) | {"DOWNLOAD_TIMEOUT": orders["timeout"]}


def _watch(told: dict[str, Any]) -> None:
    from crawler import crawling
    from crawler.hunting.hunt import Hunt

    usual, arrived = crawling.run_to_end, Hunt.arrived
    main, last, over = threading.get_ident(), [time.monotonic()], threading.Event()

    def look() -> None:
        """Notes, once each time, where the reactor stands still for long."""
        noted = 0.0
        while not over.wait(_LONG / 4):
            if time.monotonic() - last[0] > _LONG and noted != last[0]:
                noted = last[0]
                told["stacks"].append("".join(traceback.format_stack(sys._current_frames()[main])[-_MOST_FRAMES:]))

    def timed(hunt: Hunt, errand: Any, exchange: Any, stored: Any = None) -> None:
        """Notes the answers that took long to take in, by what was computed."""
        began = time.thread_time()
        try:
            arrived(hunt, errand, exchange, stored)
        finally:
            took = time.thread_time() - began
            if took > _HEAVY:
                told["heavy"].append((took, exchange.url))

    async def beat() -> None:
        """Notes how long the reactor stood still, by the clock and by its own computing; only that is its fault."""
        while True:
            began, computed = time.monotonic(), time.thread_time()
            last[0] = began
            await asyncio.sleep(_BEAT)
            still = (time.monotonic() - began - _BEAT, time.thread_time() - computed)
            if still[0] > _LONG / 2:
                told["still"].append(still)

    async def watched(work: Coroutine[Any, Any, T]) -> T:
        beating = asyncio.ensure_future(beat())
        threading.Thread(target=look, daemon=True).start()
        try:
            return await work
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating
            over.set()

    Hunt.arrived = timed  # type: ignore[method-assign]
    crawling.run_to_end = lambda work: usual(watched(work))


def _peak() -> int:
    """The most memory that this process ever held, in bytes; getrusage would tell its parent's where that is more."""
    match = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(match[1]) << 10 if match else 0


if __name__ == "__main__":
    sys.exit(main())
