"""`nianbao crawl` on a portal that is one application: left alone by default, rendered where the settings say so."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from archive.store import Store
from tests.crawler.application import COLUMN, TOWNS, application, title
from tests.crawler.zoo.ground import Answer, Ground, Host

pytest.importorskip("playwright")
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine")

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Crawled:
    done: subprocess.CompletedProcess[str]
    data: Path
    host: Host

    def rows(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.data / "archive.db")) as connection:
            return connection.execute(sql).fetchall()

    @property
    def outcome(self) -> tuple:
        return self.rows("SELECT outcome, reason, pages, reports, declared_total FROM portal_runs")[0]

    @property
    def targets(self) -> list[str]:
        return [f"{hit.method} {hit.target}" for hit in self.host.hits]


def command(folder: Path, host: Host, **crawl: object) -> list[str]:
    settings = {"delay": 0, "allow_private_hosts": True, "render": True} | crawl
    told = [f"{name} = {str(value).lower()}" for name, value in settings.items()]
    (folder / "settings.toml").write_text("[crawl]\n" + "\n".join(told), "utf-8")
    (folder / "portals.csv").write_text(f"url,name,division\n{host.home}/,青桐县人民政府,\n", "utf-8")
    return [sys.executable, "-W", "error", "-m", "nianbao", "crawl", "--settings", str(folder / "settings.toml")]


def crawled(folder: Path, host: Host, variables: dict[str, str] | None = None, **crawl: object) -> Crawled:
    run = subprocess.run(
        command(folder, host, **crawl),
        cwd=ROOT,
        env=os.environ | (variables or {}),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return Crawled(run, folder / "data", host)


@pytest.fixture
def hosts() -> Iterator[tuple[Host, Host]]:
    """A portal, and a stranger whom nobody may ask."""
    ground = Ground()
    opened = ground.open(), ground.open()
    application(opened[0])
    opened[1].pages["/*"] = Answer("a stranger")
    with ground:
        yield opened


def test_by_default_a_portal_for_browsers_is_said_to_need_one(tmp_path, hosts):
    crawl = crawled(tmp_path, hosts[0], render=False)
    assert crawl.done.returncode == 3
    assert crawl.outcome[:2] == ("incomplete", "needs_rendering")
    assert crawl.targets == ["GET /robots.txt", "GET /"]


def test_where_it_is_asked_for_all_reports_are_found_and_there_is_proof_of_each(tmp_path, hosts):
    """Each page is fetched once, so are the scripts that all pages share, and the list is turned to its end."""
    host = hosts[0]
    crawl = crawled(tmp_path, host)
    assert crawl.done.returncode == 0, crawl.done.stderr
    assert crawl.outcome == ("complete", None, len(host.hits), len(TOWNS), len(TOWNS))
    assert crawl.rows("SELECT title FROM reports ORDER BY title") == sorted((title(town),) for town in TOWNS)
    assert sorted(crawl.targets) == sorted(
        [
            *("GET /robots.txt", "GET /", f"GET {COLUMN}", "GET /static/js/app.js"),
            *("GET /api/list?page=1", "GET /api/list?page=2"),
            *(f"GET /detail/{number}" for number in range(len(TOWNS))),
            *["POST /api/article"] * len(TOWNS),
        ]
    )
    assert {hit.at_once for hit in host.hits} == {1}
    assert {hit.agent.partition("/")[0] for hit in host.hits} == {"nianbao"}
    of_reports = crawl.rows(
        "SELECT DISTINCT http_status, media_type, transport LIKE 'rendered by Chromium/% from <urn:uuid:%>' "
        "FROM sightings JOIN snapshots ON snapshots.id = snapshot_id"
    )
    assert of_reports == [(0, "text/html", 1)]
    assert crawl.rows("SELECT pages FROM runs") == [(len(host.hits),)]
    verify = [sys.executable, "-m", "nianbao", "verify", "--data", str(crawl.data)]
    assert subprocess.run(verify, cwd=ROOT, capture_output=True, check=False, timeout=50).returncode == 0


def test_pauses_are_kept_between_the_requests_of_a_page_too(tmp_path, hosts):
    crawl = crawled(tmp_path, hosts[0], delay=0.5, max_pages_per_portal=6)
    moments = [hit.at for hit in crawl.host.hits]
    assert len(moments) == 6
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.45
    assert crawl.outcome[:3] == ("incomplete", "over_budget", 6)


def test_what_robots_forbid_is_not_asked_for_by_a_page_either(tmp_path, hosts):
    del hosts[0].pages["/robots.txt"]
    hosts[0].disallowed = ("/api/",)
    crawl = crawled(tmp_path, hosts[0])
    assert not [target for target in crawl.targets if "/api/" in target]
    assert crawl.done.returncode == 3
    assert crawl.outcome[:2] == ("incomplete", "needs_rendering")


def test_a_part_that_is_elsewhere_is_followed_only_on_the_portal(tmp_path, hosts):
    host, stranger = hosts
    script = host.pages["/static/js/app.js"]
    host.pages["/static/js/app.js"] = Answer("", 302, headers=(("Location", "/static/js/app.8f3a.js"),))
    host.pages["/static/js/app.8f3a.js"] = script
    host.pages["/api/list"] = Answer("", 302, headers=(("Location", f"{stranger.home}/api/list"),))
    crawl = crawled(tmp_path, host)
    assert "GET /static/js/app.8f3a.js" in crawl.targets
    assert "GET /api/list?page=1" in crawl.targets
    assert crawl.outcome[:2] == ("incomplete", "needs_rendering")
    assert stranger.hits == []


def test_a_hostile_page_reaches_nobody(tmp_path, hosts):
    host, stranger = hosts
    there = stranger.home
    hostile = f"""
    for (const url of ["{there}/a", "http://169.254.169.254/latest/meta-data/", "http://localhost:{stranger.port}/b"]) {{
      fetch(url, {{mode: "no-cors"}}).catch(() => 0);
      window.open(url);
      document.head.append(Object.assign(document.createElement("script"), {{src: url}}));
      try {{ new WebSocket(url.replace("http", "ws")); }} catch (error) {{ 0; }}
    }}
    setTimeout(() => {{ location.href = "{there}/c"; }}, 100);
    """
    script = host.pages["/static/js/app.js"]
    host.pages["/static/js/app.js"] = Answer(hostile + script.body, kind=script.kind)
    crawl = crawled(tmp_path, host, max_pages_per_portal=6)
    assert stranger.hits == []
    assert stranger.connections == 0
    assert f"GET {COLUMN}" in crawl.targets
    assert not crawl.rows("SELECT url FROM snapshots WHERE url LIKE '%169.254%' OR url LIKE '%localhost%'")


def test_without_chromium_nothing_is_fetched_and_the_remedy_is_told(tmp_path, hosts):
    crawl = crawled(tmp_path, hosts[0], {"PATH": str(tmp_path)})
    assert crawl.done.returncode == 1
    (line,) = crawl.done.stderr.splitlines()
    assert "crawl.render = true needs Chromium" in line
    assert "Debian package chromium" in line
    assert "extra render" in line
    assert hosts[0].hits == []


def browsers(folder: Path) -> list[int]:
    """The processes that work in a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = entry.joinpath("cmdline").read_bytes() if entry.name.isdecimal() else b""
            state = entry.joinpath("stat").read_text().rpartition(")")[2].split()[0] if words else ""
        except OSError:
            continue
        if str(folder).encode() in words and b"user-data-dir" in words and state != "Z":
            found.append(int(entry.name))
    return found


def awaited(condition, seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.1)
    return condition()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_the_browser_ends_with_the_crawl_and_the_next_crawl_goes_on(tmp_path, hosts, number):
    host = hosts[0]
    script = host.pages["/static/js/app.js"]
    host.pages["/static/js/app.js"] = Answer("while (true) {}", kind="text/javascript")
    place = tmp_path / "browsers"
    place.mkdir()
    run = subprocess.Popen(
        command(tmp_path, host), cwd=ROOT, env=os.environ | {"TMPDIR": str(place)}, stderr=subprocess.PIPE, text=True
    )
    try:
        assert awaited(lambda: any("app.js" in hit.target for hit in host.hits))
        assert browsers(place)
        run.send_signal(number)
        run.communicate(timeout=30)
    finally:
        run.kill()
    assert run.returncode == (130 if number == signal.SIGINT else -signal.SIGKILL)
    assert awaited(lambda: not browsers(place))
    with Store(tmp_path / "data") as store:
        assert store.recovered.problems == []
    host.pages["/static/js/app.js"] = script
    crawl = crawled(tmp_path, host, max_pages_per_portal=4)
    assert "going on with run 1" in crawl.done.stderr
