"""Runs that were broken off: the newest is taken up again, others are closed with what they did."""

import random
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from archive.clock import moment
from archive.ledger import Ledger
from archive.seals import put
from archive.store import RunCounts, Store
from tests.archive.busy_crawler import LINKS_OF_A_PAGE, PORTAL, url, visited
from tests.archive.captures import damaged_database, exchange, findings, rows

HOUR = timedelta(hours=1)
RUNS = "SELECT id, finished_at IS NULL, exit_status, pages FROM runs ORDER BY id"


def broken_off(folder, captures=1):
    """An archive as a kill leaves it, in the middle of a run."""
    with Store(folder) as store:
        store.begin_run()
        for number in range(captures):
            store.capture(exchange(f"http://example.cn/{store._run.id}/{number}", b"%d" % number))
        store.flush()
        copy = folder.with_name(f"{folder.name} killed")
        shutil.copytree(folder, copy)
    shutil.rmtree(folder)
    copy.rename(folder)


def began(folder, run, started_at, **facts):
    connection = damaged_database(folder)
    counts = {"pages": 0, "new_reports": 0, "changed_reports": 0, "gone_reports": 0}
    put(
        connection,
        "runs",
        {"id": run, "started_at": started_at, "finished_at": None, "exit_status": None} | counts | facts,
    )
    connection.close()


def test_the_run_that_was_broken_off_goes_on(tmp_path):
    folder = tmp_path / "data"
    broken_off(folder)
    with Store(folder) as store:
        assert store.resume_run(HOUR) == 1
        assert store.capture(exchange("http://example.cn/later")).run_id == 1
        store.finish_run(0, RunCounts(pages=2))
    assert rows(folder, RUNS) == [(1, 0, 0, 2)]
    assert rows(folder, "SELECT DISTINCT run_id FROM warc_files") == [(1,)]
    assert findings(folder) == []


def test_captures_of_a_run_that_went_on_come_back_to_it(tmp_path):
    folder = tmp_path / "data"
    broken_off(folder)
    with Store(folder) as store:
        store.resume_run(HOUR)
        store.capture(exchange("http://example.cn/later"))
        shutil.copytree(folder, tmp_path / "killed again")
    with Store(tmp_path / "killed again") as store:
        assert store.recovered.restored == 1
    assert rows(tmp_path / "killed again", "SELECT url, run_id FROM snapshots") == [
        ("http://example.cn/1/0", 1),
        ("http://example.cn/later", 1),
    ]


def test_there_is_nothing_to_go_on_with(tmp_path):
    with Store(tmp_path) as store:
        assert store.resume_run(HOUR) is None
        store.begin_run()
        store.finish_run(0, RunCounts())
        assert store.resume_run(HOUR) is None
        assert store.begin_run() == 2


def test_a_run_that_began_too_long_ago_is_closed_with_its_last_capture(tmp_path):
    folder = tmp_path / "data"
    broken_off(folder, captures=3)
    ((last,),) = rows(folder, "SELECT max(fetched_at) FROM snapshots")
    with Store(folder) as store:
        assert store.resume_run(timedelta(0)) is None
        assert store.begin_run() == 2
    assert rows(folder, RUNS) == [(1, 0, 130, 3), (2, 1, None, 0)]
    assert rows(folder, "SELECT finished_at FROM runs WHERE id = 1") == [(last,)]
    assert findings(folder) == []


def test_of_several_only_the_newest_goes_on(tmp_path):
    folder = tmp_path / "data"
    broken_off(folder)
    hour_ago = moment(datetime.now(UTC) - HOUR)
    began(folder, 2, hour_ago, pages=9, new_reports=4)
    began(folder, 3, moment(datetime.now(UTC)))
    with Store(folder) as store:
        assert store.resume_run(HOUR) == 3
    assert rows(folder, RUNS) == [(1, 0, 130, 1), (2, 0, 130, 9), (3, 1, None, 0)]
    assert rows(folder, "SELECT finished_at, new_reports FROM runs WHERE id = 2") == [(hour_ago, 4)], (
        "it captured nothing"
    )
    assert findings(folder) == []


def test_an_older_run_does_not_go_on_where_a_newer_one_is_too_old(tmp_path):
    """As when the clock was set back between two runs."""
    folder = tmp_path / "data"
    broken_off(folder)
    began(folder, 2, "2020-01-01T00:00:00.000000Z")
    with Store(folder) as store:
        assert store.resume_run(HOUR) is None
    assert [status for _, _, status, _ in rows(folder, RUNS)] == [130, 130]


def live_until(folder, pages):
    """Crawls in another process until so many pages are acknowledged, kills it, and says which run it was."""
    command = [sys.executable, "-m", "tests.archive.busy_crawler", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        run, acknowledged = int(process.stdout.readline()), 0
        while acknowledged < pages:
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, process.stdout.read().splitlines())])
    assert process.returncode == -signal.SIGKILL
    return run, acknowledged


def test_a_crawl_that_is_killed_again_and_again_goes_on_where_it_was(tmp_path):
    dice, acknowledged = random.Random(5), 0
    for _ in range(4):
        run, acknowledged = live_until(tmp_path, acknowledged + dice.randrange(1, 200))
        assert run == 1
        with Store(tmp_path) as store:
            known = [*Ledger(store).known(PORTAL)]
            seen = {address.url: address.visit for address in known if address.visit}
        assert len(seen) >= acknowledged
        assert seen.keys() == {url(number) for number in range(len(seen))}, "no page is left out"
        assert len(known) == len(seen) + LINKS_OF_A_PAGE, "what a page leads to is known exactly when it is visited"
        captured = dict(rows(tmp_path, "SELECT url, id FROM snapshots WHERE run_id = 1"))
        assert all(captured[page] == visit.snapshot_id for page, visit in seen.items())
        assert rows(tmp_path, "SELECT count(*) - count(DISTINCT url) FROM snapshots") == [(0,)], "none is asked twice"
    with Store(tmp_path) as store:
        assert [*visited(Ledger(store))]
    assert findings(tmp_path) == []


@pytest.mark.parametrize("flush_count", [1, 2, 3])
def test_a_capture_and_what_is_noted_of_it_are_safe_together(tmp_path, monkeypatch, flush_count):
    """Wherever a kill comes, the rows on the disk hold the links of every capture that they hold."""
    monkeypatch.setattr("archive.store._FLUSH_COUNT", flush_count)
    from archive.ledger import Visit
    from tests.archive.busy_crawler import address

    with Store(tmp_path / "data") as store:
        run, ledger = store.begin_run(), Ledger(store)
        for number in range(7):
            snapshot = store.capture(exchange(url(number), b"%d" % number))
            for state in ("captured", "noted"):
                shutil.copytree(tmp_path / "data", tmp_path / f"{number} {state}")
                if state == "captured":
                    ledger.note(run, [address(number, Visit(run, snapshot.fetched_at, "read", 200, snapshot.id))])
    for copy in tmp_path.glob("* *"):
        safe = rows(copy, "SELECT snapshots.id, snapshot_id FROM snapshots LEFT JOIN addresses USING (url)")
        assert all(own == noted for own, noted in safe), copy.name
        assert len(safe) > int(copy.name[0]) - flush_count - 1
