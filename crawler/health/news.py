"""The archive after a run to its news: new reports, edits, what vanished or came back; as many as a page can hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal, Protocol

from crawler.health.past import Query, Run

MOST_TOLD = 500  # of each kind; the archive has the others

What = Literal["edited", "gone", "still gone", "back"]


class KnownAs(Protocol):
    """A report by what people call it."""

    @property
    def id(self) -> int: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...


class Event(Protocol):
    """What `archive.changes` tells of an edit."""

    @property
    def kind(self) -> str: ...
    @property
    def report(self) -> KnownAs: ...
    @property
    def url(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def old_snapshot(self) -> int | None: ...
    @property
    def new_snapshot(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class NewReport:
    report_id: int
    issuer: str | None
    year: int | None
    title: str | None
    url: str
    snapshot_id: int


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a known report; `snapshot_id` tells of it, `old_snapshot_id` is from before."""

    what: What
    report_id: int
    issuer: str | None
    year: int | None
    url: str
    since: str | None
    details: str
    old_snapshot_id: int | None
    snapshot_id: int | None


@dataclass(frozen=True, slots=True)
class News:
    """The first of each kind, and how many there are."""

    new_reports: tuple[NewReport, ...]
    new_total: int
    changes: tuple[Change, ...]
    edited_total: int
    gone_total: int
    confirmed_total: int
    back_total: int


def news_of(query: Query, run: Run, until: str, events: Iterable[Event]) -> News:
    """`events` are those of the run; `until` is the moment at which it ended."""
    new = query(_NEW, run.id, run.id, MOST_TOLD)
    edited_ids: set[int] = set()
    edits: list[Change] = []
    for event in events:
        if event.kind == "edited":
            edited_ids.add(event.report.id)
            if len(edits) < MOST_TOLD:
                edits.append(_edit(event))
    gone = query(_GONE, run.id)
    confirmed = query(_CONFIRMED, run.started_at, until, run.id)
    back = query(_BACK, run.started_at, until)
    return News(
        tuple(NewReport(*row[:-1]) for row in new),
        new[0][-1] if new else 0,
        (
            *edits,
            *(Change("gone", *row) for row in islice(gone, MOST_TOLD)),
            *(Change("still gone", *row) for row in islice(confirmed, MOST_TOLD)),
            *(Change("back", *row) for row in islice(back, MOST_TOLD)),
        ),
        len(edited_ids),
        len({row[0] for row in gone}),
        len({row[0] for row in confirmed}),
        len({row[0] for row in back}),
    )


def _edit(event: Event) -> Change:
    report = event.report
    place = (report.id, report.issuer, report.year, event.url, None)
    return Change("edited", *place, event.what, event.old_snapshot, event.new_snapshot)


# new: no earlier run read it, whatever the clock said then
_NEW = """
    SELECT reports.id, issuer, year, title, url, min(snapshots.id), count(*) OVER ()
    FROM warc_files
    CROSS JOIN snapshots ON snapshots.warc_file = warc_files.name
    CROSS JOIN readings ON readings.snapshot_id = snapshots.id
    CROSS JOIN reports ON reports.key = readings.report_key
    WHERE warc_files.run_id = ? AND NOT EXISTS (
        SELECT 1 FROM readings AS earlier CROSS JOIN snapshots AS before ON before.id = earlier.snapshot_id
        WHERE earlier.report_key = readings.report_key AND (before.run_id IS NULL OR before.run_id < ?))
    GROUP BY reports.id ORDER BY division_code, issuer, year DESC LIMIT ?"""
_VANISHED = """
    SELECT DISTINCT reports.id, issuer, year, vanishings.url, vanishings.gone_at,
           how || coalesce(' (' || http_status || ')', ''), sightings.snapshot_id, vanishings.snapshot_id
    FROM vanishings
    JOIN sightings ON sightings.url = vanishings.url
    JOIN reports ON reports.id = sightings.report_id
    WHERE"""
# a report that still stands at another address is not gone
_NOWHERE = """
    NOT EXISTS (
        SELECT 1 FROM sightings AS other WHERE other.report_id = sightings.report_id
        AND other.gone_at IS NULL AND other.url <> vanishings.url)"""
_IN_ORDER = "ORDER BY division_code, issuer, year DESC, vanishings.url"
_GONE = f"{_VANISHED} vanishings.run_id = ? AND back_at IS NULL AND {_NOWHERE} {_IN_ORDER}"
_CONFIRMED = f"""
    {_VANISHED} confirmed_at BETWEEN ? AND ? AND vanishings.run_id < ? AND back_at IS NULL AND {_NOWHERE} {_IN_ORDER}"""
_BACK = f"{_VANISHED} back_at BETWEEN ? AND ? {_IN_ORDER}"
