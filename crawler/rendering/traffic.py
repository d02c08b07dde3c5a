"""The requests of a page in the browser, each carried out by the crawl or refused; none goes out by itself."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from crawler.pages.answer import Answer
from crawler.pages.asking import FORM, Ask
from crawler.rendering.needed import constants

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab
    from playwright.async_api import Request, Route, WebSocketRoute

Fetch = Callable[[Ask], Awaitable[Answer | None]]
Verdict = Literal["ask", "blank", "refuse"]

MOST_REQUESTS = 80  # of one page; a list with its bundle and its data takes twenty
_MOST_OF_ALL = 400  # with those that are refused, after which a page is up to nothing good
_MOST_SENT = 64 << 10
_LARGEST_PART = 16 << 20


def verdict(kind: str, method: str) -> Verdict:
    """What becomes of a request, by the kind of thing that it is for.

    >>> verdict("xhr", "POST"), verdict("image", "GET"), verdict("fetch", "PUT")
    ('ask', 'refuse', 'refuse')
    """
    known = constants()
    if kind in known.left_blank:
        return "blank"  # bundlers do not show a part of a page whose stylesheet failed
    return "ask" if kind in known.asked_for and method in ("GET", "POST") else "refuse"


class Traffic:
    """Of one page in one tab. `fetch` gives None for what may not be asked, or did not come."""

    def __init__(self, tab: "Tab", shell: Answer, fetch: Fetch) -> None:
        self._tab = tab
        self._shell = shell
        self._fetch = fetch
        self._is_shown = False
        self._asked = self._came = 0
        self._under_way = 0
        self._last = time.monotonic()

    @property
    def is_flood(self) -> bool:
        return self._came > _MOST_OF_ALL

    @property
    def is_used_up(self) -> bool:
        return self._asked >= MOST_REQUESTS

    @property
    def is_under_way(self) -> bool:
        return self._under_way > 0

    def quiet_for(self, now: float) -> float:
        """For how many seconds nothing that may be asked for was asked for, or came."""
        return 0.0 if self._under_way else now - self._last

    def moved(self) -> None:
        """Something is done to the page: it may ask again."""
        self._last = time.monotonic()

    async def carry(self, route: "Route", request: "Request") -> None:
        """Answers one request of the browser."""
        from playwright.async_api import Error

        self._came += 1
        with suppress(Error):  # the page is gone, and its request with it
            if not self._is_of_this_tab(request):
                await route.abort("blockedbyclient")
            elif request.is_navigation_request() and request.frame == self._tab.main_frame:
                await self._show(route)
            else:
                await self._part(route, request)

    def _is_of_this_tab(self, request: "Request") -> bool:
        from playwright.async_api import Error

        try:
            return request.frame.page == self._tab
        except Error:  # of a window that the page opens, or of no page at all
            return False

    async def _show(self, route: "Route") -> None:
        """Gives the page that the crawl has fetched, once; where its scripts want to go from there is not followed."""
        if self._is_shown:
            await route.abort("aborted")  # any other word would put an error page in its place
            return
        self._is_shown = True
        self._last = time.monotonic()
        await route.fulfill(status=200, headers=self._headers(self._shell), body=self._shell.body)

    async def _part(self, route: "Route", request: "Request") -> None:
        told = verdict(request.resource_type, request.method)
        if told == "blank":
            await route.fulfill(status=200, headers={"content-type": "text/css"}, body="")
            return
        ask = _ask_of(request, self._shell.url) if told == "ask" else None
        answer = await self._answer(ask) if ask else None
        if answer is None or len(answer.body) > _LARGEST_PART:
            await route.abort("blockedbyclient")
        else:
            await route.fulfill(status=answer.status, headers=self._headers(answer), body=answer.body)

    async def _answer(self, ask: Ask) -> Answer | None:
        if self._asked >= MOST_REQUESTS:
            return None
        self._asked += 1
        self._under_way += 1
        try:
            return await self._fetch(ask)
        finally:
            self._under_way -= 1
            self._last = time.monotonic()

    def _headers(self, answer: Answer) -> dict[str, str]:
        """What a browser has to know of an answer; hosts that `fetch` asks are all the page's own."""
        origin = "/".join(self._shell.url.split("/")[:3])
        return {
            "content-type": answer.header("content-type") or "",
            "access-control-allow-origin": origin,
            "access-control-allow-credentials": "true",
        }


async def refuse_socket(socket: "WebSocketRoute") -> None:
    """Closes what wants to be a connection of its own."""
    await socket.close()


def close_window(tab: "Tab") -> "asyncio.Future[None]":
    """Closes a window that a page opens."""
    return asyncio.ensure_future(_closed(tab))


async def _closed(tab: "Tab") -> None:
    from playwright.async_api import Error

    with suppress(Error):
        await tab.close()


def _ask_of(request: "Request", referer: str) -> Ask | None:
    """The request as the crawl makes it; None where it sends what is no text, or too much of it."""
    url = request.url.partition("#")[0]
    is_script = request.resource_type in ("fetch", "xhr")
    if request.method == "GET":
        return Ask(url, referer=referer, script=is_script)
    sent = request.post_data_buffer or b""
    media_type = request.headers.get("content-type", FORM)
    try:
        body = sent.decode()
    except UnicodeDecodeError:
        return None
    is_plain = media_type.isascii() and media_type.isprintable() and len(sent) <= _MOST_SENT
    return Ask(url, body, media_type, referer, script=is_script) if is_plain else None
