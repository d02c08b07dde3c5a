"""Runs as rows: begun and finished, and those that a kill broke off taken up again or closed."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import timedelta

from archive.clock import moment, now, time_now
from archive.seals import put_all
from archive.verbs import INTERRUPTED

_UNFINISHED = """
    SELECT id, started_at, pages, new_reports, changed_reports, gone_reports FROM runs
    WHERE finished_at IS NULL ORDER BY id DESC"""
# by way of the files, as there is an index of snapshots by file and none by run
_WHAT_IT_CAPTURED = """
    SELECT max(fetched_at), count(*) FROM snapshots
    WHERE warc_file IN (SELECT name FROM warc_files WHERE run_id = ?)"""


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run has to tell when it ends."""

    pages: int = 0
    new_reports: int = 0
    changed_reports: int = 0
    gone_reports: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is open."""

    id: int
    started_at: str


def begin(connection: sqlite3.Connection) -> Run:
    """A new run."""
    highest = connection.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0]
    run = Run(highest + 1, now())
    _put(connection, run, None, None, RunCounts())
    return run


def finish(connection: sqlite3.Connection, run: Run, exit_status: int, counts: RunCounts) -> None:
    """Ends a run now."""
    _put(connection, run, now(), exit_status, counts)


def take_up(connection: sqlite3.Connection, within: timedelta) -> Run | None:
    """The newest run that was broken off, if it began within that time; all others broken off are closed.

    A closed one ends with its last capture, so that nothing it did not do is counted as its time.
    """
    earliest = moment(time_now() - within)
    taken: Run | None = None
    for number, (run_id, started_at, *counts) in enumerate(connection.execute(_UNFINISHED).fetchall()):
        run = Run(run_id, started_at)
        if number == 0 and started_at >= earliest:
            taken = run
            continue
        last, captured = connection.execute(_WHAT_IT_CAPTURED, (run_id,)).fetchone()
        pages = max(counts[0], captured)
        _put(connection, run, last or started_at, INTERRUPTED, RunCounts(pages, *counts[1:]))
    return taken


def _put(
    connection: sqlite3.Connection, run: Run, finished_at: str | None, exit_status: int | None, counts: RunCounts
) -> None:
    put_all(connection, "runs", [(run.id, run.started_at, finished_at, exit_status, *asdict(counts).values())])
