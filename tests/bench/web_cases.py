"""Search, reports and the other pages over many reports, asked of the real server over HTTP: how long they take."""

import json
import os
import random
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from archive.database import DATABASE_NAME, open_for_reading
from archive.search.find import count
from archive.search.query import parse
from archive.selection import Selection
from archive.web.links import Links
from tests.bench.many_reports import make
from tests.bench.measure import Result
from tests.bench.web_server import Answer, Client, served

_ROUNDS = 3  # after one to warm up
_REPORTS, _BODIES = 200, 20
_LINKS = Links("zh", str, DATABASE_NAME.removesuffix(".db"))


@dataclass(frozen=True, slots=True)
class Case:
    """Pages of one kind; `goal` is in milliseconds, for the slowest of twenty."""

    name: str
    addresses: Sequence[str]
    goal: float | None = None


def cases(number: int, folder: Path) -> Iterator[Result]:
    """All figures of the site over so many reports; the archive is kept in the folder for the next time."""
    home = make(folder, number)
    yield _told(home, number)
    with served(home) as client:
        for case in pages(home):
            yield _measured(client, case, number)


def pages(home: Path) -> Iterator[Case]:
    """What is asked for, always the same of the same archive."""
    told = _data()
    yield Case("search", [_LINKS.search(**asked) for asked in told["searches"]], 100)
    yield Case("report", [_LINKS.report(number) for number in _some(home, "SELECT id FROM reports", _REPORTS)], 50)
    yield Case("lists without words, with facets", [_LINKS.search(**asked) for asked in told["lists"]], 300)
    yield Case("Datasette's table with facets", [_table(asked) for asked in told["tables"]], 300)
    keys = _some(home, "SELECT key FROM reports WHERE identified = 1", _BODIES)
    yield Case("body", [quote(_LINKS.body_of(key) or "", safe="/:%") for key in keys])
    for name, addresses in told["others"].items():
        yield Case(name, addresses)


def _data() -> Any:
    return json.loads(Path(__file__).with_name("web_cases.json").read_text("utf-8"))


def _table(asked: Mapping[str, str]) -> str:
    return f"/{DATABASE_NAME.removesuffix('.db')}/reports?{urlencode(asked)}"


def _some(home: Path, sql: str, number: int) -> list[Any]:
    with closing(open_for_reading(home).conn) as connection:
        found = [value for (value,) in connection.execute(f"{sql} ORDER BY id")]
    return random.Random("some").sample(found, min(number, len(found)))


def _told(home: Path, number: int) -> Result:
    """How much the searches find, without which their times say nothing."""
    queries = [parse(asked["q"]) for asked in _data()["searches"]]
    with closing(open_for_reading(home).conn) as connection:
        hits = sorted(count(connection, query, Selection()) for query in queries)
    size = (home / DATABASE_NAME).stat().st_size
    return Result(
        text=f"site over {number:,} reports, {size / 1e6:,.0f} MB, load {os.getloadavg()[0]:.1f}: {len(queries)} searches, "
        f"before any filter a quarter find up to {hits[len(hits) // 4]:,} reports, half up to "
        f"{hits[len(hits) // 2]:,}, the widest {hits[-1]:,}",
        figures={f"web_{number}_bytes_a_report": size / number},
    )


def _measured(client: Client, case: Case, number: int) -> Result:
    for address in case.addresses:
        client.ask(address)
    rounds = [[client.ask(address) for address in case.addresses] for _ in range(_ROUNDS)]
    every = [answer.wall for answers in rounds for answer in answers]
    best = [min(answer.wall for answer in answers) for answers in zip(*rounds, strict=True)]
    cpu = [_least_cpu(answers) for answers in zip(*rounds, strict=True)]
    goal = f"; goal for p95: under {case.goal:,.0f}" if case.goal else ""
    return Result(
        text=f"{case.name}, {len(case.addresses)} pages {_ROUNDS} times, warm, ms: p50 {statistics.median(every):.0f}, "
        f"p95 {p95(every):.0f}, longest {max(every):.0f}; best of {_ROUNDS}: p50 {statistics.median(best):.0f}, "
        f"p95 {p95(best):.0f}; CPU of the server p50 {statistics.median(cpu):.0f}, p95 {p95(cpu):.0f}{goal}",
        figures={
            f"web_{number}_{case.name}_p50_ms": statistics.median(every),
            f"web_{number}_{case.name}_p95_ms": p95(every),
            f"web_{number}_{case.name}_best_p95_ms": p95(best),
            f"web_{number}_{case.name}_cpu_p95_ms": p95(cpu),
        },
    )


def _least_cpu(answers: Sequence[Answer]) -> float:
    return min(answer.cpu for answer in answers)


def p95(values: Sequence[float]) -> float:
    """The value that nineteen of twenty do not exceed.

    >>> p95(range(1, 101))
    95
    """
    ordered = sorted(values)
    return ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
