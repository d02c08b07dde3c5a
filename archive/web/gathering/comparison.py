"""Regions or townships side by side for one year: each by one report that counts for all of it, none counted twice."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.coverage.areas import stored_as
from archive.identities import condition, rules_of
from archive.identity import significant_digits
from archive.places.regions import CITY, COUNTY, PROVINCE
from archive.web.gathering.regions import TOWNSHIP, Region, codes_of

_GOVERNMENTS: Mapping[int, str] = {
    PROVINCE: "province_government",
    CITY: "city_government",
    COUNTY: "county_government",
}
_MOST = 400  # counties directly under a province or townships of a county are far fewer


@dataclass(frozen=True, slots=True)
class Compared:
    """One region, and what its report says; without a report all of it is None.

    Shares are of all outcomes (results_total); `violated` counts identities of the form that the report breaks, and is
    None where none could be checked; `late` is None where it cannot be told.
    """

    region: Region
    report_id: int | None = None
    requests: float | None = None
    outcomes: float | None = None
    granted: float | None = None
    not_held: float | None = None
    violated: int | None = None
    published_on: str | None = None
    late: bool | None = None

    @property
    def granted_share(self) -> float | None:
        return _share(self.granted, self.outcomes)

    @property
    def not_held_share(self) -> float | None:
        return _share(self.not_held, self.outcomes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`years` are those of which any of them has a report; the last is shown unless another is asked."""

    years: tuple[int, ...]
    year: int | None
    rows: tuple[Compared, ...]


def compared_regions(connection: sqlite3.Connection, regions: Sequence[Region], asked: int | None) -> Comparison:
    """Provinces, cities or counties, each by the report that its government gives for all its bodies."""
    codes = {code: region for region in regions[:_MOST] for code in reversed(codes_of(region.digits))}
    found: dict[int, dict[str, int]] = {}
    for code, region in codes.items():
        kind = _GOVERNMENTS.get(len(region.digits), "")
        for number, year in connection.execute(_AGGREGATE, (code, kind)):
            found.setdefault(year, {})[region.digits] = number
    year = _year(found, asked)
    held = found.get(year or 0, {})
    rows = (_compared(connection, region, held.get(region.digits)) for region in regions[:_MOST])
    return Comparison(tuple(sorted(found)), year, tuple(rows))


def compared_townships(
    connection: sqlite3.Connection, county: str, listed: Iterable[Region], asked: int | None
) -> Comparison:
    """The townships and subdistricts of a county, each by its own report; those that no list has too."""
    exact, begins = stored_as(county)
    found: dict[int, dict[str, tuple[Region, int]]] = {}
    for low, high in [*((code, f"{code}\0") for code in exact), *((code, f"{code}:") for code in begins)]:
        for number, code, name, year in connection.execute(_TOWNSHIPS, (low, high)):
            digits = significant_digits(code)
            region = Region(digits if len(digits) == TOWNSHIP else "", name)
            found.setdefault(year, {})[region.digits or name] = (region, number)
    year = _year(found, asked)
    held = dict(found.get(year or 0, {}))
    rows = [(region, held.pop(region.digits, (region, None))[1]) for region in listed]
    rows += held.values()
    return Comparison(tuple(sorted(found)), year, tuple(_compared(connection, *row) for row in rows[:_MOST]))


def _year(found: Mapping[int, Any], asked: int | None) -> int | None:
    return asked if asked is not None else max(found, default=None)


def _compared(connection: sqlite3.Connection, region: Region, report: int | None) -> Compared:
    if report is None:
        return Compared(region)
    row = connection.execute(_FIGURES, (report,)).fetchone()
    told = connection.execute("SELECT published_on, late FROM coverage WHERE report_id = ?", (report,)).fetchone()
    published_on, late = told or (None, None)
    (violated,) = connection.execute(_VIOLATED, (report,)).fetchone()
    requests, outcomes, granted, not_held = row or (None,) * 4
    is_late = None if late is None else bool(late)
    return Compared(region, report, requests, outcomes, granted, not_held, violated, published_on, is_late)


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


_AGGREGATE = """
    SELECT id, year FROM reports
    WHERE division_code = ? AND issuer_kind = ? AND scope = 'aggregate' AND identified = 1"""
_TOWNSHIPS = """
    SELECT id, division_code, coalesce(township, issuer), year FROM reports
    WHERE division_code >= ? AND division_code < ? AND scope = 'own' AND identified = 1
      AND issuer_kind IN ('township_government', 'subdistrict_office') ORDER BY division_code, key"""
_FIGURES = """
    SELECT requests__new_requests__total, requests__results_total__total,
           requests__granted__total + requests__partially_granted__total, requests__unable_not_held__total
    FROM figures WHERE report_id = ?"""
# NULL where no identity could be checked; a fault is NULL where a check holds
_VIOLATED = f"""
    SELECT sum(coalesce({condition("contradiction")}, 0)) FROM checks
    WHERE report_id = ? AND verdict <> 'not_assessable' AND {rules_of("contradiction")}"""
