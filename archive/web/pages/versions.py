"""Two versions of a report to a page that shows them side by side: facts and cells that differ, then both texts."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.record import Cell
from archive.reports import stored_record
from archive.web.asking import Asked, NotThereError, Page
from archive.web.drawing.forms_drawn import DrawnCell, drawn_alone
from archive.web.drawing.side_by_side import SideBySide, side_by_side
from archive.web.gathering import report_rows
from archive.web.gathering.facts import field_name
from archive.web.gathering.report_rows import ReportRow, VersionRow
from archive.web.language import Words
from archive.web.pages.report import heading


@dataclass(frozen=True, slots=True)
class Side:
    """A version, with its number among those of its report."""

    number: int
    version: VersionRow


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A fact that differs; `name` is that of its evidence."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell that differs; None where the form of that version has no such cell."""

    table: str
    row: str
    column: str
    old: DrawnCell | None
    new: DrawnCell | None


@dataclass(frozen=True, slots=True)
class VersionsPage:
    row: ReportRow
    heading: str
    old: Side
    new: Side
    fields: Sequence[FieldRow]
    cells: Sequence[CellRow]
    compared: SideBySide


def look(connection: sqlite3.Connection, asked: Asked) -> VersionsPage:
    """The two versions of the address; both must be of the report."""
    row = report_rows.report_row(connection, asked.id())
    known = {one.id: Side(number, one) for number, one in enumerate(report_rows.versions(connection, row.id), start=1)}
    numbers = [int(asked.parts[name]) for name in ("old", "new")]
    if not known.keys() >= {*numbers}:
        raise NotThereError("site.nothing_there")
    old_side, new_side = (known[number] for number in numbers)
    old, new = (stored_record(connection, side.version.record_id) for side in (old_side, new_side))
    compared = side_by_side(old, new)
    return VersionsPage(
        row,
        heading(new, asked.words),
        old_side,
        new_side,
        [_field(one.name, one.old, one.new, asked.words) for one in compared.fields],
        [CellRow(one.table, one.row, one.column, _drawn(one.old), _drawn(one.new)) for one in compared.cells],
        compared,
    )


def _field(name: str, old: str | None, new: str | None, words: Words) -> FieldRow:
    sides = (words.term("forms", old) or None, words.term("forms", new) or None) if name == "form" else (old, new)
    return FieldRow(field_name(name), *sides)


def _drawn(cell: Cell | None) -> DrawnCell | None:
    return drawn_alone(cell) if cell else None


PAGES = (Page(r"report/(?P<id>\d{1,15})/versions/(?P<old>\d{1,15})/(?P<new>\d{1,15})", "versions", look),)
