"""Workers of one kind to be borrowed, each started when it is first needed and replaced when it is lost or worn."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import Event

from pipelines.workers.handle import StoppedError, WorkerHandle
from pipelines.workers.wire import Answer, Orders

_LOOK_EVERY_SECONDS = 0.1


class Worker:
    """A worker that may have to be started yet."""

    def __init__(self, orders: Orders, most_resident: int, stop: Event) -> None:
        self._orders, self._most_resident, self._stop = orders, most_resident, stop
        self._handle: WorkerHandle | None = None

    def ask(self, question: bytes, seconds: float) -> Answer:
        """Raises UnreadableError where the worker is lost over it; the next question goes to a new one."""
        if self._stop.is_set():
            raise StoppedError
        handle = self._handle = self._handle or WorkerHandle(self._orders, self._most_resident)
        try:
            answer = handle.ask(question, seconds, self._stop)
        except BaseException:
            self._handle = None
            handle.end(gently=True)
            raise
        if answer.leaves:
            self.end()
        return answer

    def end(self) -> None:
        if self._handle:
            self._handle.end()
            self._handle = None


class Team:
    """So many workers; the one that was lent last is lent first, so that no more are started than are needed."""

    def __init__(self, orders: Orders, most_resident: int, count: int, stop: Event) -> None:
        self._stop = stop
        self._idle: LifoQueue[Worker] = LifoQueue()
        for _ in range(count):
            self._idle.put(Worker(orders, most_resident, stop))

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """A worker for as long as the block runs; waits for one, until the pool closes."""
        worker = self._wait()
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def end(self) -> None:
        """Ends those that are idle."""
        while not self._idle.empty():
            self._idle.get().end()

    def _wait(self) -> Worker:
        while not self._stop.is_set():
            try:
                return self._idle.get(timeout=_LOOK_EVERY_SECONDS)
            except Empty:
                continue
        raise StoppedError
