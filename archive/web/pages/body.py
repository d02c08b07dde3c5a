"""The page of a body: its reports year by year, those that are missing too, and its figures through the years."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from archive.coverage.areas import area_of
from archive.coverage.matrix import Row
from archive.identities import CARRIED_OVER, Finding, condition, finding_of, rules_of
from archive.identity import significant_digits
from archive.web.asking import Asked, NotThereError, Page
from archive.web.drawing.charts import Series, line_chart
from archive.web.drawing.matrix import Mark, line_of, mark
from archive.web.gathering.reckoned import Told, told_of_area
from archive.web.gathering.regions import Region, name_of, path
from archive.web.gathering.yearly import Line, Yearly, yearly
from archive.web.language import Words

SCOPES = ("own", "aggregate")
ACROSS_YEARS = (CARRIED_OVER, "proactive.in_force_carried_over", "proactive.items_carried_over")
_MOST_LOOKALIKES = 50


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the body: where it contradicts itself, where it disagrees with last year's, and the other doubts.

    `checked` are the identities of the form that could be checked.
    """

    id: int
    year: int
    scope: str
    name: str
    kind: str
    version_count: int
    checked: int
    contradictions: int
    disagreements: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A year in one scope: the report, or what is known where there is none.

    `elsewhere` is the body under whose name the coverage has the report, where that is another key.
    """

    year: int
    scope: str | None
    report: Report | None
    row: Row | None
    mark: Mark | None
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What reports of one scope say, with its charts."""

    scope: str
    yearly: Yearly
    charts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A figure that is not what the report of the year before leads to."""

    report_id: int
    year: int
    scope: str
    rule: str
    place: str
    left: float | None
    right: float | None
    fault: str | None

    @property
    def finding(self) -> Finding:
        return finding_of(self.rule, self.fault)


@dataclass(frozen=True, slots=True)
class Alike:
    report_id: int
    year: int
    kind: str
    likeness: float
    left_in: str | None
    other_id: int
    other_name: str
    other_year: int


@dataclass(frozen=True, slots=True)
class Body:
    key: str
    name: str
    names: tuple[tuple[str, tuple[int, ...]], ...]
    kinds: tuple[str, ...]
    places: tuple[Region, ...]
    entries: tuple[Entry, ...]
    figures: tuple[Figures, ...]
    broken: tuple[Broken, ...]
    alike: tuple[Alike, ...]
    is_reckoned: bool


def look(connection: sqlite3.Connection, asked: Asked) -> Body:
    key = asked.parts["key"]
    reports = _reports(connection, key)
    if not reports:
        raise NotThereError("body.not_there")
    code = significant_digits(key.split("/", 1)[0])
    told = _told(connection, key, code, reports)
    entries = _entries(key, reports, told, asked.words)
    years = range(min(entry.year for entry in entries), max(entry.year for entry in entries) + 1)
    ids = [report.id for report in reports]
    newest = reports[-1]
    return Body(
        key,
        newest.name,
        tuple(_names(reports)),
        tuple(dict.fromkeys(report.kind for report in reports)),
        tuple(Region(one, name_of(connection, one)) for one in path(code)),
        tuple(sorted([*entries, *_empty_years(years, entries)], key=lambda entry: (-entry.year, entry.scope or ""))),
        tuple(_figures(connection, scope, years, reports, asked.words) for scope in SCOPES if _has(reports, scope)),
        tuple(Broken(*row) for row in _of_reports(connection, _BROKEN, ids, ACROSS_YEARS)),
        tuple(Alike(*row) for row in _of_reports(connection, _ALIKE, ids)[:_MOST_LOOKALIKES]),
        bool(told),
    )


def _reports(connection: sqlite3.Connection, key: str) -> list[Report]:
    """By year; the names of some bodies begin like those of others, and are no part of them."""
    found = connection.execute(_REPORTS, (f"{key}/", f"{key}0"))
    return [Report(*row) for report_key, *row in found if report_key.rsplit("/", 2)[0] == key]


def _told(connection: sqlite3.Connection, key: str, code: str, reports: Sequence[Report]) -> list[Told]:
    """The rows of the body under any of its names."""
    rows = told_of_area(connection, area_of(code))
    lines = {line_of(code, one.row.kind, one.row.body) for one in rows if one.body == key}
    lines |= {line_of(code, report.kind, report.name) for report in reports}  # type: ignore[arg-type]
    return [one for one in rows if line_of(one.row.division, one.row.kind, one.row.body) in lines]


def _entries(key: str, reports: Sequence[Report], told: Iterable[Told], words: Words) -> list[Entry]:
    by_id = {report.id: report for report in reports}
    held = {(report.year, report.scope) for report in reports}
    entries: list[Entry] = []
    for one in told:
        report = by_id.pop(one.row.report_id or 0, None)
        if report is None and (one.row.year, one.row.scope) in held and one.row.report_id is None:
            continue  # the report came after the coverage was reckoned
        elsewhere = one.body if one.body != key else None
        entries.append(Entry(one.row.year, one.row.scope, report, one.row, mark(one.row, words), elsewhere))
    entries += [Entry(report.year, report.scope, report, None, None, None) for report in by_id.values()]
    return entries


def _empty_years(years: Iterable[int], entries: Iterable[Entry]) -> list[Entry]:
    """Years of which neither a report nor the coverage knows anything."""
    known = {entry.year for entry in entries}
    return [Entry(year, None, None, None, None, None) for year in years if year not in known]


def _names(reports: Sequence[Report]) -> list[tuple[str, tuple[int, ...]]]:
    years: dict[str, list[int]] = {}
    for report in reports:
        years.setdefault(report.name, []).append(report.year)
    return [(name, tuple(dict.fromkeys(them))) for name, them in years.items()]


def _has(reports: Iterable[Report], scope: str) -> bool:
    return any(report.scope == scope for report in reports)


def _figures(
    connection: sqlite3.Connection, scope: str, years: Sequence[int], reports: Iterable[Report], words: Words
) -> Figures:
    found = yearly(connection, years, {report.year: report.id for report in reports if report.scope == scope})
    draw = partial(_chart, [str(year) for year in years], words)
    charts = (
        draw("requests", found.requests[:1]),
        draw("outcomes", found.outcomes),
        draw("reviews", found.reviews),
        draw("decisions", found.decisions),
    )
    return Figures(scope, found, charts)


def _chart(years: Sequence[str], words: Words, name: str, lines: Sequence[Line]) -> Markup:
    series = [Series(words(f"body.figure.{line.row}"), line.values) for line in lines]
    return line_chart(words(f"body.chart.{name}"), years, series, words, words("body.cases"))


def _of_reports(
    connection: sqlite3.Connection, sql: str, ids: Sequence[int], more: Sequence[str] = ()
) -> Sequence[tuple[Any, ...]]:
    marks: Mapping[str, str] = {"ids": ", ".join("?" * len(ids)), "more": ", ".join("?" * len(more))}
    return connection.execute(sql.format(**marks), (*ids, *more)).fetchall()


_REPORTS = f"""
    SELECT key, id, year, scope, coalesce(issuer, ''), issuer_kind, version_count,
           (SELECT count(*) FROM checks
            WHERE report_id = id AND verdict <> 'not_assessable' AND {rules_of("contradiction")}),
           (SELECT count(*) FROM checks WHERE report_id = id AND {condition("contradiction")}),
           (SELECT count(*) FROM checks WHERE report_id = id AND {condition("disagreement")}),
           (SELECT count(*) FROM checks
            WHERE report_id = id AND ({condition("reading")} OR {condition("question")}))
    FROM reports WHERE key >= ? AND key < ? ORDER BY year, scope"""
_BROKEN = """
    SELECT report_id, year, scope, rule, place, left_value, right_value, fault
    FROM checks JOIN reports ON reports.id = report_id
    WHERE report_id IN ({ids}) AND rule IN ({more}) AND verdict = 'violated' ORDER BY year, scope, rule, place"""
_ALIKE = """
    SELECT mine.id, mine.year, kind, likeness, left_in, other.id, coalesce(other.issuer, other.title, ''), other.year
    FROM (SELECT report_id AS mine_id, other_report_id AS other_id, kind, likeness, left_in FROM lookalikes
          UNION ALL SELECT other_report_id, report_id, kind, likeness, left_in FROM lookalikes
          WHERE kind <> 'year_before')
    JOIN reports AS mine ON mine.id = mine_id JOIN reports AS other ON other.id = other_id
    WHERE mine_id IN ({ids}) ORDER BY mine.year DESC, likeness DESC, other.id"""

PAGES = (Page(r"body/(?P<key>[^?#]{1,300})", "body", look),)
