"""The writer's connection, after a night, to an index in few pieces, fresh statistics and an emptied log."""

import sqlite3
import time
from dataclasses import dataclass

from archive.talk import counted

_MERGE_SECONDS = 5.0
_PAGES_A_MERGE = 500  # a transaction of some hundredths of a second
_CHANGES_OF_NOTHING = 2  # a merge that had nothing to do counts as fewer changed rows than this
_ROWS_LOOKED_AT = 400  # of each index, for the statistics
_CHECKPOINT_WAIT = 1000  # milliseconds for readers, who may hold the log


@dataclass(frozen=True, slots=True)
class Upkept:
    """What was done, and whether anything is left for the next night."""

    merges: int
    is_merged: bool
    is_log_empty: bool

    def line(self) -> str:
        """The same in words."""
        merged = f"search index: {counted(self.merges, 'merge')}{'' if self.is_merged else ', more to come'}"
        return f"{merged}; log {'emptied' if self.is_log_empty else 'still held by a reader'}"


def upkeep(connection: sqlite3.Connection, seconds: float = _MERGE_SECONDS) -> Upkept:
    """Keeps an archive quick over years of small changes; no transaction may be open, and none is left open."""
    merges, is_merged = _merge(connection, time.monotonic() + seconds)
    connection.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
    connection.execute("PRAGMA optimize")
    return Upkept(merges, is_merged, _empty_log(connection))


def _merge(connection: sqlite3.Connection, deadline: float) -> tuple[int, bool]:
    """Each flush leaves a small piece of index, and a search asks every piece: two of a size become one.

    Never the whole index at once, as `optimize` would: that rewrites it for a handful of new words.
    """
    if connection.execute("SELECT v FROM reports_fts_config WHERE k = 'usermerge'").fetchone() != (2,):
        connection.execute("INSERT INTO reports_fts(reports_fts, rank) VALUES ('usermerge', 2)")
    merges = 0
    while time.monotonic() < deadline:
        before = connection.total_changes
        connection.execute("INSERT INTO reports_fts(reports_fts, rank) VALUES ('merge', ?)", (_PAGES_A_MERGE,))
        if connection.total_changes - before < _CHANGES_OF_NOTHING:
            return merges, True
        merges += 1
    return merges, False


def _empty_log(connection: sqlite3.Connection) -> bool:
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_WAIT}")
    try:
        is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return not is_busy
