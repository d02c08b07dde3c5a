"""The archive to its runs and to what each portal came to in them; rows are read a run at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from archive.clock import time_of
from archive.verbs import DONE, INCOMPLETE, INTERRUPTED
from crawler.revisits.seasons import day_of, is_season


class Query(Protocol):
    """Rows of the archive; `Store.query` is one, and what reads an archive that is not open for writing may be."""

    def __call__(self, sql: str, /, *values: object) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Run:
    """A run in which portals were asked, or the one that is judged."""

    id: int
    started_at: str
    finished_at: str | None
    exit_status: int | None
    pages: int
    new_reports: int
    changed_reports: int

    @property
    def started(self) -> datetime:
        return time_of(self.started_at)

    @property
    def is_in_season(self) -> bool:
        return is_season(day_of(self.started))

    @property
    def is_whole(self) -> bool:
        """Whether it came to its end."""
        return self.exit_status in (DONE, INCOMPLETE)

    @property
    def minutes(self) -> float | None:
        """How long it took; None where it has no end, or the clock was set back meanwhile."""
        took = time_of(self.finished_at) - self.started if self.finished_at else timedelta(-1)
        return took / timedelta(minutes=1) if took >= timedelta() else None


@dataclass(frozen=True, slots=True)
class PortalRun:
    """What one portal came to in one run; `pages` are its requests."""

    portal_url: str
    outcome: str
    pages: int
    reports: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Load:
    """What a run cost, over all portals that it asked."""

    asked: int
    requests: int
    stored_bytes: int


def runs_until(query: Query, run_id: int) -> list[Run]:
    """The runs up to this one, the newest first; those that captured and asked no portal, as other verbs do, are left out."""
    return [Run(*row) for row in query(_RUNS, run_id, run_id)]


def portal_runs(query: Query, run_id: int) -> Iterator[PortalRun]:
    """What the portals that a run asked came to."""
    return (PortalRun(*row) for row in query(_PORTAL_RUNS, run_id))


def load_of(query: Query, run_id: int) -> Load:
    """What an earlier run cost."""
    return Load(*query(_LOAD, run_id, run_id)[0])


# by number and not by time: a clock that was set back does not turn the order of nights. A night on which nothing is
# due asks no portal and captures nothing
_RUNS = f"""
    SELECT id, started_at, finished_at, exit_status, pages, new_reports, changed_reports FROM runs
    WHERE id = ? OR (id < ? AND (
        pages = 0 OR exit_status = {INTERRUPTED} OR EXISTS (SELECT 1 FROM portal_runs WHERE run_id = runs.id)))
    ORDER BY id DESC"""
_PORTAL_RUNS = (
    "SELECT portal_url, outcome, pages, reports, reason FROM portal_runs WHERE run_id = ? ORDER BY portal_url"
)
_LOAD = """
    SELECT count(*), coalesce(sum(pages), 0), (SELECT coalesce(sum(bytes), 0) FROM warc_files WHERE run_id = ?)
    FROM portal_runs WHERE run_id = ?"""
