"""Upkeep after a night: few pieces of index, an empty log, the same finds, and an archive that verify calls whole."""

import pytest

from archive.database import open_for_reading
from archive.safekeeping.upkeep import Upkept, upkeep
from tests.archive.captures import findings, keep, town_report

WORDS = [f"{first}{second}" for first in "甲乙丙丁戊己庚辛" for second in "子丑寅卯辰巳午未"]


def pieces(store):
    """How many pieces of the index a search asks: those of `reports_fts_idx`, by their segment."""
    return store.query("SELECT count(DISTINCT segid) FROM reports_fts_idx")[0][0]


def nights(store, number):
    for night in range(number):
        keep(store, town_report(night, text=f"{WORDS[night]}是本镇第{night}夜的报告"), f"http://example.cn/{night}")
        store.flush()


def test_many_small_pieces_become_few(store, tmp_path):
    nights(store, 14)
    before = pieces(store)
    done = upkeep(store._connection)
    assert done.is_merged
    assert done.merges > 0
    assert pieces(store) < before
    assert pieces(store) <= 4
    assert not store._connection.in_transaction
    nights(store, 2)  # the writer goes on
    assert findings(tmp_path) == []


def test_the_log_is_emptied_unless_a_reader_holds_it(store, tmp_path):
    nights(store, 3)
    assert upkeep(store._connection).is_log_empty
    assert (tmp_path / "archive.db-wal").stat().st_size == 0
    nights(store, 3)
    reader = open_for_reading(tmp_path).conn
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM reports").fetchone()
    keep(store, town_report(40), "http://example.cn/40")
    store.flush()
    assert not upkeep(store._connection).is_log_empty
    reader.close()
    assert store.query("PRAGMA busy_timeout") == [(60_000,)], "the writer is as patient as before"


def test_no_time_is_no_merge_and_said_so(store):
    nights(store, 8)
    done = upkeep(store._connection, seconds=0)
    assert (done.merges, done.is_merged) == (0, False)
    assert done.line() == "search index: 0 merges, more to come; log emptied"


def test_a_second_time_there_is_nothing_left_to_do(store):
    nights(store, 9)
    upkeep(store._connection)
    assert upkeep(store._connection) == Upkept(0, is_merged=True, is_log_empty=True)


@pytest.mark.parametrize("sql", ["ANALYZE", "ANALYZE reports"])
def test_statistics_of_sqlite_are_no_stranger(store, tmp_path, sql):
    nights(store, 3)
    store._connection.execute(sql)
    upkeep(store._connection)
    assert findings(tmp_path) == []
