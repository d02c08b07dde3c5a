"""A query over an archive to the reports that it finds, how many they are, and how they spread."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from archive.search.query import Query
from archive.search.snippet import WIDTH, Piece, snippet
from archive.selection import Selection

Order = Literal["newest", "relevance"]
ORDERS: tuple[Order, ...] = ("newest", "relevance")
Facet = Literal["year", "province", "kind"]
FACETS: tuple[Facet, ...] = ("year", "province", "kind")

_COLUMNS = {"year": "reports.year", "province": "reports.province", "kind": "reports.issuer_kind"}
_ORDER_BY = {
    "newest": "reports.year DESC, reports.id DESC",  # a year that is not known comes last
    "relevance": "bm25(reports_fts, 4.0, 1.0), reports_fts.rowid DESC",  # a word in the title says more
}
_ALL = -1  # SQLite's word for no limit
_FEW = 2000  # hits that are looked up one by one; with more of them a small index is read from end to end
_MATCHING = "FROM reports_fts JOIN reports ON reports.id = reports_fts.rowid WHERE reports_fts MATCH ?"
_MATCHING_INDEX = "FROM reports_fts WHERE reports_fts MATCH ?"
_REPORT = """
    SELECT issuer, year, title, province, city, county, township, narrative
    FROM reports JOIN report_text ON report_text.report_id = reports.id
    WHERE reports.id = ?"""

_MATCHED = "SELECT rowid AS id FROM reports_fts WHERE reports_fts MATCH ?"
_NEWEST = """
    WITH hits AS MATERIALIZED ({source}), {selected}
         page AS (SELECT id, year FROM {rows} ORDER BY year DESC, id DESC LIMIT ? OFFSET ?)
    SELECT id, year, NULL, NULL, NULL FROM page
    UNION ALL
    SELECT NULL, year, province, issuer_kind, count(*) FROM {rows} GROUP BY 2, 3, 4"""
_SELECTED = """selected AS MATERIALIZED (
             SELECT reports.id, year, province, issuer_kind FROM reports WHERE {hit} AND {condition}),"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found. `place` is the full name of its division, as far as it is known."""

    report_id: int
    issuer: str | None
    year: int | None
    title: str | None
    place: str | None
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have a value; None is those of which it is not known."""

    value: str | int | None
    number: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many hits there are in all and by each facet: years from the newest on, the others from the most on."""

    number: int
    years: tuple[Count, ...]
    provinces: tuple[Count, ...]
    kinds: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Newest:
    """How all hits spread, and the numbers of the reports on one page of them."""

    spread: Spread
    report_ids: tuple[int, ...]


def find(  # noqa: PLR0917  the order that callers know: what, of which, in what order, how many
    connection: sqlite3.Connection,
    query: Query,
    selection: Selection,
    order: Order = "newest",
    limit: int | None = None,
    offset: int = 0,
    width: int = WIDTH,
) -> Iterator[Hit]:
    """The reports that are found, in order; their texts are read one by one, as they are taken."""
    matching, values = _matching(query, selection)
    if order == "relevance" and selection == Selection():
        matching = _MATCHING_INDEX
    ids = connection.execute(
        f"SELECT reports_fts.rowid {matching} ORDER BY {_ORDER_BY[order]} LIMIT ? OFFSET ?",
        (*values, _ALL if limit is None else limit, offset),
    )
    return shown(connection, (report_id for (report_id,) in ids), query, width)


def shown(connection: sqlite3.Connection, ids: Iterable[int], query: Query | None, width: int = WIDTH) -> Iterator[Hit]:
    """Reports by their numbers as hits of a query; without one they have no snippet."""
    for report_id in ids:
        row = connection.execute(_REPORT, (report_id,)).fetchone()
        if row is None:
            continue  # it was taken out of the archive while the list was being read
        issuer, year, title, *places, narrative = row
        place = " ".join(name for name in places if name) or None
        yield Hit(report_id, issuer, year, title, place, snippet(narrative, query, width) if query else ())


def count(connection: sqlite3.Connection, query: Query, selection: Selection) -> int:
    """How many reports are found."""
    matching, values = _matching(query, selection)
    if selection == Selection():
        matching = _MATCHING_INDEX  # which alone tells it, ten times as fast for a word that is everywhere
    return int(connection.execute(f"SELECT count(*) {matching}", values).fetchone()[0])


def facets(connection: sqlite3.Connection, query: Query, selection: Selection, by: Facet) -> tuple[Count, ...]:
    """How many hits each value has: years from the newest on, provinces and kinds from the most on."""
    matching, values = _matching(query, selection)
    rows = connection.execute(f"SELECT {_COLUMNS[by]}, count(*) {matching} GROUP BY 1", values)
    return _in_order([Count(*row) for row in rows], by)


def spread(connection: sqlite3.Connection, query: Query, selection: Selection) -> Spread:
    """The number of hits and all facets."""
    return newest(connection, query, selection, 0, 0).spread


def newest(connection: sqlite3.Connection, query: Query, selection: Selection, limit: int, offset: int) -> Newest:
    """What a page of results shows, the newest first as `find` has them; the full-text index is read once for all."""
    source, asked, hit = _hits(connection, query)
    condition, values = selection.condition()
    selected, rows_of = "", f"reports WHERE {hit}"
    if selection != Selection():  # what it leaves is little, and is looked for once
        selected, rows_of = _SELECTED.format(hit=hit, condition=condition), "selected"
    rows = connection.execute(
        _NEWEST.format(source=source, selected=selected, rows=rows_of), (asked, *values, limit, offset)
    ).fetchall()
    listed = sorted(((year is not None, year, number) for number, year, *_ in rows if number is not None), reverse=True)
    groups = [row[1:] for row in rows if row[0] is None]
    counts = [_in_order(_summed([(row[place], row[-1]) for row in groups]), one) for place, one in enumerate(FACETS)]
    return Newest(Spread(sum(row[-1] for row in groups), *counts), tuple(number for *_, number in listed))


def _hits(connection: sqlite3.Connection, query: Query) -> tuple[str, str, str]:
    """Where the hits come from, the value to bind for that, and the condition that a report is one of them.

    The plus keeps SQLite from looking each of many hits up in the wide rows of `reports`.
    """
    if not any(
        term.is_single for term in query.terms
    ):  # for which all that is asked would be done before the first row
        few = [number for (number,) in connection.execute(f"{_MATCHED} LIMIT ?", (query.expression, _FEW + 1))]
        if len(few) <= _FEW:
            return "SELECT value AS id FROM json_each(?)", json.dumps(few), "reports.id IN hits"
    return _MATCHED, query.expression, "+reports.id IN hits"


def _matching(query: Query, selection: Selection) -> tuple[str, tuple[str | int, ...]]:
    condition, values = selection.condition()
    return f"{_MATCHING} AND ({condition})", (query.expression, *values)


def _summed(rows: list[tuple[str | int | None, int]]) -> list[Count]:
    sums: dict[str | int | None, int] = {}
    for value, number in rows:
        sums[value] = sums.get(value, 0) + number
    return [Count(value, number) for value, number in sums.items()]


def _in_order(counts: list[Count], by: Facet) -> tuple[Count, ...]:
    """What is not known comes last."""
    if by == "year":
        return tuple(sorted(counts, key=lambda one: (one.value is None, -int(one.value or 0))))
    return tuple(sorted(counts, key=lambda one: (one.value is None, -one.number, str(one.value))))
