"""`nianbao demo` in a process of its own to its tables, its archive and the proof of it."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.sample.pages import PLANS
from crawler.sample.server import sample_portals

PORTALS = [plan for plan in PLANS if plan.outcome]


def nianbao(*words: str, cwd: Path, variables: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "nianbao", *words],
        cwd=cwd,
        env=environment | dict(variables or {}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def asked(data: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(f"{(data / 'archive.db').as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


@dataclass(frozen=True)
class Demo:
    data: Path
    run: subprocess.CompletedProcess[str]

    def table(self, heading: str) -> list[list[str]]:
        """The cells of a table, its column names left out."""
        lines = self.run.stdout.partition(f"\n{heading}\n")[2].lstrip("\n").split("\n\n")[0].splitlines()
        return [re.split(r"\s{2,}", line.strip()) for line in lines[1:]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Demo:
    cwd = tmp_path_factory.mktemp("demo")
    (cwd / "settings.toml").write_text("data = 'real'\n[crawl]\ndelay = 3600\nrobots = false\n", "utf-8")
    return Demo(cwd / "demo-data", nianbao("demo", "--no-serve", cwd=cwd))


def test_it_ends_well_and_with_no_word_of_trouble(demo):
    assert demo.run.returncode == 0, demo.run.stderr
    assert "Traceback" not in demo.run.stderr
    assert "ERROR" not in demo.run.stderr


def test_it_writes_in_its_own_folder_and_never_in_the_archive_of_the_settings(demo):
    assert {path.name for path in demo.data.parent.iterdir()} == {"settings.toml", "demo-data"}


def test_each_night_is_told_with_its_numbers(demo):
    nights = re.findall(
        r"^  night (\d): (\d+) portals, (\d+) pages fetched; (\d+) new reports?, (\d+) changed$",
        demo.run.stderr,
        re.MULTILINE,
    )
    assert [night[:2] for night in nights] == [("1", str(len(PORTALS))), ("2", str(len(PORTALS)))]
    (_, _, _, new, changed), (_, _, _, newer, edited) = nights
    assert int(new) > 60
    assert int(changed) == 0
    assert 1 <= int(newer) < 10
    assert int(edited) == 1


def test_the_table_has_every_portal_with_its_outcome_and_reason(demo):
    told = {row[0]: row for row in demo.table("The second night")}
    assert set(told) == {plan.county.name for plan in PORTALS}
    for plan in PORTALS:
        assert plan.outcome in told[plan.county.name]
        assert plan.reason is None or plan.reason in told[plan.county.name]


def test_the_tables_tell_what_was_edited_and_what_does_not_add_up(demo):
    changed = demo.table("Reports that were changed after they were published")
    assert [row[:2] for row in changed] == [["2024", "青禾县柳泉镇人民政府"]]
    assert ["2024", "青禾县石桥镇人民政府"] in [row[:2] for row in demo.table("Reports whose figures do not add up")]


def test_what_was_fetched_is_loopback_only(demo):
    urls = {url for (url,) in asked(demo.data, "SELECT url FROM snapshots")}
    assert len(urls) > 100
    assert all(re.match(r"http://127\.0\.0\.1:\d+/", url) for url in urls)


def test_no_page_is_stored_twice(demo):
    twice = "SELECT sha256 FROM snapshots WHERE revisit_of IS NULL AND bytes > 0 GROUP BY sha256, payload_sha256 HAVING count(*) > 1"
    assert asked(demo.data, twice) == []
    assert asked(demo.data, "SELECT count(*) > 50 FROM snapshots WHERE revisit_of IS NOT NULL") == [(1,)]


def test_every_night_is_a_run_with_a_warc_file_of_its_own(demo):
    assert asked(demo.data, "SELECT id, exit_status FROM runs") == [(1, 3), (2, 3)]
    files = asked(demo.data, "SELECT name, run_id FROM warc_files")
    assert {path.name for path in (demo.data / "warc").iterdir()} == {name for name, _ in files}
    assert {run for _, run in files} == {1, 2}


def test_the_archive_is_proved_whole(demo):
    assert re.search(r"^Proved whole: \d+ WARC records, \d+ snapshots, \d+ reports\.$", demo.run.stderr, re.MULTILINE)
    assert nianbao("verify", "--data", str(demo.data), cwd=demo.data.parent).returncode == 0


def test_it_says_where_to_look_next(demo):
    (line,) = re.findall(r"^Look inside: (.*)$", demo.run.stderr, re.MULTILINE)
    run = subprocess.run(["sh", "-c", line], cwd=demo.data.parent, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "青禾县教育局" in run.stdout


@pytest.mark.parametrize("make", ["a file", "a stranger's database"])
def test_a_folder_that_will_not_do_is_told_in_one_line(tmp_path, make):
    data = tmp_path / "shown"
    if make == "a file":
        data.write_text("not a folder")
    else:
        data.mkdir()
        with closing(sqlite3.connect(data / "archive.db")) as connection:
            connection.execute("CREATE TABLE theirs(a)")
    done = nianbao("demo", "--no-serve", "--data", str(data), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("nianbao: ")]
    assert str(data) in line
    assert "Traceback" not in done.stderr


def test_an_interrupted_night_is_told_and_no_other_night_follows(tmp_path):
    command = [sys.executable, "-m", "nianbao", "demo", "--no-serve", "--data", "x"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not list(tmp_path.glob("x/warc/*.warc.gz")):
            pass  # until the first page is captured
        process.send_signal(signal.SIGINT)
        table, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert table == ""
    assert told.splitlines()[-1] == "nianbao: interrupted; what was acknowledged is kept"
    assert "Traceback" not in told
    assert asked(tmp_path / "x", "SELECT id, exit_status FROM runs") in ([(1, None)], [(1, 130)])
    assert nianbao("verify", "--data", "x", cwd=tmp_path).returncode == 0


@pytest.mark.soak
def test_a_second_demo_on_the_same_folder_finds_the_same_reports_and_a_terminal_without_chinese_is_served(tmp_path):
    for _ in range(2):
        run = nianbao("demo", "--no-serve", "--data", "x", cwd=tmp_path, variables={"PYTHONIOENCODING": "latin-1"})
        assert run.returncode == 0, run.stderr
        assert "\\u9752\\u79be" in run.stdout
    with sample_portals(first_port=0) as counties:
        truth = {(one.issuer, one.year) for night in (1, 2) for one in counties.truth(night).reports}
    assert set(asked(tmp_path / "x", "SELECT issuer, year FROM reports")) == truth
