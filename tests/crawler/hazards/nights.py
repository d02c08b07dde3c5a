"""A register of portals to one night of `nianbao crawl` as a process of its own, and what it came to."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SETTINGS = """[crawl]
delay = 0
max_pages_per_portal = {pages}
allow_private_hosts = {private}
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    outcome: str
    reason: str | None
    pages: int
    reports: int


@dataclass(frozen=True, slots=True)
class Night:
    """`outcomes` by the names of portals; `still` are times the reactor stood still, by the clock and by computing.

    `heavy` are the answers that took long to take in, `stacks` the places where it stood, `peak` is in bytes.
    """

    status: int
    told: str
    outcomes: Mapping[str, Outcome]
    still: Sequence[tuple[float, float]]
    heavy: Sequence[tuple[float, str]]
    stacks: Sequence[str]
    peak: int
    proof: subprocess.CompletedProcess[str]

    @property
    def longest(self) -> float:
        """The most that the reactor ever computed in one go, in seconds; other programs on the machine do not count."""
        return max((computed for _, computed in self.still), default=0.0)


def spend(
    folder: Path, homes: Mapping[str, str], *, pages: int, private: bool = True, patience: float, **orders: Any
) -> Night:
    """One night over portals by their names; `patience` ends it where it does not end by itself."""
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(_SETTINGS.format(pages=pages, private=str(private).lower()), "utf-8")
    with (folder / "portals.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("url", "name", "division"), *((url, name, "") for name, url in homes.items())])
    told = folder / "told.json"
    order = json.dumps(orders | {"told": str(told)})
    run = _run([sys.executable, "-W", "error", "-m", "tests.crawler.hazards.watched", order, "crawl"], folder, patience)
    assert told.exists(), (run.returncode, run.stderr)
    measured = json.loads(told.read_text("utf-8"))
    return Night(
        run.returncode,
        run.stderr,
        _outcomes(folder / "data" / "archive.db"),
        [(clock, computed) for clock, computed in measured["still"]],
        [(took, url) for took, url in measured["heavy"]],
        measured["stacks"],
        measured["peak"],
        _run([sys.executable, "-m", "nianbao", "verify"], folder, patience),
    )


def _run(command: Sequence[str], folder: Path, patience: float) -> subprocess.CompletedProcess[str]:
    words = [*command, "--settings", str(folder / "settings.toml")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=patience, check=False)


def _outcomes(archive: Path) -> Mapping[str, Outcome]:
    query = "SELECT name, outcome, reason, pages, reports FROM portal_runs JOIN portals ON url = portal_url"
    with closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as connection:
        return {name: Outcome(*rest) for name, *rest in connection.execute(query)}
