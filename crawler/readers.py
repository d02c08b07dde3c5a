"""Captured documents to records in worker processes; what comes back is handed on in the crawl's own thread."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import Future

from archive.record import Record
from pipelines.hints import Hints
from pipelines.workers.job import Job
from pipelines.workers.pool import Workers

_MOST_WAITING = 200  # documents, which are held in memory
_MEDIA_TYPE = re.compile(r"^\s*([\w.+-]+/[\w.+-]+)")  # text/html; charset=gb2312


class Readers:
    """Hands documents to the workers. `then` is called after each; `failure` is what ends the night."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.then: Callable[[], None] = lambda: None
        self.failure: BaseException | None = None
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether so much is waiting to be read that nothing more should be fetched."""
        return self._waiting >= _MOST_WAITING

    def __call__(
        self,
        document: bytes,
        url: str,
        content_type: str | None,
        hints: Hints,
        done: Callable[[tuple[Record, ...]], None],
    ) -> None:
        """Returns at once."""
        self._waiting += 1
        told = _MEDIA_TYPE.match(content_type or "")
        job = Job(document, None, url, told[1].lower() if told else None, content_type, hints)
        loop = asyncio.get_running_loop()
        future = self._workers.submit(job)
        future.add_done_callback(lambda read: loop.call_soon_threadsafe(self._take, read, done))

    def _take(self, read: "Future[tuple[Record, ...]]", done: Callable[[tuple[Record, ...]], None]) -> None:
        self._waiting -= 1
        try:
            done(read.result())
        except BaseException as error:  # noqa: BLE001  # raised again when the crawl is stopped
            self.failure = self.failure or error
        finally:
            self.then()
