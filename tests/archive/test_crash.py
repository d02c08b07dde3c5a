"""Killed at random moments, cut off from power, out of disk: nothing acknowledged is lost, nothing is there twice."""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from archive.database import open_for_reading
from archive.documents import read_document
from archive.proof.finding import Tally
from archive.store import Store
from archive.verify import verify
from tests.archive.busy_writer import payload, url
from tests.archive.captures import exchange, rows

LONGEST_LIFE = 0.6
LIVES_OF_AN_ARCHIVE = 20
FIRST_CHECKPOINT = 1000 * 4096  # from then on SQLite has synced its log, and a power cut cannot take it


def live_and_die(folder: Path, life: str, seconds: float) -> list[str]:
    """Runs the busy writer, kills it after so many seconds, and returns the last line that it acknowledged."""
    command = [sys.executable, "-m", "tests.archive.busy_writer", str(folder), life]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline() if seconds > 0 else ""
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        lines = [first, *process.stdout.readlines()]
    return [line for line in lines if line.endswith("\n")][-1:]


def assert_nothing_lost(folder: Path, acknowledged: dict[str, int]) -> None:
    with Store(folder):
        pass  # recovers
    assert [str(finding) for finding in verify(folder, Tally(), print)] == []
    connection = open_for_reading(folder).conn
    try:
        for life, captures in acknowledged.items():
            for number in range(captures):
                found = connection.execute("SELECT id FROM snapshots WHERE url = ?", (url(life, number),)).fetchall()
                assert len(found) == 1, (life, number)
                assert read_document(connection, folder / "warc", found[0][0]) == payload(life, number)
    finally:
        connection.close()
    assert rows(folder, "SELECT count(*) - count(DISTINCT url) FROM snapshots") == [(0,)]


def kill_again_and_again(tmp_path: Path, kills: int, *, power_cut: bool) -> None:
    dice = random.Random(f"{kills} {power_cut}")
    folder, acknowledged = tmp_path / "0", {}
    for kill in range(kills):
        if kill % LIVES_OF_AN_ARCHIVE == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder, acknowledged = tmp_path / str(kill), {}
        # a tenth of them die before their first flush: in start-up, in recovery, in the first records
        seconds = dice.uniform(0, LONGEST_LIFE) if dice.random() < 0.9 else -dice.random()
        last = live_and_die(folder, str(kill), seconds)
        if last:
            acknowledged[str(kill)] = int(last[0])
            if power_cut:
                lose_what_was_not_synced(folder, dice)
        assert_nothing_lost(folder, acknowledged)


def lose_what_was_not_synced(folder: Path, dice: random.Random) -> None:
    """What a power cut may do beyond a kill: the ends of the WARC file and of SQLite's log never reached the disk."""
    newest = max((folder / "warc").iterdir(), key=lambda path: path.name)
    newest.chmod(0o644)
    os.truncate(newest, dice.randint(synced_bytes(folder, newest.name), newest.stat().st_size))
    log = folder / "archive.db-wal"
    if log.exists() and log.stat().st_size < FIRST_CHECKPOINT:
        os.truncate(log, dice.randint(0, log.stat().st_size))
        (folder / "archive.db-shm").unlink(missing_ok=True)


def synced_bytes(folder: Path, name: str) -> int:
    """How much of a WARC file was on the disk before its rows were committed."""
    with tempfile.TemporaryDirectory() as copy:
        for file in folder.glob("archive.db*"):
            shutil.copy(file, copy)
        found = rows(Path(copy), "SELECT bytes FROM warc_files WHERE name = ?", name)
    return int(found[0][0]) if found else 0


def test_kills_lose_nothing(tmp_path):
    kill_again_and_again(tmp_path, 6, power_cut=False)


def test_power_cuts_lose_nothing(tmp_path):
    kill_again_and_again(tmp_path, 4, power_cut=True)


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing(tmp_path):
    kill_again_and_again(tmp_path, 200, power_cut=False)


@pytest.mark.soak
def test_a_hundred_power_cuts_lose_nothing(tmp_path):
    kill_again_and_again(tmp_path, 100, power_cut=True)


def fill_until_it_fails(folder: Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the busy writer to its end through the command line's way of telling errors."""
    program = (
        "import sys; from pathlib import Path; from archive.errors import NianbaoError; "
        "from tests.archive.busy_writer import main\n"
        "try: main(Path(sys.argv[1]), sys.argv[2])\n"
        "except NianbaoError as error: sys.exit(f'nianbao: {error}')"
    )

    def with_limit() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-c", program, str(folder), "full"]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=with_limit, check=False, timeout=60)


def assert_failed_in_one_line_and_goes_on(folder: Path, run: subprocess.CompletedProcess[str]) -> None:
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1, run.stderr
    assert "what was stored before is safe" in run.stderr
    captures = int(run.stdout.splitlines()[-1]) if run.stdout else 0
    assert_nothing_lost(folder, {"full": captures})
    with Store(folder) as store:
        store.capture(exchange("http://example.cn/after", b"there is room again"))
    assert [str(finding) for finding in verify(folder, Tally(), print)] == []


@pytest.mark.parametrize("limit", [100_000, 150_001, 190_000, 600_000])
def test_a_limit_of_file_size_is_one_line_and_harms_nothing(tmp_path, limit):
    """Below 200,000 bytes the WARC file meets the limit, above them SQLite does."""
    with Store(tmp_path):
        pass  # an archive's tables alone need more than the smallest limit
    assert_failed_in_one_line_and_goes_on(tmp_path, fill_until_it_fails(tmp_path, limit))


@pytest.mark.parametrize("size", ["1500k", "2m", "4m"])
def test_a_full_disk_is_one_line_and_harms_nothing(tmp_path, size):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        run = fill_until_it_fails(disk / "data")
        shutil.copytree(disk / "data", tmp_path / "data")
        if run.returncode == 1:
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert_failed_in_one_line_and_goes_on(disk / "data", run)
    finally:
        subprocess.run(["umount", str(disk)], check=False)
