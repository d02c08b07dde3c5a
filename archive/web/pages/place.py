"""The page of a place: its parts, its bodies year by year, and how its figures stand beside its neighbours'."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from archive.coverage.areas import area_of
from archive.identity import significant_digits
from archive.places.regions import CITY, COUNTY, region_name
from archive.web.asking import Asked, ElsewhereError, NotThereError, Page
from archive.web.drawing.charts import Series, bar_chart
from archive.web.drawing.matrix import Held, Matrix, held_beside, matrix
from archive.web.gathering.comparison import Comparison, compared_regions, compared_townships
from archive.web.gathering.reckoned import Counts, Filter, Told, as_of, by_part, told_of_area
from archive.web.gathering.regions import TOWNSHIP, Region, is_known, name_of, parts, path
from archive.web.language import Words

BODIES_A_PAGE = 250
_LENGTHS = (0, 2, 4, 6, 9, 12)
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the place with its counts, year by year; None where nothing is expected and nothing there."""

    region: Region
    years: tuple[Counts | None, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Places side by side; `level` is the length of their codes."""

    level: int
    comparison: Comparison
    charts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """`parts_of` are the years of the counts; a county's townships stand in its matrix, so theirs are empty.

    `within` compares its parts, `beside` it and its neighbours, that is the parts of what it lies in.
    """

    region: Region
    parents: tuple[Region, ...]
    reports: int
    is_reckoned: bool
    as_of: str | None
    parts_of: tuple[int, ...]
    parts: tuple[Part, ...]
    bodies: Matrix
    page_number: int
    within: SideBySide
    beside: SideBySide

    @property
    def has_more(self) -> bool:
        return self.page_number * BODIES_A_PAGE < self.bodies.total


def look(connection: sqlite3.Connection, asked: Asked) -> Place:
    digits = _digits(connection, asked)
    above = path(digits)[:-1] if digits else ()
    parents = tuple(Region(code, name_of(connection, code)) for code in above)
    region = Region(digits, name_of(connection, digits) if digits else asked.words("place.country"))
    counted = by_part(connection, digits, Filter()) if len(digits) <= CITY else {}
    years = tuple(sorted({year for _, year in counted}))
    inside = parts(connection, digits)
    told, beside = _of_bodies(connection, digits)
    number = asked.page_number()
    year = asked.number("year", 0, _FIRST_YEAR, _LAST_YEAR) or None
    around = parts(connection, parents[-1].digits if parents else "") if digits else []
    alike = [one for one in around if len(one.digits) == len(digits)]
    return Place(
        region,
        parents,
        _reports(connection, digits),
        as_of(connection, Filter()) is not None,
        as_of(connection, Filter().inside(area_of(digits) if digits else "")),
        years,
        tuple(_parts(inside, counted, years)),
        matrix(told, beside, asked.words, (number - 1) * BODIES_A_PAGE, BODIES_A_PAGE),
        number,
        _compared(connection, digits, inside, year, asked.words),
        _compared(connection, parents[-1].digits if parents else "", alike, year, asked.words),
    )


def _digits(connection: sqlite3.Connection, asked: Asked) -> str:
    """The digits that count of the code in the address; another way to write them leads to this one."""
    code = asked.parts["code"]
    if len(code) not in _LENGTHS:
        raise NotThereError("place.no_code")
    digits = significant_digits(code) if code else ""
    if digits and len(digits) != TOWNSHIP and (len(digits) != CITY or region_name(digits)):
        digits = area_of(digits)
    if not is_known(connection, digits):
        raise NotThereError("place.not_there")
    if digits != code:
        raise ElsewhereError(asked.links.place(digits))
    return digits


def _reports(connection: sqlite3.Connection, digits: str) -> int:
    """Reports of all levels inside whose body is known: then their keys begin with the code."""
    bounds = (digits or "0", f"{digits}:")
    return int(connection.execute("SELECT count(*) FROM reports WHERE key >= ? AND key < ?", bounds).fetchone()[0])


def _of_bodies(connection: sqlite3.Connection, digits: str) -> tuple[Sequence[Told], Sequence[Held]]:
    """What is known of the bodies of the place's own level; of a county also those of its townships."""
    if not digits:
        return (), ()
    area = area_of(digits) if len(digits) != CITY or region_name(digits) else digits
    told = told_of_area(connection, area)
    beside = held_beside(connection, area, told)
    if len(digits) == TOWNSHIP:
        return [one for one in told if one.row.division == digits], [one for one in beside if one.division == digits]
    return told, beside


def _parts(inside: Sequence[Region], counted: Mapping[tuple[str, int], Counts], years: Sequence[int]) -> list[Part]:
    return [Part(one, tuple(counted.get((one.digits, year)) for year in years)) for one in inside]


def _compared(
    connection: sqlite3.Connection, whole: str, inside: Sequence[Region], year: int | None, words: Words
) -> SideBySide:
    """Parts of one level, the highest that there is; those of a county are its townships, on the list or not."""
    level = min((len(one.digits) for one in inside), default=TOWNSHIP if len(whole) == COUNTY else 0)
    alike = [one for one in inside if len(one.digits) == level]
    if level == TOWNSHIP:
        comparison = compared_townships(connection, whole, alike, year)
    else:
        comparison = compared_regions(connection, alike, year)
    return SideBySide(level, comparison, tuple(_charts(comparison, words)))


def _charts(comparison: Comparison, words: Words) -> list[Markup]:
    """Without those that have no report: the table names them."""
    shown = [one for one in comparison.rows if one.report_id is not None]
    if not shown or comparison.year is None:
        return []
    names = [one.region.name for one in shown]
    shares = [None if one.granted_share is None else round(one.granted_share * 100, 1) for one in shown]
    requests = Series(words("place.requests"), [one.requests for one in shown])
    granted = Series(words("place.granted_share"), shares)
    return [
        bar_chart(words("place.chart_requests", year=comparison.year), names, [requests], words, words("place.cases")),
        bar_chart(words("place.chart_granted", year=comparison.year), names, [granted], words, "%"),
    ]


PAGES = (Page(r"place/(?P<code>\d{0,12})", "place", look, 5000),)
