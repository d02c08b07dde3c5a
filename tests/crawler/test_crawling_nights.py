"""`nianbao crawl` as the timer calls it: its report, its log, its guard, and what an interruption of its end leaves."""

import json
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.database import open_for_reading
from archive.store import Store
from tests.calling import refused
from tests.crawler.crawl_process import (
    NAME,
    SETTINGS,
    crawl,
    prepare,
    proof,
    reports,
    rows,
    small_portal,
    start,
    wait_until,
)
from tests.crawler.zoo.ground import Ground, Host

INTERRUPTED = "nianbao: interrupted; what was acknowledged is kept"


@pytest.fixture
def ground() -> Iterator[Ground]:
    with Ground() as opened:
        yield opened


def register(folder: Path, host: Host, settings: str = "") -> None:
    prepare(folder, [(f"{host.home}/", NAME, "990101")], f"{SETTINGS}[night]\nleast_free_mb = 1\n{settings}")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def log(folder: Path) -> list[str]:
    """The lines of the log without their moments."""
    lines = (folder / "data" / "logs" / "night.log").read_text("utf-8").splitlines()
    return [line.partition(" ")[2] for line in lines]


def test_a_night_of_the_timer_leaves_a_report_a_log_and_a_copy(tmp_path, ground):
    register(tmp_path, small_portal(ground), 'backups = "copies"\nverify_sample = 2\n')
    first = crawl(tmp_path, "--nightly")
    assert first.returncode == 0, first.stderr
    second = crawl(tmp_path, "--nightly")
    assert second.returncode == 0, second.stderr
    told = second.stderr.splitlines()
    assert "proving the whole archive" in first.stderr.splitlines()
    assert "proving up to 2 captures and reports" in told
    assert [line for line in told if line.startswith(f"copied to {tmp_path / 'copies' / 'archive-20'}")]
    names = files(tmp_path / "data" / "reports")
    assert [name.partition("-run-")[2] for name in names] == ["1.json", "1.md", "2.json", "2.md"]
    assert all(name.startswith("night-20") for name in names)
    (copy,) = (tmp_path / "copies").iterdir()
    with closing(open_for_reading(_as_archive(copy, tmp_path)).conn) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (4,)
    assert [line.removeprefix("said ") for line in log(tmp_path)] == [*first.stderr.splitlines(), *told]


def _as_archive(copy: Path, folder: Path) -> Path:
    place = folder / "restored"
    place.mkdir()
    copy.rename(place / "archive.db")
    return place


def test_the_report_says_what_the_night_brought(tmp_path, ground):
    register(tmp_path, small_portal(ground))
    run = crawl(tmp_path)
    (file,) = (tmp_path / "data" / "reports").glob("night-*-run-1.json")
    told = json.loads(file.read_text("utf-8"))
    assert (told["run"], told["needs_person"], told["counters"]["new_reports"]) == (1, False, 4)
    assert told["housekeeping"]["proven"] is None
    assert "proving" not in run.stderr
    assert "4" in file.with_suffix(".md").read_text("utf-8")


@pytest.mark.parametrize("place", ["data", "copies"])
def test_where_no_room_is_left_nothing_is_begun(elsewhere, capsys, monkeypatch, place):
    lines = '[night]\nbackups = "copies"\n'
    (elsewhere / "settings.toml").write_text(lines, "utf-8")
    (elsewhere / "portals.csv").write_text("url,name,division\nhttp://a.example/,青桐县,\n", "utf-8")
    free = {str(elsewhere / name): 1 if name == place else 10**12 for name in ("data", "copies")}
    monkeypatch.setattr("archive.safekeeping.room.free_bytes", lambda one: free[str(one)])
    line = refused(capsys, "crawl", "--nightly")
    assert line.startswith(f"{elsewhere / place}: 0 MB are free, and a night wants 200 (night.least_free_mb)")
    assert line.endswith("nothing was begun")
    assert files(elsewhere) == ["portals.csv", "settings.toml"]


