"""Documents handed to workers to what comes back, in the loop of the crawl, with failures kept for its end."""

import asyncio
from concurrent.futures import Future

import pytest

from archive.record import Record
from crawler.readers import Readers
from pipelines.hints import Hints
from pipelines.workers.job import Job
from tests.archive.captures import town_report


class FakeWorkers:
    """Takes jobs; the test answers them."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.futures: list[Future] = []

    def submit(self, job: Job) -> "Future[tuple[Record, ...]]":
        self.jobs.append(job)
        self.futures.append(Future())
        return self.futures[-1]


def crawl(answer, done, content_type: str | None = "text/html; charset=gbk") -> tuple[Readers, FakeWorkers, list[str]]:
    """One document handed over and `answer`ed."""
    workers, woken = FakeWorkers(), []
    readers = Readers(workers)
    readers.then = lambda: woken.append("woken")

    async def work() -> None:
        readers(b"<p>", "http://a.example/1.html", content_type, Hints("年报", "990101"), done)
        assert woken == []
        answer(workers.futures[0])
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(work())
    return readers, workers, woken


def test_records_come_back_and_the_crawl_is_woken():
    got = []
    readers, _, woken = crawl(lambda future: future.set_result((town_report(),)), got.append)
    assert [records[0].title for records in got] == [town_report().title]
    assert woken == ["woken"]
    assert readers.failure is None


@pytest.mark.parametrize(
    ("told", "media_type"),
    [
        ("text/html; charset=gbk", "text/html"),
        (" Application/PDF ", "application/pdf"),
        (None, None),
        ("", None),
        ("nonsense", None),
        ("/;", None),
    ],
)
def test_the_workers_are_told_what_the_server_told(told, media_type):
    _, workers, _ = crawl(lambda future: future.set_result(()), lambda _: None, told)
    (job,) = workers.jobs
    assert (job.content, job.url, job.media_type, job.charset) == (b"<p>", "http://a.example/1.html", media_type, told)
    assert job.hints == Hints("年报", "990101")


def test_a_failure_in_taking_a_record_is_kept_and_the_crawl_is_woken():
    def failing(_):
        raise OSError("made up")

    readers, _, woken = crawl(lambda future: future.set_result((town_report(),)), failing)
    assert isinstance(readers.failure, OSError)
    assert woken == ["woken"]


def test_a_cancelled_reading_is_a_failure_too():
    readers, _, woken = crawl(lambda future: (future.cancel(), future.set_running_or_notify_cancel()), print)
    assert readers.failure is not None
    assert woken == ["woken"]
