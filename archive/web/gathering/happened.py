"""An event of the archive to what a page and a feed tell of it: words in both languages, cells as printed, versions."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from archive.changes.difference import BODY, CellChange, FieldChange
from archive.changes.event import Event, Kind
from archive.forms import form_tables
from archive.record import Cell
from archive.web.language import Words

_MOST_SHOWN = 12  # cells and facts of one event


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, in the words of the official form."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class CellShown:
    place: Place
    old: Cell | None
    new: Cell | None


@dataclass(frozen=True, slots=True)
class Change:
    """One event. `texts` are keys of sections; `more` counts cells and facts that are not listed."""

    at: str
    kind: Kind
    report_id: int
    issuer: str | None
    title: str | None
    year: int | None
    url: str
    old_snapshot: int | None
    new_snapshot: int | None
    how: str | None
    http_status: int | None
    confirmed_at: str | None
    cells: tuple[CellShown, ...]
    fields: tuple[FieldChange, ...]
    texts: tuple[str, ...]
    more: int
    versions: tuple[int, int] | None
    cells_in_all: int


def told(connection: sqlite3.Connection, event: Event) -> Change:
    differs = event.difference
    cells = differs.cells if differs else ()
    fields = differs.fields if differs else ()
    shown = cells[:_MOST_SHOWN]
    facts = fields[: _MOST_SHOWN - len(shown)]
    return Change(
        event.at,
        event.kind,
        event.report.id,
        event.report.issuer,
        event.report.title,
        event.report.year,
        event.url,
        event.old_snapshot,
        event.new_snapshot,
        event.how,
        event.http_status,
        event.confirmed_at,
        tuple(CellShown(_place(cell), cell.old, cell.new) for cell in shown),
        facts,
        tuple(text.key for text in differs.texts) if differs else (),
        len(cells) + len(fields) - len(shown) - len(facts),
        _versions(connection, event) if differs else None,
        len(cells),
    )


def sentence(change: Change, words: Words) -> str:
    """What happened, in one sentence."""
    if change.kind == "edited":
        return words("changes.told_edited", what=words("changes.between").join(_parts(change, words)))
    if change.kind == "returned":
        return words("changes.told_returned")
    how = words(f"changes.how_{change.how}") if change.how in _HOWS else change.how or ""
    status = f" ({change.http_status})" if change.http_status is not None else ""
    sure = words("changes.confirmed" if change.confirmed_at else "changes.unconfirmed")
    return words(f"changes.told_{change.kind}", how=how + status, sure=sure)


def _parts(change: Change, words: Words) -> Iterator[str]:
    if change.cells_in_all:
        yield words("changes.cells_one" if change.cells_in_all == 1 else "changes.cells", count=change.cells_in_all)
    for key in change.texts:
        yield words(f"changes.section_{key}") if key in _SECTIONS else key
    for field in change.fields:
        yield words(f"changes.field_{field.name}")


@cache
def _labels() -> Mapping[tuple[str, str, str], Place]:
    """Every cell of the forms, in the words of the newest form that has it."""
    return {
        (cell.table, cell.row, cell.column): Place(cell.table, cell.row_label, cell.column_label)
        for _, cells in sorted(form_tables().items())
        for cell in cells
    }


def _place(cell: CellChange) -> Place:
    place = (cell.table, cell.row, cell.column)
    return _labels().get(place, Place(*place))


def _versions(connection: sqlite3.Connection, event: Event) -> tuple[int, int] | None:
    """The versions with the texts of both snapshots; None where they are one, or no longer kept."""
    old, new = (_version(connection, event, snapshot) for snapshot in (event.old_snapshot, event.new_snapshot))
    return (old, new) if old and new and old != new else None


def _version(connection: sqlite3.Connection, event: Event, snapshot_id: int | None) -> int | None:
    row = connection.execute(_VERSION, (snapshot_id, event.report.id)).fetchone()
    return int(row[0]) if row else None


_HOWS = ("gone", "unlisted")
_SECTIONS = ("overview", "proactive", "requests", "review_litigation", "problems", "other", BODY)
_VERSION = """
    SELECT versions.id
    FROM readings
    CROSS JOIN reports ON reports.key = readings.report_key
    CROSS JOIN versions ON versions.report_id = reports.id AND versions.content_sha256 = readings.content_sha256
    WHERE readings.snapshot_id = ? AND reports.id = ? ORDER BY part LIMIT 1"""