def test_the_guard_of_a_real_disk_ends_in_one_line_and_asks_nobody(tmp_path, ground):
    host = small_portal(ground)
    register(tmp_path, host)
    settings = tmp_path / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace("least_free_mb = 1", "least_free_mb = 1000000000000"))
    run = crawl(tmp_path, "--nightly")
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"nianbao: {tmp_path / 'data'}: ")
    assert host.hits == []
    assert not (tmp_path / "data").exists()


def test_a_second_night_while_one_is_at_work_ends_in_one_line_and_harms_nothing(tmp_path, ground):
    host = small_portal(ground)
    register(tmp_path, host)
    with closing(Store(tmp_path / "data", purpose="crawl")) as store:
        store.begin_run()
        run = crawl(tmp_path, "--nightly", program="from crawler import crawling\ncrawling._WAIT_FOR_THE_ARCHIVE = 0.1")
        assert run.returncode == 1
        (line,) = run.stderr.splitlines()
        assert line.startswith("nianbao: ")
        assert "is being written by" in line
        assert host.hits == []
        assert store.query("SELECT count(*), max(finished_at) FROM runs") == [(1, None)]
    assert crawl(tmp_path).returncode == 0
    assert proof(tmp_path) == "whole"


# a real signal at a moment that the crawl itself tells of
_STOPPED = """
import os, signal
from crawler import closing
def stopped(*_, **__):
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        signal.pause()
closing.{step} = stopped
"""


_SOAK = [
    pytest.param(step, marks=pytest.mark.soak) for step in ("free_bytes", "back_up_nightly", "missing_of_last_season")
]


@pytest.mark.parametrize("step", ["verify", "examine", *_SOAK])
def test_ctrl_c_during_the_end_is_one_line_and_the_next_call_comes_to_the_end(tmp_path, ground, step):
    host = small_portal(ground)
    register(tmp_path, host, 'backups = "copies"\n')
    stopped = crawl(tmp_path, "--nightly", program=_STOPPED.format(step=step))
    assert stopped.returncode == 130
    assert stopped.stderr.splitlines()[-1] == INTERRUPTED
    assert rows(tmp_path, "SELECT finished_at, exit_status FROM runs") == [(None, None)]
    assert len(reports(tmp_path)) == 4
    assert not list((tmp_path / "data").glob("reports/*"))
    host.hits.clear()
    run = crawl(tmp_path, "--nightly")
    assert run.returncode == 0, run.stderr
    assert run.stderr.startswith("going on with run 1, which was broken off: 1 portal done already\n")
    assert host.hits == []
    assert rows(tmp_path, "SELECT id, exit_status, new_reports FROM runs") == [(1, 0, 4)]
    assert len(list((tmp_path / "data" / "reports").glob("*.json"))) == 1
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_a_night_that_is_killed_at_its_end_comes_to_it_at_the_next_call(tmp_path, ground):
    register(tmp_path, small_portal(ground))
    with start(tmp_path, "--nightly", program=_STOPPED.format(step="verify").replace("SIGINT", "SIGCONT")) as process:
        assert wait_until(process, lambda: _is_kept(tmp_path))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
    run = crawl(tmp_path, "--nightly")
    assert run.returncode == 0, run.stderr
    assert "proving the whole archive" in run.stderr
    assert rows(tmp_path, "SELECT id, exit_status FROM runs") == [(1, 0)]


def _is_kept(folder: Path) -> bool:
    """Whether the crawl is over and its end has begun."""
    file = folder / "data" / "logs" / "night.log"
    return file.exists() and "proving the whole archive" in file.read_text("utf-8")


def test_what_our_libraries_warn_of_stands_in_the_log_with_its_moment(tmp_path, ground):
    register(tmp_path, small_portal(ground))
    program = """
import logging
from crawler import closing
def warns(folder):
    logging.getLogger("made.up").warning("odd at http://user:secret@www.qingtong.example/")
    return usual(folder)
usual, closing.free_bytes = closing.free_bytes, warns
"""
    run = crawl(tmp_path, program=program)
    assert run.returncode == 0, run.stderr
    assert "warned made.up: odd at http://***@www.qingtong.example/" in log(tmp_path)
