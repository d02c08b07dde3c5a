"""An archive, as of one moment, and a selection to what an export is made of: rows, counts, and which archive it was."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.clock import now
from archive.database import DATABASE_NAME, database_errors, open_for_reading
from archive.export.sheets import Sheet
from archive.places.regions import named
from archive.selection import Selection
from archive.store import WARC_FOLDER

_COUNTS = """
    SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM snapshots), (SELECT max(fetched_at) FROM snapshots),
           (SELECT max(id) FROM runs), (SELECT max(finished_at) FROM runs),
           (SELECT max(name) FROM _sqlite_migrations WHERE migration_set = 'nianbao')"""
_LEVELS = (("province", 2), ("city", 4), ("county", 6), ("township", 9))  # digits of a code


@dataclass(frozen=True, slots=True)
class State:
    """Which archive it was, as of which moment."""

    taken_at: str
    selected: int
    reports: int
    snapshots: int
    last_capture: str | None
    last_run: int | None
    last_run_finished_at: str | None
    schema: str


class Source:
    """What is selected of an archive; `told` is called with each file's name and the rows so far."""

    def __init__(
        self, connection: sqlite3.Connection, data: Path, selection: Selection, told: Callable[[str, int], None]
    ) -> None:
        self.connection = connection
        self.warc_folder = data / WARC_FOLDER
        self.selection = selection
        self.condition, self.values = selection.condition()
        self._told = told
        (selected,) = connection.execute(f"SELECT count(*) FROM reports WHERE {self.condition}", self.values).fetchone()
        self.state = State(now(), selected, *connection.execute(_COUNTS).fetchone())

    def has(self, sheet: Sheet) -> bool:
        """Whether a sheet has anything to tell: look-alikes and coverage are reckoned after a night, or not yet.

        Coverage tells nothing where marks are asked for: what is published but lacks them would look missing.
        """
        if sheet.name == "coverage" and (self.selection.violated or self.selection.changed):
            return False
        if sheet.name not in ("coverage", "lookalikes"):
            return True
        return bool(self.connection.execute(f"SELECT EXISTS (SELECT 1 FROM {sheet.name})").fetchone()[0])

    def rows(self, sheet: Sheet) -> Iterator[tuple[Any, ...]]:
        """The rows of a sheet of the selected reports; those of coverage by its own years, places and kinds."""
        condition, values = (self.condition, self.values)
        if sheet.name == "coverage":
            condition, values = self._coverage_condition()
        return self.query(sheet.name, sheet.query(condition), values * sheet.source.count("{condition}"))

    def query(self, name: str, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query of its own; `name` is that of the file that they are for."""
        number = 0
        for number, row in enumerate(self.connection.execute(sql, values), start=1):
            yield row
            if number % 1000 == 0:
                self._told(name, number)
        self._told(name, number)

    def noted(self, name: str) -> Callable[[int], None]:
        """How a writer with queries of its own tells how far it has come."""
        return lambda number: self._told(name, number)

    def _coverage_condition(self) -> tuple[str, list[str | int]]:
        selection, conditions, values = self.selection, ["1"], list[str | int]()
        if selection.years:
            conditions.append(f"({' OR '.join(['year BETWEEN ? AND ?'] * len(selection.years))})")
            values += [year for pair in selection.years for year in pair]
        if selection.kinds:
            conditions.append(f"kind IN ({', '.join('?' * len(selection.kinds))})")
            values += selection.kinds
        if selection.places:
            codes = sorted({code for place in selection.places for code in self._codes(place)})
            within = ["(division >= ? AND division < ?)"] * len(codes)
            named_so = f"county IN ({', '.join('?' * len(selection.places))})"
            conditions.append(f"({' OR '.join([named_so, *within])})")
            values += [*selection.places, *(bound for code in codes for bound in (code, f"{code}:"))]
        return " AND ".join(conditions), values

    def _codes(self, place: str) -> set[str]:
        """The digits that codes within a place begin with."""
        if place.isdecimal():
            return {place}
        codes = set(named(place))
        for level, digits in _LEVELS:
            known = f"SELECT DISTINCT substr(division_code, 1, {digits}) FROM reports WHERE {level} = ?"
            codes |= {code for (code,) in self.connection.execute(known, (place,)) if code}
        return codes


@contextmanager
def opened(
    data: Path, selection: Selection, told: Callable[[str, int], None] = lambda _name, _rows: None
) -> Iterator[Source]:
    """The archive in `data` as it is now; what is written meanwhile is not seen, and no writer is kept waiting."""
    connection = open_for_reading(data).conn
    try:
        with database_errors(data / DATABASE_NAME):
            connection.execute("BEGIN")
            yield Source(connection, data, selection, told)
    finally:
        connection.close()
