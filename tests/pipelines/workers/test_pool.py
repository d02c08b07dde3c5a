"""Documents that hang, swell or kill their reader, to one record each; and a pool that leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from itertools import count
from pathlib import Path

import pytest

from archive.errors import NianbaoError
from pipelines.hints import Hints
from pipelines.workers.handle import StoppedError
from pipelines.workers.job import Job
from pipelines.workers.pool import Limits, Workers

ENTRY = "tests.pipelines.odd_readers:obey"
MB = 1 << 20
TIGHT = Limits(seconds=1, patience=2, memory=400 * MB, ocr_seconds_a_page=1, ocr_memory=400 * MB)
ROOMY = Limits(seconds=50)


def workers(limits: Limits = ROOMY, number: int = 1, entry: str = ENTRY) -> Workers:
    return Workers(number, limits, entry=entry)


def asked(pool: Workers, words: bytes, **known):
    (record,) = pool.submit(Job(words, **known)).result(timeout=50)
    return record


def process_of(record) -> int:
    return int(record.text.split()[0])


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_until(condition) -> bool:
    """Whether it comes true within a while; looks again and again, without a wait of its own choice."""
    ends = time.monotonic() + 20
    while not condition():
        if time.monotonic() > ends:
            return False
        os.sched_yield()
    return True


def test_what_is_known_of_a_document_reaches_the_reader():
    with workers() as pool:
        record = asked(
            pool,
            b"x title",
            file="a\udcff.html",
            url="http://a.cn/",
            media_type="text/html",
            charset="gbk",
            hints=Hints("柳泉镇", "990101"),
        )
    assert (record.source.file, record.source.url, record.source.charset) == ("a\udcff.html", "http://a.cn/", "gbk")
    assert (record.title, record.source.bytes) == ("title", 7)
    assert "link_text='柳泉镇', division='990101'" in record.text


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        (b"hang", "time", "longer"),
        (b"hang_in_c", "time", "longer"),
        (b"swell", "memory", "memory"),
        (b"swell_unlimited", "memory", "memory"),
        (b"abort", "crashed", "SIGABRT"),
        (b"touch_nothing", "crashed", "SIGSEGV"),
        (b"quit", "crashed", "status 3"),
        (b"leave", "crashed", "status 0"),
        (b"fail", "crashed", "status 1"),
        (b"kill", "memory", "memory"),  # as the system does when it has no more
        (b"nonsense", "crashed", "nonsense"),
        (b"boast", "crashed", "nonsense"),
    ],
)
def test_a_lost_worker_costs_one_document(words, kind, told):
    with workers(TIGHT) as pool:
        before = asked(pool, b"x")
        record = asked(pool, words, file="a.pdf", url="http://a.cn/")
        after = asked(pool, b"x")
    assert (record.verdict, record.reason, record.error.kind) == ("unreadable", kind, kind)
    assert told in record.error.message
    assert (record.source.file, record.source.url, record.source.bytes) == ("a.pdf", "http://a.cn/", len(words))
    assert len(record.source.sha256) == 64
    assert before.verdict == after.verdict == "not_report"
    assert process_of(before) != process_of(after)


def test_what_a_library_prints_harms_nobody():
    with workers() as pool:
        first, second = asked(pool, b"chatter"), asked(pool, b"x")
    assert (first.verdict, process_of(first)) == ("not_report", process_of(second))


def test_records_come_in_the_order_of_the_jobs():
    jobs = [Job(b"x %d" % number) for number in range(300)]
    jobs[7] = jobs[150] = Job(b"abort")
    with workers(number=3) as pool:
        titles = [record.title for records in pool.extract_all(jobs) for record in records]
    assert titles == [None if number in (7, 150) else str(number) for number in range(300)]


def test_only_so_many_jobs_are_taken_ahead_of_the_first_record():
    taken = []

    def jobs():
        for number in count():
            taken.append(number)
            yield Job(b"x %d" % number)

    with workers() as pool:
        assert next(pool.extract_all(jobs()))[0].title == "0"
        assert len(taken) < 200


def test_no_more_workers_start_than_are_needed():
    with workers(number=4) as pool:
        assert len({process_of(asked(pool, b"x")) for _ in range(20)}) == 1


def test_a_worker_is_replaced_after_so_many_documents():
    with workers(Limits(seconds=50, documents=3)) as pool:
        processes = [process_of(asked(pool, b"x")) for _ in range(7)]
    assert [processes.index(process) for process in processes] == [0, 0, 0, 3, 3, 3, 6]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say how much a process holds")
def test_a_worker_that_has_grown_is_replaced():
    with workers(Limits(seconds=50, memory=600 * MB)) as pool:
        processes = [process_of(asked(pool, words)) for words in (b"x", b"keep 470", b"x", b"x")]
    assert [processes.index(process) for process in processes] == [0, 0, 2, 2]


def test_a_scan_goes_to_a_worker_of_its_own():
    with workers() as pool:
        scan, other = asked(pool, b"scan"), asked(pool, b"x")
    assert (scan.source.reader, other.source.reader) == ("ocr", None)
    assert process_of(scan) != process_of(other)


def test_a_scan_that_is_recognised_keeps_no_other_waiting():
    with workers(Limits(seconds=50)) as pool:
        scan = pool.submit(Job(b"scan hang"))
        assert asked(pool, b"x").verdict == "not_report"
        assert not scan.done()


@pytest.mark.parametrize(("words", "kind"), [(b"scan hang", "time"), (b"scan swell_unlimited", "memory")])
def test_a_scan_has_limits_too(words, kind):
    with workers(TIGHT) as pool:
        assert asked(pool, words).reason == kind


def test_what_was_read_of_a_bundle_stays_when_its_scan_is_lost():
    with workers(TIGHT) as pool:
        lost = pool.submit(Job(b"bundle hang")).result(timeout=50)
        read = pool.submit(Job(b"bundle")).result(timeout=50)
    assert [(record.verdict, record.reason) for record in lost] == [("report", "form"), ("unreadable", "time")]
    assert [record.source.reader for record in read] == ["ocr", "ocr"]


@pytest.mark.parametrize("pages", [0, 1, 3, 1000])
def test_time_grows_with_the_pages_up_to_a_limit(pages):
    limits = Limits(seconds=30, ocr_seconds_a_page=20, most_ocr_seconds=900)
    assert limits.ocr_seconds(pages) == {0: 50, 1: 50, 3: 90, 1000: 900}[pages]


def test_files_are_read_where_they_lie(tmp_path):
    (tmp_path / "a").write_bytes(b"x of a file")
    with workers() as pool:
        ((record,), (missing,)) = pool.extract_all([Job(tmp_path / "a", "a"), Job(tmp_path / "b", "b")])
    assert (record.title, record.source.file) == ("of a file", "a")
    assert (missing.reason, missing.source.file) == ("missing", "b")


def test_many_megabytes_go_through():
    with workers() as pool:
        assert asked(pool, b"x " * 20_000_000).source.bytes == 40_000_000


def test_workers_that_cannot_start_are_no_fault_of_the_document():
    with workers(entry="pipelines.no_such_module:extract") as pool, pytest.raises(NianbaoError, match="do not start"):
        pool.submit(Job(b"x")).result(timeout=50)


def test_closing_ends_what_is_being_read_and_what_waits():
    pool = workers(number=2)
    idle = process_of(asked(pool, b"x"))
    begun = [pool.submit(Job(b"hang_in_c")) for _ in range(30)]
    assert wait_until(lambda: sum(future.running() for future in begun) >= 2)
    pool.close()
    assert all(isinstance(_failure(future), StoppedError | CancelledError) for future in begun)
    assert not is_running(idle)
    assert _children() == []


def _failure(future) -> BaseException | None:
    return future.exception() if not future.cancelled() else CancelledError()


def _children() -> list[str]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [child for child in listed.read_text().split() if is_running(int(child))] if listed.exists() else []


def test_a_program_that_a_reader_asked_ends_with_its_worker(tmp_path):
    told = tmp_path / "told"
    with workers(TIGHT) as pool:
        assert asked(pool, b"ask_a_program %s" % os.fsencode(told)).reason == "time"
    assert wait_until(lambda: not is_running(int(told.read_text())))


_PARENT = f"""
import sys, threading
from pipelines.workers.pool import *
with Workers(1, Limits(seconds=2, patience=1), entry={ENTRY!r}) as pool:
    waiting = pool.submit(Job(sys.argv[1].encode()))
    print("begun", flush=True)
    threading.Event().wait() if sys.argv[2] == "wait" else waiting.result()
