"""Rows of coverage and the reports of an area to a matrix of bodies and years, each cell a mark in words."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.coverage.areas import stored_as
from archive.coverage.matrix import Row
from archive.coverage.telling import mark_of
from archive.identity import significant_digits
from archive.record import IssuerKind, Scope
from archive.web.gathering.reckoned import Told
from archive.web.language import Words

MARKS = ("ok", "+9", "~", "yes", "gone", "unread", "due", "-", "part", "wall", "down", "?")
_NAMES = dict(
    zip(
        MARKS,
        (
            "on_time",
            "late",
            "between",
            "undated",
            "gone",
            "unread",
            "due",
            "missing",
            "part",
            "wall",
            "down",
            "unknown",
        ),
        strict=True,
    )
)
_TONES = {"on_time": "good", "late": "warn", "gone": "bad", "missing": "bad"}
_UNIQUE: frozenset[str] = frozenset(
    {"province_government", "city_government", "county_government", "county_government_office"}
)
_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a cell: a word of the legend, the text for people, a class for its colour."""

    name: str
    text: str
    tone: str
    report_id: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One body in one scope; `body` is its part of the keys, None where it has no report; no mark: none is expected."""

    name: str
    kind: IssuerKind
    scope: Scope
    division: str
    body: str | None
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`used` are the words of the legend that occur; `total` counts the lines of all pages."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    used: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Held:
    """A report in the archive that the coverage does not tell of yet."""

    id: int
    key: str
    name: str
    kind: IssuerKind
    division: str
    year: int
    scope: Scope


def line_of(division: str, kind: IssuerKind, name: str) -> str:
    """What all rows of a body have in common: its own code, its kind where an area has but one, else kind and name.

    >>> line_of("990101101", "township_government", "柳泉镇人民政府"), line_of("990101", "department", "教育局")
    ('990101101', 'department/教育局')
    """
    if len(division) == _TOWNSHIP_DIGITS:
        return division
    return kind if kind in _UNIQUE else f"{kind}/{name}"


def held_beside(connection: sqlite3.Connection, area: str, told: Sequence[Told]) -> list[Held]:
    """The area's reports of which no row tells."""
    known = {one.row.report_id for one in told}
    exact, begins = stored_as(area)
    found: list[Held] = []
    for low, high in [*((code, f"{code}\0") for code in exact), *((code, f"{code}:") for code in begins)]:
        rows = connection.execute(_REPORTS, (low, high))
        found += [
            Held(number, key, name or "", kind, significant_digits(division), year, scope)
            for number, key, name, kind, division, year, scope in rows
            if number not in known
        ]
    return found


def matrix(told: Iterable[Told], beside: Iterable[Held], words: Words, first: int = 0, most: int = 10**6) -> Matrix:
    """All bodies in their order, from one line on; years without any row or report in between are there too."""
    marks: dict[tuple[str, Scope], dict[int, Mark]] = {}
    shown: dict[tuple[str, Scope], Line] = {}
    for one in told:
        row = one.row
        place = (line_of(row.division, row.kind, row.body), row.scope)
        before = shown.get(place)
        body = one.body or (before.body if before else None)
        shown[place] = Line(row.body, row.kind, row.scope, row.division, body, ())
        marks.setdefault(place, {})[row.year] = mark(row, words)
    for held in beside:
        place = (line_of(held.division, held.kind, held.name), held.scope)
        body = held.key.rsplit("/", 2)[0]
        shown.setdefault(place, Line(held.name, held.kind, held.scope, held.division, body, ()))
        text = words("matrix.mark.undated")
        marks.setdefault(place, {}).setdefault(held.year, Mark("undated", text, "", held.id))
    all_years = [year for by_year in marks.values() for year in by_year]
    years = tuple(range(min(all_years), max(all_years) + 1)) if all_years else ()
    wanted = list(shown.items())[first : first + most]
    lines = tuple(
        Line(line.name, line.kind, line.scope, line.division, line.body, tuple(marks[place].get(y) for y in years))
        for place, line in wanted
    )
    used = {one.name if one else "none" for line in lines for one in line.marks}
    return Matrix(years, lines, tuple(name for name in (*_NAMES.values(), "none") if name in used), len(shown))


def mark(row: Row, words: Words) -> Mark:
    """The mark of a row, with the days where it is late."""
    sign, shown = mark_of(row)
    name = _NAMES[sign]
    text = (
        words(f"matrix.mark.{name}", days=shown.removeprefix("+")) if name == "late" else words(f"matrix.mark.{name}")
    )
    return Mark(name, text, _TONES.get(name, ""), row.report_id)


_REPORTS = """
    SELECT id, key, issuer, issuer_kind, division_code, year, scope FROM reports
    WHERE division_code >= ? AND division_code < ? AND identified = 1 ORDER BY key"""
