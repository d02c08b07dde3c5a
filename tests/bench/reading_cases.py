"""Documents to records: how many a second of each format, against trafilatura's plain text, on all cores, and memory."""

import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import trafilatura

from pipelines.extract import extract
from pipelines.workers.job import Job
from pipelines.workers.pool import Workers, cores
from tests.bench.measure import ROUNDS, Result, in_child, ratio, side_by_side
from tests.golden.cases_on_disk import StoredCase, stored_cases

_FORMATS = ("html", "docx", "doc", "pdf", "scan")
_SCANS = 3  # a page takes seconds
_TIMES = 20  # as often is each document given to the workers


def cases() -> Iterator[Result]:
    """All figures of reading, over the reports of the golden set."""
    reports = {kind: list(_reports(kind)) for kind in _FORMATS if kind != "scan" or find_spec("rapidocr")}
    yield _html_against_trafilatura([path.read_bytes() for path in reports["html"]])
    for kind in ("docx", "doc", "pdf"):
        yield _one_process(kind, [path.read_bytes() for path in reports[kind]])
    yield _all_cores("html", reports["html"])
    yield _all_cores("pdf", reports["pdf"])
    if "scan" in reports:
        yield _scans(reports["scan"][:_SCANS])
    for kind, paths in reports.items():
        yield _memory(kind, paths[:_SCANS] if kind == "scan" else paths)


def _reports(kind: str) -> Iterator[Path]:
    """The reports of the golden set in one format, each a whole report with its tables."""
    return (case.path for case in stored_cases() if case.kind == kind and _is_report(case))


def _is_report(case: StoredCase) -> bool:
    return all(one.get("verdict") == "report" and one.get("cells") for one in case.expected)


def _html_against_trafilatura(pages: Sequence[bytes]) -> Result:
    def plain_text() -> int:
        for page in pages:
            trafilatura.extract(page)
        return len(pages)

    rates = side_by_side({"ours": _reading(pages), "trafilatura": plain_text})
    median, low, high = ratio(rates["trafilatura"], rates["ours"])
    return Result(
        text=f"HTML to whole records, {len(pages)} pages of {_average(pages):,} bytes, {ROUNDS} rounds, pages a CPU second: "
        f"{rates['ours']}; trafilatura's plain text alone {rates['trafilatura']}; "
        f"a record costs {median:.2f} times that ({low:.2f} to {high:.2f})",
        figures={"html_cost_to_trafilatura": median, "html_a_cpu_second": rates["ours"].median},
    )


def _one_process(kind: str, documents: Sequence[bytes]) -> Result:
    rate = side_by_side({"ours": _reading(documents)})["ours"]
    return Result(
        text=f"{kind} to whole records, {len(documents)} documents of {_average(documents):,} bytes, a CPU second: {rate}",
        figures={f"{kind}_a_cpu_second": rate.median},
    )


def _reading(documents: Sequence[bytes]) -> Callable[[], int]:
    def run() -> int:
        for document in documents:
            extract(document, file=None)
        return len(documents)

    return run


def _all_cores(kind: str, paths: Sequence[Path]) -> Result:
    """Through the worker processes, with their overhead, on the wall clock."""
    jobs = [Job(path, path.name) for path in paths] * _TIMES
    with Workers() as workers:
        list(workers.extract_all(jobs[: 2 * cores()]))  # the processes are started
        started = time.monotonic()
        done = sum(1 for _ in workers.extract_all(jobs))
        seconds = time.monotonic() - started
    return Result(
        text=f"{kind} through {cores()} worker processes, {done:,} documents: {done / seconds:,.0f} a second",
        figures={f"{kind}_a_second_on_all_cores": done / seconds},
    )


def _scans(paths: Sequence[Path]) -> Result:
    with Workers() as workers:
        list(workers.extract_all([Job(paths[0], paths[0].name)]))
        started = time.monotonic()
        done = sum(1 for _ in workers.extract_all([Job(path, path.name) for path in paths]))
        seconds = time.monotonic() - started
    return Result(
        text=f"scans through one recognising process on {cores()} cores, {done} documents: {seconds / done:.1f} s each",
        figures={"scan_seconds": seconds / done},
    )


def _memory(kind: str, paths: Sequence[Path]) -> Result:
    peak = in_child("tests.bench.reading_memory", *map(str, paths))["peak_mb"]
    return Result(
        text=f"peak memory of a process that read {len(paths)} documents, {kind}: {peak:.0f} MB",
        figures={f"{kind}_peak_mb": peak},
    )


def _average(documents: Sequence[bytes]) -> int:
    return sum(map(len, documents)) // len(documents)
