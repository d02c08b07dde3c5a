"""`nianbao demo` in a process of its own, twice on one folder, to its table, its archive and the proof of it."""

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

HEADINGS = ["year", "issuer", "versions", "seen at", "requests", "sums"]


def nianbao(*words: str, cwd: Path, variables: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "nianbao", *words],
        cwd=cwd,
        env=environment | dict(variables or {}),
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def rows(table: str) -> list[dict[str, str]]:
    lines = [re.split(r"\s{2,}", line) for line in table.splitlines() if line]
    assert lines[0] == HEADINGS
    return [dict(zip(HEADINGS, line, strict=True)) for line in lines[1:]]


def asked(data: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(f"{(data / 'archive.db').as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


VERSIONS = """
    SELECT issuer, year, content_sha256, versions.first_seen
    FROM versions JOIN reports ON reports.id = report_id ORDER BY versions.id"""


@dataclass(frozen=True)
class Demos:
    """Two demos on one folder, what the archive held after each, and the proof at the end."""

    data: Path
    first: subprocess.CompletedProcess[str]
    versions_after_first: list[tuple]
    second: subprocess.CompletedProcess[str]
    versions_after_second: list[tuple]
    proof: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def demos(tmp_path_factory) -> Demos:
    cwd = tmp_path_factory.mktemp("demo")
    data = cwd / "shown"
    words = ("demo", "--no-serve", "--data", str(data))
    first = nianbao(*words, cwd=cwd)
    versions = asked(data, VERSIONS)
    second = nianbao(*words, cwd=cwd)
    return Demos(data, first, versions, second, asked(data, VERSIONS), nianbao("verify", "--data", str(data), cwd=cwd))


def test_both_end_well(demos):
    assert (demos.first.returncode, demos.second.returncode) == (0, 0), demos.first.stderr + demos.second.stderr


def test_nothing_but_the_table_goes_to_standard_output(demos):
    assert len(rows(demos.first.stdout)) == 10
    assert "Traceback" not in demos.first.stderr + demos.second.stderr


def test_the_table_has_ten_reports_of_five_bodies_and_two_years(demos):
    found = {(row["issuer"], row["year"]) for row in rows(demos.first.stdout)}
    assert len(found) == 10
    assert len({issuer for issuer, _ in found}) == 5
    assert {year for _, year in found} == {"2023", "2024"}


def test_it_writes_in_its_folder_and_nowhere_else(demos):
    assert [path.name for path in demos.data.parent.iterdir()] == ["shown"]


def test_one_report_does_not_add_up(demos):
    (spoiled,) = [row for row in rows(demos.first.stdout) if row["sums"] != "add up"]
    assert (spoiled["issuer"], spoiled["year"]) == ("青禾县石桥镇人民政府", "2024")
    assert spoiled["sums"] == "do not add up: total"


def test_one_report_has_two_versions(demos):
    (edited,) = [row for row in rows(demos.first.stdout) if row["versions"] != "1"]
    assert (edited["issuer"], edited["year"], edited["versions"]) == ("青禾县柳泉镇人民政府", "2024", "2")


def test_one_report_was_seen_at_two_addresses(demos):
    (copied,) = [row for row in rows(demos.first.stdout) if row["seen at"] != "1"]
    assert (copied["issuer"], copied["year"], copied["seen at"]) == ("青禾县教育局", "2023", "2")


def test_it_tells_each_night_with_its_numbers(demos):
    told = demos.first.stderr
    assert "night 1: 11 pages fetched, 0 of them known byte for byte; 9 new reports, 0 changed" in told
    assert "night 2: 13 pages fetched, 10 of them known byte for byte; 1 new report, 1 changed, 1 found at" in told


def test_the_second_run_finds_the_same_ten_reports_and_no_other_version(demos):
    first, second = rows(demos.first.stdout), rows(demos.second.stdout)
    assert [row | {"seen at": ""} for row in second] == [row | {"seen at": ""} for row in first]
    assert len(demos.versions_after_first) == 11
    assert demos.versions_after_second == demos.versions_after_first
    assert "0 new reports, 0 changed" in demos.second.stderr


def test_the_second_run_stores_no_page_twice(demos):
    assert asked(demos.data, "SELECT count(*) FROM snapshots WHERE revisit_of IS NULL") == [(11 + 3,)]
    runs = asked(demos.data, "SELECT pages, new_reports, changed_reports, exit_status FROM runs ORDER BY id")
    assert runs == [(11, 9, 0, 0), (13, 1, 1, 0), (11, 0, 0, 0), (13, 0, 0, 0)]


def test_every_run_has_a_warc_file_of_its_own(demos):
    files = asked(demos.data, "SELECT name FROM warc_files")
    assert {path.name for path in (demos.data / "warc").iterdir()} == {name for (name,) in files}
    assert len(files) == 4


def test_what_was_fetched_is_loopback_only(demos):
    urls = {url for (url,) in asked(demos.data, "SELECT url FROM snapshots")}
    assert urls
    assert all(re.match(r"http://127\.0\.0\.1:\d+/", url) for url in urls)


def test_the_archive_is_whole(demos):
    assert demos.proof.returncode == 0, demos.proof.stdout
    assert demos.proof.stdout.startswith(f"{demos.data}: whole. 4 WARC files, ")
    assert "10 reports" in demos.proof.stdout
    assert demos.proof.stderr == ""


def test_without_a_folder_it_takes_demo_data_and_never_the_archive_of_the_settings(tmp_path):
    (tmp_path / "settings.toml").write_text("data = 'real'")
    done = nianbao("demo", "--no-serve", cwd=tmp_path, variables={"NIANBAO_CRAWL__DELAY": "3600"})
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"settings.toml", "demo-data"}


def test_with_a_settings_file_named_another_one_does_not_matter(tmp_path):
    (tmp_path / "settings.toml").write_text("broken")
    (tmp_path / "good.toml").write_text("")
    done = nianbao("demo", "--no-serve", "--settings", "good.toml", "--data", "shown", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


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
    told = [line for line in done.stderr.splitlines() if line.startswith("nianbao: ")]
    assert len(told) == 1
    assert str(data) in told[0]
    assert "Traceback" not in done.stderr


def test_an_interrupted_night_is_recorded_as_one_and_no_other_night_follows(tmp_path):
    command = [sys.executable, "-m", "nianbao", "demo", "--no-serve", "--data", "x"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not list(tmp_path.glob("x/warc/*.warc.gz")):
            pass  # until the first page is captured
        process.send_signal(signal.SIGINT)
        table, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert table == ""
    assert told.splitlines()[-1] == "nianbao: interrupted; what was acknowledged is kept"
    assert "Traceback" not in told
    statuses = asked(tmp_path / "x", "SELECT exit_status, finished_at IS NOT NULL FROM runs ORDER BY id")
    assert statuses[-1] == (130, 1)
    assert nianbao("verify", "--data", "x", cwd=tmp_path).returncode == 0


def test_a_terminal_that_knows_no_chinese_gets_something_it_can_show(tmp_path):
    run = nianbao("demo", "--no-serve", "--data", "x", cwd=tmp_path, variables={"PYTHONIOENCODING": "latin-1"})
    assert run.returncode == 0, run.stderr
    assert "\\u9752\\u79be" in run.stdout


def test_no_standard_output_at_all_is_no_traceback(tmp_path):
    nianbao("demo", "--no-serve", "--data", "x", cwd=tmp_path)
    shell = f'"{sys.executable}" -m nianbao verify --data x >&-'
    run = subprocess.run(["sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
