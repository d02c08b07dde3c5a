"""`nianbao crawl` as a process of its own, over small portals on loopback, and what it left in the archive."""

import csv
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler.sample.county import BODIES, COUNTIES, report
from crawler.sample.site import ANNUAL, Link, Site, items
from tests.crawler.zoo.ground import Answer, Ground, Host

SETTINGS = """portals = "portals.csv"
[crawl]
user_agent = "nianbao-test (loopback)"
delay = 0
allow_private_hosts = true
max_pages_per_portal = 160
"""
NAME = "青禾县人民政府"
COMMAND = (sys.executable, "-W", "error", "-m", "nianbao")


def small_portal(ground: Ground, reports: int = 4) -> Host:
    """Home, disclosure, column, and real reports that the readers read."""
    host = ground.open()
    site = Site(COUNTIES["990101"], host.home)
    numbers = enumerate((body, year) for year in (2024, 2023) for body in BODIES)
    entries = [site.report(f"/nb/{n}.html", report(body, year)) for n, (body, year) in numbers if n < reports]
    site.page("/", "首页", items([Link("今日要闻", "/xw/"), Link("政务公开", "/zwgk/")]))
    site.page("/zwgk/", "政务公开", items([Link(ANNUAL, "/nb/")]), column="政务公开")
    site.page("/nb/", ANNUAL, items(entries), column=ANNUAL)
    host.pages |= {path: Answer(page.body, page.status, page.content_type) for path, page in site.pages.items()}
    return host


def prepare(folder: Path, portals: Iterable[Sequence[str]], settings: str = SETTINGS) -> None:
    """Register and settings; a portal is its address, name and division."""
    folder.joinpath("settings.toml").write_text(settings, "utf-8")
    with folder.joinpath("portals.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("url", "name", "division"), *portals])


def start(
    folder: Path, *words: str, program: str = "", limit: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """A crawl that runs; `program` is Python that comes before it in its process."""
    code = f"{program}\nimport sys, nianbao\nsys.exit(nianbao.main())"
    command = (sys.executable, "-W", "error", "-c", code) if program else COMMAND
    return subprocess.Popen(
        [*command, "crawl", "--settings", str(folder / "settings.toml"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")},
        preexec_fn=limit,  # noqa: PLW1509  # one system call, which no thread can disturb
        start_new_session=True,
    )


def crawl(folder: Path, *words: str, timeout: float = 120, **more: Any) -> subprocess.CompletedProcess[str]:
    """A crawl that has ended."""
    with start(folder, *words, **more) as process:
        try:
            out, told = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            raise
    assert "Traceback" not in told, told
    assert out == ""
    return subprocess.CompletedProcess(process.args, process.returncode, out, told)


def wait_until(process: subprocess.Popen[str], is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it came to be so before the crawl ended."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.002)
    return False


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    place = f"{(folder / 'data' / 'archive.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(place, uri=True)) as connection:
        return connection.execute(sql).fetchall()


def outcomes(folder: Path) -> dict[str, tuple[str, str | None]]:
    """Outcome and reason of each portal in the newest run that has one."""
    found = rows(folder, "SELECT portal_url, outcome, reason FROM portal_runs ORDER BY run_id")
    return {url: (outcome, reason) for url, outcome, reason in found}


def reports(folder: Path) -> set[tuple[str, int, str]]:
    return set(rows(folder, "SELECT issuer, year, scope FROM reports"))


def proof(folder: Path) -> str:
    """What the archive's own proof says."""
    command = [*COMMAND, "verify", "--settings", str(folder / "settings.toml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return "whole" if done.returncode == 0 else done.stdout + done.stderr
