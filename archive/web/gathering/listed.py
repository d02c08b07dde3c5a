"""Filters without words to the reports that they leave, the newest year first, and how these spread."""

import sqlite3
from collections.abc import Iterator

from archive.search.find import Count, Hit, Spread
from archive.search.snippet import snippet
from archive.selection import Selection


def listed(connection: sqlite3.Connection, selection: Selection, limit: int, offset: int) -> Iterator[Hit]:
    """Each with the beginning of its words."""
    condition, values = selection.condition()
    rows = connection.execute(_LISTED.format(condition=condition), (*values, limit, offset))
    for report_id, issuer, year, title, *places, narrative in rows:
        place = " ".join(name for name in places if name) or None
        yield Hit(report_id, issuer, year, title, place, snippet(narrative, None))


def listed_spread(connection: sqlite3.Connection, selection: Selection) -> Spread:
    """How many there are, in all and by year, province and kind."""
    condition, values = selection.condition()
    years: dict[int | None, int] = {}
    provinces: dict[str | None, int] = {}
    kinds: dict[str | None, int] = {}
    number = 0
    for year, province, kind, count in connection.execute(_SPREAD.format(condition=condition), values):
        number += count
        years[year] = years.get(year, 0) + count
        provinces[province] = provinces.get(province, 0) + count
        kinds[kind] = kinds.get(kind, 0) + count
    by_year = sorted(years.items(), key=lambda one: (one[0] is None, -(one[0] or 0)))
    return Spread(number, tuple(Count(*one) for one in by_year), _by_number(provinces), _by_number(kinds))


def _by_number(counts: dict[str | None, int]) -> tuple[Count, ...]:
    order = sorted(counts.items(), key=lambda one: (one[0] is None, -one[1], one[0] or ""))
    return tuple(Count(*one) for one in order)


# the ids first: rows are wide, and only those of one page are read
_LISTED = """
    SELECT reports.id, issuer, year, title, province, city, county, township, narrative
    FROM (SELECT reports.id AS listed FROM reports WHERE {condition}
          ORDER BY reports.year DESC, reports.id DESC LIMIT ? OFFSET ?)
    CROSS JOIN reports ON reports.id = listed
    CROSS JOIN report_text ON report_text.report_id = listed
    ORDER BY year DESC, reports.id DESC"""
_SPREAD = "SELECT year, province, issuer_kind, count(*) FROM reports WHERE {condition} GROUP BY 1, 2, 3"
