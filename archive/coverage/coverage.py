"""An archive to its coverage, area by area: rows of bodies and years, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from archive.clock import CHINA, time_now
from archive.coverage.areas import Area, Asked, area_of, is_on_the_list
from archive.coverage.deadlines import FIRST_YEAR
from archive.coverage.expected import Body, bodies_of
from archive.coverage.holdings import Holdings, PortalState, Query
from archive.coverage.matrix import Ground, Row, rows_of, unread_by_body
from archive.errors import UsageError
from archive.places.regions import rows

_YEARS_WITHOUT_REPORTS = 5


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """`portals` are the area's own; `bodies` has the rows of each body, by year."""

    area: Area
    portals: tuple[PortalState, ...]
    bodies: tuple[tuple[Row, ...], ...]

    @property
    def rows(self) -> Iterator[Row]:
        return chain.from_iterable(self.bodies)


def today_in_china() -> date:
    return time_now().astimezone(CHINA).date()


def years_asked(query: Query, asked: Asked, year: int | None, today: date) -> range:
    """One year, or all from the earliest report to the last whose season has begun."""
    if year is not None:
        if not FIRST_YEAR <= year <= today.year:
            raise UsageError(f"--year {year}: reports are on the years from {FIRST_YEAR} to {today.year}")
        return range(year, year + 1)
    last = today.year - 1
    earliest = Holdings(query).earliest_year(asked.digits, FIRST_YEAR)
    first = last - _YEARS_WITHOUT_REPORTS + 1 if earliest is None else min(earliest, last)
    return range(first, last + 1)


def coverage(query: Query, asked: Asked, years: range, today: date) -> Iterator[AreaCoverage]:
    """All areas that the archive knows; where one was asked for, those of the list of divisions inside it too."""
    holdings = Holdings(query)
    known = {digits for digits in holdings.areas() if asked.holds(digits)}
    is_known = holdings.has_township(asked.township) if asked.township else bool(known)
    if asked.digits and not is_known and not is_on_the_list(asked):
        raise UsageError(f"--division {asked.township or asked.digits}: neither the list nor the archive has it")
    listed = _listed_inside(asked) if asked.digits else set()
    return (_of_area(holdings, digits, asked, years, today) for digits in sorted(known | listed))


def _of_area(holdings: Holdings, digits: str, asked: Asked, years: range, today: date) -> AreaCoverage:
    area = holdings.area(digits)
    portals = holdings.portals(digits)
    bodies = bodies_of(
        area, holdings.reports(digits), holdings.namings(digits), with_list=bool(portals) or bool(asked.digits)
    )
    unread = unread_by_body(area, bodies, holdings.unread(digits))
    found: list[tuple[Row, ...]] = []
    for body in bodies:
        if asked.township in (None, body.code):
            answerable = portals or _showing(holdings, digits, body)
            found.append(tuple(rows_of(Ground(area, answerable, unread, today), body, years)))
    return AreaCoverage(area, tuple(portals), tuple(filter(None, found)))


def _showing(holdings: Holdings, digits: str, body: Body) -> list[PortalState]:
    """A city's portal answers for a county's body whose reports it has shown."""
    return holdings.portals_showing(digits, [report.url for report in body.reports if report.url])


def _listed_inside(asked: Asked) -> set[str]:
    codes = [row["code"] for row in rows("divisions.csv")]
    inside = {area_of(code) for code in codes if code.startswith(asked.digits)}
    return {digits for digits in inside if asked.holds(digits)}
