"""A writer that keeps house at the end of a night: what was taken is safe first, and the night may go on after it."""

import pytest

from archive.errors import ArchiveDamagedError
from archive.runs import RunCounts
from tests.archive.captures import damaged_database, exchange, findings, keep, rows, town_report


def test_what_was_taken_is_safe_before_anything_is_moved(store, tmp_path):
    keep(store, town_report(1))
    assert rows(tmp_path, "SELECT count(*) FROM snapshots") == [(0,)], "it waits to be flushed"
    done = store.upkeep()
    assert rows(tmp_path, "SELECT count(*) FROM snapshots") == [(1,)]
    assert done.is_merged
    assert done.is_log_empty
    assert (tmp_path / "archive.db-wal").stat().st_size == 0


def test_the_run_goes_on_and_ends_after_it(store, tmp_path):
    run_id = store.begin_run()
    keep(store, town_report(1), "http://example.cn/1")
    store.upkeep()
    keep(store, town_report(2), "http://example.cn/2")
    store.upkeep()
    store.capture(exchange("http://example.cn/3"))
    store.finish_run(0, RunCounts(pages=3))
    assert store.query("SELECT DISTINCT run_id FROM snapshots") == [(run_id,)]
    assert store.query("SELECT count(*) FROM reports") == [(2,)]
    assert findings(tmp_path) == []


def test_an_archive_with_nothing_in_it_is_kept_too(store):
    assert store.upkeep().line() == "search index: 0 merges; log emptied"


def test_an_index_that_is_broken_is_told_as_such(store, tmp_path):
    keep(store, town_report(1))
    store.flush()
    connection = damaged_database(tmp_path)
    connection.execute("DELETE FROM reports_fts_data")
    connection.close()
    with pytest.raises(ArchiveDamagedError, match=r"archive\.db: damaged"):
        store.upkeep()
