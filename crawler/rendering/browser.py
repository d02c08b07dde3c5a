"""A page that scripts build to the document that Chromium makes of it, in a process of its own that has no network."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archive.clock import now
from archive.record import Rendering
from crawler.pages.answer import Answer
from crawler.rendering.needed import constants
from crawler.rendering.traffic import Fetch, Traffic, close_window, refuse_socket
from crawler.rendering.view import View

if TYPE_CHECKING:
    from playwright.async_api import Browser as Program
    from playwright.async_api import CDPSession, Playwright

OWN_SECONDS = 20.0  # that a page may take, the time not counted in which it waits for the crawl
_WHOLE_SECONDS = 900.0  # with all waiting: hosts are asked slowly
_QUIET_SECONDS = 1.0  # without any request, after which a page is taken to be there
_TICK = 0.1
_LOOK_AT_MEMORY = 0.5
_MOST_MEMORY = 1 << 30
_CLOSE_SECONDS = 10.0
_WINDOW = (1280, 1600)

_INIT = "for (const name of {names}) delete globalThis[name];"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page became: more than one rendering where it is a list of pages; `has_more` pages than are there."""

    renderings: Sequence[Rendering] = ()
    has_more: bool = False


class Browser:
    """Renders one page at a time, each in a new process with a new profile."""

    def __init__(self, executable: str, agent: str) -> None:
        self._executable = executable
        self._agent = agent
        self._one_at_a_time = asyncio.Lock()
        self._driver: Playwright | None = None

    async def render(self, shell: Answer, fetch: Fetch, most_turns: int = 0) -> Shown:
        """What becomes of a page within the bounds of time, memory and size, turned over so often at most."""
        from playwright.async_api import Error

        renderings: list[Rendering] = []
        async with self._one_at_a_time:
            with TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as home:
                try:
                    program = await self._start(home)
                    try:
                        has_more = await self._render(program, shell, fetch, most_turns, renderings)
                    finally:
                        await _end(program, _Processes(program))
                except (Error, TimeoutError):
                    has_more = True
        return Shown(renderings, has_more)

    async def close(self) -> None:
        """Ends what drives the browser, and any browser with it."""
        if self._driver:
            driver, self._driver = self._driver, None
            await driver.stop()

    async def _start(self, home: str) -> "Program":
        if self._driver is None:
            from playwright.async_api import async_playwright

            self._driver = await async_playwright().start()
        return await self._driver.chromium.launch(
            executable_path=self._executable,
            headless=True,
            chromium_sandbox=os.geteuid() != 0,  # Chromium has none for root
            args=list(constants().arguments),
            env={"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LANG": "C.UTF-8"},
            handle_sigint=False,  # the crawl ends it, in its own order
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _render(
        self, program: "Program", shell: Answer, fetch: Fetch, most_turns: int, renderings: list[Rendering]
    ) -> bool:
        """Whether there is more than what was added to `renderings`."""
        context = await program.new_context(
            accept_downloads=False,
            locale="zh-CN",
            service_workers="block",
            user_agent=self._agent,
            viewport={"width": _WINDOW[0], "height": _WINDOW[1]},
        )
        await context.add_init_script(_INIT.format(names=json.dumps(list(constants().gone))))
        await context.route_web_socket(lambda _: True, refuse_socket)
        tab = await context.new_page()
        context.on("page", close_window)
        traffic = Traffic(tab, shell, fetch)
        await context.route(lambda _: True, traffic.carry)
        view = View(await context.new_cdp_session(tab), shell.url)  # before the page runs: some let nobody in after
        await tab.goto(shell.url, wait_until="commit", timeout=OWN_SECONDS * 1000)
        before = b""
        while (left := await _settle(traffic, _Processes(program))) > 0:
            document = await asyncio.wait_for(view.document(), left)
            if document is None or document == before:
                return document is None
            before = document
            renderings.append(Rendering(now(), document, f"Chromium/{program.version}"))
            can_turn = await asyncio.wait_for(view.can_turn(), left) if most_turns else False
            if not can_turn or len(renderings) > most_turns or traffic.is_used_up:
                return can_turn
            traffic.moved()
            await asyncio.wait_for(view.turn(), left)
        return True


class _Processes:
    """All processes of one browser."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._session: CDPSession | None = None

    async def ids(self) -> Sequence[int]:
        if self._session is None:
            self._session = await self._program.new_browser_cdp_session()
        told = await asyncio.wait_for(self._session.send("SystemInfo.getProcessInfo"), _CLOSE_SECONDS)
        return [int(process["id"]) for process in told["processInfo"]]

    async def memory(self) -> int:
        """The bytes that they hold and do not share; nought where the system does not tell."""
        return sum(map(_own_memory, await self.ids()))


def _own_memory(process: int) -> int:
    try:
        _, resident, shared, *_ = Path(f"/proc/{process}/statm").read_text("ascii").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


async def _settle(traffic: Traffic, processes: _Processes) -> float:
    """Waits until a page is there; gives the seconds of its own that are left, none where it is to be given up."""
    began = before = looked = time.monotonic()
    own = 0.0
    while own < OWN_SECONDS and before - began < _WHOLE_SECONDS:
        await asyncio.sleep(_TICK)
        moment = time.monotonic()
        own += 0.0 if traffic.is_under_way else moment - before
        before = moment
        if moment - looked >= _LOOK_AT_MEMORY:
            looked = moment
            if traffic.is_flood or await processes.memory() > _MOST_MEMORY:
                return 0.0
        if traffic.quiet_for(moment) >= _QUIET_SECONDS:
            return OWN_SECONDS - own
    return 0.0


async def _end(program: "Program", processes: _Processes) -> None:
    """Ends a browser, by force where it does not end by itself."""
    from playwright.async_api import Error

    known: Sequence[int] = ()
    with suppress(Error, TimeoutError):
        known = await processes.ids()
    try:
        await asyncio.wait_for(program.close(), _CLOSE_SECONDS)
    except (Error, TimeoutError):
        for process in known:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
