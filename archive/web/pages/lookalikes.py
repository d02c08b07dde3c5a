"""Reports whose own words are alike: filters to pairs, the name left in with the words around it; two side by side."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from archive.insights.left_in import left_in
from archive.insights.likeness import Kind
from archive.insights.lookalike_table import read_words
from archive.insights.third_bodies import says_a_third
from archive.record import Record, Source
from archive.selection import Selection, place, years
from archive.web.asking import Asked, NotThereError, Page
from archive.web.drawing.side_by_side import SideBySide, side_by_side
from archive.web.links import Links

ROWS = 50
PAIR_KINDS: Sequence[Kind] = get_args(Kind)
_AROUND = 30  # characters of a sentence on each side of a name


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as it stands in the form."""

    kind: str
    place: str
    year: str
    left_in: bool

    def link(self, links: Links, page: int | None = None) -> str:
        left_in = "1" if self.left_in else ""
        return links.lookalikes(kind=self.kind, place=self.place, year=self.year, left_in=left_in, page=page)


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    key: str
    issuer: str | None
    title: str | None
    year: int | None
    county: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A name with the words around it, in the report that holds it."""

    holder: Report
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`one` is the earlier report, or the one with the lower number."""

    one: Report
    other: Report
    kind: str
    likeness: float
    left_in: Marked | None


@dataclass(frozen=True, slots=True)
class Count:
    kind: str
    pairs: int
    left_in: int


@dataclass(frozen=True, slots=True)
class Lookalikes:
    filters: Filters
    counts: tuple[Count, ...]
    pairs: tuple[Pair, ...]
    page: int
    has_more: bool
    kinds: Sequence[Kind] = PAIR_KINDS


@dataclass(frozen=True, slots=True)
class TwoReports:
    """A pair, and its texts line by line."""

    pair: Pair
    compared: SideBySide

    @property
    def same_lines(self) -> int:
        return sum(not pair.differs for block in self.compared.blocks for pair in block.pairs)


def look(connection: sqlite3.Connection, asked: Asked) -> Lookalikes:
    page = asked.page_number()
    filters = Filters(
        asked.choice("kind", PAIR_KINDS),
        asked.one("place"),
        asked.one("year"),
        asked.choice("left_in", ("1",)) == "1",
    )
    condition, values = _condition(filters)
    counts = connection.execute(
        f"SELECT kind, count(*), count(left_in) FROM lookalikes WHERE {condition} GROUP BY 1 ORDER BY 1", values
    )
    told = tuple(Count(*row) for row in counts)
    rows = connection.execute(
        f"""
        SELECT report_id, other_report_id, kind, likeness, left_in FROM lookalikes WHERE {condition}
        ORDER BY left_in IS NULL, kind = 'year_before', likeness DESC, report_id, other_report_id
        LIMIT ? OFFSET ?""",
        (*values, ROWS + 1, (page - 1) * ROWS),
    ).fetchall()
    reports = _reports(connection, [number for row in rows[:ROWS] for number in row[:2]])
    pairs = tuple(_pair(connection, reports, row) for row in rows[:ROWS] if reports.keys() >= {*row[:2]})
    return Lookalikes(filters, told, pairs, page, len(rows) > ROWS)


def look_at_two(connection: sqlite3.Connection, asked: Asked) -> TwoReports:
    low, high = sorted((int(asked.parts["one"]), int(asked.parts["other"])))
    row = connection.execute(
        "SELECT report_id, other_report_id, kind, likeness, left_in FROM lookalikes "
        "WHERE report_id = ? AND other_report_id = ?",
        (low, high),
    ).fetchone()
    reports = _reports(connection, (low, high))
    if row is None or len(reports) != 2:  # noqa: PLR2004  a report may be gone since the pair was found
        raise NotThereError("lookalikes.no_pair")
    pair = _pair(connection, reports, row)
    one, other = (_in_own_words(connection, report.id) for report in (pair.one, pair.other))
    return TwoReports(pair, side_by_side(one, other))


def _in_own_words(connection: sqlite3.Connection, report_id: int) -> Record:
    """A record of nothing but the narrative, which is what is compared."""
    (narrative,) = connection.execute("SELECT narrative FROM report_text WHERE report_id = ?", (report_id,)).fetchone()
    return Record(Source(None, None, None, "", 0, None, None), "report", "", text=narrative)


def _condition(filters: Filters) -> tuple[str, list[str | int]]:
    """One of the two reports must be as asked: a pair is found from either side."""
    parts, values = ["1"], list[str | int]()
    if filters.year or filters.place:
        selection = Selection(
            (years(filters.year),) if filters.year else (), (place(filters.place),) if filters.place else ()
        )
        condition, values = selection.condition()
        parts.append(f"EXISTS (SELECT 1 FROM reports WHERE id IN (report_id, other_report_id) AND {condition})")
    if filters.kind:
        parts.append("kind = ?")
        values.append(filters.kind)
    if filters.left_in:
        parts.append("left_in IS NOT NULL")
    return " AND ".join(parts), values


def _reports(connection: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, Report]:
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(f"SELECT id, key, issuer, title, year, county FROM reports WHERE id IN ({marks})", ids)
    return {row[0]: Report(*row) for row in rows}


def _pair(connection: sqlite3.Connection, reports: Mapping[int, Report], row: tuple[Any, ...]) -> Pair:
    report_id, other_id, kind, likeness, name = row
    one, other = sorted((reports[report_id], reports[other_id]), key=lambda report: (report.year or 0, report.id))
    return Pair(one, other, kind, likeness, _marked(connection, one, other) if name else None)


def _marked(connection: sqlite3.Connection, one: Report, other: Report) -> Marked | None:
    """The name in the words of the report as they stand there."""

    def query(sql: str, *values: object) -> list[tuple[object, ...]]:
        return connection.execute(sql, values).fetchall()

    words = {each.report_id: each for each in read_words(query, [one.id, other.id])}
    is_there = words.keys() >= {one.id, other.id}
    found = left_in(words[one.id], words[other.id], partial(says_a_third, query)) if is_there else None
    if found is None:
        return None
    before, _, after = found.sentence.partition(found.name)
    holder = one if found.holder_id == one.id else other
    cut_before, cut_after = before[-_AROUND:], after[:_AROUND]
    return Marked(
        holder,
        f"{'…' if len(before) > _AROUND else ''}{cut_before}",
        found.name,
        f"{cut_after}{'…' if len(after) > _AROUND else ''}",
    )


PAGES = (
    Page("lookalikes", "lookalikes", look, 5000),
    Page(r"lookalikes/(?P<one>\d{1,15})/(?P<other>\d{1,15})", "lookalike_pair", look_at_two, 5000),
)