"""


def begun(words: str, then: str, told: Path) -> tuple[subprocess.Popen, int]:
    """A program whose worker is at work on these words, and that worker."""
    program = subprocess.Popen(
        [sys.executable, "-c", _PARENT, words, then],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"TOLD": str(told), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert wait_until(lambda: told.exists() and told.read_text())
    return program, int(told.read_text())


@pytest.mark.parametrize("words", ["x", "hang", "hang_in_c"])
def test_no_worker_outlives_a_program_that_is_killed(tmp_path, words):
    """At rest, in Python, and stuck in a library that lets nobody else have a word."""
    program, worker = begun(words, "wait", tmp_path / "told")
    program.kill()
    program.communicate(timeout=20)
    assert wait_until(lambda: not is_running(worker))


def test_an_interruption_ends_program_and_workers_at_once(tmp_path):
    program, worker = begun("hang", "result", tmp_path / "told")
    program.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, told = program.communicate(timeout=20)
    assert b"KeyboardInterrupt" in told
    assert time.monotonic() - started < 5
    assert not is_running(worker)


def test_nothing_that_lies_in_the_working_folder_is_imported(tmp_path, monkeypatch):
    (tmp_path / "zipfile.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    with workers() as pool:
        assert asked(pool, b"x").verdict == "not_report"
