"""Pages to be rendered, in their turn, to what became of them; handed on in the crawl's own thread, as readings are."""

import asyncio
from collections.abc import Callable

from crawler.pages.answer import Answer
from crawler.rendering.browser import Browser, Shown
from crawler.rendering.traffic import Fetch

Done = Callable[[Shown], None]


class Renderer:
    """`then` is called when something changed for the frontier; `failure` is what went wrong in taking a page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._tasks: set[asyncio.Task[None]] = set()
        self.then: Callable[[], None] = lambda: None
        self.failure: BaseException | None = None

    def __call__(self, shell: Answer, fetch: Fetch, most_turns: int, done: Done) -> None:
        """Returns at once; `fetch` is asked for what the page asks for."""
        task = asyncio.ensure_future(self._render(shell, fetch, most_turns, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Gives up what is not done, and ends the browser."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._browser.close()

    async def _render(self, shell: Answer, fetch: Fetch, most_turns: int, done: Done) -> None:
        try:
            done(await self._browser.render(shell, fetch, most_turns))
        except Exception as error:  # noqa: BLE001  # raised again when the crawl is stopped
            self.failure = self.failure or error
        finally:
            self.then()
