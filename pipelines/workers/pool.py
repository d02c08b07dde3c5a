"""Documents to records in processes of their own, with limits: what hangs, swells or dies costs one document."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Self

from archive.record import Record
from pipelines.attempt import unreadable
from pipelines.document import UnreadableError
from pipelines.workers.job import Job, Loaded, load
from pipelines.workers.team import Team, Worker
from pipelines.workers.wire import Answer, Orders, Question, question_to_bytes

_MB = 1 << 20
_WAITING_FOR_RECOGNITION = 16  # documents that may wait for the slow worker and keep no other from being read
_AHEAD = 4  # jobs begun for each thread before the records of the first are taken
_WORN = 0.8  # of the memory that a worker may use: one that holds so much between two documents is replaced


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one document may cost. Pictures are recognised by larger workers, with time for each page.

    Seconds are of computing, so that a busy machine does not change what can be read; by the clock it may take
    `patience` times as long.
    """

    seconds: int = 30
    patience: int = 3
    memory: int = 1000 * _MB  # of address space
    ocr_seconds_a_page: int = 30
    most_ocr_seconds: int = 1200
    ocr_memory: int = 1000 * _MB  # really held ...
    ocr_addresses: int = 4000 * _MB  # ... of which its libraries set aside more
    documents: int = 500  # after which a worker is replaced

    def ocr_seconds(self, pages: int) -> int:
        return min(self.seconds + self.ocr_seconds_a_page * max(pages, 1), self.most_ocr_seconds)


_LIMITS = Limits()


class Workers:
    """A pool of processes; they start when they are first needed and end with its block."""

    def __init__(
        self,
        count: int | None = None,
        limits: Limits = _LIMITS,
        *,
        ocr_count: int = 1,
        entry: str = "pipelines.extract:extract",
    ) -> None:
        """`entry` names the function that reads, as module:function; it is called as `extract` is."""
        count = count or cores()
        self._limits = limits
        self._stop = Event()
        reading = Orders(entry, limits.memory, int(limits.memory * _WORN), limits.documents)
        recognising = Orders(entry, limits.ocr_addresses, int(limits.ocr_memory * _WORN), limits.documents)
        self._readers = Team(reading, limits.memory, count, self._stop)
        self._recognisers = Team(recognising, limits.ocr_memory, ocr_count, self._stop)
        threads = count + _WAITING_FOR_RECOGNITION
        self._ahead = _AHEAD * threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="reading")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all processes at once; what was not done yet is cancelled."""
        self._stop.set()
        self._threads.shutdown(cancel_futures=True)
        self._readers.end()
        self._recognisers.end()

    def submit(self, job: Job) -> Future[tuple[Record, ...]]:
        """The records of one document, at least one, as soon as they are there."""
        return self._threads.submit(self._records, job)

    def extract_all(self, jobs: Iterable[Job]) -> Iterator[tuple[Record, ...]]:
        """The records of each document, in the order of the jobs, of which only so many are taken ahead."""
        begun: deque[Future[tuple[Record, ...]]] = deque()
        for job in jobs:
            begun.append(self.submit(job))
            while begun and (len(begun) >= self._ahead or begun[0].done()):
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()

    def _records(self, job: Job) -> tuple[Record, ...]:
        with self._readers.worker() as worker:
            loaded = load(job)
            try:
                answer = self._ask(worker, loaded, self._limits.seconds)
            except UnreadableError as error:
                return (loaded.failed(error),)
        if not any(map(_waits, answer.records)):
            return answer.records
        del loaded  # documents may be large, and many may wait here
        with self._recognisers.worker() as worker:
            try:
                seconds = self._limits.ocr_seconds(answer.pages)
                return self._ask(worker, load(job), seconds, ocr=True).records
            except UnreadableError as error:
                lost = (error.kind, error.message)
        return tuple(unreadable(record.source, *lost) if _waits(record) else record for record in answer.records)

    def _ask(self, worker: Worker, loaded: Loaded, seconds: int, *, ocr: bool = False) -> Answer:
        if loaded.error:
            raise loaded.error
        job = loaded.job
        computing = seconds * cores() if ocr else seconds
        by_the_clock = seconds * self._limits.patience
        question = Question(job.file, job.url, job.media_type, job.charset, job.hints, ocr, computing, by_the_clock)
        return worker.ask(question_to_bytes(question, loaded.data), by_the_clock)


def _waits(record: Record) -> bool:
    return record.reason == "needs_ocr"


def cores() -> int:
    """How many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
