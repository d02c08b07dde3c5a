"""Copies of a running archive: one moment, whole, or none at all; restored, with what came later found in WARC files."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive.clock import clock_set_to
from archive.errors import ArchiveDamagedError, NianbaoError, StorageError, UsageError
from archive.safekeeping import backup
from archive.safekeeping.backup import back_up, back_up_nightly, rotate
from archive.store import Store
from tests.archive.captures import damaged_database, exchange, findings, keep, rows, town_report

ROOT = Path(__file__).parents[3]
SNAPSHOTS = """
    SELECT own.url, own.sha256, own.warc_file, own.warc_offset, original.url
    FROM snapshots AS own LEFT JOIN snapshots AS original ON original.id = own.revisit_of ORDER BY own.url"""
KILLED = """
import os, signal, sys
from pathlib import Path
from archive.safekeeping.backup import back_up
back_up(Path(sys.argv[1]), Path(sys.argv[2]), lambda done, pages: os.kill(os.getpid(), signal.SIGKILL))
"""
SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from archive.errors import StorageError
from archive.safekeeping.backup import back_up
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    back_up(Path(sys.argv[1]), Path(sys.argv[2]))
except StorageError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path / "data") as store:
        for town in (1, 2):
            keep(store, town_report(town), f"http://example.cn/{town}")
    return tmp_path / "data"


def reports_of(file):
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as connection:
        return connection.execute("SELECT count(*) FROM reports").fetchone()[0]


def run(program, *words):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_copy_says_what_it_is_and_nothing_else_is_left_beside_it(folder, tmp_path):
    with clock_set_to(datetime(2025, 1, 31, 18, 0, 7, tzinfo=UTC)):
        copy = back_up(folder, tmp_path / "copy.db")
    warc = sum(path.stat().st_size for path in (folder / "warc").iterdir())
    assert (copy.warc_files, copy.warc_bytes, copy.bytes) == (1, warc, (tmp_path / "copy.db").stat().st_size)
    assert f"copy.db: archive.db as of 2025-01-31 18:00:07 UTC, {copy.bytes / 1e6:,.1f} MB, checked" in copy.line()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "data"]


def test_while_a_writer_goes_on_the_copy_is_of_one_moment_and_the_writer_waits_for_nothing(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(backup, "_PAGES_A_STEP", 8)
    towns = iter(range(3, 1000))
    left = []
    with Store(folder) as store:
        store._connection.execute("PRAGMA busy_timeout = 0")  # a lock would be an error at once

        def write(done, pages):
            left.append(pages - done)
            if len(left) % 4 == 0:
                keep(store, town_report(town := next(towns)), f"http://example.cn/{town}")
                store.flush()

        back_up(folder, tmp_path / "copy.db", write)
    assert left == sorted(left, reverse=True), "never begun anew"
    assert rows(folder, "SELECT count(*) FROM reports")[0][0] > 2
    assert reports_of(tmp_path / "copy.db") == 2


def test_a_restored_copy_opens_and_later_captures_come_back_from_the_warc_files(folder, tmp_path):
    with Store(folder) as store:
        store.capture(exchange("http://example.cn/open", b"in a file that is open when the copy is made"))
        store.flush()
        back_up(folder, tmp_path / "copy.db")
        store.capture(exchange("http://example.cn/later", b"later"))
        store.capture(exchange("http://example.cn/again", b"in a file that is open when the copy is made"))
    with Store(folder) as store:
        store.capture(exchange("http://example.cn/latest", b"in a file of its own"))
    before = rows(folder, SNAPSHOTS)
    for path in folder.glob("archive.db*"):
        path.unlink()
    shutil.copy(tmp_path / "copy.db", folder / "archive.db")
    with Store(folder) as store:
        assert store.recovered.restored == 3
    assert rows(folder, SNAPSHOTS) == before
    assert findings(folder) == []


def test_what_is_there_already_stays(folder, tmp_path):
    for file in (tmp_path / "copy.db", tmp_path / "link"):
        file.write_text("mine") if file.name == "copy.db" else file.symlink_to("nowhere")
        with pytest.raises(UsageError, match="is there already"):
            back_up(folder, file)
    assert (tmp_path / "copy.db").read_text() == "mine"


@pytest.mark.parametrize("name", ["data/archive.db-wal", "data/warc/copy.db", "none/copy.db", "copy.db/copy.db"])
def test_a_place_that_will_not_do_is_one_line(folder, tmp_path, name):
    (tmp_path / "copy.db").write_text("a file")
    before = sorted(tmp_path.rglob("*[!ml]"))  # SQLite makes archive.db-shm and -wal for readers
    with pytest.raises(NianbaoError, match=r"^[^\n]+$"):
        back_up(folder, tmp_path / name)
    assert sorted(tmp_path.rglob("*[!ml]")) == before


def test_no_archive_is_one_line_and_makes_no_file(tmp_path):
    with pytest.raises(UsageError, match="no archive in"):
        back_up(tmp_path, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_no_room_is_one_line_and_leaves_nothing(folder, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(backup.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000 // 10))
        with pytest.raises(StorageError, match=r"0\.1 MB are free: make room"):
            back_up(folder, tmp_path / "copy.db")
    done = run(SMALL_DISK, folder, tmp_path / "copy.db")
    assert "make room" in done.stderr or "the disk refuses to write" in done.stderr, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_killed_in_the_middle_there_is_no_copy_and_the_next_one_succeeds(folder, tmp_path):
    assert run(KILLED, folder, tmp_path / "copy.db").returncode == -9
    assert not (tmp_path / "copy.db").exists()
    back_up(folder, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db.part").exists()


def test_two_at_once_to_one_file_do_not_mix(folder, tmp_path):
    refused = []

    def another(*_):
        if not refused:
            with pytest.raises(UsageError, match="another backup is writing it") as told:
                back_up(folder, tmp_path / "copy.db")
            refused.append(told)

    back_up(folder, tmp_path / "copy.db", another)
    assert refused
    assert reports_of(tmp_path / "copy.db") == 2


def test_a_damaged_archive_gives_no_copy_and_last_nights_stays(folder, tmp_path):
    with clock_set_to(datetime(2025, 1, 30, 18, tzinfo=UTC)):
        kept = back_up_nightly(folder, tmp_path / "copies", 1).file
    with closing(damaged_database(folder)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, size = (
            connection.execute(sql).fetchone()[0]
            for sql in ("SELECT rootpage FROM sqlite_master WHERE name = 'snapshots_by_url'", "PRAGMA page_size")
        )
    with (folder / "archive.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 100)
    with pytest.raises(ArchiveDamagedError, match="no copy was kept"):
        back_up_nightly(folder, tmp_path / "copies", 1)
    assert list((tmp_path / "copies").iterdir()) == [kept]


def test_a_night_is_named_by_the_day_in_china_and_made_anew_when_it_is_run_again(folder, tmp_path):
    for hour in (17, 18):  # of the 30th in UTC
        with clock_set_to(datetime(2025, 1, 30, hour, tzinfo=UTC)):
            copy = back_up_nightly(folder, tmp_path / "copies", 7)
        with Store(folder) as store:
            keep(store, town_report(hour), f"http://example.cn/{hour}")
    assert copy.file.name == "archive-2025-01-31.db"
    assert reports_of(copy.file) == 3
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_only_the_oldest_copies_of_nights_are_removed(tmp_path):
    kept = ["archive-2025-02-01.db", "archive-2025-02-02.db", "archive-2025-01-01.db.gz", "my archive-2025-01-01.db"]
    removed = ["archive-2024-12-31.db", "archive-2025-01-31.db", "archive-2025-01-30.db.part"]
    for name in [*kept, *removed]:
        (tmp_path / name).write_text("")
    (tmp_path / "archive-2020-01-01.db").mkdir()
    assert sorted(path.name for path in rotate(tmp_path, 2, tmp_path / "archive-2025-02-02.db")) == sorted(removed)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, "archive-2020-01-01.db"])


def test_tonights_copy_stays_where_a_wrong_clock_once_made_one_of_the_future(tmp_path):
    for name in ("archive-2099-01-01.db", "archive-2025-01-31.db"):
        (tmp_path / name).write_text("")
    rotate(tmp_path, 1, tmp_path / "archive-2025-01-31.db")
    assert [path.name for path in tmp_path.iterdir()] == ["archive-2025-01-31.db"]
