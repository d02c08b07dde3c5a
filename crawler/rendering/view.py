"""A page in the browser to its document as it stands, and to its next page where a script turns it."""

import json
from typing import TYPE_CHECKING, Any

from crawler.rendering.needed import constants

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_LARGEST_DOCUMENT = 16 << 20  # characters
_MARK = b"\xef\xbb\xbf"  # of UTF-8, before whatever charset the page names for the bytes that it came in

# all of it runs in a world of its own, where the page's scripts have changed nothing
_DOCUMENT = """(() => {
  const root = document.documentElement;
  return location.origin === %s && root && root.outerHTML.length <= %d ? root.outerHTML : null;
})()"""
_NEXT = """(() => {
  const leads = (one) => one.closest("a[href]:not([href^='#']):not([href^='javascript:']):not([href=''])");
  const isOff = (one) => one.disabled || one.getAttribute("aria-disabled") === "true"
    || /(^|[\\s_-])disabled?([\\s_-]|$)/.test(one.className + " " + (one.parentElement || one).className);
  const words = %s;
  const said = [...document.querySelectorAll("a, button, li, span")].filter(
    (one) => words.includes(one.textContent.replace(/\\s/g, "")) && !one.querySelector("a, button"));
  const found = [...document.querySelectorAll(%s), ...said].filter((one) => !leads(one));
  const next = found.find((one) => !isOff(one));
  if (next && %s) next.click();
  return Boolean(next);
})()"""


class View:
    """One page, looked at from outside of it."""

    def __init__(self, session: "CDPSession", url: str) -> None:
        self._session = session
        self._origin = json.dumps("/".join(url.split("/")[:3]))

    async def document(self) -> bytes | None:
        """The document; None where it is another's, or too large."""
        html = await self._told(_DOCUMENT % (self._origin, _LARGEST_DOCUMENT))
        return _MARK + b"<!DOCTYPE html>" + html.encode("utf-8", "replace") if isinstance(html, str) else None

    async def can_turn(self) -> bool:
        """Whether there is something to click on for the next page; a plain link is left to the crawl."""
        return await self._next(click=False)

    async def turn(self) -> None:
        await self._next(click=True)

    async def _next(self, *, click: bool) -> bool:
        known = constants()
        words, places = json.dumps(list(known.next_words)), json.dumps(", ".join(known.next_page))
        return bool(await self._told(_NEXT % (words, places, json.dumps(click))))

    async def _told(self, expression: str) -> Any:
        tree = await self._session.send("Page.getFrameTree")
        world = await self._session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
        asked = {"expression": expression, "contextId": world["executionContextId"], "returnByValue": True}
        return (await self._session.send("Runtime.evaluate", asked))["result"].get("value")
