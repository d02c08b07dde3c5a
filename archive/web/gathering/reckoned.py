"""The table `coverage` to its rows, and to counts by part of the country and year."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.coverage.matrix import Row
from archive.coverage.telling import COLUMNS
from archive.web.gathering.regions import part_of

SELECTED = ", ".join(f"coverage.{column}" for column in COLUMNS)
_DAY, _LATE = COLUMNS.index("published_on"), COLUMNS.index("late")
_PROVINCE = 2
_PAST_DIGITS = ":"


@dataclass(frozen=True, slots=True)
class Told:
    """A row, and the key of its report; None where there is no report."""

    row: Row
    report_key: str | None

    @property
    def body(self) -> str | None:
        """The body's part of the key."""
        return self.report_key.rsplit("/", 2)[0] if self.report_key else None


@dataclass(slots=True)
class Counts:
    """How many bodies, by state; `late` by 1, 0 and None counts the published alone."""

    states: dict[str, int] = field(default_factory=dict)
    late: dict[int | None, int] = field(default_factory=dict)

    def add(self, state: str, late: int | None, number: int) -> None:
        self.states[state] = self.states.get(state, 0) + number
        if state == "published":
            self.late[late] = self.late.get(late, 0) + number

    def of(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def bodies(self) -> int:
        return sum(self.states.values())

    @property
    def reports(self) -> int:
        return self.of("published", "vanished")

    @property
    def not_told(self) -> int:
        """Of these we cannot say whether they published."""
        return self.of("portal_incomplete", "portal_blocked", "portal_failed", "portal_unseen")

    @property
    def share(self) -> float | None:
        """Published, of those of which it can be told."""
        told = self.reports + self.of("not_found")
        return self.reports / told if told else None

    @property
    def share_on_time(self) -> float | None:
        """On time, of those published of which that can be told."""
        told = self.late.get(0, 0) + self.late.get(1, 0)
        return self.late.get(0, 0) / told if told else None


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on `coverage` and its values."""

    condition: str = "1"
    values: tuple[str | int, ...] = ()

    def also(self, condition: str, *values: str | int) -> "Filter":
        return Filter(f"{self.condition} AND {condition}", (*self.values, *values))

    def inside(self, digits: str) -> "Filter":
        """Only areas whose digits begin so."""
        if not digits:
            return self
        return self.also("coverage.area >= ? AND coverage.area < ?", digits, digits + _PAST_DIGITS)


def row_of(values: Sequence[Any]) -> Row:
    """A row from the values of its columns."""
    given = list(values)
    given[_DAY] = date.fromisoformat(given[_DAY]) if given[_DAY] else None
    given[_LATE] = None if given[_LATE] is None else bool(given[_LATE])
    return Row(*given)


def told_of_area(connection: sqlite3.Connection, digits: str) -> list[Told]:
    """The rows of the bodies of one area, in their order."""
    found = connection.execute(
        f"SELECT {SELECTED}, reports.key FROM coverage LEFT JOIN reports ON reports.id = report_id"
        " WHERE area = ? ORDER BY position",
        (digits,),
    )
    return [Told(row_of(values), key) for *values, key in found]


def as_of(connection: sqlite3.Connection, asked: Filter) -> str | None:
    """The day on which a row was reckoned, as all are together; None where there are none."""
    row = connection.execute(f"SELECT as_of FROM coverage WHERE {asked.condition} LIMIT 1", asked.values).fetchone()
    return str(row[0]) if row else None


def by_year(connection: sqlite3.Connection, asked: Filter) -> Mapping[int, Counts]:
    found = connection.execute(
        f"SELECT year, state, late, count(*) FROM coverage WHERE {asked.condition} GROUP BY year, state, late",
        asked.values,
    )
    return {year: counts for (year,), counts in sorted(_counted(found, 1).items())}


def by_part(connection: sqlite3.Connection, digits: str, asked: Filter) -> Mapping[tuple[str, int], Counts]:
    """By direct part of a region and year; the bodies of the region's own level stand under its own digits."""
    area = "area" if digits else f"substr(area, 1, {_PROVINCE})"
    inside = asked.inside(digits)
    found = connection.execute(
        f"SELECT {area}, year, state, late, count(*) FROM coverage WHERE {inside.condition} GROUP BY 1, 2, 3, 4",
        inside.values,
    )
    return _counted(((part_of(row[0], digits) or digits, *row[1:]) for row in found), 2)


def _counted(found: Iterable[tuple[Any, ...]], keys: int) -> dict[tuple[Any, ...], Counts]:
    counted: dict[tuple[Any, ...], Counts] = {}
    for row in found:
        counted.setdefault(tuple(row[:keys]), Counts()).add(*row[keys:])
    return counted
